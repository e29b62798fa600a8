"""Two proportions against statsmodels, scipy and published tables; score intervals against their own inversion."""

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.optimize import minimize_scalar
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

from bot.statistics.comparison import proportions, scores
from bot.statistics.comparison.relative import katz, recovered
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.summaries import Proportion

FEW = Proportion(x=1, n=34)
MANY = Proportion(x=7, n=34)
Z95 = 1.959963984540054
ARMS = [(3, 40), (20, 55), (38, 40), (500, 10_000), (640, 9_700)]
GRID = [
    (Proportion(x=a, n=n), Proportion(x=b, n=m), alpha)
    for ((a, n), (b, m)), alpha in product(product(ARMS, ARMS), (0.05, 0.2))
]


@st.composite
def arms(draw: st.DrawFn) -> Proportion:
    n = draw(st.integers(1, 400))
    return Proportion(x=draw(st.integers(0, n)), n=n)


def library(control: Proportion, treatment: Proportion, alpha: float, **how: object) -> tuple[float, float]:
    low, high = confint_proportions_2indep(treatment.x, treatment.n, control.x, control.n, alpha=alpha, **how)
    return float(low), float(high)


@pytest.mark.parametrize(("control", "treatment", "alpha"), GRID)
def test_intervals_are_those_of_statsmodels(control: Proportion, treatment: Proportion, alpha: float) -> None:
    z = stats.norm.isf(alpha / 2)
    wald = proportions.unpooled(control, treatment).interval(alpha)
    assert tuple(wald) == pytest.approx(library(control, treatment, alpha, compare="diff", method="wald"), abs=1e-12)
    caffo = proportions.agresti_caffo(control, treatment, alpha)
    assert tuple(caffo) == pytest.approx(
        library(control, treatment, alpha, compare="diff", method="agresti-caffo"), abs=1e-12
    )
    newcombe = proportions.newcombe(control, treatment, z)
    assert tuple(newcombe) == pytest.approx(
        library(control, treatment, alpha, compare="diff", method="newcomb"), abs=1e-12
    )
    katz_low, katz_high = katz(control, treatment, alpha) or (math.nan, math.nan)
    assert (katz_low + 1, katz_high + 1) == pytest.approx(
        library(control, treatment, alpha, compare="ratio", method="log")
    )
    koopman = library(control, treatment, alpha, compare="ratio", method="score", correction=False)
    assert tuple(scores.koopman(control, treatment, alpha)) == pytest.approx(koopman, rel=1e-6)


# Its search for the ends of the score interval fails on very uneven arms, so these are even.
EVEN = [((1, 34), (7, 34)), ((20, 55), (38, 60)), ((500, 10_000), (640, 9_700)), ((45, 220), (30, 200))]


@pytest.mark.parametrize("alpha", [0.05, 0.1])
@pytest.mark.parametrize(("control", "treatment"), EVEN)
def test_the_score_interval_of_the_vocabulary_is_that_of_statsmodels(
    control: tuple[int, int], treatment: tuple[int, int], alpha: float
) -> None:
    arms_ = Proportion(x=control[0], n=control[1]), Proportion(x=treatment[0], n=treatment[1])
    score = library(*arms_, alpha, compare="diff", method="score", correction=True)
    assert tuple(scores.miettinen_nurminen(*arms_, alpha, scores.Cubic.STATSMODELS)) == pytest.approx(score, abs=1e-7)


@pytest.mark.parametrize(("control", "treatment", "alpha"), GRID)
def test_the_pooled_test_is_that_of_statsmodels(control: Proportion, treatment: Proportion, alpha: float) -> None:
    z, p_value = proportions_ztest([treatment.x, control.x], [treatment.n, control.n])
    test = proportions.pooled(control, treatment)
    assert (test.statistic, test.p_value()) == pytest.approx((z, p_value), abs=1e-12)
    assert proportions.pooled_interval(control, treatment, alpha).holds(0) == (p_value > alpha)


def test_published_intervals_for_fagerlands_example() -> None:
    """R's PropCIs: diffscoreci, riskscoreci and wald2ci of 7/34 against 1/34."""
    published = scores.miettinen_nurminen(FEW, MANY, 0.05)
    assert tuple(published) == pytest.approx((0.0270416, 0.3452912), abs=1e-6)
    assert tuple(scores.koopman(FEW, MANY, 0.05)) == pytest.approx((1.220853, 42.575718), abs=1e-6)
    assert tuple(proportions.agresti_caffo(FEW, MANY, 0.05)) == pytest.approx((0.01161167, 0.32172166), abs=1e-7)
    assert tuple(proportions.unpooled(FEW, MANY).interval(0.05)) == pytest.approx((0.02916942, 0.32377176), abs=1e-7)


@pytest.mark.parametrize("difference", [-0.3, -0.05, 0.0, 0.02, 0.25])
def test_restricted_rates_are_the_most_likely_ones(difference: float) -> None:
    control, treatment = Proportion(x=23, n=70), Proportion(x=31, n=60)

    def unlikely(p: float) -> float:
        return -sum(
            arm.x * math.log(rate) + (arm.n - arm.x) * math.log(1 - rate)
            for arm, rate in ((control, p), (treatment, p + difference))
        )

    low, high = max(0.0, -difference), min(1.0, 1 - difference)
    best = minimize_scalar(unlikely, bounds=(low + 1e-9, high - 1e-9), method="bounded", options={"xatol": 1e-10}).x
    assert scores.restricted_control(control, treatment, difference) == pytest.approx(best, abs=1e-6)


@given(control=arms(), treatment=arms())
def test_newcombes_interval_and_its_p_value_agree_with_the_recovered_lift(
    control: Proportion, treatment: Proportion
) -> None:
    interval = proportions.newcombe(control, treatment, Z95)
    rejects = abs(proportions.newcombe_z(control, treatment)) > Z95
    if min(abs(interval.low), abs(interval.high)) > 1e-9:
        assert interval.holds(0) is not rejects
    lift = recovered(control, treatment, Z95)
    assert (lift is None) == (control.x == 0)
    if lift is not None and min(abs(lift.low), abs(lift.high)) > 1e-9:
        assert lift.holds(0) is not rejects
        if treatment.x:
            assert lift.low <= treatment.rate / control.rate - 1 <= lift.high


def test_the_recovered_lift_is_fiellers_for_large_arms() -> None:
    """Wilson's limits become symmetric, so both are one interval; the closed form of Fieller by hand."""
    control, treatment = Proportion(x=50_000, n=1_000_000), Proportion(x=51_000, n=1_000_000)
    lift = recovered(control, treatment, Z95)
    assert lift is not None
    ratio, cv2 = 1.02, 0.95 / 50_000
    g = Z95**2 * cv2
    half = Z95 * math.sqrt((0.949 / 51_000) * ratio**2 * (1 - g) + ratio**2 * cv2) / (1 - g)
    assert (lift.low, lift.high) == pytest.approx((ratio / (1 - g) - half - 1, ratio / (1 - g) + half - 1), abs=2e-6)


def test_no_newcombe_interval_reaches_a_limit_that_is_too_far() -> None:
    all_, none = Proportion(x=2, n=2), Proportion(x=0, n=2)
    assert proportions.newcombe_z(none, all_, -0.9) == math.inf
    assert proportions.newcombe_z(all_, none, 0.9) == -math.inf


@given(control=arms(), treatment=arms())
def test_score_intervals_hold_what_was_observed_even_at_the_edges(control: Proportion, treatment: Proportion) -> None:
    difference = scores.miettinen_nurminen(control, treatment, 0.05)
    assert -1 <= difference.low <= treatment.rate - control.rate <= difference.high <= 1
    ratio = scores.koopman(control, treatment, 0.05)
    assert (ratio.low == 0) == (treatment.x == 0)
    assert math.isinf(ratio.high) == (control.x == 0)
    if control.x:
        assert ratio.low <= treatment.rate / control.rate <= ratio.high


@given(control=arms(), treatment=arms())
def test_swapping_the_arms_mirrors_every_interval_of_the_difference(control: Proportion, treatment: Proportion) -> None:
    def mirrored(low: float, high: float) -> tuple[float, float]:
        return -high, -low

    there, back = scores.miettinen_nurminen(control, treatment, 0.1), scores.miettinen_nurminen(treatment, control, 0.1)
    assert tuple(there) == pytest.approx(mirrored(*back), abs=1e-6)
    there, back = proportions.newcombe(control, treatment, Z95), proportions.newcombe(treatment, control, Z95)
    assert tuple(there) == pytest.approx(mirrored(*back), abs=1e-12)


def test_wald_speaks_where_events_abound_and_newcombe_elsewhere() -> None:
    control = Proportion(x=30, n=100)
    assert proportions.default_interval(control, control, 0.05) == proportions.unpooled(control, control).interval(0.05)
    fewer = Proportion(x=29, n=100)
    newcombe = proportions.newcombe(fewer, control, Z95)
    assert tuple(proportions.default_interval(fewer, control, 0.05)) == pytest.approx(tuple(newcombe))


def test_many_arms_are_those_of_scipy() -> None:
    chi2, df, p_value = proportions.omnibus([Proportion(x=9, n=30), Proportion(x=14, n=31), Proportion(x=3, n=25)])
    table = [[9, 14, 3], [21, 17, 22]]
    expected = stats.chi2_contingency(table, correction=False)
    assert (chi2, df, p_value) == pytest.approx((expected.statistic, expected.dof, expected.pvalue))


@pytest.mark.parametrize(
    ("arms_", "reason"),
    [
        ([Proportion(x=1, n=2)], Reason.TOO_FEW),
        ([Proportion(x=0, n=2), Proportion(x=0, n=2)], Reason.NO_SPREAD),
        ([Proportion(x=2, n=2), Proportion(x=2, n=2)], Reason.NO_SPREAD),
    ],
)
def test_many_arms_without_a_comparison_are_refused(arms_: list[Proportion], reason: Reason) -> None:
    with pytest.raises(NotComputable) as refused:
        proportions.omnibus(arms_)
    assert refused.value.reason is reason


def test_koopman_finds_its_end_at_any_confidence() -> None:
    """Without events in the treatment nothing observed is a ratio, and a low confidence may exclude the first guess."""
    high = scores.koopman(Proportion(x=7, n=20), Proportion(x=0, n=20), 0.9).high
    z = stats.norm.isf(0.45)
    assert scores.ratio_score(Proportion(x=7, n=20), Proportion(x=0, n=20), high) == pytest.approx(-z, abs=1e-9)


def test_katz_needs_events_in_both_arms() -> None:
    assert katz(Proportion(x=0, n=9), MANY, 0.05) is None
    assert katz(MANY, Proportion(x=0, n=9), 0.05) is None
