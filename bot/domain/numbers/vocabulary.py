"""The phrases by their tokens, each with its sense, made once from the data."""

from collections.abc import Iterator, Mapping
from functools import cache

from babel.numbers import list_currencies

from bot.domain.numbers.phrases import MONEY, NOT_FINITE, OUT_OF, PHRASES, SCALES, SOME_MONEY
from bot.domain.numbers.roles import Role, Sense
from bot.domain.numbers.tokens import tokens_of

Key = tuple[str, ...]


@cache
def senses() -> Mapping[Key, Sense]:
    """Every phrase with its sense; what two roles share belongs to the one listed last."""
    known: dict[Key, Sense] = {}
    for role, listed in PHRASES.items():
        known |= dict.fromkeys(keys_of(listed), Sense(role=role))
    for factor, listed in SCALES.items():
        known |= dict.fromkeys(keys_of(listed), Sense(role=Role.SCALE, factor=factor))
    for code, listed in MONEY.items():
        known |= dict.fromkeys(keys_of(listed), Sense(role=Role.MONEY, code=code))
    return known | dict.fromkeys(keys_of(SOME_MONEY), Sense(role=Role.SOME_MONEY))


@cache
def rates() -> frozenset[Key]:
    """What stands between the two figures of a rate such as "3 in 1,000"."""
    return frozenset(keys_of(OUT_OF))


@cache
def not_finite() -> frozenset[Key]:
    """Names of what is no finite number."""
    return frozenset(keys_of(NOT_FINITE))


@cache
def currency_codes() -> frozenset[str]:
    """The ISO 4217 codes that Babel knows."""
    return frozenset(list_currencies())


def keys_of(listed: str) -> Iterator[Key]:
    """The tokens, in lower case, of each phrase between the bars."""
    for phrase in listed.split("|"):
        yield tuple(token.text.casefold() for token in tokens_of(phrase.strip()))
