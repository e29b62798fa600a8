"""Tells what a statement of success contains: a baseline, a target, a deadline, a unit, a guardrail, an overclaim."""

import re
from dataclasses import dataclass
from typing import Final

from bot.domain.reading.claim_patterns import CAUSE, DENIED, TRIAL, UNTRIED
from bot.domain.reading.credit_patterns import CREDIT
from bot.domain.reading.guardrail_patterns import GUARDRAIL, NOTHING
from bot.domain.reading.learned import GUARDED, LIKELY, NOTHING_LEARNED, OVERCLAIM, Learned
from bot.domain.reading.level_patterns import FUTURE, OBSERVED
from bot.domain.reading.levels import Levels, levels_of
from bot.domain.reading.offline_statements import offline_measures_of
from bot.domain.reading.patterns import Pattern, plain
from bot.domain.reading.side_conditions import HELD_BESIDE
from bot.domain.reading.success_patterns import DEADLINE, TRIED_ON_DATE, UNIT, WITHIN
from bot.domain.reading.vocabulary import Vocabulary
from bot.domain.reading.words import Span

_PART: Final = re.compile(r"[^.;]+")


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
    levels = levels_of(text)
    return SuccessReading(
        offline_only=offline_measures_of(text, vocabulary),
        has_baseline=levels.baseline,
        has_target=levels.target,
        has_deadline=(deadline := _deadline(said, levels)),
        has_unit=_unit(said, deadline),
        causal_overclaim=overclaim_of(text, vocabulary.learned),
        names_guardrail=guardrail_of(text, vocabulary.learned),
    )


def _first(pattern: Pattern, said: str) -> tuple[Span, ...]:
    found = pattern.find(said)
    return (found,) if found else ()


def _deadline(said: str, levels: Levels) -> tuple[Span, ...]:
    """The first date that does not say when the past level was measured, else a time from now on behind a target."""
    past = levels.baseline[0] if levels.baseline else None
    said = TRIED_ON_DATE.regex.sub(lambda found: " " * len(found[0]), said)
    if not levels.target:
        said = _PART.sub(_without_past, said)
    for found in DEADLINE.regex.finditer(said):
        if past is None or found.start() < past.start or found.end() > past.end:
            return (Span(text=found[0].strip(), start=found.start(), end=found.end(), meaning=DEADLINE.name),)
    return _within(said, levels.target)


def _without_past(part: re.Match[str]) -> str:
    """Blanks for what has happened, whose dates are none to judge at: "was 310 hours in May and 240 in June"."""
    past = OBSERVED.find(part[0]) and not FUTURE.find(part[0])
    return " " * len(part[0]) if past else part[0]


def _unit(said: str, deadline: tuple[Span, ...]) -> tuple[Span, ...]:
    """A quantity with a unit that is not just the time until success is judged."""
    for span in deadline:
        said = said[: span.start] + " " * (span.end - span.start) + said[span.end :]
    return _first(UNIT, said)


def _within(said: str, targets: tuple[Span, ...]) -> tuple[Span, ...]:
    found = WITHIN.find(said)
    return (found,) if found and targets and targets[0].start < found.start else ()


def overclaim_of(text: str, learned: Learned = NOTHING_LEARNED) -> tuple[Span, ...]:
    """The words that credit the model with a change, unless a comparison stands behind them."""
    said = plain(text)
    if not UNTRIED.find(said) and (TRIAL.find(said) or DENIED.find(said)):
        return ()
    return _first(CAUSE, said) or _first(CREDIT, said) or learned.words(OVERCLAIM, text)


def guardrail_of(text: str, learned: Learned = NOTHING_LEARNED) -> tuple[Span, ...]:
    """The words that name something which must not get worse."""
    said = plain(text)
    if NOTHING.find(said):
        return ()
    return _first(GUARDRAIL, said) or _first(HELD_BESIDE, said) or learned.words(GUARDED, text, firm=LIKELY)
