"""An impact in words: the figure a year with what stands behind it and how it came about, or why there is none."""

import math
from typing import Final

from bot.domain.impact import Impact, Money, Span, Unpriced
from bot.domain.metrics import Direction, Kpi, Unit, UnitKind
from bot.domain.prices import Price
from bot.statistics.usual_lifts import FEWEST_EXPERIMENTS, PriorSource
from bot.views.comparisons import Scale
from bot.views.lines import Line
from bot.views.words import Words

_IMPACT: Final = "impact/impact"
_DIGITS: Final = 5
"""Of the change in the formula: more than the result has, so that it can be checked."""


def impact_lines(impact: Impact, kpi: Kpi, words: Words) -> tuple[Line, ...]:
    """The figure, what stands behind it and how it came about, or the one line that says what is missing."""
    if impact.annual is not None:
        standing = words.label("standing", impact.standing)
        figure = words.line(_IMPACT, "figure", annual=words.figures.annual(impact.annual), standing=standing)
        why = words.line(
            _IMPACT,
            "figure_why",
            grade=impact.grade.value,
            is_loss=impact.annual.amount < 0,
            is_open=impact.is_amount_open,
            has_price_range=impact.price is not None,
        )
        how = how_line(impact, kpi, words)
        return (figure, why, how) if how else (figure, why)
    match impact.missing:
        case Unpriced.NO_VALUE:
            return (words.line(_IMPACT, "no_value", points=kpi.unit.kind is UnitKind.PERCENT),)
        case Unpriced.SCORE:
            return (words.line(_IMPACT, "score"),)
        case Unpriced.STOPPED:
            return (_stopped(impact, kpi, words),)
        case _:
            return (words.line(_IMPACT, "no_change"),)


def how_line(impact: Impact, kpi: Kpi, words: Words) -> Line | None:
    """How a figure came about: what was seen, what money counts of it and why, and the formula; None without one.

    Figures from before it was told have no worth of a unit with them.
    """
    annual, worth, change = impact.annual, impact.worth, impact.change
    if annual is None or worth is None or change is None:
        return None
    figures, prior, price = words.figures, impact.prior, impact.price
    money = Unit(kind=UnitKind.MONEY, label=annual.currency)
    bare = Money(amount=annual.amount, currency=annual.currency)
    return words.line(
        _IMPACT,
        "how",
        seen=seen_text(impact.seen, kpi, words) if impact.seen else "",
        counted=_scale(impact.seen, kpi, words).change(_turn(change, kpi)) if impact.seen else "",
        usual=figures.percent(float(f"{prior.sd:.2g}")) if prior else "",
        is_own=prior is not None and prior.source is PriorSource.OWN_EXPERIMENTS,
        experiments=prior.experiments if prior else 0,
        is_enough=prior is not None and prior.experiments >= FEWEST_EXPERIMENTS,
        change=_factor(change, kpi.unit, words),
        worth=figures.level(worth, money),
        low=figures.level(price.low, money) if price else "",
        likely=figures.level(price.likely, money) if price and not _is_middle(price) else "",
        high=figures.level(price.high, money) if price else "",
        points=kpi.unit.kind is UnitKind.PERCENT,
        annual=figures.annual(bare),
    )


def _is_middle(price: Price) -> bool:
    """Whether the likeliest price is the middle of its range, so that one word says both."""
    return math.isclose(price.likely, (price.low + price.high) / 2)


def seen_text(seen: Span, kpi: Kpi, words: Words) -> str:
    """A change as it was seen, with the sign of the metric itself, and its interval where there is one."""
    low, high = _ends(seen, kpi)
    scale = _scale(seen, kpi, words)
    value = scale.change(_turn(seen.value, kpi))
    return value if low is None and high is None else f"{value} {scale.interval(low, high)}"


def _stopped(impact: Impact, kpi: Kpi, words: Words) -> Line:
    seen = impact.seen
    return words.line(
        _IMPACT,
        "stopped",
        seen=seen_text(seen, kpi, words) if seen else "",
        is_wrong=seen is not None and seen.value < 0,
        evidence=words.label("evidence", impact.grade),
    )


def _turn(value: float, kpi: Kpi) -> float:
    """A change that is counted the wanted way, with the sign of the metric itself."""
    return value if kpi.direction is Direction.UP else -value


def _ends(seen: Span, kpi: Kpi) -> tuple[float | None, float | None]:
    if kpi.direction is Direction.UP:
        return seen.low, seen.high
    return None if seen.high is None else -seen.high, None if seen.low is None else -seen.low


def _scale(seen: Span | None, kpi: Kpi, words: Words) -> Scale:
    bounds, near = ((seen.low, seen.high), seen.value) if seen else ((), 0.0)
    return Scale.of(words.figures, kpi.unit, bounds, near)


def _factor(change: float, unit: Unit, words: Words) -> str:
    """The change in the formula, counted the wanted way."""
    size = abs(unit.in_units(change))
    decimals = max(0, _DIGITS - 1 - math.floor(math.log10(size))) if 0 < size < math.inf else 0
    while decimals and round(size, decimals - 1) == round(size, decimals):
        decimals -= 1
    written = Scale(figures=words.figures, unit=unit, decimals=decimals).change(change)
    return written.removeprefix(words.figures.sign(1.0))
