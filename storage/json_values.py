"""Domain values as the JSON that is kept in a column, and back."""

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from bot.domain.charter import Value
from bot.domain.experiments import Plan

ANSWER: TypeAdapter[Value] = TypeAdapter(Value)
PLAN: TypeAdapter[Plan] = TypeAdapter(Plan)


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def canonical(value: object) -> str | None:
    """Any value of the domain as canonical JSON (sorted keys, no blanks); None stays None."""
    if value is None:
        return None
    plain = _adapter(type(value)).dump_python(value, mode="json")
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
