"""A text as words, numbers and signs with their places, the way the vocabulary is looked up in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

_UNSPACED = "\u2e80-\u2fff\u3005-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(
    rf"(?P<unspaced>[{_UNSPACED}])"
    r"|(?P<number>(?<![^\W\d_])[0-9]+(?:[.,'\u202f][0-9]+)*(?![^\W\d_])|(?<![0-9])\.[0-9]+(?![^\W\d_]))"
    rf"|(?P<word>(?:(?![{_UNSPACED}])[^\W_])+(?:['\u2019](?:(?![{_UNSPACED}])[^\W\d_])+)*)"
    r"|(?P<sign>=>|->|<=|>=|[^\w\s])"
)
_INSIDE_OF_WORDS = frozenset("-_\u2010\u2011")
_ABBREVIATED = frozenset(
    [
        "abs",
        "acc",
        "approx",
        "avg",
        "coef",
        "coeff",
        "corr",
        "err",
        "est",
        "max",
        "min",
        "no",
        "pct",
        "sq",
        "std",
        "vs",
        "val",
    ]
)
_LONGEST_ABBREVIATED = max(map(len, _ABBREVIATED)) + 1
_ELISION = re.compile(r"(?:[cdjlmnst]|qu)['\u2019](?=\w\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word, number, sign, or character of an unspaced script; `key` is what the vocabulary is asked for."""

    kind: str
    text: str
    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Words of a text that mean something: where they stand, as they were typed, and what they mean."""

    text: str
    start: int
    end: int
    meaning: str


def same_width(text: str) -> str:
    """The text with full-width letters and raised figures plain, sign by sign, so that no place in it moves."""
    return "".join(plain if len(plain := normalize("NFKC", sign)) == 1 else sign for sign in text)


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text.

    A hyphen or underscore inside of a word divides it and is no word itself, nor is the dot of an abbreviation; what
    French shortens before a vowel is a word ("l'erreur").
    """
    return tuple(_words(same_width(text)))


def _words(text: str) -> Iterator[Word]:
    for found in _TOKEN.finditer(text):
        if found[0] in _INSIDE_OF_WORDS and _is_inside(text, found.start(), found.end()):
            continue
        if found[0] == "." and _ends_abbreviation(text, found.start()):
            continue
        kind, start = str(found.lastgroup), found.start()
        elided = _ELISION.match(found[0]) if kind == "word" else None
        if elided:
            start += elided.end()
            yield _word(kind, elided[0][:-1], found.start())
        yield _word(kind, text[start : found.end()], start)


def _word(kind: str, text: str, start: int) -> Word:
    key = text.casefold()
    if kind == "word":
        key = key.replace("'", "").replace("\u2019", "")
    return Word(kind=kind, text=text, key=key, start=start, end=start + len(text))


def _ends_abbreviation(text: str, dot: int) -> bool:
    """Whether the dot only shortens the word before it: "mean abs. error", "val. loss"."""
    before = re.search(r"[^\W\d_]+$", text[max(0, dot - _LONGEST_ABBREVIATED) : dot])
    return before is not None and before[0].casefold() in _ABBREVIATED and bool(text[dot + 1 :].strip())


def _is_inside(text: str, start: int, end: int) -> bool:
    return start > 0 and end < len(text) and not text[start - 1].isspace() and not text[end].isspace()
