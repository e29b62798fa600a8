"""Whether the words of a drill's answer say something: which alert it is, and who gets it."""

import re
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_UNSPACED: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff]")
"""Scripts that write without blanks between words: there every two signs count as a word."""
_FUNCTION: Final = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "can",
        "could",
        "do",
        "for",
        "from",
        "get",
        "gets",
        "goes",
        "has",
        "have",
        "i",
        "if",
        "in",
        "is",
        "it",
        "its",
        "me",
        "my",
        "of",
        "on",
        "or",
        "our",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "they",
        "this",
        "to",
        "us",
        "we",
        "will",
        "with",
        "would",
        "you",
        "your",
    ]
)
_VAGUE: Final = frozenset(
    [
        "all",
        "any",
        "anybody",
        "anyone",
        "anything",
        "asap",
        "check",
        "checks",
        "everybody",
        "everyone",
        "everything",
        "idk",
        "know",
        "maybe",
        "n",
        "na",
        "notice",
        "noticed",
        "ok",
        "people",
        "person",
        "probably",
        "see",
        "seen",
        "so",
        "somebody",
        "somehow",
        "someone",
        "something",
        "soon",
        "sure",
        "tbd",
        "team",
        "tell",
        "tells",
        "thing",
        "things",
        "unknown",
        "x",
        "yes",
    ]
)
_AROUND: Final = " .!-\u2013\u2014"
_NOBODY: Final = frozenset({"nobody", "no one", "none", "no", "nobody yet", "noone", "not anybody", "nothing"})


def names_a_way(what: str, *, words: int) -> bool:
    """Whether this says what would tell, in so many words that mean something."""
    return len(_meaning(what)) >= words


def names_somebody(paged: str) -> bool:
    """Whether this names a person or a rota: “somebody” and “the team” are none, nor is “nobody”."""
    return not says_nobody(paged) and bool(_meaning(paged))


def says_nobody(paged: str) -> bool:
    """Whether this says outright that nobody would be called."""
    said = " ".join(paged.casefold().strip(_AROUND).split())
    return not said or said in _NOBODY


def _meaning(typed: str) -> set[str]:
    """The words that are neither grammar nor vague; each counts once."""
    unspaced = "".join(_UNSPACED.findall(typed))
    pairs = {unspaced[at : at + 2] for at in range(0, len(unspaced) - 1, 2)}
    spaced = {word.casefold() for word in _WORD.findall(_UNSPACED.sub(" ", typed))}
    return pairs | {word for word in spaced if word not in _FUNCTION | _VAGUE}
