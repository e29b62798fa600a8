"""Non-inferiority: against statsmodels, and the bound that says what the p-value says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import test_proportions_2indep as proportions_test
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from bot.statistics.comparison.guardrails import Margin, Wanted, by_score, of_control, of_means, of_proportions
from bot.statistics.summaries import Mean, Proportion

CONTROL, TREATMENT = Proportion(x=480, n=5000), Proportion(x=455, n=5050)
SIDES = {Wanted.UP: ("larger", -0.01), Wanted.DOWN: ("smaller", 0.01)}


@pytest.mark.parametrize("wanted", SIDES)
@pytest.mark.parametrize("treatment", [TREATMENT, Proportion(x=520, n=5050)])
def test_tests_of_proportions_are_those_of_statsmodels(wanted: Wanted, treatment: Proportion) -> None:
    alternative, value = SIDES[wanted]
    margin = Margin(size=0.01, wanted=wanted)
    arms = (treatment.x, treatment.n, CONTROL.x, CONTROL.n)
    wald = proportions_test(*arms, value=value, compare="diff", method="wald", alternative=alternative)
    ours = of_proportions(CONTROL, treatment, margin, 0.05)
    assert (ours.statistic, ours.p_value) == pytest.approx((wald.statistic, wald.pvalue))
    score = proportions_test(
        *arms, value=value, compare="diff", method="score", alternative=alternative, correction=False
    )
    by = by_score(CONTROL, treatment, margin, 0.05)
    assert (by.z, by.p_value) == pytest.approx((score.statistic, score.pvalue))
    assert by.proven == (score.pvalue < 0.05)


@pytest.mark.parametrize("wanted", SIDES)
def test_the_test_of_means_is_that_of_statsmodels(wanted: Wanted) -> None:
    samples = [2.0, 3.5, 1.0, 4.0, 2.5, 3.0], [2.2, 3.1, 1.9, 3.3, 2.0]
    of_samples = [DescrStatsW(each) for each in samples]
    control, treatment = (Mean(n=int(s.nobs), mean=s.mean, sd=float(s.var_ddof(1)) ** 0.5) for s in of_samples)
    margin = of_control(control.mean, 0.3, wanted)
    z, p_value = CompareMeans(*reversed(of_samples)).ztest_ind(
        alternative=SIDES[wanted][0], usevar="unequal", value=margin.limit
    )
    ours = of_means(control, treatment, margin, 0.05)
    assert (ours.statistic, ours.p_value) == pytest.approx((z, p_value))


@given(
    mean=st.floats(-5, 5).filter(lambda mean: abs(mean) > 0.1),
    shift=st.floats(-2, 2),
    share=st.floats(0.01, 0.5),
    wanted=st.sampled_from(Wanted),
)
def test_it_is_proven_exactly_when_the_bound_is_inside_the_margin(
    mean: float, shift: float, share: float, wanted: Wanted
) -> None:
    margin = of_control(mean, share, wanted)
    found = of_means(Mean(n=80, mean=mean, sd=1), Mean(n=90, mean=mean + shift, sd=1.2), margin, 0.05)
    inside = found.interval.low > margin.limit if wanted is Wanted.UP else found.interval.high < margin.limit
    assert found.proven is inside
    assert margin.limit * (1 if wanted is Wanted.DOWN else -1) > 0
