"""The counter-metric of an objective: what usually pays for it, whether it is watched, and at what rate it is paid."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.charter import Charter
from bot.domain.experiments.guardrails import guardrails_of
from bot.domain.experiments.trades import TRADES, Trade
from bot.statistics.arms.summary import ArmsReadout, Line, Said
from bot.statistics.readout.experiments import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterMetric:
    """A metric worth guarding: `margin` is the share that it may usually get `worse`; `words` led to it."""

    id: str
    name: str
    why: str
    margin: float
    worse: str
    words: tuple[str, ...]

    @property
    def guardrail(self) -> str:
        """The line that would guard it, as it may be typed into the charter."""
        return f"{self.name}: at most {self.margin:.0%} {self.worse}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """How many units of the counter-metric were lost for each unit of the primary metric that was won.

    `likely` is by the estimates; `dear` and `cheap` by the ends of the intervals, None where they do not bound it.
    The trade pays while a unit of the primary metric is worth more than so many units of the other.
    """

    likely: float
    dear: float | None
    cheap: float | None


def suggested(charter: Charter, project: str = "") -> CounterMetric | None:
    """What usually pays for the objective of this charter; None where its words say too little.

    The business metric's name speaks first, then the primary metric's, the project's name, and the category. An
    objective that holds its own price already ("sales after returns") needs no other.
    """
    names = [charter.text("metric_name") or "", charter.text("primary_metric") or "", project]
    for name in names:
        for trade in TRADES:
            words = _found(trade.objective, name)
            if words and not any(trade.counter.search(each) for each in names[:2]):
                return _counter_metric(trade, words)
    category = charter.choice("metric_category")
    by_category = next((trade for trade in TRADES if category is not None and trade.category == category), None)
    return None if by_category is None or category is None else _counter_metric(by_category, (category,))


def _found(pattern: re.Pattern[str], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match.group() for match in pattern.finditer(name)))


def _counter_metric(trade: Trade, words: tuple[str, ...]) -> CounterMetric:
    return CounterMetric(
        id=trade.id, name=trade.name, why=trade.why, margin=trade.margin, worse=trade.worse, words=words
    )


def is_measured(counter: CounterMetric, names: Iterable[str]) -> bool:
    """Whether one of these metrics, by its name, watches what the counter-metric does."""
    trade = next(each for each in TRADES if each.id == counter.id)
    return any(trade.counter.search(name) for name in names)


def worsened(counter: CounterMetric, arms: ArmsReadout) -> tuple[str, ...]:
    """The metrics that watch what the counter-metric does and that got worse by more than chance, as nobody registered
    how much of that would be accepted.
    """
    rises = counter.worse == "higher"
    return tuple(
        dict.fromkeys(
            line.metric
            for line in arms.lines
            if line.role is Role.SECONDARY
            and is_measured(counter, (line.metric,))
            and line.said in (Said.BETTER, Said.WORSE)
            and (line.difference > 0) == rises
        )
    )


def watching(charter: Charter) -> str | None:
    """The guardrail that watches what this objective usually costs: the one that the owner calls the counter-metric.

    Without such a word it is the first whose name tells so; None where no guardrail does.
    """
    guardrails = guardrails_of(charter)
    called = [each.name for each in guardrails if each.is_counter]
    counter = suggested(charter)
    told = [each.name for each in guardrails if counter is not None and is_measured(counter, (each.name,))]
    return next(iter((*called, *told)), None)


def exchange(won: Line, counter: Line) -> Exchange | None:
    """The rate at which the primary metric was bought; None where it was not won or the other did not suffer."""
    if Said.UNREAD in (won.said, counter.said):
        return None
    gain, (least, most) = _gain(won), _gains(won)
    loss, (largest, smallest) = -_gain(counter), _gains(counter)
    if gain <= 0 or loss <= 0:
        return None
    return Exchange(
        likely=loss / gain,
        dear=-largest / least if largest is not None and least is not None and least > 0 else None,
        cheap=max(0.0, -smallest) / most if smallest is not None and most is not None else None,
    )


def break_even(won: Line, counter: Line) -> float | None:
    """The break-even rate by the point estimates: units of the counter-metric for each unit of the primary one.

    Above it (a unit of the primary metric worth more than so many units of the other) the trade pays. None where the
    primary metric was not won, or the counter-metric did not move against it.
    """
    found = exchange(won, counter)
    return found.likely if found else None


def _gain(line: Line) -> float:
    """The difference, positive where it goes the wanted way."""
    return line.difference if line.wanted_up else -line.difference


def _gains(line: Line) -> tuple[float | None, float | None]:
    """The interval on the wanted side, the worse end first."""
    if line.wanted_up:
        return line.low, line.high
    return (None if line.high is None else -line.high), (None if line.low is None else -line.low)
