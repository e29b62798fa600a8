"""Typed text cut into figures, fractions, words and signs, after the world's digits and blanks were made alike."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import category, decimal, decomposition, normalize

_LONGEST = 200
_MINUSES = str.maketrans(dict.fromkeys("\u2212\u2010\u2011\u2012\u2013\u2014\u2015\ufe63\uff0d", "-"))
_SIGNS = str.maketrans({"\u066a": "%", "\ufe6a": "%", "\u301c": "~"})
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2019\u2018\u02bc\uff07", "'"))
_TOKEN = re.compile(
    r"(?P<dots>\.{2,})"
    r"|(?P<fraction>(?:[0-9]+ )?[0-9]+\u2044[0-9]+|[0-9]+ [1-9][0-9]?/[1-9][0-9]?(?![0-9/]))"
    r"|(?P<figure>"
    r"(?:[0-9]+(?:(?:[.' \u066b\u066c]|,+)[0-9]+)*|(?<![0-9])[.,\u066b][0-9]+)(?:[eE][+-]?[0-9]+(?![^\W_]))?)"
    r"|(?P<word>(?:[^\W\d_]|[\u0900-\u0dff\u0e00-\u0eff])+(?:[-'][^\W\d_]+)*)"
    r"|(?P<sign>\S)"
)


class UntypeableError(ValueError):
    """The text cannot be a number whatever its words mean; the argument says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A piece of the text; `glued` when no blank stands before it."""

    kind: str
    text: str
    glued: bool


def prepared(text: str) -> str:
    """The text with ASCII digits, plain blanks, minus signs and apostrophes; raises `UntypeableError`."""
    seen = "".join(sign for sign in text if category(sign) != "Cf")
    if len(seen) > _LONGEST:
        raise UntypeableError("That is too long for a number.")
    if any(category(sign) in {"Cc", "Cs"} and not sign.isspace() for sign in seen):
        raise UntypeableError("There is a control character in it.")
    spelt = normalize("NFKC", "".join(_spelt(sign) for sign in seen))
    alike = " ".join(spelt.translate(_MINUSES).translate(_APOSTROPHES).translate(_SIGNS).split())
    if not alike:
        raise UntypeableError("Nothing was typed.")
    return alike


def _spelt(sign: str) -> str:
    """A character of any script as NFKC may have it: digits in ASCII, \u00bd apart from what stands before it."""
    digit = decimal(sign, None)
    if digit is not None:
        return str(digit)
    shape = decomposition(sign).partition(" ")[0]
    if shape == "<fraction>":
        return f" {sign}"
    if category(sign) == "No" and shape:
        raise UntypeableError("There is a raised, lowered or circled digit in it.")
    return sign


def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of a prepared text, in order."""
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(text):
        glued = found.start() > 0 and text[found.start() - 1] != " "
        yield Token(kind=str(found.lastgroup), text=_alike(found), glued=glued)


def _alike(found: re.Match[str]) -> str:
    """The text of a token: dots of any number are two, and a fraction has one kind of slash."""
    if found["dots"]:
        return ".."
    return found[0].replace("/", "\u2044") if found["fraction"] else found[0]
