"""The picture of a break-even: what is spent, month by month, beside the fan of the value that comes back."""

from typing import Final

from bot.charts.series import Counterfactual, SeriesPlot, SeriesWords
from bot.domain.message import ImpactSummary
from bot.domain.remarks import BudgetRemark
from bot.statistics.break_even_summary import MONTHS_A_YEAR, Payback, wait_in_months
from bot.views.charts import is_drawable
from bot.views.durations import months_text
from bot.views.names import project_name
from bot.views.realism import REALISM
from bot.views.rendered import Picture
from bot.views.series_pictures import axis
from bot.views.words import Words

_SHORTEST: Final = 12.0
_LONGEST: Final = 120.0
"""Months that are drawn at most: nobody believes a line of ten years."""
_BEYOND: Final = 1.5
"""How far the picture goes, as a multiple of what it is about."""


def break_even_picture(message: ImpactSummary, words: Words) -> tuple[Picture, ...]:
    """What is spent beside what comes back; none where no budget is known, no start of the value, or no odds."""
    money = message.budget
    if len(message.rows) != 1 or not isinstance(money, BudgetRemark) or money.payback is None or money.wait is None:
        return ()
    low, middle, high = _ends(money)
    if not is_drawable(money.budget.amount, low, middle, high):
        return ()
    end = _end(money.payback, wait_in_months(money.wait))
    spent = money.budget.amount / MONTHS_A_YEAR * end
    fan = _fan(wait_in_months(money.wait), end, (low, middle, high))
    currency = money.budget.currency
    chart = SeriesPlot(
        title=words.plain(REALISM, "picture_title", project=project_name(message.rows[0].project)),
        subtitle=words.plain(REALISM, "picture_subtitle"),
        observed=((0.0, 0.0), (end, spent)),
        counterfactual=fan,
        start=wait_in_months(money.wait),
        below=axis([0.0, end], words.plain(REALISM, "picture_months"), lambda at: f"{at:g}"),
        beside=axis(
            [0.0, spent, *(each for point in fan for each in (point.low, point.high))],
            "",
            lambda at: words.figures.money(at, currency),
        ),
        words=_words(words, has_band=low < high),
    )
    return (Picture(data=chart, alt_text=_alt(money, money.payback, words)),)


def _words(words: Words, *, has_band: bool) -> SeriesWords:
    return SeriesWords(
        observed=words.plain(REALISM, "picture_spent"),
        counterfactual=words.plain(REALISM, "picture_value"),
        band=words.plain(REALISM, "picture_band") if has_band else "",
        start=words.plain(REALISM, "picture_start"),
    )


def _ends(money: BudgetRemark) -> tuple[float, float, float]:
    """The value a year at the ends of its interval and in its middle; all one where it has none."""
    middle = money.value.amount
    low, high = money.value.low, money.value.high
    return middle if low is None else low, middle, middle if high is None else high


def _end(payback: Payback, wait: float) -> float:
    """How many months are drawn, so that what the picture is about lies inside."""
    about = max(wait, payback.latest or payback.months or payback.soonest or 0.0)
    return max(_SHORTEST, min(_LONGEST, _BEYOND * about))


def _fan(wait: float, end: float, a_year: tuple[float, float, float]) -> tuple[Counterfactual, ...]:
    """Nothing until value begins, then straight lines; where it begins beyond the picture, nothing at all."""
    low, middle, high = (each / MONTHS_A_YEAR * max(0.0, end - wait) for each in a_year)
    return (
        Counterfactual(x=0.0, value=0.0, low=0.0, high=0.0),
        Counterfactual(x=min(wait, end), value=0.0, low=0.0, high=0.0),
        Counterfactual(x=end, value=middle, low=low, high=high),
    )


def _alt(money: BudgetRemark, payback: Payback, words: Words) -> str:
    return words.plain(
        REALISM,
        "picture_alt",
        budget=words.figures.annual(money.budget),
        value=words.figures.annual(money.value),
        wait=words.figures.number(money.wait or 0),
        months="" if payback.months is None else months_text(payback.months, words),
    )
