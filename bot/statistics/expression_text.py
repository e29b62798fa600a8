"""Reads an expression from text, or refuses it: the grammar of bot.statistics.expression and nothing else.

sum     = product (("+" | "-") product)*
product = signed (("*" | "/") signed)*
signed  = ("+" | "-") signed | power
power   = operand (("^" | "**") signed)?          binds tighter than a sign before it, to the right
operand = number | name | function "(" sum ")" | "(" sum ")"
"""

import math
import re
from typing import Final

from bot.statistics.expression import Applied, Binary, Expression, Function, Name, Negated, Number, Operator
from bot.statistics.reasons import NotComputable, Reason

_LONGEST: Final = 1000
_DEEPEST: Final = 40
_TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<mark>\*\*|[-+*/^()]))",
    re.ASCII,
)
_END: Final = ""


def parse(source: str) -> Expression:
    """The tree of an expression; BAD_INPUT on the field `expression` says what is wrong and where."""
    if len(source) > _LONGEST:
        raise _refused(f"it is longer than {_LONGEST} characters")
    reader = _Reader(_tokens(source))
    tree = reader.sum()
    if reader.ahead != _END:
        raise _refused(f"{reader.ahead!r} stands where it should end")
    return tree


def _refused(words: str) -> NotComputable:
    return NotComputable(Reason.BAD_INPUT, f"The expression cannot be read: {words}.", field="expression")


def _tokens(source: str) -> list[str]:
    found, place, end = [], 0, len(source.rstrip())
    while place < end:
        matched = _TOKEN.match(source, place, end)
        if matched is None:
            raise _refused(f"{source[place:end].lstrip()[0]!r} is not part of the grammar")
        found.append(matched.group().strip())
        place = matched.end()
    return [*found, _END]


class _Reader:
    """Reads one token after the other, one method a rule."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._place = 0
        self._depth = 0

    @property
    def ahead(self) -> str:
        return self._tokens[self._place]

    def _taken(self) -> str:
        word = self.ahead
        self._place += 1
        return word

    def sum(self) -> Expression:
        tree = self._product()
        while self.ahead in ("+", "-"):
            tree = Binary(operator=Operator(self._taken()), left=tree, right=self._product())
        return tree

    def _product(self) -> Expression:
        tree = self._signed()
        while self.ahead in ("*", "/"):
            tree = Binary(operator=Operator(self._taken()), left=tree, right=self._signed())
        return tree

    def _signed(self) -> Expression:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _refused(f"it is nested more than {_DEEPEST} deep")
        if self.ahead in ("+", "-"):
            negative = self._taken() == "-"
            operand = self._signed()
            tree = Negated(operand=operand) if negative else operand
        else:
            tree = self._power()
        self._depth -= 1
        return tree

    def _power(self) -> Expression:
        base = self._operand()
        if self.ahead not in ("^", "**"):
            return base
        self._taken()
        return Binary(operator=Operator.POWER, left=base, right=self._signed())

    def _operand(self) -> Expression:
        word = self._taken() if self.ahead != _END else _END
        if word == "(":
            return self._closed()
        if word[:1].isdigit() or word[:1] == ".":
            return _number(word)
        if not word.isidentifier():
            raise _refused(f"{word!r} stands where a number or a name should" if word else "it ends too early")
        if word in set(Function):
            if self.ahead != "(":
                raise _refused(f"{word} needs parentheses")
            self._taken()
            return Applied(function=Function(word), operand=self._closed())
        if self.ahead == "(":
            raise _refused(f"{word} is not a known function")
        return Name(name=word)

    def _closed(self) -> Expression:
        tree = self.sum()
        if self.ahead != ")":
            raise _refused("a parenthesis is not closed")
        self._taken()
        return tree


def _number(word: str) -> Number:
    number = float(word)
    if not math.isfinite(number):
        raise _refused(f"{word} is too large a number")
    return Number(value=number)
