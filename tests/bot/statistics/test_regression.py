import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.regression.linear_model import OLS
from statsmodels.stats.diagnostic import acorr_ljungbox
from statsmodels.stats.stattools import durbin_watson as reference_durbin_watson

from bot.statistics.arrays import FloatArray
from bot.statistics.autocorrelation import durbin_watson, ljung_box
from bot.statistics.estimates import Estimate
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.regression import cochrane_orcutt, newey_west, newey_west_lag, ols
from tests.bot.statistics.reference import case_named

SEEDS = st.integers(min_value=0, max_value=10_000)


def drawn(seed: int, n: int = 40) -> tuple[FloatArray, FloatArray]:
    randomness = np.random.default_rng(seed)
    design = np.column_stack([np.ones(n), randomness.standard_normal((n, 2))])
    return design @ [3.0, 1.0, -2.0] + randomness.standard_normal(n).cumsum() / 3, design


def macro_growth() -> tuple[FloatArray, FloatArray]:
    inputs = case_named("ts-dw-stata")["inputs"]
    return np.array(inputs["y"]), np.array(inputs["X"])


@pytest.mark.parametrize("lag", [0, 1, 4, 11])
def test_newey_west_agrees_with_statsmodels(lag: int) -> None:
    y, design = drawn(1)
    peer = OLS(y, design).fit(cov_type="HAC", cov_kwds={"maxlags": lag, "use_correction": True}, use_t=True)
    fit = newey_west(ols(y, design), lag)
    assert fit.coef == pytest.approx(peer.params, rel=1e-10)
    assert fit.errors == pytest.approx(peer.bse, rel=1e-10)
    estimate = fit.coefficient(1)
    assert estimate.interval(0.9) == pytest.approx(peer.conf_int(alpha=0.1)[1], rel=1e-10)
    assert estimate.p_value == pytest.approx(peer.pvalues[1], rel=1e-8)


def test_classical_errors_and_contrasts_agree_with_statsmodels() -> None:
    y, design = drawn(2)
    peer = OLS(y, design).fit()
    fit = ols(y, design)
    assert fit.errors == pytest.approx(peer.bse, rel=1e-10)
    weights = np.array([1.0, 2.0, -0.5])
    asked, found = peer.t_test(weights), fit.contrast(weights)
    assert found.value == pytest.approx(float(asked.effect[0]), rel=1e-10)
    assert found.se == pytest.approx(asked.sd.item(), rel=1e-10)


def test_cochrane_orcutt_agrees_with_stata_on_investment_growth() -> None:
    # Stata's `prais g_realinv g_realgdp L.realint, corc rhotype(tscorr)`, as printed; it stops at a tolerance of 1e-6.
    found = cochrane_orcutt(*macro_growth())
    assert found.rho == pytest.approx(-0.1080744185979703, abs=1e-8)
    assert found.fit.coef == pytest.approx([4.3704012379033, -0.5792713864578, -9.509886614971], rel=1e-7)
    assert found.fit.errors == pytest.approx([0.20815070994319, 0.26801792119756, 0.99049648344574], rel=1e-7)
    assert found.fit.df == 198


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.floats(min_value=0.01, max_value=1000), st.floats(min_value=-1000, max_value=1000))
def test_scaling_and_shifting_a_series_scales_and_shifts_its_coefficients(
    seed: int, scale: float, shift: float
) -> None:
    y, design = drawn(seed)
    plain, moved = cochrane_orcutt(y, design), cochrane_orcutt(-scale * y + shift, design)
    assert moved.rho == pytest.approx(plain.rho, abs=1e-6)
    assert moved.fit.coef[1:] == pytest.approx(-scale * plain.fit.coef[1:], rel=1e-5, abs=1e-6 * scale)
    assert moved.fit.errors == pytest.approx(scale * plain.fit.errors, rel=1e-5)
    assert moved.fit.coef[0] == pytest.approx(shift - scale * plain.fit.coef[0], rel=1e-5, abs=1e-5 * (1 + scale))


def test_the_statistics_of_autocorrelation_agree_with_statsmodels() -> None:
    y, design = drawn(3)
    residuals = ols(y, design).residuals
    assert durbin_watson(residuals) == pytest.approx(reference_durbin_watson(residuals), rel=1e-12)
    calm = np.random.default_rng(3).standard_normal(60) + 5
    peer = acorr_ljungbox(calm, lags=[6], model_df=2)
    found = ljung_box(calm, lags=6, ddof=2)
    assert found.statistic == pytest.approx(peer["lb_stat"].iloc[0], rel=1e-10)
    assert found.p_value == pytest.approx(peer["lb_pvalue"].iloc[0], rel=1e-10)


@pytest.mark.parametrize(("lags", "ddof", "field"), [(0, 0, "lags"), (40, 0, "lags"), (3, 3, "ddof"), (3, -1, "ddof")])
def test_lags_that_do_not_fit_are_refused(lags: int, ddof: int, field: str) -> None:
    with pytest.raises(NotComputable) as refused:
        ljung_box(drawn(1)[0], lags=lags, ddof=ddof)
    assert (refused.value.reason, refused.value.field) == (Reason.BAD_INPUT, field)


@pytest.mark.parametrize(
    ("n", "daily", "lag"), [(100, False, 4), (100, True, 7), (365, False, 5), (3, True, 2), (1000, True, 7)]
)
def test_the_lag_follows_the_rule_and_spans_a_week_of_days(n: int, daily: bool, lag: int) -> None:  # noqa: FBT001
    assert newey_west_lag(n, daily=daily) == lag


def test_what_cannot_be_fitted_is_refused_by_name() -> None:
    y, design = drawn(4)
    attempts: list[tuple[FloatArray, FloatArray, int, Reason, str]] = [
        (y[:3], design[:3], 0, Reason.TOO_FEW, "y"),
        (y, np.column_stack([design, design[:, 1] * 2]), 0, Reason.NO_SPREAD, "X"),
        (y, np.column_stack([design, np.zeros(40)]), 0, Reason.NO_SPREAD, "X"),
        (design @ [1.0, 2.0, 3.0], design, 0, Reason.NO_SPREAD, "y"),
        (y, design, 40, Reason.BAD_INPUT, "max_lag"),
        (y, design, -1, Reason.BAD_INPUT, "max_lag"),
    ]
    for values, columns, lag, reason, field in attempts:
        with pytest.raises(NotComputable) as refused:
            newey_west(ols(values, columns), lag)
        assert (refused.value.reason, refused.value.field) == (reason, field)


def test_an_autocorrelation_that_never_settles_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.statistics.regression._MOST_ROUNDS", 1)
    with pytest.raises(NotComputable) as refused:
        cochrane_orcutt(*drawn(5))
    assert refused.value.reason is Reason.NO_CONVERGENCE


def test_without_degrees_of_freedom_the_normal_is_used() -> None:
    estimate = Estimate(value=1.0, se=0.5)
    assert estimate.interval() == pytest.approx((1 - 0.979981992270027, 1 + 0.979981992270027), rel=1e-12)
    assert estimate.p_value == pytest.approx(0.04550026389635842, rel=1e-10)
