"""The reference cases, and what differs between a case and a result within its stated tolerances."""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

CASES: Final[list[dict[str, Any]]] = json.loads(
    (Path(__file__).parents[2] / "data" / "statistics" / "cases.json").read_text(encoding="utf-8")
)["cases"]
_STRICT = {"rel": 1e-6, "abs": 1e-12}


def cases_of(*areas: str) -> list[dict[str, Any]]:
    return [case for case in CASES if case["area"] in areas]


def case_named(name: str) -> dict[str, Any]:
    return next(case for case in CASES if case["id"] == name)


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
        case None | bool() | str():
            return type(got) is type(expected) and got == expected
        case list():
            return len(got) == len(expected) and all(
                _agree(one, other, tolerance) for one, other in zip(got, expected, strict=True)
            )
        case _:
            allowed = max(tolerance.get("abs", 0.0), tolerance.get("rel", 0.0) * abs(expected))
            return math.isclose(got, expected, rel_tol=0.0, abs_tol=allowed)
