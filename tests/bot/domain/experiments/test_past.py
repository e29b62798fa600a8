"""The metric's own past: its spread around trend and weekday, how alike neighbours are, and when neither is known."""

import math
import statistics
from datetime import date, timedelta

import numpy as np
import pytest
from statsmodels.regression.linear_model import OLS

from bot.domain.experiments.past import USUAL_AUTOCORRELATION, USUAL_DAYS, USUAL_SPREAD, past_of
from bot.domain.metrics import Observation
from bot.statistics.verdicts.summary import History
from tests.bot.domain.builders import EPOCH, observation

ASSUMED = History(spread=USUAL_SPREAD, autocorrelation=USUAL_AUTOCORRELATION, days=USUAL_DAYS, assumed=True)
FIRST = date(2027, 1, 1)


def logged(values: list[float], *, step: int = 1) -> tuple[Observation, ...]:
    return tuple(
        observation((FIRST + timedelta(days=step * place)).isoformat(), value) for place, value in enumerate(values)
    )


def past(values: list[float]) -> History:
    return past_of(logged(values), days=None)


WAVE = [10 + 0.1 * day + math.sin(day) for day in range(40)]


def test_under_four_weeks_the_past_is_measured_around_its_trend() -> None:
    days, values = list(range(27)), WAVE[:27]
    slope = statistics.covariance(days, values) / statistics.variance(days)
    residuals = [
        value - statistics.fmean(values) - slope * (day - statistics.fmean(days))
        for day, value in zip(days, values, strict=True)
    ]
    squares = sum(each**2 for each in residuals)
    found = past(values)
    assert (found.days, found.assumed) == (27, False)
    assert found.spread == pytest.approx(math.sqrt(squares / 25) / statistics.fmean(values), rel=1e-9)
    lagged = sum(residuals[place] * residuals[place + 1] for place in range(26)) / squares
    assert found.autocorrelation == pytest.approx(lagged + (1 + 4 * lagged) / 27, rel=1e-9)


@pytest.mark.parametrize("days", [28, 40])
def test_from_four_weeks_on_it_is_the_regression_on_trend_and_weekdays(days: int) -> None:
    dip = [value * (0.82 if place % 7 in (2, 3) else 1.0) for place, value in enumerate(WAVE[:days])]
    places = np.arange(days)
    weekdays = [places % 7 == weekday for weekday in range(1, 7)]
    fit = OLS(dip, np.column_stack([np.ones(days), places, *weekdays]).astype(float)).fit()
    found = past(dip)
    assert found.spread == pytest.approx(math.sqrt(fit.mse_resid) / statistics.fmean(dip), rel=1e-9)
    lagged = float(fit.resid[1:] @ fit.resid[:-1]) / fit.ssr
    assert found.autocorrelation == pytest.approx(max(0.0, lagged + (1 + 4 * lagged) / days), rel=1e-9)


def test_a_dip_at_weekends_is_no_spread() -> None:
    """By hand: plus or minus 3 in 28 days that no weekday and no trend explains, around 100 with weekends at 82.

    252 / (28 - 8) = 12.6 around a mean of 100 (1 - 0.18 * 2 / 7) = 94.857. Neighbours differ as often as they agree
    within a week, and agree in two of three turns of it: 9 / 252 = 0.0357, with (1 + 4 * 0.0357) / 28 = 0.0408 more.
    """
    signs = [by_week * by_day for by_week in (1, -1, -1, 1) for by_day in (1, 1, -1, -1, 1, 1, -1)]
    values = [100.0 - 18 * (place % 7 >= 5) + 3 * sign for place, sign in enumerate(signs)]
    found = past(values)
    assert found.spread == pytest.approx(math.sqrt(12.6) / (100 * (1 - 0.36 / 7)), rel=1e-9)
    assert found.autocorrelation == pytest.approx(1 / 28 + (1 + 4 / 28) / 28, rel=1e-9)
    assert past(values[:27]).spread > 2 * found.spread


def test_the_past_is_the_same_in_any_order_with_corrections_and_other_metrics() -> None:
    first, *others = logged(WAVE)
    wrong = observation(first.day.isoformat(), 999.0, at=EPOCH - timedelta(days=1))
    other = observation("2027-01-05", 5.0, metric="other")
    assert past_of((*reversed(others), first, wrong, other), days=None) == past(WAVE)


@pytest.mark.parametrize(
    "observations",
    [(), logged(WAVE[:13]), logged(WAVE, step=7), logged([0.0] * 20), logged(WAVE)[:10] + logged(WAVE)[11:]],
    ids=["none", "few", "weekly", "zero", "with a gap"],
)
def test_the_usual_past_is_assumed_and_said_to_be(observations: tuple[Observation, ...]) -> None:
    assert past_of(observations, days=None) == ASSUMED
    assert past_of(observations, days=400).days == 400


@pytest.mark.parametrize("days", [20, 28])
def test_a_past_that_never_changes_has_hardly_any_spread_and_no_correlation(days: int) -> None:
    found = past([5.0] * days)
    assert (found.spread, found.autocorrelation, found.assumed) == (1e-9, 0.0, False)


def test_the_correlation_of_neighbouring_days_stays_below_one_and_not_below_zero() -> None:
    assert past([10.0] * 200 + [11.0] * 200).autocorrelation == 0.95
    assert past([10.0 + (-1) ** day for day in range(40)]).autocorrelation == 0.0
