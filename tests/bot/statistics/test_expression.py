from time import thread_time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.statistics.expression import (
    Applied,
    Binary,
    Expression,
    Function,
    Name,
    Negated,
    Number,
    Operator,
    gradient,
    names,
    text,
    value,
)
from bot.statistics.expression_text import parse
from bot.statistics.reasons import NotComputable, Reason

LEAVES = st.one_of(
    st.builds(Number, value=st.floats(min_value=0, max_value=1e6)),
    st.builds(Name, name=st.from_regex(r"\A[a-z][a-z0-9_]{0,6}\Z").filter(lambda name: name not in set(Function))),
)
TREES: st.SearchStrategy[Expression] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Negated, operand=inner),
        st.builds(Applied, function=st.sampled_from(Function), operand=inner),
        st.builds(Binary, operator=st.sampled_from(Operator), left=inner, right=inner),
    ),
    max_leaves=8,
)


def computed(source: str, **at: float) -> float:
    return float(
        np.ravel(value(parse(source), {name: np.float64(number) * np.ones(1) for name, number in at.items()}))[0]
    )


def constant(source: str) -> float:
    return computed(f"{source} + 0*x", x=1.0)


@given(TREES)
def test_what_is_written_is_read_back_as_the_same_tree(tree: Expression) -> None:
    assert parse(text(tree)) == tree


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("10 - 4 - 3", 3),
        ("16 / 4 / 2", 2),
        ("2 ^ 3 ^ 2", 512),
        ("2 ** 3 ** 2", 512),
        ("-2 ^ 2", -4),
        ("(-2) ^ 2", 4),
        ("2 ^ -1", 0.5),
        ("--3", 3),
        ("+3 - +2", 1),
        ("2 * -3", -6),
        ("exp(0) + log(1) + sqrt(9)", 4),
        ("1.5e1 + .5 + 2.", 17.5),
        ("sqrt ( 4 ) ", 2),
        ("6 / 2 * 3", 9),
    ],
)
def test_operators_bind_as_in_mathematics(source: str, expected: float) -> None:
    assert constant(source) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "   ",
        "1 +",
        "(1",
        "1)",
        "1 2",
        "x y",
        "exp",
        "exp x",
        "sin(1)",
        "* 2",
        "2 ***  3",
        "1 // 2",
        "x % 2",
        "x = 1",
        "x, y",
        "__import__('os').system('true')",
        "x.__class__",
        "[1]",
        "{1}",
        "lambda: 1",
        "x if y else z",
        "x; y",
        "1e999",
        "0x10",
        "1_000",
        "\u0661 + 1",
        "\u2460",
        "é + 1",
        "x\x00",
        "9 " * 400,
        "(" * 900,
        "-" * 900 + "1",
        "2^" * 450 + "2",
        "x" * 1001,
        "exp(" * 200,
    ],
)
def test_what_is_not_of_the_grammar_is_refused_at_once(source: str) -> None:
    began = thread_time()
    with pytest.raises(NotComputable) as refused:
        parse(source)
    assert (refused.value.reason, refused.value.field) == (Reason.BAD_INPUT, "expression")
    assert thread_time() - began < 0.1


@settings(deadline=500)
@given(st.one_of(st.text(max_size=300), st.text(alphabet="xy12.+-*/^() e", max_size=60)))
def test_any_text_is_read_or_refused(source: str) -> None:
    tree = read_or_none(source)
    assert tree is None or parse(text(tree)) == tree


def read_or_none(source: str) -> Expression | None:
    try:
        return parse(source)
    except NotComputable:
        return None


def test_the_names_are_those_it_mentions() -> None:
    assert names(parse("exp(a) * -b + c_1 ^ 2 - 3")) == {"a", "b", "c_1"}


@pytest.mark.parametrize(
    "source",
    [
        "a + b - 2",
        "a * b",
        "a / b",
        "a ^ 3 + b",
        "a ^ b",
        "2 ^ a * b",
        "exp(a * b)",
        "log(a) * b",
        "sqrt(a + b)",
        "-(a - b) ^ 2",
        "a ^ 0 + b",
    ],
)
def test_slopes_agree_with_small_steps(source: str) -> None:
    tree, at, step = parse(source), {"a": 1.3, "b": 0.7}, 1e-6
    found, slopes = gradient(tree, at)
    assert found == pytest.approx(computed(source, **at), rel=1e-12)
    for name in ("a", "b"):
        up, down = ({**at, name: at[name] + sign * step} for sign in (1, -1))
        rise = (computed(source, **up) - computed(source, **down)) / (2 * step)
        assert slopes.get(name, 0.0) == pytest.approx(rise, rel=1e-6, abs=1e-8)


@pytest.mark.parametrize("source", ["log(a)", "1 / a", "sqrt(a)", "exp(b)", "b ^ b", "(a - 1) ^ b"])
def test_a_slope_that_does_not_exist_is_refused(source: str) -> None:
    with pytest.raises(NotComputable) as refused:
        gradient(parse(source), {"a": 0.0, "b": 1000.5})
    assert refused.value.reason is Reason.NOT_ESTIMABLE


def test_a_power_without_a_slope_of_its_exponent_may_have_a_negative_base() -> None:
    assert gradient(parse("a ^ 2"), {"a": -3.0}) == (9.0, {"a": -6.0})
