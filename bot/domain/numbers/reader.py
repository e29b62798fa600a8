"""Reads a typed number: one clear meaning or none; what may mean two things is asked back, never guessed."""

import re
from decimal import Decimal
from itertools import pairwise
from math import isfinite

from bot.domain.numbers.assembled import Statement, assembled
from bot.domain.numbers.conventions import (
    Convention,
    MalformedError,
    WrittenElsewhereError,
    convention_of,
    figure_value,
    spoken_locale,
    values_anywhere,
)
from bot.domain.numbers.east_asian import with_digits
from bot.domain.numbers.labelled import Piece, labelled
from bot.domain.numbers.local_money import with_local_money
from bot.domain.numbers.moments import moment_in
from bot.domain.numbers.outcome import GENERAL_HINT, AskBack, Invalid, Number, Reading
from bot.domain.numbers.roles import Role
from bot.domain.numbers.spelled import with_figures
from bot.domain.numbers.tokens import Token, UntypeableError, prepared, tokens_of
from bot.domain.numbers.vocabulary import not_finite, rates
from bot.domain.numbers.written import echo_of, ungrouped

_LONGEST_REPEATED = 40
_NO_CENTS = re.compile(r"(?<=[0-9])[.,] ?-{1,2}(?= |$)")
_SIGNS = {".": "with a point", ",": "with a comma"}
_ASKED_WITHOUT_FIGURE = frozenset({Role.ABOUT, Role.SCALE, Role.OTHER_SCALE})
_NOT_BETWEEN = frozenset({Role.NOUN, Role.STRAY})
_MOMENT_HINT = "Write how much or how many, and a length of time as one number: 90 minutes."
_OPERATORS = frozenset({"/", "\N{FRACTION SLASH}", "\N{DIVISION SLASH}"})


def read_number(text: str, locale: str | None = None) -> Reading:
    """What somebody meant by `text`, read by the conventions of `locale` (None: English, foreign forms asked back)."""
    try:
        plain = prepared(text)
        moment = moment_in(plain)
        if moment:
            return Invalid(reason=f"That is {moment}, not a number.", hint=_MOMENT_HINT)
        return _read(tokens_of(_in_digits(plain, locale)), locale)
    except UntypeableError as refused:
        return Invalid(reason=str(refused), hint=GENERAL_HINT)
    except WrittenElsewhereError as refused:
        return _asked_again(str(refused), prepared(text), locale)
    except MalformedError as refused:
        return Invalid(reason=f"“{refused}” is no number that can be kept.", hint=GENERAL_HINT)


def _in_digits(text: str, locale: str | None) -> str:
    """The text with East Asian numbers in digits, and without the dash that stands for no cents: 1.250,- €."""
    return with_digits(_NO_CENTS.sub("", text) if spoken_locale(locale) else text)


def _asked_again(figure: str, text: str, locale: str | None) -> AskBack:
    """Shows what was typed with each number that the figure may mean, as it is read without a question."""
    meant = [ungrouped(value, locale) for value in values_anywhere(figure)]
    around = text if len(text) <= _LONGEST_REPEATED and text.count(figure) == 1 else figure
    shown = [around.replace(figure, number).replace(" %", "%") for number in meant]
    if len(shown) > 1:
        return AskBack(reason=f"“{figure}” can be read in two ways.", hint=f"Write {' or '.join(shown)}.")
    decimal = convention_of(locale).decimal
    how = _SIGNS.get(decimal, f"with {decimal}") if decimal in meant[0] else "without separators"
    return AskBack(reason=f"“{figure}” is not how numbers are written here.", hint=f"Write it {how}: {shown[0]}.")


def _read(tokens: tuple[Token, ...], locale: str | None) -> Reading:
    if any((token.text.casefold(),) in not_finite() for token in tokens):
        raise UntypeableError("That is not a finite number.")
    if any(first.text == second.text and first.text not in "?." for first, second in pairwise(tokens)):
        raise UntypeableError("There is a sign twice in it.")
    if not any(token.kind in {"figure", "fraction"} for token in tokens):
        tokens = with_figures(tokens)
    pieces = with_local_money(_without_full_stop(labelled(tokens)), locale)
    convention = convention_of(locale)
    figures = [at for at, piece in enumerate(pieces) if piece.role is None]
    match figures:
        case []:
            return _no_figure(pieces)
        case [at]:
            value = _value(pieces[at], convention)
            said = Statement(before=pieces[:at], figure=pieces[at], value=value, after=pieces[at + 1 :])
            return assembled(said, locale)
        case [first, second]:
            return _pair(pieces, first, second, locale, convention)
        case _:
            raise UntypeableError("There is more than one number in it.")


def _without_full_stop(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces without the full stop of a sentence; behind a bare figure it is a decimal point cut off."""
    ends = len(pieces) > 1 and pieces[-1].text == "." and pieces[-2].role is not None
    return pieces[:-1] if ends else pieces


def _no_figure(pieces: tuple[Piece, ...]) -> Reading:
    if any(piece.role in _ASKED_WITHOUT_FIGURE and piece.text[0].isalpha() for piece in pieces):
        return AskBack(reason="The number itself is missing.", hint=GENERAL_HINT)
    raise UntypeableError("There is no number in it.")


def _value(figure: Piece, convention: Convention) -> Decimal:
    """The value of a figure or fraction; raises what `figure_value` raises."""
    if not figure.is_fraction:
        return figure_value(figure.text, convention)
    *whole, fraction = figure.text.split(" ")
    above, below = fraction.split("\N{FRACTION SLASH}")
    if int(below) == 0:
        raise MalformedError(figure.text)
    return Decimal("".join(whole) or "0") + Decimal(above) / Decimal(below)


def _pair(pieces: tuple[Piece, ...], first: int, second: int, locale: str | None, convention: Convention) -> Reading:
    """Two figures: a rate ("3 in 1,000", "1/3") when nothing else is said, else a range or no number."""
    between = pieces[first + 1 : second]
    above, below = _value(pieces[first], convention), _value(pieces[second], convention)
    words = tuple(word for piece in between for word in piece.text.casefold().split())
    glued = all(piece.glued for piece in pieces[first + 1 : second + 1])
    doubled = words == ("..",) and below < above  # a range does not go down, so "4..2" is a slip of the finger
    parted = any(piece.role in _NOT_BETWEEN for piece in between) or all(p.text.isalpha() for p in between)
    if glued and (parted or doubled):
        raise MalformedError("".join(piece.text for piece in pieces[first : second + 1]))
    if first > 0 or second < len(pieces) - 1 or not (words in rates() or _is_division(between)):
        return AskBack(reason="There are two numbers in it.", hint="Write one number, not a range.")
    return _rate(above, below, pieces, locale, in_words=words in rates())


def _is_division(between: tuple[Piece, ...]) -> bool:
    return len(between) == 1 and between[0].text in _OPERATORS


def _rate(above: Decimal, below: Decimal, pieces: tuple[Piece, ...], locale: str | None, *, in_words: bool) -> Reading:
    if below == 0:
        raise UntypeableError("Nothing can be divided by zero.")
    if in_words and above > below:
        return AskBack(reason="That is more than the whole.", hint="Write the part first: 3 in 1,000.")
    value = float(above / below)
    if not isfinite(value):
        raise UntypeableError("That is too large to be kept.")
    said = "".join(("" if piece.glued else " ") + piece.text for piece in pieces).strip()
    return Number(value=value, unit="ratio", echo=f"{said} = {echo_of(value, 'ratio', locale)}")
