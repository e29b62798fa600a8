"""Single figures of results as people and exports write them: counts, levels and spreads, or what is wrong."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar, assert_never

from bot.domain.metrics import Unit
from bot.domain.number_forms import BadAnswer, fitted
from bot.domain.numbers import AskBack, Invalid, Number, Reading, read_number, write_number
from bot.domain.questions import NumberForm
from bot.domain.text import shorten
from bot.statistics.arms.summary import Arm
from bot.statistics.reasons import NotComputable
from bot.statistics.summaries import Adjustable, Mean, Paired, Proportion

MISSING: Final = frozenset({"", "-", "\N{EN DASH}", "\N{EM DASH}", "n/a", "na", "#n/a", "null", "none"})
"""What stands in a cell that has no value: it is missing, never zero."""
LARGEST_COUNT: Final = 10**12
_LARGEST, _SMALLEST = 1e15, 1e-30
"""Beyond these a number is a slip, and its squares would leave the range of floats."""
_ENGLISH: Final = "en-US"
_DIGITS = re.compile(r"[0-9]{1,15}")
_POINTED = re.compile(r"[0-9]{1,15}\.(?:[0-9]{1,2}|[0-9]{4,15})")
_MINUS = "-\N{MINUS SIGN}"
_WORDS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level with the kind of number that it was written as: plain, percent or a currency."""

    value: float
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """How figures are written here: by the person's locale, or (`by_comma`) between commas, where the decimal sign
    can only be a point.
    """

    locale: str | None
    by_comma: bool = False

    def read(self, typed: str) -> Number:
        """The number that is meant; BadAnswer asks back with an example."""
        typed = typed.strip()
        if _DIGITS.fullmatch(typed) or (self.by_comma and _POINTED.fullmatch(typed)):
            value = float(typed)
            return Number(value=value, unit="ratio" if 0 < value < 1 else "count", echo=typed)
        match reading := self._reading(typed):
            case Number():
                return reading
            case AskBack() | Invalid():
                raise BadAnswer(
                    f"“{shorten(typed, _WORDS)}”: {_without_quote(reading)} Example: {self.example(1250.5)}"
                )
            case _:
                assert_never(reading)

    def example(self, value: float) -> str:
        """A number as it may be written here."""
        return f"{value:g}" if self.by_comma else write_number(value, "count", self.locale)

    def _reading(self, typed: str) -> Reading:
        if not self.by_comma:
            return read_number(typed, self.locale)
        own, english = read_number(typed, self.locale), read_number(typed, _ENGLISH)
        if isinstance(own, Number) and isinstance(english, Number) and own.value != english.value:
            return AskBack(reason="It can be read in two ways.", hint="")
        return english


def _without_quote(reading: AskBack | Invalid) -> str:
    """The reason alone; what was typed is named before it already."""
    return "It can be read in two ways." if reading.reason.startswith("“") else reading.reason


def count_in(typed: str, writing: Writing) -> int:
    """A count of whole things, zero or more."""
    if typed.strip().startswith(tuple(_MINUS)):
        raise BadAnswer(f"“{shorten(typed.strip(), _WORDS)}” is below zero. Example: 412")
    number = writing.read(typed)
    said = shorten(typed.strip(), _WORDS)
    if number.unit in ("percent", "percentage_points", "relative_change"):
        raise BadAnswer(f"“{said}” is a share. Write how many it were. Example: 412")
    if number.unit not in ("count", "ratio"):
        raise BadAnswer(f"“{said}” is no count. Write a whole number. Example: 412")
    if number.value != math.floor(number.value):
        raise BadAnswer(f"“{said}” is not a whole number. Example: 412")
    if number.value > LARGEST_COUNT:
        raise BadAnswer(f"“{said}” is too large for a count. Example: 412")
    return int(number.value)


def units_in(typed: str, writing: Writing) -> int:
    """The number of units of an arm, at least one."""
    units = count_in(typed, writing)
    if units < 1:
        raise BadAnswer("An arm needs at least one unit. Example: 13000")
    return units


def level_of(typed: str, writing: Writing, unit: Unit | None = None) -> Level:
    """A level that may be below zero, in the metric's unit where that is known."""
    bare = typed.strip()
    is_below = bare.startswith(tuple(_MINUS)) and not bare[1:].lstrip().startswith((*_MINUS, "+"))
    number = writing.read(bare[1:] if is_below else bare)
    value, kind = _fitted(number, unit, bare)
    if value and not _SMALLEST <= abs(value) <= _LARGEST:
        raise BadAnswer(f"“{shorten(bare, _WORDS)}” is out of reach. Example: {writing.example(12.4)}")
    return Level(value=-value if is_below else value, kind=kind)


def _fitted(number: Number, unit: Unit | None, typed: str) -> tuple[float, str]:
    if unit is not None:
        return fitted(number, NumberForm.METRIC, unit)[0], "unit"
    if number.unit in ("count", "ratio"):
        return number.value, "plain"
    if number.unit == "percent" or number.unit.startswith("currency:"):
        return number.value, number.unit
    raise BadAnswer(f"“{shorten(typed, _WORDS)}” is no level. Write a number like 12.4.")


def spread_of(typed: str, writing: Writing, unit: Unit | None = None) -> Level:
    """A standard deviation or variance, zero or more."""
    level = level_of(typed, writing, unit)
    if level.value < 0:
        raise BadAnswer(f"“{shorten(typed.strip(), _WORDS)}”: a spread cannot be below zero. Example: 3.1")
    return level


def proportion(*, x: int, n: int) -> Proportion:
    """A share of n units; BadAnswer where more did it than there were."""
    if x > n:
        raise BadAnswer(f"{x:,} of {n:,} is more than all of them. Example: 412 of 13,000")
    return Proportion(x=x, n=n)


def adjustable(summary: Mean | Proportion, *, mean: float, sd: float, cov: float) -> Adjustable:
    """A metric beside its covariate from before the experiment; `cov` is the sample covariance of the two (n - 1).

    BadAnswer where the covariate cannot be, such as a covariance that the spreads do not allow.
    """
    n = summary.n

    def made() -> Adjustable:
        y = summary.as_mean()
        # zeros and ones have p (1 - p) with the divisor n; with one unit there is no mean to get here with
        variance = y.variance * n / (n - 1) if isinstance(summary, Proportion) else y.variance
        return Adjustable(units=Paired(n=n, mean_y=y.mean, var_y=variance, mean_x=mean, var_x=sd**2, cov=cov))

    return summed_up(made)


_Arm = TypeVar("_Arm", bound=Arm)


def summed_up(make: Callable[[], _Arm]) -> _Arm:
    """A summary, with what arithmetic has to say against it as words for the person."""
    try:
        return make()
    except NotComputable as wrong:
        raise BadAnswer(wrong.words) from None
