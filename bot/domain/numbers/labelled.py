"""The tokens of a typed number, each phrase with its sense."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.domain.numbers.roles import Role, Sense
from bot.domain.numbers.tokens import Token
from bot.domain.numbers.vocabulary import currency_codes, senses

_FIGURES = frozenset({"figure", "fraction"})
_THOUSAND_OF_MONEY = re.compile(r"([kM])([A-Z]{3})")
# One letter behind a figure. A small m or b is million or billion only beside money, else metres, minutes or bytes.
_LETTERS = {"k": 1_000, "K": 1_000, "M": 1_000_000, "B": 1_000_000_000}
_MONEY_LETTERS = {"m": 1_000_000, "b": 1_000_000_000}
_OTHER_LETTERS = frozenset({"t", "T", "G", "g", "mm", "MM", "Mm", "x", "X"})
_THOUSANDS_OF_KRONOR = {"tkr": "tusen", "mkr": "miljoner", "mdkr": "miljarder"}
_MINUTES = "min"  # behind a bare figure; behind a percentage it is a minimum
_NOUN = Sense(role=Role.NOUN)
_STRAY = Sense(role=Role.STRAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A figure (without a sense) or a phrase with its sense; `glued` when no blank stands before it."""

    text: str
    glued: bool
    sense: Sense | None = None
    is_fraction: bool = False
    needs_money: bool = False

    @property
    def role(self) -> Role | None:
        """The role of the phrase; None for a figure."""
        return self.sense.role if self.sense else None


def labelled(tokens: tuple[Token, ...]) -> tuple[Piece, ...]:
    """The pieces of the text: the longest known phrase at each place, figures as they are."""
    pieces: list[Piece] = []
    rest = list(_cut(tokens))
    while rest:
        after_figure = bool(pieces) and pieces[-1].role is None
        length, piece = _piece(rest, after_figure=after_figure)
        pieces.append(piece)
        del rest[:length]
    return tuple(pieces)


def _cut(tokens: tuple[Token, ...]) -> Iterator[Token]:
    """The tokens with runs of Chinese, Japanese and Korean words, and "kEUR", cut where known words meet."""
    for token in tokens:
        money = _THOUSAND_OF_MONEY.fullmatch(token.text)
        if money and money[2] in currency_codes():
            yield Token(kind="word", text=money[1], glued=token.glued)
            yield Token(kind="word", text=money[2], glued=True)
        elif token.text.casefold() in _THOUSANDS_OF_KRONOR:
            yield Token(kind="word", text=_THOUSANDS_OF_KRONOR[token.text.casefold()], glued=token.glued)
            yield Token(kind="word", text="kr", glued=True)
        elif token.kind == "word" and not token.text.isascii():
            yield from _cut_run(token)
        else:
            yield token


@cache
def _unspaced() -> tuple[str, ...]:
    """The known words of the scripts that set no blanks, longest first."""
    words = {word for key in senses() for word in key if word and "\u2e80" <= word[0] <= "\uffdc"}
    return tuple(sorted(words, key=len, reverse=True))


def _cut_run(token: Token) -> Iterator[Token]:
    rest, glued, unknown = token.text, token.glued, ""
    while rest:
        known = next((word for word in _unspaced() if rest.startswith(word)), "")
        if known and unknown:
            yield Token(kind="word", text=unknown, glued=glued)
            unknown, glued = "", True
        if known:
            yield Token(kind="word", text=known, glued=glued)
            glued = True
        else:
            unknown += rest[0]
        rest = rest[len(known) or 1 :]
    if unknown:
        yield Token(kind="word", text=unknown, glued=glued)


def _piece(rest: list[Token], *, after_figure: bool) -> tuple[int, Piece]:
    """The first piece of the tokens, and how many of them it takes."""
    first = rest[0]
    if first.kind in _FIGURES:
        return 1, Piece(text=first.text, glued=first.glued, is_fraction=first.kind == "fraction")
    if after_figure and not first.glued and first.text.casefold() == _MINUTES:
        return (2 if rest[1:2] and rest[1].text == "." else 1), Piece(text=first.text, glued=False, sense=_NOUN)
    letter = _letter(first, rest[1:2]) if after_figure else None
    if letter:
        return 1, letter
    if first.text in currency_codes():
        return 1, Piece(text=first.text, glued=first.glued, sense=Sense(role=Role.MONEY, code=first.text))
    for length in range(min(5, len(rest)), 0, -1):
        sense = senses().get(tuple(token.text.casefold() for token in rest[:length]))
        if sense:
            words = "".join(("" if token.glued else " ") + token.text for token in rest[:length]).strip()
            return length, Piece(text=words, glued=first.glued, sense=sense)
    return 1, Piece(text=first.text, glued=first.glued, sense=_NOUN if first.kind == "word" else _STRAY)


def _letter(token: Token, following: list[Token]) -> Piece | None:
    """The scale that a letter right behind a figure stands for, unless the letter begins a longer phrase."""
    if following and following[0].glued and following[0].text == ".":
        return None
    if token.text in _OTHER_LETTERS:
        return Piece(text=token.text, glued=token.glued, sense=Sense(role=Role.OTHER_SCALE))
    factor = _LETTERS.get(token.text) or _MONEY_LETTERS.get(token.text)
    if factor is None:
        return None
    scale = Sense(role=Role.SCALE, factor=factor)
    return Piece(text=token.text, glued=token.glued, sense=scale, needs_money=token.text in _MONEY_LETTERS)
