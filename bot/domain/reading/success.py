"""Tells what a statement of success contains: a baseline, a target, a deadline, a unit, a guardrail, an overclaim."""

import re
from dataclasses import dataclass

from bot.domain.reading.metric_names import MetricKind, measures_in
from bot.domain.reading.patterns import Pattern, plain
from bot.domain.reading.success_patterns import (
    BASELINE,
    CAUSE,
    DEADLINE,
    DENIED,
    FUTURE,
    GUARDRAIL,
    NOTHING,
    OBSERVED,
    TARGET,
    TRIAL,
    UNIT,
    WITHIN,
)
from bot.domain.reading.vocabulary import Vocabulary
from bot.domain.reading.words import Span

_SENTENCE_END = re.compile(r"(?<=[.;!?])\s+(?=[^\s])|[。；！？\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessReading:
    """What a success statement contains; each flag holds the words that led to it, or none."""

    offline_only: tuple[Span, ...]
    has_baseline: tuple[Span, ...]
    has_target: tuple[Span, ...]
    has_deadline: tuple[Span, ...]
    has_unit: tuple[Span, ...]
    causal_overclaim: tuple[Span, ...]
    names_guardrail: tuple[Span, ...]


def read_success_statement(text: str, vocabulary: Vocabulary) -> SuccessReading:
    """The flags of a success statement, with the words that led to each."""
    said = plain(text)
    targets = _targets(said)
    measures = measures_in(text, vocabulary)
    return SuccessReading(
        offline_only=measures.words if measures.kind is MetricKind.MODEL else (),
        has_baseline=_first(BASELINE, said),
        has_target=targets,
        has_deadline=_first(DEADLINE, said) or _within(said, targets),
        has_unit=_first(UNIT, said),
        causal_overclaim=_overclaim(said),
        names_guardrail=_guardrail(said),
    )


def _first(pattern: Pattern, said: str) -> tuple[Span, ...]:
    found = pattern.find(said)
    return (found,) if found else ()


def _targets(said: str) -> tuple[Span, ...]:
    """The first target in a part that does not only report what was observed and is no guardrail."""
    at = 0
    for sentence in _SENTENCE_END.split(said):
        start = said.index(sentence, at)
        at = start + len(sentence)
        reports = OBSERVED.find(sentence) and not FUTURE.find(sentence)
        found = TARGET.find(sentence)
        if found and not reports and not CAUSE.find(sentence):
            return (Span(text=found.text, start=start + found.start, end=start + found.end, meaning=found.meaning),)
    return ()


def _within(said: str, targets: tuple[Span, ...]) -> tuple[Span, ...]:
    found = WITHIN.find(said)
    return (found,) if found and targets and targets[0].start < found.start else ()


def _overclaim(said: str) -> tuple[Span, ...]:
    if TRIAL.find(said) or DENIED.find(said):
        return ()
    return _first(CAUSE, said)


def _guardrail(said: str) -> tuple[Span, ...]:
    found = GUARDRAIL.find(said)
    return (found,) if found and not NOTHING.find(said) else ()
