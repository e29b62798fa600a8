"""Finds the levels in a success statement: where things stand, and where they shall get to."""

import re
from dataclasses import dataclass

from bot.domain.reading.claim_patterns import CAUSE, TRIAL
from bot.domain.reading.credit_patterns import CREDIT
from bot.domain.reading.guardrail_patterns import KEPT
from bot.domain.reading.level_patterns import BASELINE, CHANGED, FUTURE, NUMBER_UNIT, OBSERVED, STANDING, TARGET, WISH
from bot.domain.reading.patterns import DATE, FIGURE, NUMBER_WORDS, PERIOD, QUANTITY, plain
from bot.domain.reading.words import Span

_SENTENCE_END = re.compile(
    r"(?<=[.;!?])(?<!\bmin\.)(?<!\bmio\.)(?<!\bmrd\.)(?<!\bstd\.)(?<!\bca\.)(?<!\bapprox\.)(?<!\bno\.)(?<!\bvs\.)"
    r"\s+(?=[^\s])|[。\n]",
    re.IGNORECASE,
)
# Numbers that are no level: dates, windows in a metric's name, the whole of a share, samples, ranks.
_NO_LEVEL = re.compile(
    rf"{DATE}|\bbetween\s{FIGURE}|\b(?:counts? as|is worth|valued at|priced at|equals)\s{FIGURE}|\b(?:within|in|"
    r"after|over|for|innerhalb von|nach|dans|sous|en|em)\s(?:the (?:next|first|last)\s|about\s)?"
    rf"{QUANTITY}[- ]?{PERIOD}\b|{FIGURE}-{PERIOD}\b|{FIGURE} (?:hour|day|week|month|year)(?=\s[a-z])|"
    rf"\b(?:per|out of|in(?!\s[0-9]+ (?:of|out of)|\s[0-9.,]+\s?%)|top|line|week|level|version|phase|team)[- ]?{FIGURE}"
    r"|\b(?:of|in|per) (?:every |each )?(?:10|100|1,?000|ten|a hundred)\b|[@#]\s?[0-9]+"
    rf"|(?:\bx|\u00d7|\*|\btimes)\s?{FIGURE}"
    rf"|{FIGURE}(?=\s(?:archived|old|historical|past|test|golden|held|labelled|labeled|sampled|"
    rf"historic)\b)|{FIGURE}-(?=[a-z])|{FIGURE}(?=\s?-\s?[0-9])",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    rf"{FIGURE}|\b{NUMBER_WORDS}(?= (?:hours?|days?|weeks?|minutes?|months?|percent|per cent|points?|people|"
    r"of [a-z]+s|[a-z]+ per)\b)",
    re.IGNORECASE,
)
_IN_PARENTHESES = re.compile(rf"\(\s?(?:[a-z]+\s){{0,3}}{FIGURE}[^)]*\)", re.IGNORECASE)
_FACTOR = re.compile(r"(?:halv|doubl|tripl|half (?:of )?(?:today|the current))[a-z' ]*", re.IGNORECASE)
# "churn 5 to 4", "NPS 31 to 40": from one level to another, unless it is a span ("10 to 15%").
_FROM_TO = re.compile(
    rf"(?P<level>(?<![-.0-9])(?P<first>{FIGURE})(?P<unit>{NUMBER_UNIT}))\s(?:down |up )?(?:to|auf|à|a|para)\s"
    rf"(?:about |around |roughly )?(?P<second>{FIGURE})(?P<other>{NUMBER_UNIT})",
    re.IGNORECASE,
)
# What stands between two measures that each have a level to reach: "and", or a comma and the second one's name.
_BESIDE = re.compile(r"[^,;.]{0,12}(?:\band|[,;]\s(?!then\b|now\b|want|aim)[a-z][a-z ]{2,30}?)\s*", re.IGNORECASE)
_BARE = re.compile(rf"{FIGURE}|under\b|below\b|above\b|over\b|at (?:least|most)\b|[<>≤≥]", re.IGNORECASE)
_SPAN = re.compile(
    r"\s?(?:less|fewer|more|lower|higher|cheaper|faster|better|reduction|increase|savings?)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """The words that give a past or present level, and those that give one to reach."""

    baseline: tuple[Span, ...] = ()
    target: tuple[Span, ...] = ()


def levels_of(text: str) -> Levels:
    """The baseline and the target of a statement: what is said to be one, else what the order of its numbers tells.

    What a guardrail is held at counts only where nothing else gives a level.
    """
    said = plain(text)
    main = KEPT.regex.sub(lambda found: " " * len(found[0]), said)
    levels = _levels(main)
    return levels if levels.baseline or levels.target else _levels(said)


def _levels(said: str) -> Levels:
    baseline, target = BASELINE.find(said) or _left_behind(said), _target(said)
    if baseline is None:
        baseline = _implied_baseline(said, target)
    if target is None:
        target = _implied_target(said, baseline)
    return Levels(baseline=(baseline,) if baseline else (), target=(target,) if target else ())


def _target(said: str) -> Span | None:
    """The first target in a sentence that does not only report what was observed."""
    at = 0
    for sentence in _SENTENCE_END.split(said):
        start = said.index(sentence, at)
        at = start + len(sentence)
        reports = (OBSERVED.find(sentence) or _is_credited(sentence)) and not FUTURE.find(sentence)
        found = TARGET.find(sentence)
        if found and not reports:
            return Span(text=found.text, start=start + found.start, end=start + found.end, meaning=found.meaning)
    return None


def _is_credited(said: str) -> bool:
    """Whether a model has the credit for what is said, so that its figures report; what a trial must show does not."""
    return bool(CAUSE.find(said) or CREDIT.find(said)) and not TRIAL.find(said)


def _left_behind(said: str) -> Span | None:
    """The first of two levels with "to" between them; two numbers upwards with one unit are a span."""
    for found in _FROM_TO.finditer(said):
        is_span = (
            _size(found["first"]) < _size(found["second"])
            and not found["unit"].strip()
            and (bool(_SPAN.match(said, found.end())) or found["other"].strip() != "")
        )
        if not is_span:
            return Span(text=found["level"], start=found.start("level"), end=found.end("level"), meaning="baseline")
    return None


def _size(figure: str) -> float:
    """About how large a figure is, whichever signs group its digits."""
    digits = re.sub(r"[^0-9.]", "", figure).strip(".")
    return float(digits if digits.count(".") == 1 else digits.replace(".", ""))


def _loose(said: str, taken: Span | None) -> list[Span]:
    """The figures with a level that no phrase has claimed."""
    spans = [Span(text=f[0].strip(), start=f.start(), end=f.end(), meaning="level") for f in _FIGURE.finditer(said)]
    if not spans:
        return []
    taken_places = [(found.start(), found.end()) for found in _NO_LEVEL.finditer(said)]
    if taken:
        taken_places.append((taken.start, taken.end))
    return [span for span in spans if not any(start < span.end and span.start < end for start, end in taken_places)]


def _implied_baseline(said: str, target: Span | None) -> Span | None:
    """A level before the one to reach, one in parentheses, or one that is only said to be costing something now."""
    if OBSERVED.find(said) or (_is_credited(said) and not target):
        return None
    loose_levels = _loose(said, target)
    if target and _FACTOR.fullmatch(target.text):
        return next((level for level in loose_levels if level.start >= target.end), (*loose_levels, None)[0])
    before = [level for level in loose_levels if target and _leads_to(said[level.end : target.start], level, target)]
    if before:
        return before[0]
    if target is None and loose_levels and (WISH.find(said) or STANDING.find(said)):
        return loose_levels[0]
    aside = _IN_PARENTHESES.search(said)
    return Span(text=aside[0], start=aside.start(), end=aside.end(), meaning="baseline") if aside else None


def _leads_to(between: str, level: Span, target: Span) -> bool:
    """Whether a level before the one to reach is of the same measure, unlike "AUC 0.85 and 10% fewer chargebacks"."""
    return level.start < target.start and not (_BESIDE.fullmatch(between) and _BARE.match(target.text))


def _implied_target(said: str, baseline: Span | None) -> Span | None:
    """A level of a measure with nothing else said, or one that follows where things stand: success is to reach it."""
    if (OBSERVED.find(said) and not baseline) or (_is_credited(said) and not FUTURE.find(said)):
        return None
    if CHANGED.find(said) and not FUTURE.find(said):
        return None
    if baseline and WISH.find(said):
        return None
    loose = _loose(said, baseline)
    behind = [level for level in loose if baseline is None or level.start >= baseline.end]
    is_aside = baseline is not None and said[: baseline.start].rstrip().endswith(("(", ",", ";"))
    return (*loose[: 1 if is_aside else 0], None, *behind)[-1 if behind else 0]
