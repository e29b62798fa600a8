import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.tsa.statespace.structural import UnobservedComponents

from bot.statistics import counterfactual
from bot.statistics.arrays import FloatArray
from bot.statistics.counterfactual import Observed, average_effect
from bot.statistics.reasons import NotComputable, Reason


def observed(seed: int, *, effect: float = 0.0, n: int = 120, known: int = 80, drift: float = 0.05) -> Observed:
    randomness = np.random.default_rng(seed)
    controls = randomness.standard_normal((n, 2)).cumsum(axis=0) / 3 + randomness.standard_normal((n, 2))
    level = (drift * randomness.standard_normal(n)).cumsum()
    y = 10 + controls @ [1.0, 0.5] + level + 0.5 * randomness.standard_normal(n)
    before = np.arange(n) < known
    return Observed(y=y + effect * ~before, controls=controls, before=before, after=~before)


def test_for_given_variances_the_forecast_is_that_of_the_kalman_filter() -> None:
    given_series = observed(1, n=60, known=45)
    known = 45
    y, controls = given_series.y, given_series.controls
    drift, noise = 0.04, 0.3
    steps = counterfactual._given(np.log([drift, noise]) / 2, np.diff(y[:known]), np.diff(controls[:known], axis=0))
    expected, variance = counterfactual._average_ahead(steps, controls, known, np.arange(1, 16))
    # The same model in state space with regression coefficients as diffuse states.
    model = UnobservedComponents(
        np.concatenate([y[:known], np.full(15, np.nan)]), "llevel", exog=controls, mle_regression=False
    )
    smoothed = model.smooth([noise, drift])
    ahead = smoothed.predict(known, 59)
    assert y[known - 1] + expected == pytest.approx(float(ahead.mean()), rel=1e-4)
    assert variance > 0


def test_what_is_minimised_is_the_posterior_of_the_two_variances() -> None:
    whole = observed(2, n=50, known=40)
    steps, controls = np.diff(whole.y), np.diff(whole.controls, axis=0)

    def by_hand(drift: float, noise: float) -> float:
        size = steps.size
        covariance = (drift + 2 * noise) * np.eye(size) - noise * (np.eye(size, k=1) + np.eye(size, k=-1))
        inverse = np.linalg.inv(covariance)
        information = controls.T @ inverse @ controls
        residuals = steps - controls @ np.linalg.solve(information, controls.T @ inverse @ steps)
        restricted = np.linalg.slogdet(covariance)[1] + np.linalg.slogdet(information)[1]
        likelihood = -(restricted + residuals @ inverse @ residuals) / 2
        # 1 / variance is gamma with shape worth / 2 and rate worth / 2 * guess; the logarithm adds its Jacobian.
        prior = sum(
            stats.invgamma(worth / 2, scale=worth / 2 * guess).logpdf(variance) + np.log(variance)
            for variance, guess, worth in ((drift, 0.0001, 32), (noise, 0.2, 50))
        )
        return float(likelihood + prior)

    pairs = [(0.0001, 0.2), (0.01, 0.5), (0.5, 0.01)]
    misfits = [counterfactual._given(np.log(pair) / 2, steps, controls).misfit for pair in pairs]
    posteriors = [by_hand(*pair) for pair in pairs]
    for misfit, posterior in zip(misfits[1:], posteriors[1:], strict=True):
        assert misfit - misfits[0] == pytest.approx(posteriors[0] - posterior, rel=1e-8)


def test_the_variance_of_the_average_is_that_of_a_simulation() -> None:
    # Without controls, and with variances known, the error of the forecast can be drawn directly.
    drift, noise, known, ahead = 0.02, 0.5, 30, 12
    randomness = np.random.default_rng(5)
    shape = (8000, known + ahead)
    level = (np.sqrt(drift) * randomness.standard_normal(shape)).cumsum(axis=1)
    y = level + np.sqrt(noise) * randomness.standard_normal(shape)
    nothing = np.empty((known + ahead, 0))
    logs = np.log([drift, noise]) / 2
    missed, variance = [], 0.0
    for row in y[:2000]:
        steps = counterfactual._given(logs, np.diff(row[:known]), nothing[: known - 1])
        expected, variance = counterfactual._average_ahead(steps, nothing, known, np.arange(1, ahead + 1))
        missed.append(row[known:].mean() - row[known - 1] - expected)
    assert float(np.var(missed)) == pytest.approx(variance, rel=0.1)
    assert float(np.mean(missed)) == pytest.approx(0.0, abs=0.06)


def test_the_interval_holds_its_confidence_when_nothing_happened() -> None:
    # A level that drifts as little as the prior says, 1 % of the series' spread; with five times that it is 83 %.
    inside = 0
    for seed in range(200):
        low, high = average_effect(observed(seed, drift=0.014)).interval()
        inside += low <= 0 <= high
    assert 0.90 < inside / 200 < 0.99


@settings(max_examples=15, deadline=None)
@given(
    st.integers(min_value=0, max_value=1000),
    st.floats(min_value=0.01, max_value=1000),
    st.floats(min_value=-1000, max_value=1000),
)
def test_scaling_and_shifting_a_series_scales_its_effect(seed: int, scale: float, shift: float) -> None:
    plain = observed(seed, effect=2.0)
    moved = Observed(
        y=-scale * plain.y + shift, controls=plain.controls * 7 - 3, before=plain.before, after=plain.after
    )
    one, other = average_effect(plain), average_effect(moved)
    assert other.value == pytest.approx(-scale * one.value, rel=1e-3)
    assert other.se == pytest.approx(scale * one.se, rel=1e-3)


def test_points_between_the_windows_and_before_them_are_not_part_of_the_answer() -> None:
    whole = observed(3, effect=4.0, drift=0.0)
    places = np.arange(120)
    before, after = (places >= 10) & (places < 80), places >= 90
    wild = whole.y.copy()
    wild[80:90] = 1e6
    wild[:10] = -1e6
    apart = [
        average_effect(Observed(y=y, controls=whole.controls, before=before, after=after)).value
        for y in (whole.y, wild)
    ]
    assert apart[0] == apart[1]
    assert apart[0] == pytest.approx(4.0, abs=0.6)


def refusal(**changes: FloatArray) -> tuple[Reason, str | None]:
    whole = observed(4)
    given_series = Observed(
        y=changes.get("y", whole.y),
        controls=changes.get("controls", whole.controls),
        before=changes["before"] > 0 if "before" in changes else whole.before,
        after=changes["after"] > 0 if "after" in changes else whole.after,
    )
    with pytest.raises(NotComputable) as refused:
        average_effect(given_series)
    return refused.value.reason, refused.value.field


def test_what_has_no_counterfactual_is_refused_by_name() -> None:
    places, y = np.arange(120.0), observed(4).y
    assert refusal(before=6.0 - places) == (Reason.TOO_FEW, "y")
    assert refusal(after=-places) == (Reason.TOO_FEW, "y")
    assert refusal(y=np.where(places < 80, 3.0, y)) == (Reason.NO_SPREAD, "y")
    assert refusal(controls=np.column_stack([y, np.where(places < 80, 1.0, y)])) == (Reason.NO_SPREAD, "controls")
    assert refusal(controls=np.column_stack([places**2, 2 * places**2])) == (Reason.NO_SPREAD, "controls")


def test_variances_that_never_settle_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def restless(*_: object, **__: object) -> object:
        return type("Found", (), {"success": False})

    monkeypatch.setattr(counterfactual, "minimize", restless)
    assert refusal() == (Reason.NO_CONVERGENCE, "y")
