"""Levels of a metric in its unit: reading the unit, resolving a target, and what was observed when."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache

from babel.numbers import list_currencies

from bot.domain.charter import Charter, Quantity
from bot.domain.ids import ProjectId, UserId, WorkspaceId

BUSINESS = "business"
"""The id of a project's business metric; every project has exactly one."""

_LEVELS = frozenset(("baseline", "target"))
_PERCENT_WORDS = frozenset(
    ("%", "percent", "per cent", "pct", "percentage", "prozent", "pour cent", "por ciento", "por cento")
)
_MONEY_WORDS = {
    "EUR": ("€", "euro", "euros"),
    "USD": ("$", "us$", "dollar", "dollars", "us dollar", "us dollars"),
    "GBP": ("£", "pounds", "pounds sterling"),
    "CHF": ("swiss francs", "franken"),
    "JPY": ("yen",),
    "CNY": ("yuan",),
    "INR": ("₹",),
    "BRL": ("r$", "reais"),
}
# In lower case only these codes are money: "all", "top" and "try" are currencies too, and words first.
_LOWER_CODES = ("EUR", "USD", "GBP", "CHF", "JPY", "CNY", "INR", "BRL", "CAD", "AUD", "MXN", "SEK")
_MONEY = {word: code for code, words in _MONEY_WORDS.items() for word in words}
_MONEY |= {code.casefold(): code for code in _LOWER_CODES}


class UnitKind(StrEnum):
    """How a level is written and how a change of one unit is counted."""

    PERCENT = "percent"
    MONEY = "money"
    PLAIN = "plain"


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """The unit of a metric; `label` is what stands behind the number, for money the currency's code."""

    kind: UnitKind
    label: str

    def in_units(self, change: float) -> float:
        """A change of the level, counted in units: percentage points where the unit is percent."""
        return change * 100 if self.kind is UnitKind.PERCENT else change


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """A metric's value on a day, who or what recorded it, and when."""

    workspace: WorkspaceId
    project: ProjectId
    metric: str
    day: date
    value: float
    source: str
    by: UserId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """A business metric as the charter and the observations tell it; levels are fractions where the unit is percent."""

    name: str
    unit: Unit
    direction: Direction
    baseline: float | None
    target: float | None
    deadline: date | None
    observations: tuple[Observation, ...]

    @property
    def latest(self) -> Observation | None:
        """The observation of the latest day, or None while nothing was logged."""
        return self.observations[-1] if self.observations else None

    @property
    def change(self) -> float | None:
        """The latest level minus the baseline, or None when one of them is missing."""
        if self.latest is None or self.baseline is None:
            return None
        return self.latest.value - self.baseline

    @property
    def improvement(self) -> float | None:
        """The change, positive when it goes the wanted way."""
        return None if self.change is None else self.change * self._sign

    @property
    def wanted(self) -> float | None:
        """The improvement that the target asks for, or None when baseline or target is missing."""
        if self.baseline is None or self.target is None:
            return None
        return (self.target - self.baseline) * self._sign

    @property
    def progress(self) -> float | None:
        """How much of the wanted improvement is there, as a fraction; None when the target asks for none."""
        if self.improvement is None or self.wanted is None or self.wanted <= 0:
            return None
        return self.improvement / self.wanted

    @property
    def _sign(self) -> int:
        return 1 if self.direction is Direction.UP else -1


def unit_of(typed: str) -> Unit:
    """The unit that somebody typed: percent and money are known by sign or name, all else is a plain label."""
    label = " ".join(typed.split())
    lowered = label.casefold().rstrip(".")
    if lowered in _PERCENT_WORDS:
        return Unit(kind=UnitKind.PERCENT, label="%")
    if lowered in _MONEY:
        return Unit(kind=UnitKind.MONEY, label=_MONEY[lowered])
    if label in _currencies():
        return Unit(kind=UnitKind.MONEY, label=label)
    return Unit(kind=UnitKind.PLAIN, label=label)


@cache
def _currencies() -> frozenset[str]:
    """The ISO 4217 codes; three capitals alone may as well be DAU or NPS."""
    return frozenset(list_currencies())


def target_level(baseline: float | None, target: Quantity | None) -> float | None:
    """The level that a target means: itself, or the baseline with the typed change applied, None without a baseline."""
    if target is None:
        return None
    if target.unit == "relative_change":
        return None if baseline is None else baseline * (1 + target.value)
    if target.unit == "percentage_points":
        return None if baseline is None else baseline + target.value
    return target.value


def kpi_of(charter: Charter, observations: tuple[Observation, ...]) -> Kpi:
    """The business metric of a project from its answers and what was logged (observations sorted by day here).

    A baseline or target that was answered in another unit than the metric has now is not a level of it.
    """
    unit = unit_of(charter.text("metric_unit") or "")
    baseline = _fitting(charter.quantity("baseline"), unit)
    level = baseline.value if baseline else None
    target = target_level(level, _fitting(charter.quantity("target"), unit))
    own = sorted((each for each in observations if each.metric == BUSINESS), key=lambda each: (each.day, each.at))
    return Kpi(
        name=charter.text("metric_name") or "",
        unit=unit,
        direction=_direction(charter, level, target),
        baseline=level,
        target=target,
        deadline=charter.day("deadline"),
        observations=tuple(own),
    )


def is_answered(charter: Charter, question: str) -> bool:
    """Whether an answer stands that can be used; a level in another unit than the metric has now is open again."""
    return charter.value(question) is not None and in_another_unit(charter, question) is None


def in_another_unit(charter: Charter, question: str) -> Quantity | None:
    """The baseline or target that was answered before the unit was changed; None when it fits, or is none of them."""
    answer = charter.quantity(question) if question in _LEVELS else None
    return answer if answer and _fitting(answer, unit_of(charter.text("metric_unit") or "")) is None else None


def _fitting(answer: Quantity | None, unit: Unit) -> Quantity | None:
    """The answer, unless it is a level in another unit (the unit was changed after it)."""
    if answer is None or not unit.label or answer.unit == "relative_change":
        return answer
    if answer.unit == "percentage_points":
        return answer if unit.kind is UnitKind.PERCENT else None
    levels = {UnitKind.PERCENT: "percent", UnitKind.MONEY: f"currency:{unit.label}", UnitKind.PLAIN: "count"}
    return answer if answer.unit == levels[unit.kind] else None


def _direction(charter: Charter, baseline: float | None, target: float | None) -> Direction:
    """The direction that was answered; while it is open, the way that the target lies."""
    chosen = charter.choice("metric_direction")
    if chosen is not None:
        return Direction(chosen)
    falls = baseline is not None and target is not None and target < baseline
    return Direction.DOWN if falls else Direction.UP
