"""The three sums in words: the headline, and what the intervals rest on."""

from collections.abc import Sequence
from typing import Final

from bot.domain.impact import Money, Standing
from bot.domain.sums import MoneySums, Total
from bot.statistics.portfolio_summary import DRAWS, SHARED
from bot.views.lines import Line
from bot.views.words import Words

_SUMS: Final = "portfolio/sums"


def money_line(sums: MoneySums | None, words: Words) -> Line:
    """The headline: what is proven and at least proven, what was only measured, what is still only claimed."""
    if sums is None:
        return words.line(_SUMS, "no_sums")
    proven, measured, claimed = (words.figures.sums(each) for each in (sums.proven, sums.measured, sums.claimed))
    if not (proven or measured or claimed):
        return words.line(_SUMS, "no_money")
    return words.line(
        _SUMS,
        "money",
        proven=proven or "",
        floor=_floor(sums.proven, words),
        measured=measured or "",
        claimed=claimed or "",
    )


def _floor(totals: Sequence[Total], words: Words) -> str:
    floors = [Money(amount=each.floor, currency=each.currency) for each in totals if each.floor is not None]
    return words.figures.sums(floors) or ""


def sum_lines(sums: MoneySums | None, words: Words) -> list[Line]:
    """What each interval of several projects would be if they moved apart or all together, and what was drawn."""
    if sums is None:
        return []
    standings = ((Standing.PROVEN, sums.proven), (Standing.MEASURED, sums.measured), (Standing.CLAIMED, sums.claimed))
    lines = [
        line
        for standing, totals in standings
        for each in totals
        if (line := _spread(standing, each, words)) is not None
    ]
    seed = next((each.seed for _, totals in standings for each in totals if each.seed is not None), None)
    if seed is None:
        return lines
    in_range = sum(each.in_range for _, totals in standings for each in totals)
    drawn = words.line(_SUMS, "draws", draws=words.figures.number(DRAWS), seed=str(seed), in_range=in_range)
    return [*lines, drawn]


def _spread(standing: Standing, total: Total, words: Words) -> Line | None:
    """None for a single project, which moves with nothing."""
    if total.apart is None or total.together is None or total.count == 1:
        return None
    bare = Money(amount=total.amount, currency=total.currency)
    return words.line(
        _SUMS,
        "spread",
        standing=words.label("standing", standing),
        amount=words.figures.annual(bare),
        rho=words.figures.number(SHARED),
        usual=_interval((total.low or 0.0, total.high or 0.0), total.currency, words),
        apart=_interval(total.apart, total.currency, words),
        together=_interval(total.together, total.currency, words),
    )


def _interval(ends: tuple[float, float], currency: str, words: Words) -> str:
    low, high = (words.figures.money(end, currency) for end in ends)
    return words.plain(_SUMS, "interval", low=low, high=high)
