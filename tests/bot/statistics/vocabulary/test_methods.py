"""Combinations of methods that no reference case has: the same engine, told apart by the words."""

import math
from typing import Any

import pytest
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

from bot.statistics.analyze import analyze
from tests.bot.statistics.vocabulary.test_refusals import (
    CUPED,
    CUPED_SEQUENCE,
    MEAN,
    MOMENTS,
    NONINFERIOR,
    PLAN,
    PROPORTION,
    RATIO,
    RELATIVE,
    SEQUENTIAL,
)


def result(task: str, inputs: dict[str, Any], **method: Any) -> dict[str, Any]:
    told = analyze({"id": 1, "task": task, "inputs": inputs, "method": method})
    assert "result" in told, told
    return dict(told["result"])


Z_UNPOOLED = 0.1 / math.sqrt(0.1 * 0.9 / 100 + 0.2 * 0.8 / 100)


def test_proportions_without_a_choice_go_by_the_defaults() -> None:
    got = result("ab.proportion", PROPORTION)
    newcombe = confint_proportions_2indep(20, 100, 10, 100, method="newcomb", compare="diff")
    assert got["ci_absolute"] == pytest.approx(list(newcombe))
    assert (got["z"], got["p_value"]) == pytest.approx((Z_UNPOOLED, 2 * stats.norm.sf(Z_UNPOOLED)))
    assert (got["ci_relative"][0] > 0) == (got["p_value"] < 0.05)


def test_one_effect_leaves_the_other_out() -> None:
    absolute = result("ab.proportion", PROPORTION, ci="wald_unpooled + katz_log", effect="absolute")
    relative = result(
        "ab.proportion", PROPORTION, ci="wald_unpooled + katz_log", effect="relative (risk ratio minus 1)"
    )
    assert ("ci_absolute" in absolute, "ci_relative" in absolute) == (True, False)
    assert ("ci_absolute" in relative, "ci_relative" in relative) == (False, True)


def test_p_values_of_proportions_are_those_that_were_asked_for() -> None:
    z, p_value = proportions_ztest([20, 10], [100, 100])
    for how in (
        {"p_value": "z, pooled variance"},
        {"ci": "wald_pooled"},
        {"ci": "katz_log", "p_value": "z, pooled variance"},
    ):
        got = result("ab.proportion", PROPORTION, **how)
        assert (got["z"], got["p_value"]) == pytest.approx((z, p_value))
    for how in ({"ci": "newcombe_hybrid_score", "p_value": "z, unpooled variance"}, {"ci": "agresti_caffo"}):
        assert result("ab.proportion", PROPORTION, **how)["z"] == pytest.approx(Z_UNPOOLED)


def test_proportions_by_t_have_welchs_degrees_of_freedom() -> None:
    got = result("ab.proportion", PROPORTION, ci="wald_unpooled", critical="t, Welch-Satterthwaite df")
    a, b = 0.09 / 100, 0.16 / 100
    df = (a + b) ** 2 / (a**2 / 99 + b**2 / 99)
    assert got["p_value"] == pytest.approx(2 * stats.t.sf(Z_UNPOOLED, df))
    assert got["ci_absolute"][0] == pytest.approx(0.1 - stats.t.isf(0.025, df) * math.sqrt(a + b))


def test_the_delta_lift_without_a_t_is_by_z_and_brings_its_own_p_alone() -> None:
    got = result("ab.proportion", PROPORTION, ci="delta_relative")
    se = math.sqrt(0.16 / 100 / 0.01 + 0.09 / 100 * 0.04 / 0.0001)
    assert got["se_relative"] == pytest.approx(se)
    assert got["p_value_relative"] == pytest.approx(2 * stats.norm.sf(1 / se))
    assert "p_value" not in got


def test_koopman_is_a_risk_ratio_minus_one() -> None:
    got = result("ab.proportion", PROPORTION, ci="koopman_score", effect="relative (risk ratio minus 1)")
    koopman = confint_proportions_2indep(20, 100, 10, 100, method="score", compare="ratio", correction=False)
    assert got["ci_relative"] == pytest.approx([koopman[0] - 1, koopman[1] - 1])
    none = result("ab.proportion", {**PROPORTION, "x_control": 0}, ci="koopman_score")
    assert none["ci_relative"][1] == "inf"
    assert none["lift_relative"] is None


def test_no_events_have_an_interval_and_no_p_value_unless_it_is_asked_for() -> None:
    nobody = {**PROPORTION, "x_control": 0, "x_treatment": 0}
    got = result("ab.proportion", nobody, ci="newcombe_hybrid_score")
    assert (got["p_value"], got["z"], got["lift_relative"]) == (None, None, None)
    assert got["ci_absolute"][0] < 0 < got["ci_absolute"][1]
    asked = {"ci": "newcombe_hybrid_score", "p_value": "z, unpooled variance"}
    told = analyze({"task": "ab.proportion", "inputs": nobody, "method": asked})
    assert told["error"]["code"] == "no_spread"


@pytest.mark.parametrize("arm", ["control", "treatment"])
def test_degrees_of_freedom_need_two_units_in_each_arm(arm: str) -> None:
    one = {**PROPORTION, f"x_{arm}": 1, f"n_{arm}": 1}
    method = {"ci": "delta_relative", "critical": "t, Welch-Satterthwaite df"}
    error = analyze({"task": "ab.proportion", "inputs": one, "method": method})["error"]
    assert (error["code"], f"n_{arm}" in error["message"]) == ("too_few", True)


def test_means_have_one_p_value_beside_fieller_by_t_or_z() -> None:
    by_t, by_z = result("ab.mean", MEAN), result("ab.mean", MEAN, ci="fieller", critical="z")
    assert by_t["p_value"] == pytest.approx(stats.ttest_ind_from_stats(1.5, 1, 50, 1, 1, 50, equal_var=False).pvalue)
    assert by_z["p_value"] == pytest.approx(2 * stats.norm.sf(2.5))
    assert (by_z["df"], "fieller_g" in by_t) == ("inf", True)
    absolute = result("ab.mean", MEAN, effect="absolute")
    assert "ci_relative" not in absolute


def test_means_with_a_log_ratio_keep_the_absolute_p_value() -> None:
    got = result("ab.mean", MEAN, effect="both", ci="welch absolute; log_ratio relative")
    assert got["p_value"] == result("ab.mean", MEAN)["p_value"]
    a, b = 1 / 50, 1 / 50 / 2.25
    df = (a + b) ** 2 / (a**2 / 49 + b**2 / 49)
    half = stats.t.isf(0.025, df) * math.sqrt(a + b)
    assert got["ci_relative"] == pytest.approx([1.5 * math.exp(-half) - 1, 1.5 * math.exp(half) - 1])


def delta_sd(ratio: float) -> float:
    return math.sqrt(4 + ratio**2 * 9 - 2 * ratio * 3) / 2


def test_ratios_go_by_their_linearised_units_whatever_the_test() -> None:
    sds = delta_sd(0.5), delta_sd(0.6)
    for equal_var, how in (
        (False, {}),
        (True, {"test": "student t"}),
        (True, {"variance": "delta method, pooled across arms"}),
    ):
        for alternative, scipys in ((None, "two-sided"), ("greater (treatment > control)", "greater")):
            expected = stats.ttest_ind_from_stats(
                0.6, sds[1], 50, 0.5, sds[0], 50, equal_var=equal_var, alternative=scipys
            )
            got = result("ab.ratio", RATIO, **how, **({"alternative": alternative} if alternative else {}))
            assert got["p_value"] == pytest.approx(expected.pvalue)
            assert (got["ci_absolute"][1] == "inf", "ci_relative" in got) == (
                alternative is not None,
                alternative is None,
            )


def test_both_words_for_the_delta_method_mean_the_same() -> None:
    words = ("delta method per arm", "delta method per arm (linearised numerator - R*denominator)")
    one, two = (result("ab.ratio", RATIO, variance=word, ci="welch absolute; log_ratio relative") for word in words)
    assert one == two
    fieller = result("ab.ratio", RATIO)
    assert one["ci_relative"] != fieller["ci_relative"]


SUMS = {"n": 4, "sum_y": 10.0, "sum_y2": 30.0, "sum_x": 8.0, "sum_x2": 20.0, "sum_xy": 23.0}
GROWTHBOOK = {
    "n": 4, "main_sum": 10.0, "main_sum_squares": 30.0, "covariate_sum": 8.0, "covariate_sum_squares": 20.0,
    "main_covariate_sum_product": 23.0,
}  # fmt: skip
OF_THE_SUMS = {"n": 4, "mean_y": 2.5, "var_y": 5 / 3, "mean_x": 2.0, "var_x": 4 / 3, "cov_xy": 1.0}


def test_an_arm_with_a_covariate_may_come_as_moments_or_as_sums() -> None:
    flat = {f"{key}_control": value for key, value in OF_THE_SUMS.items()}
    treatment = {f"{key}_treatment": value for key, value in MOMENTS.items()}
    expected = result("ab.cuped", {**flat, **treatment})
    for control in (OF_THE_SUMS, SUMS, GROWTHBOOK):
        got = result("ab.cuped", {"control": control, "treatment": MOMENTS})
        assert {key: pytest.approx(value) for key, value in got.items()} == expected


def test_cuped_by_a_sequence_has_the_unadjusted_control_below_it() -> None:
    got = result("ab.cuped", {**CUPED, "mean_y_treatment": 1.4, "sequential_tuning": 5000}, ci=CUPED_SEQUENCE)
    assert got["theta"] == pytest.approx(3 / 9)
    assert got["lift_relative"] == pytest.approx(0.4)
    variance = (4 - 1) / 50
    assert got["p_value_relative"] <= 1
    half = got["ci_relative"][1] - 0.4
    s2 = variance * (1 + 1.4**2)
    log = 2 * math.log(20)
    along = 100 * (log + math.log1p(log)) / 5000
    assert half == pytest.approx(math.sqrt(s2 * 2 * (along + 1) / along * math.log(math.sqrt(along + 1) / 0.05)))


def test_cuped_without_a_choice_is_fiellers() -> None:
    got = result("ab.cuped", {**CUPED, "mean_y_treatment": 2.5})
    assert (got["p_value"] < 0.05) == (got["ci_relative"][0] > 0)


def test_a_sequence_takes_counts_or_moments() -> None:
    counts = result("ab.sequential", SEQUENTIAL)
    moments = {
        "n_control": 100, "n_treatment": 100, "mean_control": 0.1, "sd_control": 0.3, "mean_treatment": 0.2,
        "sd_treatment": 0.4, "sequential_tuning": 5000,
    }  # fmt: skip
    got = result("ab.sequential", moments)
    for key in ("difference", "p_value", "lift_relative"):
        assert got[key] == pytest.approx(counts[key])
    relative = result("ab.sequential", moments, effect="relative, delta SE")
    assert relative["ci_relative"][0] < 1 < relative["ci_relative"][1]


def test_the_one_sided_sequence_bounds_the_side_that_is_asked_for() -> None:
    """Eq. 134, written out."""
    inputs = {**MEAN, "sequential_tuning": 1000}
    log = 2 * math.log(1 / 0.1)
    along = 100 * (log + math.log1p(log)) / 1000
    half = 0.2 * math.sqrt(2 * (along + 1) / along * math.log(1 + math.sqrt(along + 1) / 0.1))
    assert result("guardrail.one_sided_sequential", inputs)["ci_absolute"] == [pytest.approx(0.5 - half), "inf"]
    lesser = result("guardrail.one_sided_sequential", inputs, alternative="treatment lesser")
    assert lesser["ci_absolute"] == ["-inf", pytest.approx(0.5 + half)]


def test_one_sided_tests_are_scipys() -> None:
    for alternative, scipys in (("treatment greater", "greater"), ("treatment lesser", "less")):
        expected = stats.ttest_ind_from_stats(1.5, 1, 50, 1, 1, 50, equal_var=False, alternative=scipys)
        assert result("guardrail.one_sided", MEAN, alternative=alternative)["p_value"] == pytest.approx(expected.pvalue)


def test_a_metric_that_should_fall_is_guarded_from_above() -> None:
    got = result("guardrail.noninferiority", {**NONINFERIOR, "desired_direction": "decrease"})
    assert got["ci_absolute"] == ["-inf", pytest.approx(0.5 + stats.norm.isf(0.05) * 0.2)]
    assert got["p_value"] == pytest.approx(stats.norm.cdf((0.5 - 0.1) / 0.2))


@pytest.mark.parametrize("test", ["z, unpooled (Wald)", "score (Farrington-Manning, restricted MLE, no N/(N-1))"])
def test_a_rate_that_should_fall_is_not_inferior_when_it_falls(test: str) -> None:
    inputs = {**PROPORTION, "x_control": 20, "x_treatment": 10, "margin_absolute": 0.05}
    falls = result("guardrail.noninferiority_proportion", {**inputs, "desired_direction": "decrease"}, test=test)
    rises = result("guardrail.noninferiority_proportion", {**inputs, "desired_direction": "increase"}, test=test)
    assert (falls["non_inferior"], rises["non_inferior"]) == (True, False)
    assert falls["z"] < 0


def test_howards_boundary_is_confseqs() -> None:
    """rho = v / (2 ln(1/a) + ln(1 + 2 ln(1/a))); bound = sqrt((v + rho) ln((v + rho) / (rho a²)))."""
    got = result("ab.sequential_boundary", {"v": 100, "v_opt": 50, "alpha": 0.05, "alpha_opt": 0.025})
    log = 2 * math.log(40)
    rho = 50 / (log + math.log(1 + log))
    assert got["rho"] == pytest.approx(rho)
    assert got["bound"] == pytest.approx(math.sqrt((100 + rho) * math.log((100 + rho) / (rho * 0.05**2))))


def test_a_plan_without_n_or_power_reaches_eighty_percent_and_gives_back_what_it_needs() -> None:
    for task, inputs in (("plan.proportion", PLAN), ("plan.mean", {"delta": 1, "sd": 3})):
        needed = result(task, inputs)
        again = result(task, {**inputs, "n_control": needed["n_control"]})
        assert again["power"] == pytest.approx(0.8, abs=1e-6)


def test_the_other_tail_counts_where_it_is_not_ignored() -> None:
    close = {"p_control": 0.1, "p_treatment": 0.101, "n_control": 100}
    both = result("plan.proportion", close, other_tail_ignored=False)["power"]
    assert both - result("plan.proportion", close)["power"] == pytest.approx(0.025, abs=0.003)
    lift = {**RELATIVE, "lift": 0.001}
    both = result("plan.relative_power", lift)["power"]
    assert both > result("plan.relative_power", lift, both_tails=False)["power"]


def test_one_sided_means_and_h_put_all_of_alpha_on_one_side() -> None:
    got = result("plan.mean", {"delta": 0.5, "sd": 1, "n_control": 50}, test="z", alternative="one-sided")
    assert got["power"] == pytest.approx(stats.norm.cdf(2.5 - stats.norm.isf(0.05)))
    got = result("plan.effect_size_h", {"h": 0.5, "n_per_arm": 50}, alternative="one-sided")
    assert got["power"] == pytest.approx(stats.norm.cdf(2.5 - stats.norm.isf(0.05)))


def test_what_cannot_be_reached_is_none() -> None:
    assert result("plan.relative_mde", {"mean": 0.1, "variance": 5, "n_total": 200})["mde_relative"] is None
    never = {"mean": 10, "variance": 400, "lift": 0.01, "users_per_week": 100, "max_weeks": 3}
    got = result("plan.duration", never)
    assert (got["weeks"], len(got["power_by_week"])) == (None, 3)


def test_the_margin_is_added_in_planning() -> None:
    z = 1.6448536269514722 + 0.8416212335729143
    got = result("plan.noninferiority_mean", {"mean_control": 10, "mean_treatment": 9.5, "sd": 4, "margin": 1})
    assert got["n_control"] == pytest.approx(z**2 * 16 * 2 / 0.25)
