"""How far each metric of a chain moves by the effects that were assumed, and what the end of it is worth."""

from dataclasses import dataclass
from itertools import product

from bot.domain.chain.metrics import PLAIN, Link, Metric, Per
from bot.domain.charter import Charter, Quantity
from bot.domain.metrics import Direction, Unit, UnitKind, kpi_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """How far a metric moves, in its units (points where it is in percent): if all effects come out low, likely, high.

    The ends are those of assumptions, not of a confidence interval.
    """

    low: float
    likely: float
    high: float

    @property
    def is_range(self) -> bool:
        """Whether the ends differ."""
        return self.low < self.high


def own_move(model: Metric) -> Moved | None:
    """What the model is to gain: from today to its target."""
    if model.today is None or model.target is None:
        return None
    change = model.unit.in_units(model.target - model.today)
    return Moved(low=change, likely=change, high=change)


def moved_by(cause: Moved | None, start: Metric, link: Link, metric: Metric) -> Moved | None:
    """How far a link moves a metric, when the one where it starts moves by `cause`; None where nobody can tell."""
    effect = _effect(link, metric)
    if effect is None or link.per is Per.STEP:
        return effect
    if cause is not None and link.per is Per.SHARE:
        level = start.today
        units = start.unit.in_units(level) if level else None
        cause = _times(cause, Moved(low=100 / units, likely=100 / units, high=100 / units)) if units else None
    return _times(effect, cause) if cause is not None else None


def _times(one: Moved, other: Moved) -> Moved:
    """Both multiplied: the likely ones, and the farthest ends that any low or high of both lead to."""
    ends = [mine * theirs for mine, theirs in product((one.low, one.high), (other.low, other.high))]
    return Moved(low=min(ends), likely=one.likely * other.likely, high=max(ends))


def _effect(link: Link, metric: Metric) -> Moved | None:
    """An effect in the units of what it moves; None where it is in others, or a share of an unknown level."""
    effect = link.effect
    factor = _factor(effect, metric) if effect is not None else None
    if effect is None or factor is None:
        return None
    likely = effect.value * factor
    ends = sorted(end * factor for end in (effect.low, effect.high) if end is not None) or [likely, likely]
    return Moved(low=ends[0], likely=likely, high=ends[-1])


def _factor(effect: Quantity, metric: Metric) -> float | None:
    match effect.unit:
        case "percentage_points":
            # A metric whose unit nobody said is one in percent where its change is told in points.
            is_percent = metric.unit.kind is UnitKind.PERCENT or metric.unit == PLAIN
            return 100.0 if is_percent else None
        case "relative_change":
            return None if metric.today is None else metric.unit.in_units(metric.today)
        case "count":
            return 1.0
        case _:
            return 1.0 if metric.unit == Unit(kind=UnitKind.MONEY, label=effect.unit.partition(":")[2]) else None


def worth_of(moved: Moved | None, charter: Charter, default_currency: str) -> tuple[Moved | None, str]:
    """What the end of a path is worth a year, the wanted way positive, and in which currency."""
    price = charter.quantity("value_per_unit")
    if moved is None or price is None:
        return None, ""
    currency = price.unit.partition(":")[2] or charter.choice("currency") or default_currency
    sign = 1 if kpi_of(charter, ()).direction is Direction.UP else -1
    low, high = (price.value if end is None else end for end in (price.low, price.high))
    turned = _times(moved, Moved(low=sign, likely=sign, high=sign))
    return _times(turned, Moved(low=low, likely=price.value, high=high)), currency
