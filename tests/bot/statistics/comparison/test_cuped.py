"""CUPED: theta is the regression's, the variance falls by rho squared, and nothing is gained for nothing."""

import numpy as np
import pytest
from statsmodels.regression.linear_model import OLS

from bot.statistics.comparison.cuped import adjust, relative
from bot.statistics.comparison.means import welch
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.summaries import Adjustable, Paired
from tests.bot.statistics.samples import paired


def arms(seed: int, slope: float, n: int = 4000) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(seed)
    x = draw.normal(10, 2, n)
    return x, 5 + slope * x + draw.normal(0, 3, n)


def test_theta_is_the_slope_of_y_on_x_over_both_arms_and_the_difference_is_adjusted_by_it() -> None:
    (x0, y0), (x1, y1) = arms(1, 2.0), arms(2, 2.0, 3000)
    adjusted = adjust(Adjustable(units=paired(y0, x0)), Adjustable(units=paired(y1, x1)))
    x, y = np.concatenate([x0, x1]), np.concatenate([y0, y1])
    slope = OLS(y, np.column_stack([np.ones_like(x), x])).fit().params[1]
    assert adjusted.theta == pytest.approx(slope)
    for arm, own_x, own_y in ((adjusted.control, x0, y0), (adjusted.treatment, x1, y1)):
        unit = own_y - slope * (own_x - x.mean())
        assert (arm.mean, arm.sd) == pytest.approx((unit.mean(), unit.std(ddof=1)))


def test_the_variance_falls_by_rho_squared() -> None:
    (x0, y0), (x1, y1) = arms(3, 2.0, 40_000), arms(4, 2.0, 40_000)
    control, treatment = Adjustable(units=paired(y0, x0)), Adjustable(units=paired(y1, x1))
    adjusted = adjust(control, treatment)
    before = welch(control.as_mean(), treatment.as_mean()).se
    after = welch(adjusted.control, adjusted.treatment).se
    rho2 = 16 / (16 + 9)
    assert (after / before) ** 2 == pytest.approx(1 - rho2, rel=0.03)


def test_the_relative_effect_has_the_unadjusted_control_below_it() -> None:
    """By hand: se² = v_t / (n_t m²) + v_c m_t² / (n_c m⁴), with the raw means and the adjusted variances."""
    (x0, y0), (x1, y1) = arms(5, 1.0), arms(6, 1.0)
    control, treatment = Adjustable(units=paired(y0, x0)), Adjustable(units=paired(y1, x1))
    adjusted = adjust(control, treatment)
    effect = relative(control, treatment, adjusted)
    m_c, m_t = y0.mean(), y1.mean()
    v_c, v_t = adjusted.control.squared_error, adjusted.treatment.squared_error
    assert effect.estimate == pytest.approx((adjusted.treatment.mean - adjusted.control.mean) / m_c)
    assert effect.se**2 == pytest.approx(v_t / m_c**2 + v_c * m_t**2 / m_c**4)


def test_a_covariate_that_does_not_vary_is_refused() -> None:
    flat = Adjustable(units=Paired(n=9, mean_y=1, var_y=1, mean_x=2, var_x=0, cov=0))
    with pytest.raises(NotComputable) as refused:
        adjust(flat, flat)
    assert (refused.value.reason, refused.value.field) == (Reason.NO_SPREAD, "var_x")
