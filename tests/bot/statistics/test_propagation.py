import math
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.statistics import propagation
from bot.statistics.analyze import analyze
from bot.statistics.distributions import Constant, Distribution, Lognormal, Normal, Uniform
from bot.statistics.expression_text import parse
from bot.statistics.reasons import NotComputable, Reason

Z = 1.959963984540054


def test_a_sum_of_normals_is_exact_and_its_draws_agree() -> None:
    terms: list[Distribution] = [Normal(mean=1.0, sd=3.0), Normal(mean=-4.0, sd=4.0), Constant(mean=10.0)]
    exact, drawn = propagation.exact_sum(terms), propagation.simulated_sum(terms)
    assert (exact.mean, exact.sd, exact.median) == (7.0, 5.0, 7.0)
    assert exact.interval == pytest.approx((7 - 5 * Z, 7 + 5 * Z), rel=1e-12)
    assert (drawn.mean, drawn.sd) == pytest.approx((7.0, 5.0), rel=5e-3)
    assert drawn.interval == pytest.approx(exact.interval, abs=0.1)


def test_a_sum_of_two_uniforms_has_the_interval_of_a_triangle() -> None:
    found = propagation.exact_sum([Uniform(low=0.0, high=1.0)] * 2)
    assert found.sd == pytest.approx(math.sqrt(1 / 6), rel=1e-12)
    # P(sum < x) = x^2 / 2 below one.
    assert found.interval == pytest.approx((math.sqrt(0.05), 2 - math.sqrt(0.05)), abs=5e-3)


def test_a_product_of_lognormals_is_lognormal_and_its_draws_agree() -> None:
    factors: list[Distribution] = [Lognormal(mu=1.0, sigma=0.3), Lognormal(mu=-2.0, sigma=0.4), Constant(mean=1000.0)]
    exact, drawn = propagation.lognormal_product(factors), propagation.simulated_product(factors)
    mu = math.log(1000) - 1
    assert exact.median == pytest.approx(math.exp(mu), rel=1e-12)
    assert exact.mean == pytest.approx(math.exp(mu + 0.125), rel=1e-12)
    assert exact.sd == pytest.approx(exact.mean * math.sqrt(math.expm1(0.25)), rel=1e-12)
    assert exact.interval == pytest.approx((math.exp(mu - Z / 2), math.exp(mu + Z / 2)), rel=1e-12)
    assert (drawn.mean, drawn.sd, drawn.median) == pytest.approx((exact.mean, exact.sd, exact.median), rel=1e-2)
    assert drawn.interval == pytest.approx(exact.interval, rel=1e-2)


@settings(max_examples=10, deadline=None)
@given(st.floats(min_value=-5, max_value=5), st.floats(min_value=0.1, max_value=3))
def test_turning_a_factor_round_turns_its_product_round(mean: float, sd: float) -> None:
    other = Lognormal.of_moments(2.0, 0.5)
    one = propagation.simulated_product([Normal(mean=mean, sd=sd), other])
    turned = propagation.simulated_product([Normal(mean=-mean, sd=sd), other])
    wide = one.interval[1] - one.interval[0]
    assert turned.mean == pytest.approx(-one.mean, abs=wide / 200)
    assert turned.interval == pytest.approx((-one.interval[1], -one.interval[0]), abs=wide / 50)


def test_an_expression_to_first_order_and_by_draws() -> None:
    inputs: dict[str, Distribution] = {"rate": Normal(mean=0.05, sd=0.001), "years": Constant(mean=3.0)}
    tree = parse("100 * exp(rate * years)")
    delta, drawn = propagation.delta_expression(tree, inputs), propagation.simulated_expression(tree, inputs)
    assert delta.mean == pytest.approx(100 * math.exp(0.15), rel=1e-12)
    assert delta.sd == pytest.approx(0.3 * math.exp(0.15), rel=1e-12)
    assert delta.interval == pytest.approx((delta.mean - Z * delta.sd, delta.mean + Z * delta.sd), rel=1e-12)
    assert (drawn.mean, drawn.sd) == pytest.approx((delta.mean, delta.sd), rel=1e-3)
    assert drawn.interval == pytest.approx(delta.interval, rel=1e-3)


def test_an_expression_without_inputs_has_no_spread() -> None:
    found = propagation.simulated_expression(parse("2 * 3"), {})
    assert (found.mean, found.sd, found.interval) == (6.0, 0.0, (6.0, 6.0))


def refusal(task: str, inputs: Mapping[str, object], method: str | None = None) -> tuple[str, str]:
    chosen = {} if method is None else {"method": method}
    error = analyze({"id": 1, "task": task, "method": chosen, "inputs": inputs})["error"]
    return error["code"], error["message"]


@pytest.mark.parametrize(
    ("factor", "words"),
    [
        ({"dist": "cauchy", "mean": 1, "sd": 1}, "'beta'"),
        ({"dist": "normal", "mean": 1, "sd": -1}, "cannot be negative"),
        ({"dist": "normal", "mean": 1}, "mean, sd"),
        ({"dist": "normal", "mean": 1, "sd": 1, "skew": 1}, "mean, sd"),
        ({"dist": "normal", "mean": "1", "sd": 1}, "mean"),
        ({"dist": "uniform", "low": 2, "high": 1}, "above the high end"),
        ({"mean": 1, "sd": 1}, "dist"),
    ],
)
def test_a_distribution_that_is_none_is_a_bad_input_that_names_it(factor: dict[str, object], words: str) -> None:
    for task, inputs in (
        ("propagate.sum", {"terms": [factor]}),
        ("propagate.product", {"factors": [factor]}),
        ("propagate.expression", {"expression": "x", "inputs": {"x": factor}}),
    ):
        code, message = refusal(task, inputs)
        assert code == "bad_input"
        assert words in message


@pytest.mark.parametrize(
    ("forms", "mean", "sd"),
    [
        (
            [
                {"dist": "constant", "value": 3},
                {"dist": "constant", "mean": 3},
                {"dist": "constant", "mean": 3, "sd": 0},
            ],
            3,
            0,
        ),
        (
            [{"dist": "uniform", "low": 0, "high": 6}, {"dist": "uniform", "mean": 3, "sd": math.sqrt(3)}],
            3,
            math.sqrt(3),
        ),
        (
            [
                {"dist": "triangular", "low": 0, "likely": 3, "high": 6},
                {"dist": "triangular", "low": 0, "mode": 3, "high": 6},
                {"dist": "triangular", "mean": 3, "sd": math.sqrt(1.5)},
            ],
            3,
            math.sqrt(1.5),
        ),
        (
            [
                {"dist": "beta", "a": 2, "b": 2},
                {"dist": "beta", "alpha": 2, "beta": 2},
                {"dist": "beta", "mean": 0.5, "sd": math.sqrt(0.05)},
            ],
            0.5,
            math.sqrt(0.05),
        ),
        (
            [
                {"dist": "lognormal", "mu": 1, "sigma": 0.5},
                {"dist": "lognormal", "log_mean": 1, "log_sd": 0.5},
                {"dist": "lognormal", "meanlog": 1, "sdlog": 0.5},
                {"dist": "lognormal", "median": math.e, "sigma": 0.5},
                {"dist": "lognormal", "median": math.e, "log_sd": 0.5},
                {"dist": "lognormal", "mean": math.exp(1.125), "sd": math.exp(1.125) * math.sqrt(math.expm1(0.25))},
            ],
            math.exp(1.125),
            math.exp(1.125) * math.sqrt(math.expm1(0.25)),
        ),
    ],
)
def test_every_way_to_give_a_distribution_means_the_same(
    forms: list[dict[str, object]], mean: float, sd: float
) -> None:
    for form in forms:
        case = {"id": 1, "task": "propagate.product", "inputs": {"factors": [form]}}
        result = analyze(case)["result"]
        assert (result["mean"], result["sd_exact"], result["sd_delta"]) == pytest.approx((mean, sd, sd), rel=1e-9)


def test_exact_methods_of_the_vocabulary() -> None:
    lognormal = {"dist": "lognormal", "mu": 2, "sigma": 0.1}
    inputs = {"factors": [lognormal, lognormal]}
    case = {
        "id": 1,
        "task": "propagate.product",
        "method": {"method": "exact lognormal", "level": "90%"},
        "inputs": inputs,
    }
    result = analyze(case)["result"]
    half = 1.6448536269514722 * math.sqrt(0.02)
    assert result["median"] == pytest.approx(math.exp(4), rel=1e-12)
    assert result["interval"] == pytest.approx([math.exp(4 - half), math.exp(4 + half)], rel=1e-12)
    for inputs in (
        {"factors": [lognormal, {"dist": "normal", "mean": 1, "sd": 1}]},
        {"factors": [{"dist": "constant", "mean": -1}]},
    ):
        assert refusal("propagate.product", inputs, "exact lognormal")[0] == "bad_input"
    terms = {"terms": [{"dist": "normal", "mean": 0, "sd": 1}] * 4}
    case = {
        "id": 1,
        "task": "propagate.sum",
        "method": {"method": "exact / Monte Carlo / delta agree"},
        "inputs": terms,
    }
    assert analyze(case)["result"]["interval"] == pytest.approx([-2 * Z, 2 * Z], rel=1e-12)


def test_sums_and_products_of_nothing_and_names_without_a_meaning_are_refused() -> None:
    assert refusal("propagate.sum", {"terms": []})[0] == "too_few"
    assert refusal("propagate.product", {"factors": []})[0] == "too_few"
    assert refusal("propagate.product", {"factors": []}, "exact lognormal")[0] == "too_few"
    x = {"x": {"dist": "normal", "mean": 0, "sd": 1}}
    for method in ("Monte Carlo or second-order", "first-order delta"):
        assert refusal("propagate.expression", {"expression": "x * y", "inputs": x}, method)[0] == "bad_input"
        assert refusal("propagate.expression", {"expression": "x *", "inputs": x}, method)[0] == "bad_input"
        assert refusal("propagate.expression", {"expression": "log(x)", "inputs": x}, method)[0] == "not_estimable"
    with pytest.raises(NotComputable) as refused:
        propagation.simulated_expression(parse("1 / (x - x)"), {"x": Normal(mean=0.0, sd=1.0)})
    assert refused.value.reason is Reason.NOT_ESTIMABLE
