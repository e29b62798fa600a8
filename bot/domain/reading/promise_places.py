"""Tells whether a level in a sentence is beyond doubt the named metric's own, by the words around it."""

import re
from typing import Final

from bot.domain.reading.patterns import DATE
from bot.domain.reading.promise_words import (
    ARTICLES,
    BEFORE,
    BETWEEN,
    DOUBTFUL_AFTER,
    GENERIC,
    OF_SOME,
    PER,
    PREPOSITIONS,
    TESTED,
)

_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_LEADING_DAY: Final = re.compile(
    rf"^\W*(?:by|until|bis)\s(?:the\s|end\s(?:of\s)?)*{DATE}(?:\s20\d\d)?\W*", re.IGNORECASE
)
_BREAK: Final = re.compile(r"[:,(-]")
_CUT: Final = re.compile(r"[,()0-9]")
_ON_A_DAY: Final = re.compile(rf"\s*(?:in|on|at)\s(?:the\s)?(?:end\s(?:of\s)?)?{DATE}", re.IGNORECASE)


def main_noun(metric: str) -> str:
    """The noun that names the metric, lower case: churn of "Monthly churn rate of customers"; empty where none does."""
    words = _words(metric)
    first = next((at for at, word in enumerate(words) if word in PREPOSITIONS), len(words))
    return next((word for word in reversed(words[:first]) if word not in GENERIC), "")


def is_of(metric: str, before: str) -> bool:
    """Whether the words before a level say that it is the metric's: its noun, and nothing that narrows or changes it.

    What the metric is counted per stands in its name; without it a level may be of the whole.
    """
    noun, own = main_noun(metric), frozenset(_words(metric))
    said = _LEADING_DAY.sub("", before).casefold()
    places = [found for found in _WORD.finditer(said) if found[0] == noun]
    if not places:
        return False
    lead, tail = said[: places[-1].start()], said[places[-1].end() :]
    between = _words(tail)
    return (
        _leads_on(lead, own)
        and not _CUT.search(tail)
        and all(word in own | BETWEEN | GENERIC for word in between)
        and all(word in between for word in _counted_per(metric))
    )


def is_whole(metric: str, after: str) -> bool:
    """Whether the words behind a level leave it a level, of the whole metric: not "4 % less", "4 % in Spain"."""
    words = _words(after.partition(",")[0])
    if not words or not re.match(r"\s*[^\W\d_]", after) or words[0] not in DOUBTFUL_AFTER or _ON_A_DAY.match(after):
        return True
    meant = next((word for word in words[1:] if word not in ARTICLES), "")
    return meant in TESTED or meant in _words(metric)


def _leads_on(lead: str, own: frozenset[str]) -> bool:
    """Whether what stands before the metric's noun leaves it whole: no place, no group, no other adjective."""
    words = _words(lead)
    return not OF_SOME & set(words) and (not words or bool(_BREAK.search(lead[-2:])) or words[-1] in own | BEFORE)


def _counted_per(metric: str) -> list[str]:
    words = _words(metric)
    at = next((at for at, word in enumerate(words) if word in PER), len(words))
    return words[at:]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
