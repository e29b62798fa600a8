"""The picture of a break-even tells what its words tell, with the same figures."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from bot.charts.drawing import svg
from bot.charts.series import SeriesPlot
from bot.domain.impact import Money
from bot.domain.message import ImpactSummary
from bot.domain.remarks import MoneyRemark
from bot.views.break_even_picture import break_even_picture
from bot.views.messages import render
from bot.views.words import Words
from tests.bot.views.realism_strategies import budgets
from tests.bot.views.samples import IMPACT_ALL, IMPACT_ONE
from tests.bot.views.test_realism import BUDGET, NO_BUDGET, PAYBACK

WAIT = 12 * 90 / 365.25


def drawn(words: Words, money: MoneyRemark | None, summary: ImpactSummary = IMPACT_ONE) -> SeriesPlot | None:
    pictures = break_even_picture(replace(summary, budget=money), words)
    if not pictures:
        return None
    assert isinstance(pictures[0].data, SeriesPlot)
    return pictures[0].data


def test_what_is_spent_stands_beside_the_fan_of_what_comes_back(words: Words) -> None:
    """By hand: a year and a half times 7.39 months is less than the twelve that are drawn at least."""
    plot = drawn(words, BUDGET)
    assert plot is not None
    assert plot.observed[-1] == (12.0, 120_000.0)
    assert plot.start == pytest.approx(WAIT)
    begin, last = plot.counterfactual[1:]
    assert [begin.x, begin.low, begin.high] == pytest.approx([WAIT, 0, 0])
    share = (12 - WAIT) / 12
    assert [last.low, last.value, last.high] == pytest.approx([share * each for each in (1e5, 2e5, 3e5)])
    assert plot.words.band


def test_its_alternative_text_says_when_both_meet(words: Words) -> None:
    (picture,) = render(replace(IMPACT_ONE, budget=BUDGET), words).pictures
    for each in ("€120 k/yr", "€200 k/yr [€100 k to €300 k]", "from day 90 on", "they meet 7.4 months after"):
        assert each in picture.alt_text
    never = replace(BUDGET, payback=replace(PAYBACK, months=None))
    (picture,) = break_even_picture(replace(IMPACT_ONE, budget=never), words)
    assert "they never meet" in picture.alt_text


@pytest.mark.parametrize(
    ("latest", "months", "end"), [(40.0, 7.0, 60), (None, 30.0, 45), (500.0, 7.0, 120), (None, None, 12)]
)
def test_what_it_is_about_lies_inside(words: Words, latest: float | None, months: float | None, end: float) -> None:
    payback = replace(PAYBACK, latest=latest, months=months, soonest=None)
    plot = drawn(words, replace(BUDGET, payback=payback))
    assert plot is not None
    assert plot.observed[-1][0] == pytest.approx(end)


def test_a_value_without_an_interval_is_a_line(words: Words) -> None:
    plot = drawn(words, replace(BUDGET, value=Money(amount=200_000, currency="EUR")))
    assert plot is not None
    assert plot.words.band == ""
    assert plot.counterfactual[-1].low == plot.counterfactual[-1].high


def test_value_that_begins_beyond_the_picture_stays_at_nothing(words: Words) -> None:
    plot = drawn(words, replace(BUDGET, wait=10**6))
    assert plot is not None
    assert {point.value for point in plot.counterfactual} == {0.0}


@pytest.mark.parametrize(
    "money",
    [
        None,
        NO_BUDGET,
        replace(BUDGET, payback=None),
        replace(BUDGET, wait=None),
        replace(BUDGET, budget=Money(amount=1e300, currency="EUR")),
    ],
)
def test_there_is_no_picture_where_there_is_nothing_to_draw(words: Words, money: MoneyRemark | None) -> None:
    assert drawn(words, money) is None
    assert drawn(words, BUDGET, IMPACT_ALL) is None


@given(money=budgets)
@settings(max_examples=60, deadline=None)
def test_every_budget_can_be_drawn_or_is_not(words: Words, money: MoneyRemark) -> None:
    plot = drawn(words, money)
    assert plot is None or svg(plot).startswith("<svg")
