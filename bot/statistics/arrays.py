"""Arrays from what was given, or a refusal that names the field: lengths, spread, and what lies before and after."""

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from bot.statistics.reasons import NotComputable, Reason

FloatArray: TypeAlias = npt.NDArray[np.float64]
BoolArray: TypeAlias = npt.NDArray[np.bool_]
Places: TypeAlias = npt.NDArray[np.intp]

_RELATIVE_SPREAD: Final = 1e-12
"""Variation below this share of the size of the values is rounding, not variation."""


def vector(
    values: Sequence[float], field: str, *, length: int | None = None, at_least: int = 1, varying: bool = False
) -> FloatArray:
    """A series of shape (n,); refused when its length is wrong, it is too short, or it must vary and does not."""
    found = np.asarray(values, dtype=np.float64)
    if found.ndim != 1:
        raise NotComputable(Reason.BAD_INPUT, f"{field} must be a plain list of numbers.", field=field)
    if length is not None and found.size != length:
        words = f"{field} has {found.size} values where {length} are needed."
        raise NotComputable(Reason.BAD_INPUT, words, field=field)
    if not np.isfinite(found).all():
        raise NotComputable(Reason.BAD_INPUT, f"{field} holds values that are not finite numbers.", field=field)
    if found.size < at_least:
        words = f"{field} has {found.size} points; at least {at_least} are needed."
        raise NotComputable(Reason.TOO_FEW, words, field=field)
    if varying and not has_spread(found):
        raise NotComputable(Reason.NO_SPREAD, f"{field} never changes.", field=field)
    return found


def has_spread(values: FloatArray) -> bool:
    """Whether the values differ by more than rounding."""
    return bool(np.ptp(values) > _RELATIVE_SPREAD * np.abs(values).max(initial=0.0))


def indicator(values: Sequence[float], field: str, *, length: int) -> BoolArray:
    """False before and True after, of shape (n,); both must be there, and the change is never taken back."""
    found = vector(values, field, length=length)
    if not np.isin(found, (0.0, 1.0)).all():
        raise NotComputable(Reason.BAD_INPUT, f"{field} must hold 0 (before) and 1 (after) only.", field=field)
    after = np.asarray(found == 1.0, dtype=np.bool_)
    if after.all() or not after.any():
        side = "before" if after.all() else "after"
        raise NotComputable(Reason.TOO_FEW, f"{field} leaves no point {side} the change.", field=field)
    if (np.diff(found) < 0).any():
        raise NotComputable(Reason.BAD_INPUT, f"{field} goes back from 1 to 0.", field=field)
    return after


def matrix(rows: Sequence[Sequence[float]], field: str, *, length: int) -> FloatArray:
    """A design of shape (n, k), one row a point; ragged rows and missing rows are refused."""
    if len({len(row) for row in rows}) > 1:
        raise NotComputable(Reason.BAD_INPUT, f"The rows of {field} differ in length.", field=field)
    found = np.asarray(rows, dtype=np.float64)
    if found.ndim != 2 or found.shape[0] != length or found.shape[1] == 0:
        words = f"{field} must have {length} rows of at least one number."
        raise NotComputable(Reason.BAD_INPUT, words, field=field)
    if not np.isfinite(found).all():
        raise NotComputable(Reason.BAD_INPUT, f"{field} holds values that are not finite numbers.", field=field)
    return found


def named_columns(series: Mapping[str, Sequence[float]], field: str, *, length: int) -> FloatArray:
    """Named series side by side, of shape (n, k) in the order given; (n, 0) when there are none."""
    found = [vector(values, f"{field}.{name}", length=length) for name, values in series.items()]
    return np.column_stack(found) if found else np.empty((length, 0))
