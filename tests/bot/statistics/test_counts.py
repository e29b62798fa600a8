import numpy as np
import pytest
from scipy.optimize import minimize

from bot.statistics.analyze import analyze
from bot.statistics.arrays import FloatArray
from bot.statistics.counts import Counts, rate_ratio
from bot.statistics.reasons import NotComputable, Reason

N = 48
AFTER = np.arange(N) >= 30
MONTH = np.arange(N) % 12 + 1.0


def counted(seed: int = 1, ratio: float = 0.8) -> FloatArray:
    season = 1 + 0.2 * np.sin(2 * np.pi * MONTH / 12)
    return np.random.default_rng(seed).poisson(60 * season * np.where(AFTER, ratio, 1.0)).astype(np.float64)


def by_hand(events: FloatArray, design: FloatArray, exposure: FloatArray) -> tuple[FloatArray, FloatArray, float]:
    """Maximum likelihood by a general optimiser, the errors from the information, and Pearson's dispersion."""

    def lost(coef: FloatArray) -> float:
        log_rate = design @ coef + np.log(exposure)
        return float(np.sum(np.exp(log_rate) - events * log_rate))

    start = np.zeros(design.shape[1])
    start[0] = np.log(events.sum() / exposure.sum())
    coef = minimize(lost, start, method="BFGS", options={"gtol": 1e-6}).x
    rate = np.exp(design @ coef) * exposure
    errors = np.sqrt(np.diag(np.linalg.inv(design.T @ (design * rate[:, None]))))
    return coef, errors, float(np.sum((events - rate) ** 2 / rate) / (N - design.shape[1]))


@pytest.mark.parametrize("seasonal", [False, True])
@pytest.mark.parametrize("quasi", [False, True])
def test_rates_agree_with_a_maximum_likelihood_by_hand(seasonal: bool, quasi: bool) -> None:  # noqa: FBT001
    exposure = np.linspace(900, 1100, N)
    events = counted()
    angle = 2 * np.pi * MONTH / 12
    waves = [np.sin(angle), np.cos(angle), np.sin(2 * angle), np.cos(2 * angle)] if seasonal else []
    design = np.column_stack([np.ones(N), AFTER, np.linspace(-1, 1, N), *waves])
    coef, errors, dispersion = by_hand(events, design, exposure)
    trend = "Poisson log-linear: level change + linear trend"
    answer = analyze(
        {
            "id": 1,
            "task": "series.its_count",
            "method": {
                "model": trend + (" + 2 harmonics of 12 months" if seasonal else "") + ", log exposure offset",
                "se": "quasi-Poisson (Pearson X2/df)" if quasi else "model",
                "interval": "normal",
            },
            "inputs": {
                "y": events.tolist(),
                "exposure": exposure.tolist(),
                "post": AFTER.astype(int).tolist(),
                "month": MONTH.tolist(),
            },
        }
    )
    result = answer["result"]
    half = 1.959963984540054 * errors[1] * (dispersion**0.5 if quasi else 1.0)
    assert result["rate_ratio"] == pytest.approx(float(np.exp(coef[1])), rel=1e-4)
    assert result["dispersion"] == pytest.approx(dispersion, rel=1e-4)
    assert result["ci"] == pytest.approx([float(np.exp(coef[1] - half)), float(np.exp(coef[1] + half))], rel=1e-4)


def test_the_scale_of_exposure_changes_no_ratio_and_small_samples_widen_the_interval() -> None:
    time = np.arange(N, dtype=np.float64)
    plain = rate_ratio(Counts(events=counted(), after=AFTER, time=time), overdispersed=True)
    scaled = rate_ratio(
        Counts(events=counted(), after=AFTER, time=7 * time + 1, exposure=np.full(N, 250.0)),
        overdispersed=True,
        small_sample=True,
    )
    assert scaled.ratio == pytest.approx(plain.ratio, rel=1e-8)
    assert scaled.log_ratio.se == pytest.approx(plain.log_ratio.se, rel=1e-8)
    assert scaled.interval()[0] < plain.interval()[0]


def refused_counts(events: FloatArray, **changes: FloatArray) -> tuple[Reason, str | None]:
    time = np.arange(events.size, dtype=np.float64)
    with pytest.raises(NotComputable) as refused:
        rate_ratio(Counts(events=events, after=AFTER, time=time, **changes), overdispersed=False)
    return refused.value.reason, refused.value.field


def test_counts_that_have_no_ratio_are_refused_by_name() -> None:
    assert refused_counts(counted() - 1000) == (Reason.BAD_INPUT, "y")
    assert refused_counts(counted() + 0.5) == (Reason.BAD_INPUT, "y")
    assert refused_counts(counted(), exposure=np.zeros(N)) == (Reason.BAD_INPUT, "exposure")
    assert refused_counts(counted() * ~AFTER) == (Reason.NO_SPREAD, "y")
    assert refused_counts(counted() * AFTER) == (Reason.NO_SPREAD, "y")


@pytest.mark.parametrize(
    ("events", "reason"),
    [
        # All events in the last period of each side: the trend grows without bound.
        ([0.0, 0.0, 0.0, 5.0, 0.0, 0.0, 0.0, 6.0], Reason.NO_CONVERGENCE),
        ([0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1e6], Reason.NOT_ESTIMABLE),
    ],
)
def test_rates_without_a_bound_are_refused(events: list[float], reason: Reason) -> None:
    n = len(events)
    counts = Counts(events=np.array(events), after=np.arange(n) >= n // 2, time=np.arange(float(n)))
    with pytest.raises(NotComputable) as refused:
        rate_ratio(counts, overdispersed=False)
    assert refused.value.reason is reason


def test_too_few_periods_for_the_season_are_refused() -> None:
    events, after = np.array([3.0, 5.0, 4.0, 6.0, 2.0]), np.array([False, False, True, True, True])
    counts = Counts(events=events, after=after, time=np.arange(5.0), month=np.arange(5.0))
    with pytest.raises(NotComputable) as refused:
        rate_ratio(counts, overdispersed=False)
    assert refused.value.reason is Reason.TOO_FEW
