"""Domain values as canonical JSON: the same value is always the same bytes, so that they can be hashed."""

import json

from pydantic_core import to_jsonable_python


def canonical(value: object) -> str | None:
    """Any value of the domain as JSON with sorted keys and no blanks, None stays None; ValueError for NaN."""
    if value is None:
        return None
    plain = to_jsonable_python(value, inf_nan_mode="constants")
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
