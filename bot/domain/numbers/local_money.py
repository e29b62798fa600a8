"""Money signs of more than one country, read as the money of the person's own country where the locale tells it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from babel.core import get_global
from babel.numbers import get_territory_currencies

from bot.domain.numbers.conventions import spoken_locale
from bot.domain.numbers.labelled import Piece
from bot.domain.numbers.phrases import LOCAL_MONEY
from bot.domain.numbers.roles import Role, Sense

_LEDGER_DAY = date(2026, 1, 1)  # Babel asks for the day on which a currency is legal tender; any recent one will do


def with_local_money(pieces: tuple[Piece, ...], locale: str | None) -> tuple[Piece, ...]:
    """The pieces with "kr" or the yen sign as the locale's own currency; where it is not of that name, as they were."""
    own = _currency_of(locale)
    return tuple(_read_locally(piece, own) if piece.role is Role.SOME_MONEY else piece for piece in pieces)


def _read_locally(piece: Piece, own: str) -> Piece:
    called = codes_called(piece.text)
    return replace(piece, sense=Sense(role=Role.MONEY, code=own)) if own in called else piece


def codes_called(word: str) -> tuple[str, ...]:
    """The currencies that a sign or a word may mean, the most used first; nothing for one that is of any country."""
    return _currencies_called().get(word.casefold(), ())


@cache
def _currency_of(locale: str | None) -> str:
    """The currency of the locale's country, or of the country where its language is most spoken; else nothing."""
    spoken = spoken_locale(locale)
    if spoken is None:
        return ""
    likely = get_global("likely_subtags").get(spoken.language, "")
    territory = spoken.territory or likely.rpartition("_")[2]
    currencies = get_territory_currencies(territory, start_date=_LEDGER_DAY, end_date=_LEDGER_DAY) if territory else []
    return currencies[0] if currencies else ""


@cache
def _currencies_called() -> Mapping[str, tuple[str, ...]]:
    """The codes of each sign or word in the data."""
    return {word.strip(): tuple(codes.split()) for words, codes in LOCAL_MONEY.items() for word in words.split("|")}
