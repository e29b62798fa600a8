"""The kinds of numbers that inputs are made of; numbers are numbers here, never strings or truth values."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from bot.statistics.reasons import NotComputable, Reason


def _a_number(value: Any) -> Any:
    if isinstance(value, bool | str):
        raise ValueError("must be a number")  # noqa: TRY004  pydantic turns only ValueError into a finding
    return value


Number = Annotated[float, BeforeValidator(_a_number)]
Positive = Annotated[float, BeforeValidator(_a_number), Field(gt=0)]
NotNegative = Annotated[float, BeforeValidator(_a_number), Field(ge=0)]
Share = Annotated[float, BeforeValidator(_a_number), Field(ge=0, le=1)]
Inside = Annotated[float, BeforeValidator(_a_number), Field(gt=0, lt=1)]
"""Strictly between 0 and 1: confidences, levels, powers."""
_MANY = 10**15  # more units than anybody has; above it whole numbers are no longer exact as floats

Count = Annotated[int, BeforeValidator(_a_number), Field(ge=0, le=_MANY)]
Units = Annotated[int, BeforeValidator(_a_number), Field(ge=2, le=_MANY)]
"""Units of an arm whose spread is estimated."""
Some = Annotated[int, BeforeValidator(_a_number), Field(ge=1, le=_MANY)]


def required(value: float | None, field: str) -> float:
    """The value; BAD_INPUT where this method needs it and nobody gave it."""
    if value is None:
        raise NotComputable(Reason.BAD_INPUT, f"This method needs {field}.", field=field)
    return value
