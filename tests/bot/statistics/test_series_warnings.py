"""What weakens a readout over time is said: too few points on a side, holes, a past unlike itself, no control."""

from dataclasses import replace

import pytest

from bot.statistics.longitudinal import difference_in_differences, interrupted_series
from bot.statistics.longitudinal_summary import NamedSeries, Rhythm, Series, SeriesWarning
from bot.statistics.synthetic_readout import synthetic_readout
from tests.bot.statistics.dated_samples import dated_series, noise, sample


def warnings_of(series: Series) -> set[SeriesWarning]:
    return set(interrupted_series(series).warnings)


def test_a_short_history_is_said() -> None:
    assert SeriesWarning.SHORT_HISTORY in warnings_of(sample(n=90, before=55))
    assert SeriesWarning.SHORT_HISTORY not in warnings_of(sample(n=90, before=56))
    short, enough = (dated_series(noise(1, 40, 0.2), weeks, rhythm=Rhythm.WEEKLY) for weeks in (25, 26))
    assert SeriesWarning.SHORT_HISTORY in warnings_of(short)
    assert SeriesWarning.SHORT_HISTORY not in warnings_of(enough)


@pytest.mark.parametrize(("rhythm", "before", "few"), [(Rhythm.DAILY, 56, 27), (Rhythm.WEEKLY, 26, 7)])
def test_few_points_after_the_change_are_said_unless_placebos_are_ranked(rhythm: Rhythm, before: int, few: int) -> None:
    short, enough = (
        dated_series(100 + noise(1, before + after, 0.2), before, rhythm=rhythm) for after in (few, few + 1)
    )
    assert SeriesWarning.FEW_AFTER in warnings_of(short)
    assert SeriesWarning.FEW_AFTER not in warnings_of(enough)
    control = NamedSeries(name="other", values=tuple((100 + noise(2, before + few, 0.2)).tolist()))
    assert SeriesWarning.FEW_AFTER in difference_in_differences(short, control).warnings
    donors = [100 + noise(seed, before + few, 0.2) for seed in range(3, 9)]
    ranked = synthetic_readout(dated_series(short.values, before, rhythm=rhythm, controls=donors))
    assert SeriesWarning.FEW_AFTER not in ranked.warnings


def test_a_history_of_two_weeks_is_enough_and_answers_without_a_fault() -> None:
    found = interrupted_series(dated_series(10 + noise(1, 28, 0.1), 14))
    expected = {SeriesWarning.SHORT_HISTORY, SeriesWarning.FEW_AFTER, SeriesWarning.NO_CONTROL}
    assert set(found.warnings) == expected


def test_missing_points_are_said_and_the_trend_keeps_its_dates() -> None:
    series = sample()
    kept = [place for place in range(140) if place not in (10, 11, 50)]
    holes = replace(
        series,
        dates=tuple(series.dates[place] for place in kept),
        values=tuple(series.values[place] for place in kept),
        controls=(NamedSeries(name="c", values=tuple(series.controls[0].values[place] for place in kept)),),
    )
    found = interrupted_series(holes)
    assert SeriesWarning.MISSING_POINTS in found.warnings
    assert found.average.value == pytest.approx(interrupted_series(series).average.value, abs=0.5)


def test_a_series_without_weekends_has_five_weekdays() -> None:
    series = sample(n=210, before=140)
    kept = [place for place in range(210) if series.dates[place].weekday() < 5]
    business = replace(
        series,
        dates=tuple(series.dates[place] for place in kept),
        values=tuple(series.values[place] for place in kept),
        controls=(),
    )
    assert interrupted_series(business).points_before == 100


def test_a_control_is_asked_for() -> None:
    assert SeriesWarning.NO_CONTROL in warnings_of(replace(sample(), controls=()))


def test_a_low_just_before_the_change_is_said() -> None:
    series = sample(5)
    low = [value - 6.0 * (70 <= place < 98) for place, value in enumerate(series.values)]
    assert SeriesWarning.REGRESSION_TO_THE_MEAN in warnings_of(replace(series, values=tuple(low)))


def test_a_trend_that_broke_before_the_change_is_said() -> None:
    series = sample(6)
    bent = [value + 0.5 * max(place - 49, 0) for place, value in enumerate(series.values)]
    assert SeriesWarning.TREND_BREAK_BEFORE in warnings_of(replace(series, values=tuple(bent)))


def test_high_autocorrelation_is_said() -> None:
    found = interrupted_series(sample(7, phi=0.9, n=400, before=250))
    assert SeriesWarning.HIGH_AUTOCORRELATION in found.warnings
    assert found.autocorrelation > 0.6


def test_a_calm_history_seldom_warns() -> None:
    said = sum(bool(interrupted_series(sample(seed, phi=0.3)).warnings) for seed in range(60))
    assert said / 60 < 0.12
