"""What was typed behind `/plumb kpi`: a value, a day and a project or its metric, in whatever order that is clear."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import permutations
from typing import Final

from bot.domain.calendar import UnreadableDay, parse_day
from bot.domain.kpi import value_first
from bot.domain.numbers import Number, read_number
from bot.domain.refusal import Refusal
from bot.domain.text import shorten

_SIGNS: Final = frozenset({"%", "pp", "percent", "€", "$", "£", "k", "m", "bn"})
"""What people set apart from their number by a blank."""
_WORDS_MOST: Final = 12
_SHOWN_MOST: Final = 60
_ROLES: Final = ("value", "day", "name")


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiWords:
    """The value, the day and the name as they were typed; `is_mixed` where the value did not come first."""

    value: str
    day: str | None = None
    name: str | None = None
    is_mixed: bool = False

    @property
    def in_order(self) -> str:
        """The same as it is best typed."""
        return shorten(" ".join(each for each in (self.value, self.day, self.name) if each), _SHOWN_MOST)


def read_words(words: tuple[str, ...], *, today: date, locale: str | None, is_name: Callable[[str], bool]) -> KpiWords:
    """The words in their proper order where they can be read so, else in the only other one that is clear.

    Refusal shows both orders where two are, and the proper one where none is.
    """
    said = _value_first(words, is_name)
    if _is_value(said.value, locale) and (said.day is None or _is_day(said.day, today, locale)):
        return said
    is_name_alone = is_name(" ".join(words))
    found = () if is_name_alone else tuple(dict.fromkeys(_arrangements(words, today, locale, is_name)))
    if len(found) > 1:
        first, second = (f"/plumb kpi {each.in_order}" for each in found[:2])
        raise Refusal(f"This can be read in two ways. Write {first} or {second}")
    if found:
        return found[0]
    if words[0].casefold() not in _SIGNS:
        value_first(words, locale)
    return said


def _value_first(words: tuple[str, ...], is_name: Callable[[str], bool]) -> KpiWords:
    """The longest name at the end counts, and what stands between it and the value is a day."""
    size = 2 if len(words) > 1 and {words[0].casefold(), words[1].casefold()} & _SIGNS else 1
    value, others = " ".join(words[:size]), words[size:]
    for start in range(len(others)):
        name = " ".join(others[start:])
        if is_name(name):
            return KpiWords(value=value, day=" ".join(others[:start]) or None, name=name)
    return KpiWords(value=value, day=" ".join(others) or None)


def _arrangements(
    words: tuple[str, ...], today: date, locale: str | None, is_name: Callable[[str], bool]
) -> Iterator[KpiWords]:
    """Every way to take the words as a value with a day, a name or both around it."""
    fits: dict[str, Callable[[str], bool]] = {
        "value": lambda said: _is_value(said, locale),
        "day": lambda said: _is_day(said, today, locale),
        "name": is_name,
    }
    for pieces in _pieces(words):
        for roles in permutations(_ROLES, len(pieces)):
            taken = dict(zip(roles, pieces, strict=True))
            if "value" in taken and all(fits[role](piece) for role, piece in taken.items()):
                yield replace(KpiWords(value=""), **taken, is_mixed=True)


def _pieces(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The words in two or three parts, wherever they may be cut."""
    last = len(words)
    if last > _WORDS_MOST:
        return
    for one in range(1, last):
        yield " ".join(words[:one]), " ".join(words[one:])
        for two in range(one + 1, last):
            yield " ".join(words[:one]), " ".join(words[one:two]), " ".join(words[two:])


def _is_value(said: str, locale: str | None) -> bool:
    """A number alone or with its sign beside it: "5 March" is a number of Marches only to who reads no days."""
    words = said.split(" ")
    is_short = len(words) == 1 or (len(words) == 2 and bool({each.casefold() for each in words} & _SIGNS))
    return is_short and isinstance(read_number(said, locale), Number)


def _is_day(said: str, today: date, locale: str | None) -> bool:
    try:
        parse_day(said, today, locale, is_past=True)
    except UnreadableDay:
        return False
    return True
