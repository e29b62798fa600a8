"""Corrections against statsmodels, and the levels that make every interval say what its adjusted p says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests

from bot.statistics.comparison.corrections import Correction, adjusted, levels
from bot.statistics.comparison.sample_ratio import sample_ratio
from bot.statistics.reasons import NotComputable

FAMILIES = st.lists(st.floats(0, 1), min_size=1, max_size=12)
NAMES = {Correction.HOLM: "holm", Correction.BONFERRONI: "bonferroni", Correction.BENJAMINI_HOCHBERG: "fdr_bh"}


@pytest.mark.parametrize("correction", NAMES)
@settings(max_examples=15, deadline=None)  # statsmodels takes a tenth of a second for Holm
@given(p_values=FAMILIES)
def test_adjusted_p_values_are_those_of_statsmodels(correction: Correction, p_values: list[float]) -> None:
    expected = multipletests(p_values, method=NAMES[correction])[1]
    assert adjusted(p_values, correction) == pytest.approx(tuple(expected), abs=1e-12)


@pytest.mark.parametrize("correction", Correction)
@given(p_values=FAMILIES, alpha=st.floats(0.01, 0.3))
def test_a_p_is_below_its_level_exactly_when_its_adjusted_p_is_below_alpha(
    correction: Correction, p_values: list[float], alpha: float
) -> None:
    decided = zip(p_values, adjusted(p_values, correction), levels(p_values, correction, alpha), strict=True)
    for p_value, after, level in decided:
        if abs(after - alpha) > 1e-9:
            assert (p_value <= level) == (after <= alpha)


def test_levels_are_those_of_holms_steps_and_of_the_false_coverage_rate() -> None:
    """Holm: alpha / 3 rejects the first, alpha / 2 is where it stops. R = 1 of 3: alpha / 3, then 2 alpha / 3."""
    p_values = (0.2, 0.001, 0.04)
    assert levels(p_values, Correction.HOLM, 0.06) == pytest.approx((0.03, 0.02, 0.03))
    assert levels((0.2, 0.001, 0.05), Correction.BENJAMINI_HOCHBERG, 0.06) == pytest.approx((0.04, 0.02, 0.04))
    assert levels((0.2, 0.3), Correction.BENJAMINI_HOCHBERG, 0.06) == pytest.approx((0.03, 0.03))


def test_one_test_is_not_corrected() -> None:
    for correction in Correction:
        assert adjusted([0.03], correction) == (0.03,)
        assert levels([0.03], correction, 0.05) == (0.05,)
        assert adjusted([], correction) == levels([], correction, 0.05) == ()


@given(counts=st.lists(st.integers(1, 10_000), min_size=2, max_size=5), scale=st.floats(0.1, 100))
def test_the_sample_ratio_is_scipys_chi_square_in_any_scale_of_weights(counts: list[int], scale: float) -> None:
    weights = [(place + 1) * scale for place in range(len(counts))]
    due = [sum(counts) * weight / sum(weights) for weight in weights]
    expected = stats.chisquare(counts, due)
    found = sample_ratio(counts, weights)
    assert (found.chi2, found.p_value) == pytest.approx((expected.statistic, expected.pvalue), rel=1e-12, abs=1e-12)
    assert (found.df, found.mismatch) == (len(counts) - 1, expected.pvalue < 0.001)


def test_a_mismatch_is_alerted_below_one_in_a_thousand() -> None:
    """Tables of chi-square with one degree of freedom: 10.828 at 0.001."""
    assert not sample_ratio([5000, 5330], [1, 1]).mismatch  # 10.54
    assert sample_ratio([5000, 5340], [1, 1]).mismatch  # 11.18


@pytest.mark.parametrize(
    ("counts", "weights", "field"),
    [
        ([1, 2], [1], "weights"),
        ([1], [1], "weights"),
        ([-1, 2], [1, 1], "counts"),
        ([1, 2], [0, 1], "weights"),
        ([0, 0], [1, 1], "counts"),
    ],
)
def test_a_sample_ratio_that_makes_no_sense_is_refused(counts: list[int], weights: list[float], field: str) -> None:
    with pytest.raises(NotComputable) as refused:
        sample_ratio(counts, weights)
    assert refused.value.field == field
