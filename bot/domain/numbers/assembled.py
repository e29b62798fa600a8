"""One figure and the phrases around it put together: its sign, scale and unit, or the reason to ask back."""

import math
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.numbers.conventions import MalformedError, convention_of, spoken_locale
from bot.domain.numbers.labelled import Piece
from bot.domain.numbers.local_money import codes_called
from bot.domain.numbers.outcome import GENERAL_HINT, AskBack, Number, Reading
from bot.domain.numbers.roles import Role
from bot.domain.numbers.tokens import UntypeableError
from bot.domain.numbers.written import echo_of

_RATES = {
    Role.PER_HOUR: "per_hour",
    Role.PER_DAY: "per_day",
    Role.PER_WEEK: "per_week",
    Role.PER_MONTH: "per_month",
    Role.PER_QUARTER: "per_quarter",
    Role.PER_YEAR: "per_year",
}
_PARTS = {Role.PERCENT: Decimal(100), Role.POINTS: Decimal(100), Role.BASIS_POINTS: Decimal(10_000)}
_UNITS = frozenset({Role.MONEY, *_RATES, *_PARTS})
_TIMES = frozenset({"times", "x", "mal", "fois", "veces", "vezes"})
_DIRECTIONS = frozenset({Role.UP, Role.DOWN})
_ASKED = {
    Role.BOUND: ("That is a bound, not one number.", "Write the number itself."),
    Role.ABOUT: ("That is an approximation.", "Write the number that you would sign for."),
    Role.UNCLEAR: ("It is not clear what the words around the number mean.", GENERAL_HINT),
    Role.OTHER_SCALE: ("It is not clear how large that is.", "Write all digits, or k, M or bn behind the number."),
    Role.PER_OTHER: (
        "Only a number per hour, day, week, month, quarter or year is read.",
        "Write it like 200 per day.",
    ),
    Role.SOME_MONEY: ("That is the money of more than one country.", "Write the code, like EUR."),
}
_SHORT = 3  # letters of a word that may shorten a scale
_CODES_MOST = 4
_VAGUE = frozenset({Role.BOUND, Role.ABOUT})
_TWO_UNITS = ("There are two units in it.", "Write one of them.")
_TWO_SIGNS = ("Two words in it say the direction.", "Write it once: -5%.")
_CHANGE = ("That is a change without a unit.", "Write it like +5%, +0.5 pp, or the new level itself.")
_WORDS = ("There are words before the number.", "Write the number first: 40 tickets per day.")
_ORDER = ("The unit stands before the number.", "Write it behind: 12%.")


class _UnsureError(Exception):
    """More than one meaning; the arguments are the reason, the hint, and the words that make it so where some do."""


class _VagueError(_UnsureError):
    """An estimate or a bound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A figure with its value, and the phrases before and after it."""

    before: tuple[Piece, ...]
    figure: Piece
    value: Decimal
    after: tuple[Piece, ...]

    @property
    def around(self) -> tuple[Piece, ...]:
        """All phrases."""
        return self.before + self.after

    @property
    def noun(self) -> str:
        """What is counted, as it was typed."""
        return " ".join(piece.text for piece in self.after if piece.role is Role.NOUN)

    def has(self, *roles: Role) -> bool:
        """Whether a phrase plays one of these roles."""
        return any(piece.role in roles for piece in self.around)

    def count(self, *roles: Role) -> int:
        """How many phrases play one of these roles."""
        return sum(piece.role in roles for piece in self.around)


def assembled(said: Statement, locale: str | None) -> Reading:
    """The reading of one figure with what stands around it; raises `UntypeableError` or `MalformedError`."""
    try:
        _check_signs(said)
        _check_words(said, locale)
        value, unit = _number(said, _unit(said), _scaled(said, locale))
    except _UnsureError as unsure:
        reason, hint, *led = unsure.args
        is_vague = isinstance(unsure, _VagueError)
        return AskBack(reason=reason, hint=hint, is_vague=is_vague, words=led[0] if led else ())
    kept = float(value) + 0.0  # no negative zero
    if not math.isfinite(kept):
        raise MalformedError(said.figure.text)
    return Number(value=kept, unit=unit, echo=echo_of(kept, unit, locale), noun=said.noun)


def _check_signs(said: Statement) -> None:
    if said.has(Role.STRAY) or any(piece.role is Role.MINUS for piece in said.after):
        raise UntypeableError("There is a sign in it that no number has.")
    if any(piece.role is Role.PLUS for piece in said.after):
        raise _UnsureError(*_ASKED[Role.BOUND])
    if said.count(Role.PLUS, Role.MINUS, *_DIRECTIONS) > 1:
        raise _UnsureError(*_TWO_SIGNS)


def _check_words(said: Statement, locale: str | None) -> None:
    """Refuses what makes the number unsure, by the words around it and their order."""
    behind = said.after[0] if said.after else None
    if behind and behind.glued and behind.role is Role.NOUN and behind.text.isascii():
        raise UntypeableError("There is a word glued to the number.")
    for role, unsure in _ASKED.items():
        if said.has(role) and not (role is Role.UNCLEAR and _is_so_often(said)):
            led = tuple(piece.text for piece in said.around if piece.role is role)
            reason, hint = unsure
            codes = codes_called(led[0]) if role is Role.SOME_MONEY else ()
            raise (_VagueError if role in _VAGUE else _UnsureError)(reason, _one_of(codes) if codes else hint, led)
    roles = [piece.role for piece in said.after]
    if Role.NOUN in roles and Role.MONEY in roles and roles.index(Role.NOUN) < roles.index(Role.MONEY):
        raise _UnsureError(*_ASKED[Role.OTHER_SCALE])  # "1,5 Xillion kr" in a language whose scales we do not know
    if said.after and said.after[0].role is Role.NOUN and said.has(Role.MONEY) and len(said.after[0].text) <= _SHORT:
        raise _UnsureError(*_ASKED[Role.OTHER_SCALE])  # "R$ 1,2 mi" is a million
    for piece in said.before:
        if piece.role is Role.NOUN and not said.has(*_DIRECTIONS):
            raise _UnsureError(*_WORDS)
        if piece.role in _PARTS and not (piece.role is Role.PERCENT and convention_of(locale).percent_first):
            raise _UnsureError(*_ORDER)


def _one_of(codes: tuple[str, ...]) -> str:
    """Which codes the sign may stand for, the first few of many."""
    if len(codes) > _CODES_MOST:
        return f"Write the code: {', '.join(codes[:_CODES_MOST])} …"
    return f"Write the code: {' or '.join(each for each in (', '.join(codes[:-1]), codes[-1]) if each)}."


def _is_so_often(said: Statement) -> bool:
    """Whether all that seems unclear is "times", and how often is said: 5 times a week."""
    unclear = {piece.text.casefold() for piece in said.around if piece.role is Role.UNCLEAR}
    return unclear <= _TIMES and said.has(*_RATES)


def _unit(said: Statement) -> Role | None:
    """The one unit that is named, or None for a bare number."""
    roles = {piece.role for piece in said.around if piece.role in _UNITS}
    codes = {piece.sense.code for piece in said.around if piece.sense and piece.sense.code}
    if len(roles) > 1 or len(codes) > 1:
        raise _UnsureError(*_TWO_UNITS)
    return next(iter(roles), None)


def _scaled(said: Statement, locale: str | None) -> Decimal:
    """The value times what k, million and the like make of it; they stand right behind the figure."""
    scales = [piece for piece in said.around if piece.role is Role.SCALE]
    if not scales:
        return said.value
    spoken = spoken_locale(locale)
    long_billion = scales[0].text.casefold().startswith("billion") and spoken and spoken.language != "en"
    loose = len(scales) > 1 or said.after[:1] != (scales[0],)
    if loose or long_billion or (scales[0].needs_money and not said.has(Role.MONEY)):
        raise _UnsureError(*_ASKED[Role.OTHER_SCALE])
    sense = scales[0].sense
    return said.value * (sense.factor if sense else 1)


def _number(said: Statement, unit: Role | None, size: Decimal) -> tuple[Decimal, str]:
    """The signed value as it is kept, and the unit's name."""
    lowered = said.has(Role.MINUS, Role.DOWN)
    changed = lowered or said.has(Role.PLUS, Role.UP, Role.RELATIVE)
    value = -size if lowered else size
    if unit is Role.PERCENT:
        return value / _PARTS[unit], "relative_change" if changed else "percent"
    if unit in {Role.POINTS, Role.BASIS_POINTS} and not said.has(Role.RELATIVE):
        return value / _PARTS[unit], "percentage_points"
    if said.has(Role.RELATIVE, *_DIRECTIONS):
        raise _UnsureError(*_CHANGE)
    if unit is Role.MONEY:
        return value, "currency:" + next(p.sense.code for p in said.around if p.sense and p.sense.code)
    if lowered and not (unit is None and 0 < size < 1):
        raise UntypeableError("A count cannot be negative.")
    if lowered:
        raise _UnsureError(*_CHANGE)
    return value, _RATES[unit] if unit else _bare(said, value)


def _bare(said: Statement, value: Decimal) -> str:
    """A bare number is a ratio when it lies between 0 and 1 or was written as a fraction, else a count."""
    if said.noun or said.has(Role.SCALE):
        return "count"
    written_as_fraction = said.figure.is_fraction and " " not in said.figure.text
    return "ratio" if written_as_fraction or 0 < value < 1 else "count"
