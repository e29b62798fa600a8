"""Levels of a metric in its unit: reading the unit, resolving a target, and what was observed when."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.charter import Charter, Quantity
from bot.domain.ids import ProjectId, UserId, WorkspaceId

BUSINESS = "business"
"""The id of a project's business metric; every project has exactly one."""

_PERCENT_WORDS = frozenset({"%", "percent", "per cent", "pct", "percentage", "prozent", "pour cent", "por ciento", "por cento"})
_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "₹": "INR", "us$": "USD", "eur": "EUR", "usd": "USD", "gbp": "GBP", "chf": "CHF"}
_SIGNS |= {"euro": "EUR", "euros": "EUR", "dollar": "USD", "dollars": "USD", "pounds": "GBP", "jpy": "JPY", "cny": "CNY", "inr": "INR"}


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
        """How much of the wanted improvement is there, as a fraction; None when it cannot be told."""
        if self.improvement is None or not self.wanted:
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
    if lowered in _SIGNS:
        return Unit(kind=UnitKind.MONEY, label=_SIGNS[lowered])
    if len(label) == 3 and label.isascii() and label.isalpha() and label.isupper():
        return Unit(kind=UnitKind.MONEY, label=label)
    return Unit(kind=UnitKind.PLAIN, label=label)


def target_level(baseline: float | None, target: Quantity | None) -> float | None:
    """The level that a target means: itself, or the baseline with the typed change applied; None without a baseline to change."""
    if target is None:
        return None
    if target.unit == "relative_change":
        return None if baseline is None else baseline * (1 + target.value)
    if target.unit == "percentage_points":
        return None if baseline is None else baseline + target.value
    return target.value


def kpi_of(charter: Charter, observations: tuple[Observation, ...]) -> Kpi:
    """The business metric of a project from its answers and what was logged (observations sorted by day here)."""
    baseline = charter.quantity("baseline")
    level = baseline.value if baseline else None
    own = sorted((each for each in observations if each.metric == BUSINESS), key=lambda each: (each.day, each.at))
    return Kpi(
        name=charter.text("metric_name") or "",
        unit=unit_of(charter.text("metric_unit") or ""),
        direction=Direction(charter.choice("metric_direction") or Direction.UP),
        baseline=level,
        target=target_level(level, charter.quantity("target")),
        deadline=charter.day("deadline"),
        observations=tuple(own),
    )
