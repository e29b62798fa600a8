"""Weighs what the rules read in a metric's name against its likeness to names that people labelled."""

from dataclasses import replace

from bot.domain.reading.definitions import meant_by, without_brand
from bot.domain.reading.described import tells_of_people
from bot.domain.reading.learned import FIRM, LIKELY, METRIC, SURE, Likeness
from bot.domain.reading.metric_grammar import AMBIGUOUS
from bot.domain.reading.metric_names import MetricKind, MetricReading, read_by_rules
from bot.domain.reading.score_words import USED
from bot.domain.reading.spelled_out import without_spelled_abbreviations
from bot.domain.reading.vocabulary import Vocabulary


def read_metric_name(text: str, vocabulary: Vocabulary, lang: str | None = None) -> MetricReading:
    """What kind of metric the text names, read with the vocabulary of the language, or of all when it is not known.

    Likeness only adds: it never takes a score for an outcome, and is silent where an operator taught what a word means,
    where the rules ask already, and where people are told to do or to suffer something.
    """
    reading = read_by_rules(text, vocabulary, lang)
    if reading.kind not in {MetricKind.BUSINESS, MetricKind.UNCLEAR} or reading.doubt or vocabulary.is_taught(text):
        return reading
    likeness = vocabulary.learned.likeness(METRIC, _meant(text))
    if likeness is None or tells_of_people(text, vocabulary, lang):
        return reading
    known = vocabulary.lexicon("metric", lang).spans(text)
    judged = bool(reading.words) or any(word.meaning in AMBIGUOUS for word in known)
    judged = judged or any(word.text.casefold().startswith(USED) for word in likeness.words)
    return _weighed(reading, likeness, judged=judged)


def _meant(text: str) -> str:
    """The text with blanks for names that are said to mean something else, as the rules read it."""
    text = without_brand(text)
    return without_spelled_abbreviations(meant_by(text) or text)


def _weighed(reading: MetricReading, likeness: Likeness, *, judged: bool) -> MetricReading:
    """The reading with its likeness; `judged` where the rules know a word of it and did not take it for a score's.

    What they know is rarely wrong, so there it must be sure even without its strongest word.
    """
    is_sure = likeness.probability > SURE
    if is_sure and likeness.firmness > (SURE if judged else FIRM):
        return MetricReading(kind=MetricKind.MODEL, words=likeness.words)
    if reading.kind is MetricKind.BUSINESS and (is_sure or (not judged and likeness.probability > LIKELY)):
        return replace(reading, doubt=likeness.words)
    return reading
