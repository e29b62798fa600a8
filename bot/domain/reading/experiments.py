"""Tells which experiment a statement plans, and what it says of it: rule, length, size, smallest effect."""

from dataclasses import dataclass

from bot.domain.reading.decision_patterns import DECISION, NOT_OBSERVABLE
from bot.domain.reading.design_tree import design_of
from bot.domain.reading.experiment_patterns import SAMPLE, THRESHOLD, VARIANTS
from bot.domain.reading.learned import DECISION_RULE, DESIGN, NOTHING_LEARNED, SMALLEST_EFFECT, Learned
from bot.domain.reading.length_patterns import DURATION, HISTORY, LIMIT, OLD_YEARS
from bot.domain.reading.patterns import Pattern, plain
from bot.domain.reading.refusals import blanked
from bot.domain.reading.smallest_effects import smallest_effect_in
from bot.domain.reading.words import Span

_OVER_TIME = frozenset({"interrupted_time_series", "difference_in_differences"})
"""The designs whose length includes the time before the change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperimentReading:
    """The design and the words that name it, and for each flag the words that led to it, or none."""

    design: str
    words: tuple[Span, ...]
    has_decision_rule: tuple[Span, ...] = ()
    has_duration: tuple[Span, ...] = ()
    has_sample_or_traffic: tuple[Span, ...] = ()
    has_mde: tuple[Span, ...] = ()


def read_experiment_statement(text: str, learned: Learned = NOTHING_LEARNED) -> ExperimentReading:
    """The design and the flags of an experiment statement, with the words that led to each."""
    said = plain(text)
    design, words = design_of(said, learned.likeness(DESIGN, text))
    if design == "none":
        return ExperimentReading(design=design, words=words)
    return ExperimentReading(
        design=design,
        words=words,
        has_decision_rule=decision_rule_of(said) or _likely_rule(text, learned),
        has_duration=_first(DURATION, _without_old_data(said, design)),
        has_sample_or_traffic=_first(SAMPLE, blanked(blanked(said, THRESHOLD), VARIANTS)),
        has_mde=smallest_effect_in(said) or learned.words(SMALLEST_EFFECT, text),
    )


def _likely_rule(text: str, learned: Learned) -> tuple[Span, ...]:
    """What reads like a rule for the decision, unless what it names cannot be observed."""
    return () if NOT_OBSERVABLE.find(plain(text)) else learned.words(DECISION_RULE, text)


def _first(pattern: Pattern, said: str) -> tuple[Span, ...]:
    found = pattern.find(said)
    return (found,) if found else ()


def _without_old_data(said: str, design: str) -> str:
    """The text with blanks for the time that the test itself does not take."""
    said = blanked(said, LIMIT)
    if design in _OVER_TIME:
        return said
    return blanked(blanked(said, OLD_YEARS) if design == "offline_only" else said, HISTORY)


def decision_rule_of(text: str) -> tuple[Span, ...]:
    """The words that tie something observable to what will be done, whatever the experiment is."""
    found = DECISION.find(plain(text))
    return (found,) if found and not NOT_OBSERVABLE.find(found.text) else ()
