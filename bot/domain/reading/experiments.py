"""Tells which experiment a statement plans, and what it says of it: rule, length, size, smallest effect."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.reading.assignment_patterns import (
    LACKING,
    OLD_RECORDS,
    REJECTED,
    REJECTS,
    RELATIVE,
    RINGS,
    SHUFFLED,
    STAND_IN,
    TURNS,
)
from bot.domain.reading.comparison_patterns import CHOSEN, COMPARISON, DIFFERENCE, INTERRUPTED
from bot.domain.reading.decision_patterns import DECISION, NOT_OBSERVABLE
from bot.domain.reading.design_patterns import NOT_RANDOM, RANDOMISED, STAGED, SWITCHBACK
from bot.domain.reading.experiment_patterns import DURATION, HISTORY, MDE, OLD_YEARS, SAMPLE, THRESHOLD, VARIANTS
from bot.domain.reading.growth import growth_in
from bot.domain.reading.offline_patterns import OFFLINE, TRAINING
from bot.domain.reading.patterns import Pattern, plain
from bot.domain.reading.refusal_patterns import (
    BARE_REFUSAL,
    IMPOSSIBLE,
    LAUNCH_TO_ALL,
    LIVE_LATER,
    PLACEHOLDER,
    REFUSAL,
)
from bot.domain.reading.words import Span

_DESIGNS = (
    *(SWITCHBACK, TURNS, DIFFERENCE, RANDOMISED, SHUFFLED, STAND_IN, COMPARISON, INTERRUPTED, STAGED, RINGS),
    *(OFFLINE, OLD_RECORDS, TRAINING),
)
"""From the design that says most about itself to the one that others also mention."""

_OVER_TIME = frozenset({"interrupted_time_series", "difference_in_differences"})
"""The designs whose length includes the time before the change."""

_EXPERIMENT = re.compile(
    r"\b(?:experiment|experimento|test|trial|compar\w*|control|random\w*|pilot|measure\w*|versuch|vergleich|essai|"
    r"expérience|prueba|teste|ensayo)(?:s|e|en)?\b|实验|测试|実験|テスト|試験",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\W*(?:only )?(?:if|when|once|provided|as soon as|wenn|sobald|si|se)\b", re.IGNORECASE)
"""Behind a launch it makes a rule of it, not a decision that has fallen."""

_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_REACH = 40
"""How many characters behind a "no" a design may stand to be meant by it."""

_WORDS = 6
"""How many words before a "was rejected" may hold what was."""

_CLAUSE = re.compile(
    r"[.;:!?。、]\s*|,\s|\s(?:but|so|instead|however|therefore|because|"
    r"since|hence|we will instead|aber|sondern|stattdessen|mais|donc|pero|"
    r"sino|mas|então)\s|\s-+\s|[()\n]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperimentReading:
    """The design and the words that name it, and for each flag the words that led to it, or none."""

    design: str
    words: tuple[Span, ...]
    has_decision_rule: tuple[Span, ...] = ()
    has_duration: tuple[Span, ...] = ()
    has_sample_or_traffic: tuple[Span, ...] = ()
    has_mde: tuple[Span, ...] = ()


def read_experiment_statement(text: str) -> ExperimentReading:
    """The design and the flags of an experiment statement, with the words that led to each."""
    said = plain(text)
    design, words = _design(said)
    if design == "none":
        return ExperimentReading(design=design, words=words)
    return ExperimentReading(
        design=design,
        words=words,
        has_decision_rule=decision_rule_of(said),
        has_duration=_first(DURATION, _without_old_data(said, design)),
        has_sample_or_traffic=_first(SAMPLE, _blanked(_blanked(said, THRESHOLD), VARIANTS)),
        has_mde=_first(MDE, said),
    )


def _first(pattern: Pattern, said: str) -> tuple[Span, ...]:
    found = pattern.find(said)
    return (found,) if found else ()


def _design(said: str) -> tuple[str, tuple[Span, ...]]:
    """The first design that is named without being refused; a refusal alone, or a launch to all, is `none`."""
    placeholder = PLACEHOLDER.find(said)
    if placeholder:
        return "none", (placeholder,)
    refused = [_span(found) for found in LACKING.regex.finditer(said)]
    said = kept = _blanked(said, LACKING)
    for start, end in _clauses(said):
        clause = said[start:end]
        refusal = REFUSAL.find(clause)
        if (refusal and _refuses(clause, refusal)) or _is_rejected(clause):
            refused.append(Span(text=clause.strip(), start=start, end=end, meaning="refusal"))
            kept = kept[:start] + " " * (end - start) + kept[end:]
    for pattern in _DESIGNS:
        found = (CHOSEN if pattern is RANDOMISED and NOT_RANDOM.find(said) else pattern).find(kept)
        if pattern is STAGED:
            found = found or growth_in(kept)
        if found and not (pattern is RANDOMISED and _is_on_old_data(kept, found)):
            return found.meaning, (found,)
    launch = LAUNCH_TO_ALL.find(said) or IMPOSSIBLE.find(said) or BARE_REFUSAL.find(said)
    if refused or (launch and not _CONDITION.match(said[launch.end :])):
        return "none", tuple(refused) or ((launch,) if launch else ())
    return "unclear", ()


def _is_on_old_data(said: str, named: Span) -> bool:
    """Whether what sounds like a live test compares models on data that lies there already."""
    if named.text.casefold().startswith("hold") and TRAINING.find(said):
        return True  # "5 seeds, 3 learning rates, same holdout"
    for start, end in _clauses(said):
        clause = said[start:end]
        if start <= named.start < end and OFFLINE.find(clause):
            return not LIVE_LATER.find(clause)
    return False


def _span(found: re.Match[str]) -> Span:
    return Span(text=found[0].strip(), start=found.start(), end=found.end(), meaning="refusal")


def _is_rejected(clause: str) -> bool:
    """Whether somebody turned down the test that stands beside it: "the A/B idea was vetoed by the board"."""
    rejected, rejects = REJECTED.find(clause), REJECTS.find(clause)
    part = (
        " ".join(clause[: rejected.start].split()[-_WORDS:])
        if rejected
        else clause[rejects.end :][:_REACH]
        if rejects
        else ""
    )
    return _names_a_test(part) and not RELATIVE.find(part)


def _names_a_test(part: str) -> bool:
    return any(pattern.find(part) for pattern in _DESIGNS) or bool(_EXPERIMENT.search(part))


def _refuses(clause: str, refusal: Span) -> bool:
    """Whether the clause says no to a comparison: the design or the word for one stands in it."""
    if re.match(r"\s*(?:if|unless|when|stop|go)\b", clause, re.IGNORECASE) or COMPARISON.find(clause):
        return False
    reach = clause if _UNSPACED.search(clause) else clause[refusal.end : refusal.end + _REACH]
    return _names_a_test(reach) or (_names_a_test(clause) and IMPOSSIBLE.find(clause) is not None)


def _clauses(said: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _CLAUSE.finditer(said):
        yield start, found.start()
        start = found.end()
    yield start, len(said)


def _without_old_data(said: str, design: str) -> str:
    """The text with blanks for the time that the test itself does not take."""
    if design in _OVER_TIME:
        return said
    return _blanked(_blanked(said, OLD_YEARS) if design == "offline_only" else said, HISTORY)


def _blanked(said: str, pattern: Pattern) -> str:
    """The text with blanks where the pattern stands."""
    return pattern.regex.sub(lambda found: " " * len(found[0]), said)


def decision_rule_of(text: str) -> tuple[Span, ...]:
    """The words that tie something observable to what will be done, whatever the experiment is."""
    found = DECISION.find(plain(text))
    return (found,) if found and not NOT_OBSERVABLE.find(found.text) else ()
