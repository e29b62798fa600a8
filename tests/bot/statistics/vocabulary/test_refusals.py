"""What the vocabulary does not know or cannot use is refused by a code, and names the field."""

import itertools
import json
from collections.abc import Mapping
from typing import Any

import pytest

from bot.statistics.analyze import analyze
from tests.bot.statistics.reference import case_named, cases_of

PROPORTION = {"x_control": 10, "n_control": 100, "x_treatment": 20, "n_treatment": 100}
MEAN = {
    "mean_control": 1.0, "sd_control": 1.0, "n_control": 50,
    "mean_treatment": 1.5, "sd_treatment": 1.0, "n_treatment": 50,
}  # fmt: skip
RATIO = {
    "n_control": 50, "mean_num_control": 1, "var_num_control": 4, "mean_den_control": 2, "var_den_control": 9,
    "cov_control": 3, "n_treatment": 50, "mean_num_treatment": 1.2, "var_num_treatment": 4, "mean_den_treatment": 2,
    "var_den_treatment": 9, "cov_treatment": 3,
}  # fmt: skip
MOMENTS = {"n": 50, "mean_y": 1.0, "var_y": 4.0, "mean_x": 2.0, "var_x": 9.0, "cov_xy": 3.0}
CUPED = {f"{name}_{arm}": value for arm in ("control", "treatment") for name, value in MOMENTS.items()}
SEQUENTIAL = {**PROPORTION, "sequential_tuning": 5000}
NONINFERIOR = {**MEAN, "margin_relative": 0.1, "desired_direction": "increase"}
RELATIVE = {"mean": 10, "variance": 4, "n_total": 1000}
SEQUENCE = "asymptotic confidence sequence, tuning N*=5000"
CUPED_SEQUENCE = "delta_relative, asymptotic confidence sequence N*=5000; denominator is the unadjusted control mean"
PLAN = {"p_control": 0.1, "p_treatment": 0.2}


def told(task: str, inputs: Mapping[str, Any], method: Mapping[str, Any] | None = None) -> dict[str, Any]:
    return analyze({"id": "x", "task": task, "inputs": inputs, "method": method or {}})


BAD_INPUTS: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("ab.proportion", {**PROPORTION, "x_control": 101}, {}, "x_control"),
    ("ab.proportion", {**PROPORTION, "x_treatment": -1}, {}, "x_treatment"),
    ("ab.proportion", {**PROPORTION, "x_treatment": 1.5}, {}, "x_treatment"),
    ("ab.proportion", {**PROPORTION, "x_treatment": "10"}, {}, "x_treatment"),
    ("ab.proportion", {**PROPORTION, "x_treatment": True}, {}, "x_treatment"),
    ("ab.proportion", {**PROPORTION, "n_control": 0}, {}, "n_control"),
    ("ab.proportion", {**PROPORTION, "confidence": 1}, {}, "confidence"),
    ("ab.proportion", {**PROPORTION, "confidence": 95}, {}, "confidence"),
    ("ab.proportion", {**PROPORTION, "surprise": 1}, {}, "surprise"),
    ("ab.proportion", {key: value for key, value in PROPORTION.items() if key != "n_control"}, {}, "n_control"),
    ("ab.mean", {**MEAN, "sd_control": -1}, {}, "sd_control"),
    ("ab.mean", {**MEAN, "n_treatment": 1}, {}, "n_treatment"),
    ("ab.mean", {**MEAN, "mean_control": float("nan")}, {}, "mean_control"),
    ("ab.mean", {**MEAN, "mean_control": float("inf")}, {}, "mean_control"),
    ("ab.mean", {**MEAN, "mean_control": None}, {}, "mean_control"),
    ("ab.ratio", {**RATIO, "cov_treatment": 6.1}, {}, "cov_treatment"),
    ("ab.ratio", {**RATIO, "var_num_control": -1}, {}, "var_num_control"),
    ("ab.ratio", {key: value for key, value in RATIO.items() if key != "cov_control"}, {}, "cov_control"),
    ("ab.cuped", {**CUPED, "cov_xy_control": -6.1}, {}, "cov_xy_control"),
    ("ab.cuped", {key: value for key, value in CUPED.items() if key != "n_treatment"}, {}, "n_treatment"),
    ("ab.cuped", {**CUPED, "control": MOMENTS}, {}, "control"),
    ("ab.cuped", CUPED, {"ci": CUPED_SEQUENCE}, "sequential_tuning"),
    ("ab.sequential", {**SEQUENTIAL, "x_treatment": 101}, {}, "x_treatment"),
    ("ab.sequential", {**SEQUENTIAL, "mean_control": 1}, {}, "x_control"),
    ("ab.sequential", {**SEQUENTIAL, "sequential_tuning": 0}, {}, "sequential_tuning"),
    ("ab.sequential_msprt", {"difference": 1, "se": 0, "mixing_variance_tau2": 1}, {}, "se"),
    ("ab.proportion_omnibus", {"successes": [1, 2], "n": [2, 2, 2]}, {}, "same length"),
    ("ab.proportion_omnibus", {"successes": [1, 3], "n": [2, 2]}, {}, "successes"),
    ("guardrail.noninferiority", {**NONINFERIOR, "margin_relative": -0.1}, {}, "margin_relative"),
    ("guardrail.noninferiority", {**NONINFERIOR, "desired_direction": "up"}, {}, "desired_direction"),
    ("multiple.correction", {"p_values": [0.1, 1.1]}, {}, "p_values"),
    ("multiple.correction", {"p_values": []}, {}, "p_values"),
    ("srm", {"counts": [10, 20], "weights": [1, 1, 1]}, {}, "weight"),
    ("srm", {"counts": [10, 20], "weights": [0, 1]}, {}, "weights"),
    ("plan.proportion", {**PLAN, "p_control": 1.2}, {}, "p_control"),
    ("plan.proportion", {**PLAN, "n_control": 10, "power": 0.8}, {}, "not both"),
    ("plan.proportion", {**PLAN, "alpha": 0}, {}, "alpha"),
    ("plan.proportion", {**PLAN, "power": 1}, {}, "power"),
    ("plan.mean", {"delta": 1, "sd": -1}, {}, "sd"),
    ("plan.relative_mde", RELATIVE, {"analysis": SEQUENCE}, "sequential_tuning"),
    ("plan.relative_power", {**RELATIVE, "lift": 0.1, "arms": 1}, {}, "arms"),
    ("plan.noninferiority_mean", {"mean_control": 1, "mean_treatment": 1, "sd": 1, "margin": -1}, {}, "margin"),
]


@pytest.mark.parametrize(("task", "inputs", "method", "field"), BAD_INPUTS, ids=range(len(BAD_INPUTS)))
def test_an_impossible_input_is_refused_by_its_name(
    task: str, inputs: dict[str, Any], method: dict[str, Any], field: str
) -> None:
    error = told(task, inputs, method)["error"]
    assert error["code"] == "bad_input", error
    assert field in error["message"]


UNKNOWN_METHODS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("ab.proportion", PROPORTION, {"ci": "clopper"}),
    ("ab.proportion", PROPORTION, {"continuity_correction": True}),
    ("ab.proportion", PROPORTION, {"ci": "katz_log", "effect": "absolute"}),
    ("ab.proportion", PROPORTION, {"ci": "wald_unpooled", "effect": "both"}),
    ("ab.proportion", PROPORTION, {"ci": "katz_log", "critical": "t, Welch-Satterthwaite df"}),
    ("ab.proportion", PROPORTION, {"ci": "katz_log", "p_value": "relative estimate / delta SE"}),
    ("ab.proportion", PROPORTION, {"ci": "delta_relative", "p_value": "z, pooled variance"}),
    ("ab.mean", MEAN, {"effect": "absolute", "ci": "fieller"}),
    ("ab.mean", MEAN, {"ci": "fieller", "critical": "t; log df = Welch-Satterthwaite on the log-scale variances"}),
    ("ab.mean", MEAN, {"ci": "welch absolute; log_ratio relative", "critical": "z"}),
    ("ab.mean", MEAN, {"ci": "fieller", "p_value": "relative estimate / delta SE"}),
    ("ab.mean", MEAN, {"flavour": "sweet"}),
    ("ab.ratio", RATIO, {"test": "student t", "variance": "delta method per arm"}),
    ("ab.ratio", RATIO, {"test": "welch t", "variance": "delta method, pooled across arms"}),
    ("ab.ratio", RATIO, {"ci": "welch absolute; log_ratio relative", "test": "student t"}),
    ("ab.cuped", CUPED, {"ci": CUPED_SEQUENCE, "test": "welch t on adjusted means"}),
    (
        "guardrail.one_sided",
        MEAN,
        {"alternative": "treatment lesser", "variant": "TestOneSidedGreaterTTest.test_one_sided_ttest_absolute"},
    ),
    ("multiple.correction", {"p_values": [0.1]}, {"correction": "hope"}),
    ("srm", {"counts": [1, 1], "weights": [1, 1]}, {"threshold": 2}),
]


@pytest.mark.parametrize(("task", "inputs", "method"), UNKNOWN_METHODS, ids=range(len(UNKNOWN_METHODS)))
def test_a_method_that_nobody_knows_or_that_contradicts_itself_is_unknown(
    task: str, inputs: dict[str, Any], method: dict[str, Any]
) -> None:
    error = told(task, inputs, method)["error"]
    assert error["code"] == "unknown_method", error


def test_a_task_that_nobody_knows_is_unknown() -> None:
    assert told("ab.magic", {})["error"]["code"] == "unknown_task"
    assert analyze({})["error"]["code"] == "unknown_task"
    assert analyze({"task": ["srm"]})["error"]["code"] == "unknown_task"


@pytest.mark.parametrize("field", ["inputs", "method"])
def test_inputs_and_method_are_objects(field: str) -> None:
    error = analyze({"task": "srm", field: [1]})["error"]
    assert error["code"] == "bad_input"
    assert field in error["message"]


def test_figures_beyond_floating_point_are_refused_and_not_a_fault() -> None:
    huge = {**MEAN, "sd_control": 1e300, "sd_treatment": 1e300}
    assert told("ab.mean", huge)["error"]["code"] == "not_estimable"


def test_an_effect_whose_units_underflow_is_refused() -> None:
    question = case_named("plan-mean-chow")
    refused = analyze({**question, "inputs": {**question["inputs"], "delta": 1e300}})
    assert refused["error"]["code"] == "bad_input"


ANY = cases_of("planning", "ab_readout")
NUMBERS = [0, -1, 1, 2, 0.5, 1e-12, 1e12, 1e300, -1e-300, 10**18, 0.999999]


@pytest.mark.parametrize("case", ANY, ids=[case["id"] for case in ANY])
def test_no_input_is_a_fault_of_ours_and_no_result_is_nan(case: dict[str, Any]) -> None:
    """Any one number replaced by any other: a result without NaN, or a named refusal; never another exception."""
    for key, number in itertools.product(case["inputs"], NUMBERS):
        answer = analyze({**case, "inputs": {**case["inputs"], key: number}})
        assert ("error" in answer) != ("result" in answer)
        assert "NaN" not in json.dumps(answer)
        p_value = answer.get("result", {}).get("p_value")
        assert p_value is None or 0 <= p_value <= 1, (key, number)
