"""Tells whether a statement of success names scores alone: of a model, of a serving system, or of a simulation."""

import re
from collections.abc import Iterator
from typing import Final

from bot.domain.reading.claim_patterns import CAUSE
from bot.domain.reading.credit_patterns import CREDIT
from bot.domain.reading.described import descriptions, tells_of_people
from bot.domain.reading.grounds import grounds_in
from bot.domain.reading.learned import OFFLINE_ONLY
from bot.domain.reading.metric_names import MetricKind, measures_in
from bot.domain.reading.offline_patterns import JUDGED, RECOGNISING, SIMULATED
from bot.domain.reading.patterns import FIGURE, QUANTITY, plain
from bot.domain.reading.vocabulary import Vocabulary
from bot.domain.reading.words import Span

_COUNTED: Final = re.compile(
    rf"{QUANTITY}\s?%?\s(?P<what>(?:fewer|more|less|extra|additional)\s(?:(?!than\b|or\b|of\b|and\b|false\b)[a-z-]+\s){{0,2}}?"
    r"(?!(?:errors?|mistakes|misses|hits|alarms|alerts|positives|negatives|predictions|detections|labels|parameters|"
    r"features|epochs|tokens|steps|layers|examples|samples|queries|points|tags|hallucinations|classes|words|seeds|"
    r"cases|images|outputs|answers|models|forecasts)\b)[a-z-]{3,}s\b)",
    re.IGNORECASE,
)
"""Fewer or more of something that can be counted."""
_CLAUSE: Final = re.compile(r"[.;\n]\s|,\s(?:and|but|then|while)\b", re.IGNORECASE)
_FIGURE: Final = re.compile(FIGURE, re.IGNORECASE)
_OUTCOMES: Final = frozenset({MetricKind.BUSINESS, MetricKind.MIXED})


def offline_measures_of(text: str, vocabulary: Vocabulary) -> tuple[Span, ...]:
    """The measures of a statement that names only a model's scores or a serving system's, else none."""
    measures = measures_in(text, vocabulary)
    said = plain(text)
    match measures.kind:
        case MetricKind.MODEL:
            return () if any(_outcomes(said, vocabulary)) else measures.words
        case MetricKind.UNCLEAR:
            return _told(text, said, vocabulary) or _simulated(said, vocabulary)
        case _:
            return _simulated(said, vocabulary)


def _outcomes(said: str, vocabulary: Vocabulary) -> Iterator[Span]:
    """What there shall be fewer or more of, unless it is a score of its own: "12k fewer wasted mailings"."""
    for found in _COUNTED.finditer(said):
        if measures_in(found["what"], vocabulary).kind is not MetricKind.MODEL:
            yield Span(text=found["what"], start=found.start("what"), end=found.end("what"), meaning="outcome")


def _told(text: str, said: str, vocabulary: Vocabulary) -> tuple[Span, ...]:
    """What tells of a score without its name, where no model is given the credit for something that people see."""
    judged = JUDGED.find(said) or (RECOGNISING.find(said) if any(grounds_in(text)) else None)
    if judged:
        return (judged,)
    if CAUSE.find(said) or CREDIT.find(said):
        return ()
    told = tuple(word for each in descriptions(text, vocabulary) if each.certain for word in each.words)
    return told or _likely(text, vocabulary)


def _likely(text: str, vocabulary: Vocabulary) -> tuple[Span, ...]:
    """What reads like statements that named scores alone, where nobody is told to do or to suffer something."""
    likely = vocabulary.learned.words(OFFLINE_ONLY, text)
    return () if not likely or tells_of_people(text, vocabulary) else likely


def _simulated(said: str, vocabulary: Vocabulary) -> tuple[Span, ...]:
    """What a simulation or a replay shows, where nothing beside it gives a level of its own or names an outcome."""
    ground = SIMULATED.find(said)
    if ground is None:
        return ()
    others = (each for each in _CLAUSE.split(said) if not SIMULATED.find(each))
    beside = any(_FIGURE.search(each) or measures_in(each, vocabulary).kind in _OUTCOMES for each in others)
    return () if beside else (ground,)
