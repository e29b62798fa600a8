"""Tells whether an experiment is done at all: what is turned down is blanked, so that it is read as no design."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.domain.reading.assignment_patterns import LACKING, REJECTED, REJECTED_IT, REJECTS, RELATIVE
from bot.domain.reading.comparison_patterns import COMPARISON
from bot.domain.reading.patterns import Pattern
from bot.domain.reading.refusal_patterns import BARE_REFUSAL, IMPOSSIBLE, LAUNCH_TO_ALL, PLACEHOLDER, REFUSAL
from bot.domain.reading.words import Span

_EXPERIMENT = re.compile(
    r"\b(?:experiment(?:ing|ation)?|experimento|test(?:ing)?|trial|compar\w*|control|random\w*|pilot|measure\w*|"
    r"versuch|vergleich|essai|"
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
    r"[.;:!?。、]\s*|,(?:\s|(?=[\u3040-\u30ff\u3400-\u9fff]))|\s(?:but|so|instead|however|therefore|because|"
    r"since|hence|we will instead|aber|sondern|stattdessen|mais|donc|pero|"
    r"sino|mas|então)\s|\s-+\s|[()\n]",
    re.IGNORECASE,
)
_OPENING = re.compile(r"\s*(?:if|unless|when|stop|go)\b", re.IGNORECASE)

Names = Callable[[str], bool]
"""Whether a text names a design."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What stands of a statement after its refusals: the text with blanks for them, and the words that refuse.

    `said` has blanks only for a lack of something to compare with, `empty` is a placeholder for an answer, `launched`
    a launch to all or a no to whatever it is.
    """

    said: str
    kept: str
    refused: tuple[Span, ...] = ()
    empty: Span | None = None
    launched: Span | None = None


def standing_of(said: str, names_design: Names) -> Standing:
    """What is said to be done, and what not."""
    empty = PLACEHOLDER.find(said)
    if empty:
        return Standing(said=said, kept=said, empty=empty)
    refused = [_span(found) for found in LACKING.regex.finditer(said)]
    said = kept = blanked(said, LACKING)
    rejected_it = REJECTED_IT.find(said)
    for start, end in clauses_in(said):
        clause = said[start:end]
        before_it = rejected_it is not None and start < rejected_it.start and _names_a_test(clause, names_design)
        if before_it or _is_refused(clause, names_design):
            refused.append(Span(text=clause.strip(), start=start, end=end, meaning="refusal"))
            kept = kept[:start] + " " * (end - start) + kept[end:]
    launch = LAUNCH_TO_ALL.find(said)
    if launch and _CONDITION.match(said[launch.end :]):
        launch = None
    launched = launch or IMPOSSIBLE.find(said) or BARE_REFUSAL.find(said)
    return Standing(said=said, kept=kept, refused=tuple(refused), launched=launched)


def clauses_in(said: str) -> Iterator[tuple[int, int]]:
    """Where each clause of a statement begins and ends."""
    start = 0
    for found in _CLAUSE.finditer(said):
        yield start, found.start()
        start = found.end()
    yield start, len(said)


def blanked(said: str, pattern: Pattern) -> str:
    """The text with blanks where the pattern stands."""
    return pattern.regex.sub(lambda found: " " * len(found[0]), said)


def _span(found: re.Match[str]) -> Span:
    return Span(text=found[0].strip(), start=found.start(), end=found.end(), meaning="refusal")


def _is_refused(clause: str, names_design: Names) -> bool:
    refusal = REFUSAL.find(clause)
    return (refusal is not None and _refuses(clause, refusal, names_design)) or _is_rejected(clause, names_design)


def _is_rejected(clause: str, names_design: Names) -> bool:
    """Whether somebody turned down the test that stands beside it: "the A/B idea was vetoed by the board"."""
    rejected, rejects = REJECTED.find(clause), REJECTS.find(clause)
    part = (
        " ".join(clause[: rejected.start].split()[-_WORDS:])
        if rejected
        else clause[rejects.end :][:_REACH]
        if rejects
        else ""
    )
    return _names_a_test(part, names_design) and not RELATIVE.find(part)


def _names_a_test(part: str, names_design: Names) -> bool:
    return names_design(part) or bool(_EXPERIMENT.search(part))


def _refuses(clause: str, refusal: Span, names_design: Names) -> bool:
    """Whether the clause says no to a comparison: the design or the word for one stands in it."""
    if _OPENING.match(clause) or COMPARISON.find(clause):
        return False
    reach = clause if _UNSPACED.search(clause) else clause[refusal.end : refusal.end + _REACH]
    if _names_a_test(reach, names_design):
        return True
    return _names_a_test(clause, names_design) and IMPOSSIBLE.find(clause) is not None
