"""The reference cases of an area, and what differs between a case and a result within its stated tolerances."""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_CASES = Path(__file__).parents[2] / "data" / "statistics" / "cases.json"
_STRICT = {"rel": 1e-6, "abs": 1e-12}


def cases_of(area: str) -> list[dict[str, Any]]:
    return [case for case in json.loads(_CASES.read_text(encoding="utf-8"))["cases"] if case["area"] == area]


def case_named(name: str) -> dict[str, Any]:
    return next(case for case in json.loads(_CASES.read_text(encoding="utf-8"))["cases"] if case["id"] == name)


def differing(case: Mapping[str, Any], result: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    """Every expected key whose figure is missing or outside its tolerance."""
    tolerances = case["tolerance"]
    usual = tolerances.get("default", _STRICT)
    return [
        (key, expected, result.get(key))
        for key, expected in case["expected"].items()
        if key not in result or not _agree(result[key], expected, tolerances.get(key, usual))
    ]


def _agree(got: Any, expected: Any, tolerance: Mapping[str, float]) -> bool:
    match expected:
        case None | bool():
            return got is expected
        case list():
            return len(got) == len(expected) and all(
                _agree(one, other, tolerance) for one, other in zip(got, expected, strict=True)
            )
        case _:
            allowed = max(tolerance.get("abs", 0.0), tolerance.get("rel", 0.0) * abs(expected))
            return math.isclose(got, expected, rel_tol=0.0, abs_tol=allowed)
