import numpy as np
import pytest
from scipy.optimize import minimize

from bot.statistics.arrays import FloatArray
from bot.statistics.placebos import placebo
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.synthetic_control import synthetic_control


def panel(seed: int, donors: int = 8, n: int = 30) -> tuple[FloatArray, FloatArray]:
    randomness = np.random.default_rng(seed)
    others = 50 + randomness.standard_normal((n, donors)).cumsum(axis=0)
    treated = others[:, :3] @ [0.5, 0.3, 0.2] + 0.2 * randomness.standard_normal(n)
    treated[20:] += 4.0
    return treated, others


AFTER = np.arange(30) >= 20


@pytest.mark.parametrize("seed", range(4))
def test_the_weights_are_those_of_a_general_optimiser(seed: int) -> None:
    treated, donors = panel(seed)
    found = synthetic_control(treated, donors, fit=~AFTER, effect=AFTER)
    peer = minimize(
        lambda weights: float(np.sum((treated[~AFTER] - donors[~AFTER] @ weights) ** 2)),
        np.full(8, 1 / 8),
        jac=lambda weights: -2 * donors[~AFTER].T @ (treated[~AFTER] - donors[~AFTER] @ weights),
        bounds=[(0, 1)] * 8,
        constraints=[{"type": "eq", "fun": lambda weights: weights.sum() - 1}],
        method="SLSQP",
        options={"ftol": 1e-14, "maxiter": 1000},
    )
    assert found.weights.sum() == pytest.approx(1.0, rel=1e-12)
    assert (found.weights >= 0).all()
    assert found.pre_rmspe == pytest.approx(float(np.sqrt(peer.fun / 20)), rel=1e-4)
    assert found.pre_rmspe**2 * 20 <= peer.fun * (1 + 1e-9)
    assert found.effect == pytest.approx(4.0, abs=0.8)


def test_a_treated_unit_that_is_a_donor_leaves_no_gap() -> None:
    _, donors = panel(1)
    found = synthetic_control(donors[:, 2], donors, fit=~AFTER, effect=AFTER)
    assert found.weights == pytest.approx(np.eye(8)[2], abs=1e-9)
    assert found.effect == pytest.approx(0.0, abs=1e-9)


def test_shifting_and_scaling_every_unit_keeps_the_weights() -> None:
    treated, donors = panel(2)
    plain = synthetic_control(treated, donors, fit=~AFTER, effect=AFTER)
    moved = synthetic_control(3 * treated + 100, 3 * donors + 100, fit=~AFTER, effect=AFTER)
    assert moved.weights == pytest.approx(plain.weights, abs=1e-8)
    assert moved.effect == pytest.approx(3 * plain.effect, rel=1e-8)


def test_the_unit_that_changed_ranks_first_and_one_that_did_not_may_rank_anywhere() -> None:
    treated, donors = panel(3)
    found = placebo(treated, donors, AFTER)
    assert (found.rank, found.units, found.p_value) == (1, 9, 1 / 9)
    calm = treated.copy()
    calm[20:] -= 4.0
    ranks = {placebo(calm + 0.0, np.roll(donors, shift, axis=1), AFTER).rank for shift in range(8)}
    assert len(ranks) == 1
    assert ranks != {1}


def test_a_placebo_that_fits_perfectly_ranks_before_all_others() -> None:
    treated, donors = panel(4)
    twins = np.column_stack([donors, donors[:, :1]])
    twins[20:, -1] += 1.0
    alone, with_twins = placebo(treated, donors, AFTER), placebo(treated, twins, AFTER)
    assert alone.rank == 1
    assert with_twins.rank == 3


def test_too_few_donors_and_a_poor_fit_are_refused() -> None:
    treated, donors = panel(5)
    for attempt, reason in (
        (lambda: synthetic_control(treated, donors[:, :4], fit=~AFTER, effect=AFTER), Reason.TOO_FEW),
        (lambda: synthetic_control(treated * 1.3, donors, fit=~AFTER, effect=AFTER), Reason.POOR_FIT),
        (lambda: placebo(treated * 1.3, donors, AFTER), Reason.POOR_FIT),
    ):
        with pytest.raises(NotComputable) as refused:
            attempt()
        assert (refused.value.reason, refused.value.field) == (reason, "controls")
    assert synthetic_control(treated, donors[:, :5], fit=~AFTER, effect=AFTER).weights.size == 5


def test_weights_that_never_settle_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.statistics.synthetic_control._MOST_ROUNDS", 1)
    treated, donors = panel(6)
    with pytest.raises(NotComputable) as refused:
        synthetic_control(treated, donors, fit=~AFTER, effect=AFTER)
    assert (refused.value.reason, refused.value.field) == (Reason.NO_CONVERGENCE, "controls")


def test_identical_units_are_fitted_without_a_scale() -> None:
    flat = np.full((30, 6), 7.0)
    found = synthetic_control(np.where(AFTER, 8.0, 7.0), flat, fit=~AFTER, effect=AFTER)
    assert found.effect == pytest.approx(1.0)
    assert found.pre_rmspe == pytest.approx(0.0, abs=1e-12)
