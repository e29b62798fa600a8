"""Every method of the longitudinal vocabulary in combinations that no published case holds, and what it refuses."""

import itertools
from typing import Any

import numpy as np
import pytest
from statsmodels.regression.linear_model import OLS

from bot.statistics.analyze import analyze
from bot.statistics.arrays import FloatArray

N, LAST = 40, 24
AFTER = (np.arange(1, N + 1) > LAST).astype(float)
NEWEY_WEST = "Newey-West (Bartlett), small-sample factor n/(n-k)"
ERRORS: list[tuple[dict[str, Any], int | None]] = [
    ({"se": "classical"}, None),
    ({"se": NEWEY_WEST}, 3),  # floor(4 (40/100)^(2/9)) and floor(4 (80/100)^(2/9))
    ({"se": NEWEY_WEST, "max_lag": 6}, 6),
    ({"se": NEWEY_WEST, "max_lag": 0}, 0),
    ({"se": "Newey-West lag 5, factor n/(n-k)"}, 5),
]
SCALES = ["t", "t, n-k df", "normal"]
COMBINATIONS = list(itertools.product(range(len(ERRORS)), SCALES))


def series(seed: int = 1) -> FloatArray:
    randomness = np.random.default_rng(seed)
    return 20 + 3 * AFTER + randomness.standard_normal(N).cumsum() / 2


def peer(y: FloatArray, design: FloatArray, lag: int | None, scale: str) -> Any:
    model = OLS(y, design)
    if lag is None:
        return model.fit(use_t=scale != "normal")
    kwds = {"maxlags": lag, "use_correction": True}
    return model.fit(cov_type="HAC", cov_kwds=kwds, use_t=scale != "normal")


def answer(task: str, inputs: dict[str, Any], **method: Any) -> dict[str, Any]:
    result: dict[str, Any] = analyze({"id": 1, "task": task, "method": method, "inputs": inputs})["result"]
    return result


def code(task: str, inputs: dict[str, Any], **method: Any) -> tuple[str, str]:
    error = analyze({"id": 1, "task": task, "method": method, "inputs": inputs})["error"]
    return error["code"], error["message"]


@pytest.mark.parametrize(("errors", "scale"), COMBINATIONS)
def test_regressions_on_series_agree_with_statsmodels(errors: int, scale: str) -> None:
    words, lag = ERRORS[errors]
    y, post = series(), AFTER.tolist()
    time = np.arange(1.0, N + 1)
    ones = np.ones(N)
    level = peer(y, np.column_stack([ones, AFTER]), lag, scale)
    found = answer("series.its_level", {"y": y.tolist(), "post": post}, interval=scale, **words)
    assert found["pre_mean"] == pytest.approx(float(y[:LAST].mean()), rel=1e-10)
    assert [found["level_change"], found["se_level_change"]] == pytest.approx([level.params[1], level.bse[1]], rel=1e-9)
    assert found["ci"] == pytest.approx(level.conf_int()[1].tolist(), rel=1e-9)
    assert found["p_value"] == pytest.approx(level.pvalues[1], rel=1e-7)

    design = np.column_stack([ones, time, AFTER, (time - LAST) * AFTER])
    bent = peer(y, design, lag, scale)
    found = answer("series.its_segmented", {"y": y.tolist(), "post": post}, interval=scale, **words)
    assert found["coef_const_trend_level_slope"] == pytest.approx(bent.params.tolist(), rel=1e-8)
    assert found["se"] == pytest.approx(bent.bse.tolist(), rel=1e-8)
    assert found["ci_level"] == pytest.approx(bent.conf_int()[2].tolist(), rel=1e-8)

    found = answer("series.ols_hac", {"y": y.tolist(), "X": design.tolist()}, interval=scale, **words)
    assert found["coef"] == pytest.approx(bent.params.tolist(), rel=1e-8)
    assert found["se"] == pytest.approx(bent.bse.tolist(), rel=1e-8)
    assert np.array(found["ci"]) == pytest.approx(bent.conf_int(), rel=1e-8)


@pytest.mark.parametrize(("errors", "scale"), COMBINATIONS)
def test_differences_in_differences_agree_with_statsmodels(errors: int, scale: str) -> None:
    words, lag = ERRORS[errors]
    treated, control = series(), series(2) / 2
    inputs = {"treated": treated.tolist(), "control": control.tolist(), "post": AFTER.tolist()}
    shift = peer(treated - control, np.column_stack([np.ones(N), AFTER]), lag, scale)
    found = answer("did.series_hac", inputs, interval=scale, **words)
    assert [found["effect"], found["se"]] == pytest.approx([shift.params[1], shift.bse[1]], rel=1e-9)
    assert found["ci"] == pytest.approx(shift.conf_int()[1].tolist(), rel=1e-9)

    group, period = np.repeat([1.0, 0.0], N), np.tile(AFTER, 2)
    design = np.column_stack([np.ones(2 * N), group, period, group * period])
    both = peer(np.concatenate([treated, control]), design, lag, scale)
    found = answer("did.regression", inputs, interval=scale, **words)
    assert [found["effect"], found["se"]] == pytest.approx([both.params[3], both.bse[3]], rel=1e-9)
    assert found["ci"] == pytest.approx(both.conf_int()[3].tolist(), rel=1e-9)


def test_the_minimum_wage_study_of_1994_as_a_difference_of_changes() -> None:
    # Card and Krueger (1994), table 3: New Jersey 20.44 to 21.03, Pennsylvania 23.33 to 21.17, difference 2.76 (1.36).
    inputs = {
        "treated_pre": 20.44,
        "treated_post": 21.03,
        "control_pre": 23.33,
        "control_post": 21.17,
        "se_change_treated": 0.54,
        "se_change_control": 1.25,
    }
    found = answer("did.aggregate", inputs, se="sqrt(se_t^2+se_c^2), independent groups")
    assert found["effect"] == pytest.approx(2.75, abs=1e-9)
    assert found["se"] == pytest.approx(1.36, abs=5e-3)
    without = {key: value for key, value in inputs.items() if key != "se_change_control"}
    assert answer("did.aggregate", without)["se"] is None
    assert code("did.aggregate", without, se="sqrt(se_t^2+se_c^2), independent groups")[0] == "bad_input"
    assert code("did.aggregate", {**inputs, "se_change_treated": -1.0})[0] == "bad_input"


def test_the_four_estimators_of_one_difference_agree() -> None:
    treated, control = series(), series(2)
    before, after = slice(None, LAST), slice(LAST, None)
    two = {"treated": treated.tolist(), "control": control.tolist(), "post": AFTER.tolist()}
    years = list(range(2000, 2000 + N))
    panel = {"years": years, "treated": treated.tolist(), "controls": {"a": control.tolist()}, "first_post_year": 2024}
    means = {
        "treated_pre": float(treated[before].mean()),
        "treated_post": float(treated[after].mean()),
        "control_pre": float(control[before].mean()),
        "control_post": float(control[after].mean()),
    }
    effects = [
        answer("did.aggregate", means)["effect"],
        answer("did.regression", two)["effect"],
        answer("did.series_hac", two)["effect"],
        answer("did.panel", panel)["effect"],
    ]
    assert effects == pytest.approx([effects[0]] * 4, rel=1e-9)


def test_the_published_words_name_the_same_model_as_the_general_ones() -> None:
    inputs = {"y": series().tolist(), "post": AFTER.tolist(), "time": list(range(1, N + 1)), "last_pre_time": LAST}
    general = answer("series.its_segmented", inputs, se="Newey-West lag 3, factor n/(n-k)")
    example = "OLS y = a + b*t + c*post + d*(t-36)*post, t=1..59, first post t=37"
    named = answer("series.its_segmented", inputs, model=example, se="Newey-West lag 3, factor n/(n-k)")
    assert named == general


def test_autoregressive_errors_and_their_statistics_through_the_vocabulary() -> None:
    y = series()
    design = np.column_stack([np.ones(N), AFTER]).tolist()
    inputs = {"y": y.tolist(), "X": design, "columns": ["const", "post"]}
    found = answer("series.ar1_gls", inputs)
    # At the fixed point, rho is that of the residuals of the coefficients told.
    residuals = y - np.array(design) @ found["coef"]
    assert found["rho"] == pytest.approx(float(residuals[1:] @ residuals[:-1] / (residuals @ residuals)), abs=1e-8)
    transformed = np.array(design)[1:] - found["rho"] * np.array(design)[:-1]
    again = OLS(y[1:] - found["rho"] * y[:-1], transformed).fit()
    assert found["coef"] == pytest.approx(again.params.tolist(), rel=1e-7)
    assert found["se"] == pytest.approx(again.bse.tolist(), rel=1e-7)
    assert code("series.ar1_gls", {**inputs, "columns": ["const"]}) == (
        "bad_input",
        "columns has 1 names for 2 columns.",
    )


Y = series().tolist()
LEVEL = {"y": Y, "post": AFTER.tolist()}
DESIGN = {"y": Y, "X": [[1.0, flag] for flag in AFTER.tolist()]}
TWO = {"treated": Y, "control": series(2).tolist(), "post": AFTER.tolist()}
COUNTS = {"y": [float(number % 7) for number in range(N)], "post": AFTER.tolist()}
PANEL = {
    "years": list(range(N)),
    "treated": Y,
    "controls": {name: series(seed).tolist() for seed, name in enumerate("abcdef", start=3)},
    "first_post_year": LAST,
}
REFUSALS: list[tuple[str, dict[str, Any], str, str]] = [
    ("series.its_level", {**LEVEL, "post": AFTER.tolist()[:-1]}, "bad_input", "post has 39"),
    ("series.its_level", {**LEVEL, "post": [0] * N}, "too_few", "no point after"),
    ("series.its_level", {**LEVEL, "post": [1] * N}, "too_few", "no point before"),
    ("series.its_level", {**LEVEL, "post": [0, 1] * 20}, "bad_input", "goes back"),
    ("series.its_level", {**LEVEL, "post": [0.5, *[1] * 39]}, "bad_input", "0 (before) and 1"),
    ("series.its_level", {"y": [1.0, 2.0], "post": [0, 1]}, "too_few", "y has 2"),
    ("series.its_level", {**LEVEL, "y": [5.0] * N}, "no_spread", "y never"),
    ("series.its_level", {**LEVEL, "y": AFTER.tolist()}, "no_spread", "exact"),
    ("series.its_level", {**LEVEL, "y": [*Y[:-1], None]}, "bad_input", "y.39"),
    ("series.its_level", {**LEVEL, "y": [*Y[:-1], float("nan")]}, "bad_input", "y.39"),
    ("series.its_level", {**LEVEL, "y": [*Y[:-1], "7"]}, "bad_input", "y.39"),
    ("series.its_segmented", {**LEVEL, "last_pre_time": 30}, "bad_input", "last_pre_time"),
    ("series.its_segmented", {**LEVEL, "time": [1.0]}, "bad_input", "time has 1"),
    ("series.its_segmented", {"y": Y[:4], "post": [0, 0, 1, 1]}, "too_few", "4 points"),
    ("series.ljung_box", {"y": Y[:8], "post": [0] * 4 + [1] * 4}, "bad_input", "10 lags"),
    ("series.ols_hac", {**DESIGN, "X": [[1.0]] * 39}, "bad_input", "X must have 40 rows"),
    ("series.ols_hac", {**DESIGN, "X": [[]] * 40}, "bad_input", "at least one number"),
    ("series.ols_hac", {**DESIGN, "X": [[1.0]] * 39 + [[1.0, 2.0]]}, "bad_input", "differ in length"),
    ("series.ols_hac", {**DESIGN, "X": [[1.0, 1.0]] * 40}, "no_spread", "independently"),
    ("series.durbin_watson", {"y": Y[:2], "X": [[1.0]] * 2}, "too_few", "y has 2"),
    ("did.series_hac", {**TWO, "control": Y[:-1]}, "bad_input", "control has 39"),
    ("did.series_hac", {**TWO, "control": Y}, "no_spread", "exact"),
    ("did.regression", {"treated": [1.0], "control": [1.0], "post": [0]}, "too_few", "treated has 1"),
    ("did.panel", {**PANEL, "controls": {}}, "too_few", "no control"),
    ("did.panel", {**PANEL, "controls": {"a": Y[:-1]}}, "bad_input", "controls.a has 39"),
    ("did.panel", {**PANEL, "years": [*range(39), 3]}, "bad_input", "must increase"),
    ("did.panel", {**PANEL, "first_post_year": 99}, "too_few", "no point after"),
    ("did.panel", {**PANEL, "first_post_year": -5}, "too_few", "no point before"),
    ("synthetic_control", {**PANEL, "controls": {"a": Y}}, "too_few", "1 donors"),
    ("synthetic_control", {**PANEL, "treated": [9 * y for y in Y]}, "poor_fit", "10 %"),
    ("synthetic_control", {**PANEL, "fit_years": [10, 30]}, "bad_input", "after the change"),
    ("synthetic_control", {**PANEL, "fit_years": [100, 110]}, "too_few", "fit_years names"),
    ("synthetic_control", {**PANEL, "effect_years": [100, 101, 102]}, "too_few", "effect_years names"),
    ("synthetic_control_placebo", {**PANEL, "controls": {"a": Y}}, "too_few", "1 donors"),
    ("series.its_count", {**COUNTS, "time": [1.0]}, "bad_input", "time has 1"),
    ("series.its_count", {**COUNTS, "time": [1.0] * N}, "no_spread", "time never"),
    ("series.its_count", {**COUNTS, "exposure": [1.0]}, "bad_input", "exposure has 1"),
    ("series.its_count", {**COUNTS, "exposure": [0.0] * N}, "bad_input", "positive"),
    ("series.its_count", {**COUNTS, "y": [4.0] * N}, "no_spread", "y never"),
    ("counterfactual", {"y": Y, "pre_n": N}, "too_few", "no point after"),
    ("counterfactual", {"y": Y, "pre_n": 3}, "too_few", "3 points before"),
    ("counterfactual", {"y": Y}, "bad_input", "dates, pre and post are needed"),
    ("counterfactual", {"y": Y, "pre_n": 20, "dates": ["2026-01-01"]}, "bad_input", "either pre_n or dates"),
    ("counterfactual", {"y": Y, "pre_n": 20, "controls": {"x": Y[:-1]}}, "bad_input", "controls.x has 39"),
]


@pytest.mark.parametrize(
    ("task", "inputs", "reason", "words"), REFUSALS, ids=[f"{number} {row[0]}" for number, row in enumerate(REFUSALS)]
)
def test_impossible_inputs_are_refused_and_named(task: str, inputs: dict[str, Any], reason: str, words: str) -> None:
    refused, message = code(task, inputs)
    assert refused == reason, message
    assert words in message


def test_methods_that_contradict_themselves_are_unknown() -> None:
    for method in (
        {"se": "classical", "max_lag": 3},
        {"se": "Newey-West lag 3, factor n/(n-k)", "max_lag": 3},
        {"se": "Newey-West lag x, factor n/(n-k)"},
        {"max_lag": -1},
        {"max_lag": "3"},
        {"interval": "bootstrap"},
    ):
        assert code("series.its_level", LEVEL, **method)[0] == "unknown_method"
    assert code("synthetic_control", PANEL, intercept=True)[0] == "unknown_method"
    assert code("series.its_level", LEVEL, max_lag=40) == ("bad_input", "A lag of 40 does not fit 40 points.")


def test_the_harmonics_need_the_month() -> None:
    model = "Poisson log-linear: level change + linear trend + 2 harmonics of 12 months, log exposure offset"
    assert code("series.its_count", COUNTS, model=model) == (
        "bad_input",
        "The harmonics need the month of each period.",
    )
    months = [float(number % 12 + 1) for number in range(N)]
    assert answer("series.its_count", {**COUNTS, "month": months}, model=model, interval="t")["rate_ratio"] > 0


def test_years_are_named_by_their_ends_or_one_by_one() -> None:
    close = {**PANEL, "treated": (0.5 * series(3) + 0.5 * series(4) + 0.01 * series(9)).tolist()}
    ends = answer("synthetic_control", {**close, "fit_years": [5, 9], "effect_years": [30, 33]})
    single = answer("synthetic_control", {**close, "fit_years": [5, 6, 7, 8, 9], "effect_years": [30, 31, 32, 33]})
    assert ends == single
    words = "simplex-weighted controls fitted on outcomes 1960-1969 only; effect averaged 1975-1997"
    dated = {**close, "years": list(range(1958, 1958 + N)), "first_post_year": 1970}
    assert answer("synthetic_control", dated, estimator=words) == answer(
        "synthetic_control", {**dated, "fit_years": [1960, 1969], "effect_years": [1975, 1997]}
    )
    assert answer("synthetic_control", close) != ends


def test_windows_of_dates_say_the_same_as_a_number_of_points() -> None:
    dates = [f"2026-01-{day:02}" for day in range(1, 32)]
    y, x = Y[:31], series(2).tolist()[:31]
    by_number = answer("counterfactual", {"y": y, "controls": {"x": x}, "pre_n": 24})
    windows = {"dates": dates, "pre": ["2026-01-01", "2026-01-24"], "post": ["2026-01-25", "2026-01-31"]}
    by_date = answer("counterfactual", {"y": y, "controls": {"x": x}, **windows})
    assert by_date == by_number
    narrow = answer("counterfactual", {"y": y, "controls": {"x": x}, "pre_n": 24}, level="80%")
    assert narrow["ci_average"][0] > by_number["ci_average"][0]
    for changed, words in (
        ({"dates": dates[:-1]}, "dates has 30"),
        ({"dates": dates[::-1]}, "dates must increase"),
        ({"post": ["2026-01-20", "2026-01-31"]}, "behind the window"),
        ({"pre": ["2026-13-01", "2026-01-24"]}, "pre.0"),
    ):
        refused, message = code("counterfactual", {"y": y, **windows, **changed})
        assert refused == "bad_input"
        assert words in message
    assert code("counterfactual", {"y": y, **windows, "post": ["2027-01-01", "2027-02-01"]})[0] == "too_few"


def test_turning_a_series_round_turns_every_effect_round() -> None:
    turned = [-value for value in Y]
    for task, key, inputs in (
        ("series.its_level", "level_change", {"post": AFTER.tolist()}),
        ("counterfactual", "effect_average", {"pre_n": LAST}),
    ):
        one, other = (answer(task, {"y": y, **inputs})[key] for y in (Y, turned))
        assert other == pytest.approx(-one, rel=1e-6)
