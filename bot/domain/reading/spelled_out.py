"""Finds abbreviations that are spelled out beside themselves: the words decide, "AUC (assets under custody)"."""

import re
from collections.abc import Iterator
from typing import Final

_SHORT: Final = re.compile(r"(?<![^\W_])(?=\w*[A-Z]\w*[A-Z0-9]|[a-z]{2,6}\s*\))[A-Za-z][A-Za-z0-9]{1,6}(?![^\W_])")
_BEHIND: Final = re.compile(r"\s*\(\s*([^()]+)\)?")
_AFTER_SIGN: Final = re.compile(
    r"\s*(?:[,(]?\s*(?:i\.?\s?e\.?|that is|meaning|short for|stands for|which is|d\.\s?h\.|also|es decir|"
    r"c'est-à-dire|soit|ou seja)\b[\s,:.]*|(?P<sign>[:=,]|\s[-\u2013\u2014])\s*(?:(?:i\.?\s?e\.?|that is|"
    r"meaning)[\s,]*)?)"
    r"([^;:()\n]+)",
    re.IGNORECASE,
)
_STOPS: Final = re.compile(r"[;:()\n]")
_PART: Final = re.compile(r"[^\W_]+")
_SMALL: Final = frozenset(
    [
        *("a", "an", "the", "of", "and", "or", "for", "in", "on", "at", "to", "by", "per", "with"),
        *("von", "und", "der", "die", "das", "des", "für", "de", "la", "le", "les", "du", "et"),
        *("el", "los", "las", "y", "del", "da", "do", "das", "dos", "e", "em"),
    ]
)
_PREFIX: Final = 3
_FEWEST: Final = 2
_FEWEST_BEHIND_COMMA: Final = 3
_MORE_WORDS: Final = 4


def without_spelled_abbreviations(text: str) -> str:
    """The text with blanks for each abbreviation whose words stand in or before its parentheses or behind a sign."""
    for found in tuple(_SHORT.finditer(text)):
        for start, end in _spelled(text, found):
            text = text[:start] + " " * (end - start) + text[end:]
            break
    return text


def _spelled(text: str, found: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Where the abbreviation stands, with its parentheses, if its words stand beside it."""
    letters = found[0].removesuffix("s") if found[0][:-1].isupper() else found[0]
    letters = letters.casefold()
    if _is_in_parentheses(text, found):
        before = _words(_STOPS.split(text[: text.rindex("(", 0, found.end())].rstrip())[-1])
        tails = (before[-many:] for many in range(_FEWEST, min(len(before), len(letters) + _MORE_WORDS) + 1))
        if any(_spells(letters, tail, whole=True) for tail in tails):
            yield text.rindex("(", 0, found.end()), text.index(")", found.end()) + 1
    behind = _BEHIND.match(text, found.end())
    if behind and _spells(letters, _words(behind[1])):
        yield found.span()
    sign = _AFTER_SIGN.match(text, found.end())
    if sign and _spells(letters, _words(sign[2])) and (sign["sign"] != "," or len(letters) >= _FEWEST_BEHIND_COMMA):
        yield found.span()


def _is_in_parentheses(text: str, found: re.Match[str]) -> bool:
    return text[: found.start()].rstrip().endswith("(") and text[found.end() :].lstrip().startswith(")")


def _words(text: str) -> tuple[str, ...]:
    return tuple(found[0].casefold() for found in _PART.finditer(text))


def _spells(letters: str, words: tuple[str, ...], *, whole: bool = False, used: int = 0) -> bool:
    """Whether the words begin with the letters in their order, small words aside; `whole` when no word may follow."""
    if not letters:
        return used >= _FEWEST and not (whole and words)
    if not words:
        return False
    word, rest = words[0], words[1:]
    if used and (word in _SMALL or word.isdigit()) and _spells(letters, rest, whole=whole, used=used):
        return True
    return any(
        word.startswith(letters[:many]) and _spells(letters[many:], rest, whole=whole, used=used + 1)
        for many in range(1, min(_PREFIX, len(letters)) + 1)
    )
