"""Finds the levels in a success statement: where things stand, and where they shall get to."""

import re
from dataclasses import dataclass

from bot.domain.reading.patterns import DATE, FIGURE, PERIOD, QUANTITY, plain
from bot.domain.reading.success_patterns import BASELINE, CAUSE, FUTURE, OBSERVED, STANDING, TARGET, WISH
from bot.domain.reading.words import Span

_SENTENCE_END = re.compile(r"(?<=[.;!?])\s+(?=[^\s])|[。\n]")
# Numbers that are no level: dates, windows in a metric's name, the whole of a share, samples, ranks.
_NO_LEVEL = re.compile(
    rf"{DATE}|{QUANTITY}[- ]?{PERIOD}\b|\b(?:per|out of|in|top|line|week|level|version|phase|"
    rf"team)[- ]?{FIGURE}|\bof (?:10|100|1,?000|ten)\b|[@#]\s?[0-9]+"
    rf"|{FIGURE}(?=\s(?:archived|old|historical|past|test|golden|held|labelled|labeled|sampled|"
    rf"historic)\b)|{FIGURE}-(?=[a-z])",
    re.IGNORECASE,
)
_FIGURE = re.compile(FIGURE, re.IGNORECASE)
_IN_PARENTHESES = re.compile(rf"\(\s?(?:[a-z]+\s){{0,3}}{FIGURE}[^)]*\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """The words that give a past or present level, and those that give one to reach."""

    baseline: tuple[Span, ...] = ()
    target: tuple[Span, ...] = ()


def levels_of(text: str) -> Levels:
    """The baseline and the target of a statement: what is said to be one, else what the order of its numbers tells."""
    said = plain(text)
    baseline, target = BASELINE.find(said), _target(said)
    if baseline is None:
        baseline = _implied_baseline(said, target)
    if target is None and baseline is None:
        target = _implied_target(said)
    return Levels(baseline=(baseline,) if baseline else (), target=(target,) if target else ())


def _target(said: str) -> Span | None:
    """The first target in a sentence that does not only report what was observed."""
    at = 0
    for sentence in _SENTENCE_END.split(said):
        start = said.index(sentence, at)
        at = start + len(sentence)
        reports = (OBSERVED.find(sentence) or CAUSE.find(sentence)) and not FUTURE.find(sentence)
        found = TARGET.find(sentence)
        if found and not reports:
            return Span(text=found.text, start=start + found.start, end=start + found.end, meaning=found.meaning)
    return None


def _loose(said: str, taken: Span | None) -> list[Span]:
    """The figures with a level that no phrase has claimed."""
    taken_places = [(found.start(), found.end()) for found in _NO_LEVEL.finditer(said)]
    if taken:
        taken_places.append((taken.start, taken.end))
    spans = (Span(text=f[0].strip(), start=f.start(), end=f.end(), meaning="level") for f in _FIGURE.finditer(said))
    return [span for span in spans if not any(start < span.end and span.start < end for start, end in taken_places)]


def _implied_baseline(said: str, target: Span | None) -> Span | None:
    """A level before the one to reach, one in parentheses, or one that is only said to be costing something now."""
    if OBSERVED.find(said) or (CAUSE.find(said) and not target):
        return None
    if target and re.fullmatch(r"(?:halv|doubl|tripl)\w+", target.text, re.IGNORECASE):
        loose = _FIGURE.search(said, target.end)
        return Span(text=loose[0].strip(), start=loose.start(), end=loose.end(), meaning="baseline") if loose else None
    loose_levels = _loose(said, target)
    before = [level for level in loose_levels if target and level.start < target.start]
    if before:
        return before[0]
    if target is None and loose_levels and (WISH.find(said) or STANDING.find(said)):
        return loose_levels[0]
    aside = _IN_PARENTHESES.search(said)
    return Span(text=aside[0], start=aside.start(), end=aside.end(), meaning="baseline") if aside else None


def _implied_target(said: str) -> Span | None:
    """A level of a measure with nothing else said: a statement of success means to reach it."""
    if OBSERVED.find(said) or CAUSE.find(said):
        return None
    loose = _loose(said, None)
    return loose[-1] if loose else None
