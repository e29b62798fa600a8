"""Weighs what the rules read in a metric's name against its likeness to names that people labelled."""

from dataclasses import replace
from typing import Final

from bot.domain.reading.described import tells_of_people
from bot.domain.reading.learned import LIKELY, METRIC, SURE, Likeness
from bot.domain.reading.metric_names import MetricKind, MetricReading, read_by_rules
from bot.domain.reading.vocabulary import Vocabulary

_BEYOND_DOUBT: Final = 0.95
"""Above it a name is a score although a word of it is an outcome's: what the rules know is rarely wrong."""


def read_metric_name(text: str, vocabulary: Vocabulary, lang: str | None = None) -> MetricReading:
    """What kind of metric the text names, read with the vocabulary of the language, or of all when it is not known.

    Likeness only adds: it never takes a score for an outcome, and is silent where an operator taught what a word means,
    where the rules ask already, and where people are told to do or to suffer something.
    """
    reading = read_by_rules(text, vocabulary, lang)
    if reading.kind not in {MetricKind.BUSINESS, MetricKind.UNCLEAR} or reading.doubt or vocabulary.is_taught(text):
        return reading
    likeness = vocabulary.learned.likeness(METRIC, text)
    if likeness is None or tells_of_people(text, vocabulary, lang):
        return reading
    return _weighed(reading, likeness)


def _weighed(reading: MetricReading, likeness: Likeness) -> MetricReading:
    named = reading.kind is MetricKind.BUSINESS and bool(reading.words)
    if likeness.firm and likeness.probability > (_BEYOND_DOUBT if named else SURE):
        return MetricReading(kind=MetricKind.MODEL, words=likeness.words)
    if reading.kind is MetricKind.BUSINESS and likeness.probability > (SURE if named else LIKELY):
        return replace(reading, doubt=likeness.words)
    return reading
