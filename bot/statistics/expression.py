"""Arithmetic as a tree: numbers, names, + - * / ^, exp, log and sqrt; its value, its slopes and its text.

Nothing is ever handed to Python's own eval: `expression_text` reads exactly this grammar and refuses the rest.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias, assert_never

import numpy as np

from bot.statistics.arrays import FloatArray
from bot.statistics.reasons import NotComputable, Reason


class Operator(StrEnum):
    """What stands between two operands."""

    PLUS = "+"
    MINUS = "-"
    TIMES = "*"
    OVER = "/"
    POWER = "^"


class Function(StrEnum):
    """What may be applied to one operand."""

    EXP = "exp"
    LOG = "log"
    SQRT = "sqrt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number, never negative (a minus is an operator)."""

    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """An input."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Negated:
    """Minus an operand."""

    operand: "Expression"


@dataclass(frozen=True, slots=True, kw_only=True)
class Binary:
    """Two operands and what stands between them."""

    operator: Operator
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """A function of an operand."""

    function: Function
    operand: "Expression"


Expression: TypeAlias = Number | Name | Negated | Binary | Applied
Value: TypeAlias = float | FloatArray


def names(expression: Expression) -> frozenset[str]:
    """The inputs that it mentions."""
    match expression:
        case Number():
            return frozenset()
        case Name():
            return frozenset({expression.name})
        case Negated() | Applied():
            return names(expression.operand)
        case Binary():
            return names(expression.left) | names(expression.right)
        case _:
            assert_never(expression)


def value(expression: Expression, at: Mapping[str, FloatArray]) -> Value:
    """Its values, element by element; what cannot be computed comes out as not finite."""
    match expression:
        case Number():
            return np.float64(expression.value)
        case Name():
            return at[expression.name]
        case Negated():
            return -value(expression.operand, at)
        case Applied():
            return _applied(expression.function, value(expression.operand, at))
        case Binary():
            return _combined(expression.operator, value(expression.left, at), value(expression.right, at))
        case _:
            assert_never(expression)


def gradient(expression: Expression, at: Mapping[str, float]) -> tuple[float, Mapping[str, float]]:
    """Its value at one point and its partial derivatives there, by forward differentiation."""
    try:
        found, slopes = _dual(expression, at)
    except (ArithmeticError, ValueError):
        found, slopes = math.nan, {}
    if not all(math.isfinite(each) for each in (found, *slopes.values())):
        words = "The expression or one of its slopes cannot be computed at the means of its inputs."
        raise NotComputable(Reason.NOT_ESTIMABLE, words, field="expression")
    return found, slopes


def text(expression: Expression) -> str:
    """It in the grammar, with every parenthesis."""
    match expression:
        case Number():
            return repr(expression.value)
        case Name():
            return expression.name
        case Negated():
            return f"(-{text(expression.operand)})"
        case Applied():
            return f"{expression.function}({text(expression.operand)})"
        case Binary():
            return f"({text(expression.left)} {expression.operator} {text(expression.right)})"
        case _:
            assert_never(expression)


def _applied(function: Function, operand: Value) -> Value:
    match function:
        case Function.EXP:
            return np.exp(operand)
        case Function.LOG:
            return np.log(operand)
        case Function.SQRT:
            return np.sqrt(operand)
        case _:
            assert_never(function)


def _combined(operator: Operator, left: Value, right: Value) -> Value:
    match operator:
        case Operator.PLUS:
            return left + right
        case Operator.MINUS:
            return left - right
        case Operator.TIMES:
            return left * right
        case Operator.OVER:
            return left / right
        case Operator.POWER:
            return np.power(left, right)
        case _:
            assert_never(operator)


_Dual: TypeAlias = tuple[float, dict[str, float]]


def _dual(expression: Expression, at: Mapping[str, float]) -> _Dual:
    match expression:
        case Number():
            return expression.value, {}
        case Name():
            return at[expression.name], {expression.name: 1.0}
        case Negated():
            found, slopes = _dual(expression.operand, at)
            return -found, _weighted((-1.0, slopes))
        case Applied():
            return _dual_applied(expression.function, _dual(expression.operand, at))
        case Binary():
            return _dual_combined(expression.operator, _dual(expression.left, at), _dual(expression.right, at))
        case _:
            assert_never(expression)


def _weighted(*parts: tuple[float, Mapping[str, float]]) -> dict[str, float]:
    total: dict[str, float] = {}
    for weight, slopes in parts:
        for name, slope in slopes.items():
            total[name] = total.get(name, 0.0) + weight * slope
    return total


def _dual_applied(function: Function, operand: _Dual) -> _Dual:
    inner, slopes = operand
    match function:
        case Function.EXP:
            return math.exp(inner), _weighted((math.exp(inner), slopes))
        case Function.LOG:
            return math.log(inner), _weighted((1 / inner, slopes))
        case Function.SQRT:
            return math.sqrt(inner), _weighted((0.5 / math.sqrt(inner), slopes))
        case _:
            assert_never(function)


def _dual_combined(operator: Operator, left: _Dual, right: _Dual) -> _Dual:
    (a, a_slopes), (b, b_slopes) = left, right
    match operator:
        case Operator.PLUS:
            return a + b, _weighted((1.0, a_slopes), (1.0, b_slopes))
        case Operator.MINUS:
            return a - b, _weighted((1.0, a_slopes), (-1.0, b_slopes))
        case Operator.TIMES:
            return a * b, _weighted((b, a_slopes), (a, b_slopes))
        case Operator.OVER:
            return a / b, _weighted((1 / b, a_slopes), (-a / b**2, b_slopes))
        case Operator.POWER:
            return _dual_power(left, right)
        case _:
            assert_never(operator)


def _dual_power(left: _Dual, right: _Dual) -> _Dual:
    (a, a_slopes), (b, b_slopes) = left, right
    found = math.pow(a, b)
    by_base = b * math.pow(a, b - 1) if b else 0.0
    by_exponent = found * math.log(a) if b_slopes else 0.0
    return found, _weighted((by_base, a_slopes), (by_exponent, b_slopes))
