"""The job of a readout over time: its method, its guardrails against their margin, and what is refused."""

from dataclasses import replace

import numpy as np
import pytest
from statsmodels.regression.linear_model import OLS

from bot.statistics.arms.summary import Said
from bot.statistics.arrays import FloatArray
from bot.statistics.longitudinal import difference_in_differences, interrupted_series
from bot.statistics.longitudinal_summary import (
    GuardedSeries,
    GuardrailOverTime,
    LongitudinalReadout,
    Rhythm,
    Series,
    SeriesMethod,
    SeriesQuestion,
    SyntheticReadout,
)
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.series_reading import read_series
from bot.statistics.synthetic_readout import synthetic_readout
from tests.bot.statistics.dated_samples import dated_series, noise
from tests.bot.statistics.test_placebos import panel

INTERRUPTED = SeriesMethod.INTERRUPTED_TIME_SERIES
DIFFERENCE = SeriesMethod.DIFFERENCE_IN_DIFFERENCES
SYNTHETIC = SeriesMethod.SYNTHETIC_CONTROL
BEFORE, AFTER_DAYS = 84, 42
POST = np.arange(BEFORE + AFTER_DAYS) >= BEFORE


def level(shift: float, *, seed: int = 1, at: float = 100.0) -> FloatArray:
    """A level of 100 with noise of one, moved by `shift` from the start on."""
    return at + noise(seed, BEFORE + AFTER_DAYS, 0.0) + shift * POST


def guarded(series: Series, *, margin: float = 0.02, wanted_up: bool = True) -> GuardedSeries:
    return GuardedSeries(name="Margin", series=series, wanted_up=wanted_up, margin=margin)


def read_guardrail(each: GuardedSeries, method: SeriesMethod = INTERRUPTED) -> GuardrailOverTime:
    primary = replace(each.series, values=each.series.values[::-1]) if method is INTERRUPTED else each.series
    [found] = read_series(SeriesQuestion(method=method, series=primary, guardrails=(each,))).guardrails
    return found


def donors_of(seed: int, *, donors: int = 24, effect: float = 3.0) -> Series:
    treated, others = panel(seed, donors=donors, effect=effect)
    return dated_series(treated, 28, controls=tuple(others.T))


# --- the method -----------------------------------------------------------------------------------


def test_each_method_reads_the_primary_metric_as_its_own_readout_does() -> None:
    one = dated_series(level(3.0), BEFORE, controls=(level(0.0, seed=2),))
    panelled = donors_of(1)
    assert read_series(SeriesQuestion(method=INTERRUPTED, series=one)).primary == interrupted_series(one)
    other = difference_in_differences(replace(one, controls=()), one.controls[0])
    assert read_series(SeriesQuestion(method=DIFFERENCE, series=one)).primary == other
    assert read_series(SeriesQuestion(method=SYNTHETIC, series=panelled)).primary == synthetic_readout(panelled)
    assert isinstance(other, LongitudinalReadout)
    assert isinstance(synthetic_readout(panelled), SyntheticReadout)


def test_too_many_controls_are_refused_at_the_rows() -> None:
    controls = tuple(level(0.0, seed=seed) for seed in range(2, 11))
    with pytest.raises(NotComputable, match="9 control series for 84 points") as refused:
        read_series(SeriesQuestion(method=INTERRUPTED, series=dated_series(level(3.0), BEFORE, controls=controls)))
    assert refused.value.field == "rows"


def test_a_synthetic_control_tells_its_interval_and_how_well_it_fitted() -> None:
    found = synthetic_readout(donors_of(1))
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.effect < found.high
    assert (found.points_before, found.points_after, found.units) == (28, 12, 25)
    assert found.pre_mean == pytest.approx(np.mean(donors_of(1).values[:28]))
    assert (found.rank, found.direction_p) == (1, 1 / 25)
    swings = donors_of(1, effect=0.0)
    values = tuple(value + 20.0 * (-1.0) ** place * (place >= 28) for place, value in enumerate(swings.values))
    swung = synthetic_readout(replace(swings, values=values))
    assert swung.rank == 1
    assert swung.direction_p > 0.3
    assert synthetic_readout(donors_of(1, effect=-4.0)).direction_p == 1 / 25
    few = synthetic_readout(donors_of(1, donors=8))
    assert (few.low, few.high) == (None, None)


@pytest.mark.parametrize("count", [0, 2])
def test_a_difference_in_differences_has_exactly_one_comparison(count: int) -> None:
    series = dated_series(level(3.0), BEFORE, controls=tuple(level(0.0, seed=2 + each) for each in range(count)))
    with pytest.raises(NotComputable) as refused:
        read_series(SeriesQuestion(method=DIFFERENCE, series=series))
    assert refused.value.field == "rows"
    assert f"these are {count}" in refused.value.words


def test_what_cannot_be_read_blames_the_rows() -> None:
    few = replace(donors_of(1), controls=donors_of(1).controls[:4])
    with pytest.raises(NotComputable) as refused:
        read_series(SeriesQuestion(method=SYNTHETIC, series=few))
    assert (refused.value.reason, refused.value.field) == (Reason.TOO_FEW, "rows")
    assert "Add a column for each comparable unit" in refused.value.words


# --- guardrails -----------------------------------------------------------------------------------


@pytest.mark.parametrize("method", [INTERRUPTED, DIFFERENCE])
@pytest.mark.parametrize("wanted_up", [True, False])
@pytest.mark.parametrize(
    ("shift", "said"), [(0.0, Said.NOT_WORSE), (-2.0, Said.NOT_PROVEN), (-4.0, Said.WORSE), (4.0, Said.NOT_WORSE)]
)
def test_a_guardrail_is_judged_on_its_worse_side_alone(
    method: SeriesMethod,
    wanted_up: bool,  # noqa: FBT001  a parameter
    shift: float,
    said: Said,
) -> None:
    """A margin of 2 % of 100 is two standard deviations of a day; six weeks of days tell one half of it."""
    moved = level(shift if wanted_up else -shift)
    controls = (level(0.0, seed=5),) if method is DIFFERENCE else ()
    found = read_guardrail(guarded(dated_series(moved, BEFORE, controls=controls), wanted_up=wanted_up), method)
    assert found.said is said, found
    assert found.expected == pytest.approx(100.0, abs=1.5)
    assert found.effect == pytest.approx(shift if wanted_up else -shift, abs=1.2)
    assert found.low is not None
    assert found.high is not None
    assert found.low < (found.effect or 0.0) < found.high


def test_not_worse_is_proven_by_the_one_sided_bound_of_the_wider_errors() -> None:
    """With these degrees of freedom the one-sided bound lies at 0.84 of the two-sided half width."""
    values, other = level(-1.0), level(0.0, seed=6)
    series = dated_series(values, BEFORE, rhythm=Rhythm.WEEKLY, controls=(other,))
    average = difference_in_differences(replace(series, controls=()), series.controls[0]).average
    half = average.value - average.low
    expected = float(read_guardrail(guarded(series), DIFFERENCE).expected or 0.0)
    for share, said in ((0.82, Said.NOT_PROVEN), (0.86, Said.NOT_WORSE)):
        margin = (share * half - average.value) / expected
        found = read_guardrail(guarded(series, margin=margin), DIFFERENCE)
        assert found.said is said
        assert found.p_value is not None
        assert (found.p_value <= 0.05) == (said is Said.NOT_WORSE)


def test_worse_than_the_margin_takes_the_two_sided_interval_of_the_wider_errors() -> None:
    values, other = level(-4.0), level(0.0, seed=6)
    series = dated_series(values, BEFORE, rhythm=Rhythm.WEEKLY, controls=(other,))
    average = difference_in_differences(replace(series, controls=()), series.controls[0]).average
    half = average.value - average.low
    expected = float(read_guardrail(guarded(series), DIFFERENCE).expected or 0.0)
    for share, said in ((1.01, Said.WORSE), (0.99, Said.NOT_PROVEN)):
        margin = (-share * half - average.value) / expected
        assert read_guardrail(guarded(series, margin=margin), DIFFERENCE).said is said


@pytest.mark.parametrize("margin", [0.005, 0.02])
def test_a_guardrail_s_p_is_never_smaller_than_that_of_newey_west(margin: float) -> None:
    """Weekly points, so that there are no weekdays: statsmodels' t of the mean difference, moved by the margin."""
    values, other = level(-1.0), level(0.0, seed=6)
    series = dated_series(values, BEFORE, rhythm=Rhythm.WEEKLY, controls=(other,))
    found = read_guardrail(guarded(series, margin=margin), DIFFERENCE)
    design = np.column_stack([np.ones(values.size), POST.astype(float)])
    lags = int(4 * (values.size / 100) ** (2 / 9))
    options = {"maxlags": lags, "use_correction": True}
    fit = OLS(values - other, design).fit(cov_type="HAC", cov_kwds=options, use_t=True)
    peer = fit.t_test(([0.0, 1.0], -margin * float(found.expected or 0.0)))
    above = float(peer.pvalue) / 2
    assert found.p_value is not None
    assert found.p_value >= (above if float(np.ravel(peer.tvalue)[0]) > 0 else 1 - above) * (1 - 1e-6)


def test_a_guardrail_without_a_level_or_without_points_says_so_and_holds_nothing_up() -> None:
    flat = dated_series(np.full(BEFORE + AFTER_DAYS, 7.0), BEFORE)
    primary = dated_series(level(3.0), BEFORE)
    [found] = read_series(SeriesQuestion(method=INTERRUPTED, series=primary, guardrails=(guarded(flat),))).guardrails
    assert found.said is Said.UNREAD
    assert "never changes" in found.words
    assert (found.name, found.margin, found.p_value) == ("Margin", 0.02, None)


@pytest.mark.parametrize("wanted_up", [True, False])
@pytest.mark.parametrize(
    ("effect", "margin", "said"),
    [
        (0.0, 0.06, Said.NOT_WORSE),
        (-3.0, 0.06, Said.NOT_PROVEN),
        (-12.0, 0.06, Said.WORSE),
        (4.0, 0.06, Said.NOT_WORSE),
    ],
)
def test_a_guardrail_of_a_synthetic_control_is_ranked_once_its_margin_is_taken_out(
    wanted_up: bool,  # noqa: FBT001  a parameter
    effect: float,
    margin: float,
    said: Said,
) -> None:
    """A margin of 6 % of 50 is 3: no effect lies within it, three lies on it, and twelve far beyond."""
    moved = donors_of(1, effect=effect if wanted_up else -effect)
    found = read_guardrail(guarded(moved, margin=margin, wanted_up=wanted_up), SYNTHETIC)
    assert found.said is said, found
    assert found.p_value is not None
    assert (found.p_value <= 0.05) == (said is Said.NOT_WORSE)


def test_a_guardrail_that_only_swings_is_neither_proven_nor_worse() -> None:
    """Its squares rank first, but on average it went nowhere: that is no harm beyond a margin."""
    swings = donors_of(1, effect=0.0)
    values = tuple(value + 20.0 * (-1.0) ** place * (place >= 28) for place, value in enumerate(swings.values))
    assert read_guardrail(guarded(replace(swings, values=values), margin=0.001), SYNTHETIC).said is Said.NOT_PROVEN


def test_a_guardrail_of_a_synthetic_control_with_few_donors_is_never_proven() -> None:
    found = read_guardrail(guarded(donors_of(1, donors=10, effect=30.0), margin=0.06), SYNTHETIC)
    assert found.said is Said.NOT_PROVEN
    assert found.p_value == pytest.approx(1 / 11)
    assert (found.low, found.high) == (None, None)


def test_a_guardrail_whose_level_would_be_zero_has_no_margin() -> None:
    series = donors_of(1)
    zero = replace(
        series,
        values=tuple(0.0 for _ in series.values),
        controls=tuple(replace(each, values=tuple(0.0 for _ in each.values)) for each in series.controls),
    )
    wave = tuple((-1.0) ** place for place in range(40))
    still = replace(zero, values=wave, controls=tuple(replace(each, values=wave) for each in zero.controls))
    question = SeriesQuestion(method=SYNTHETIC, series=series, guardrails=(guarded(still),))
    [found] = read_series(question).guardrails
    assert found.said is Said.UNREAD
    assert "a share of it is no margin" in found.words
