"""Tells what kind of metric an answer names: a model's, the business's, both, or none that could be measured."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from bot.domain.reading.annotated import Clause, annotated, clauses_of
from bot.domain.reading.deferred import ANY_OF_THEM, DEFERRED, LEVEL_ALONE
from bot.domain.reading.definitions import labelled_by, meant_by, without_brand
from bot.domain.reading.described import FEWEST_PARTS, Description, descriptions
from bot.domain.reading.metric_grammar import (
    AGREEING,
    AMBIGUOUS,
    BETTER,
    BUSINESS,
    COUNTED,
    MACHINES,
    MEASURES,
    MODEL,
    MODELS,
    MORE,
    OF,
    PAIRS,
    RANKERS,
    SEVERAL,
    UNIT_OF_IT,
)
from bot.domain.reading.metric_verdicts import Verdict, evidence_in, is_comparison, verdicts_of
from bot.domain.reading.patterns import plain
from bot.domain.reading.trial_words import BEATING, is_test
from bot.domain.reading.vocabulary import Vocabulary
from bot.domain.reading.words import Span


class MetricKind(StrEnum):
    """What an answer names: only a model's or system's measure, an outcome, both, or nothing measurable."""

    MODEL = "model"
    BUSINESS = "business"
    MIXED = "mixed"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricReading:
    """The kind of metric, and the words that led to it; `doubt` are words for which it may be but a score after all."""

    kind: MetricKind
    words: tuple[Span, ...]
    doubt: tuple[Span, ...] = ()


_MEANT = frozenset({MetricKind.MODEL, MetricKind.BUSINESS, MetricKind.MIXED})
_LABELLED = frozenset({MetricKind.MODEL})
"""What behind "i.e." and behind a colon counts alone: a colon also stands between an outcome and its details."""


def read_by_rules(text: str, vocabulary: Vocabulary, lang: str | None = None) -> MetricReading:
    """What kind of metric the text names by its words alone, with those of the language, or of all when unknown."""
    text = without_brand(text)
    meant, labelled = meant_by(text), labelled_by(text)
    for inner, kinds in ((meant, _MEANT), (labelled, _LABELLED)):
        reading = _read(inner, vocabulary, lang) if inner else None
        if reading and reading.kind in kinds and any(word.meaning not in AMBIGUOUS for word in reading.words):
            return reading
    return _read(text, vocabulary, lang)


def _read(text: str, vocabulary: Vocabulary, lang: str | None) -> MetricReading:
    """What the text names, as it stands."""
    parts = annotated(text, vocabulary.lexicon("metric", lang))
    clauses = _read_together(_with_wholes(clauses_of(text, parts)))
    told = descriptions(text, vocabulary, lang) if len(parts) >= FEWEST_PARTS else ()
    described = tuple(each for each in told if each.certain)
    rest = tuple(clause for clause in clauses if not clause.negated and not _is_within(clause, described))
    verdicts = tuple(verdicts_of(rest, compared=is_comparison(clauses)))
    model = tuple(word for each in described for word in tuple(_scores_in(each, clauses)) or each.words)
    model += tuple(word for verdict in verdicts if verdict.name == MODEL for word in verdict.words)
    business = tuple(_outcomes(verdicts, beside_model=bool(model)))
    business += tuple(word for clause in clauses if clause.none_of_it for word in clause.having("business"))
    if model and (business or any(_is_other_measure(verdict) for verdict in verdicts)):
        return MetricReading(kind=MetricKind.MIXED, words=model + business)
    if not business:
        model = model or tuple(_tried(clauses))
    if model:
        return MetricReading(kind=MetricKind.MODEL, words=model)
    said = plain(text)
    deferred = DEFERRED.find(said) or ANY_OF_THEM.find(said) or LEVEL_ALONE.find(said)
    if deferred:
        return MetricReading(kind=MetricKind.UNCLEAR, words=(deferred,))
    if business or _names_something(clauses):
        doubt = () if business else tuple(word for each in told for word in each.words)
        return MetricReading(kind=MetricKind.BUSINESS, words=business, doubt=doubt)
    return MetricReading(
        kind=MetricKind.UNCLEAR, words=tuple(p for p in parts if p.meaning in {"vague", "pointer", "build"})
    )


def _scores_in(described: Description, clauses: tuple[Clause, ...]) -> Iterator[Span]:
    """The scores by name in what is described: of "forecast RMSE on the holdout weeks" it is the RMSE that measures."""
    for clause in clauses:
        if not clause.negated:
            yield from (
                part for part in clause.having(*MEASURES) if described.start <= part.start and part.end <= described.end
            )


def _outcomes(verdicts: tuple[Verdict, ...], *, beside_model: bool) -> Iterator[Span]:
    """The words for outcomes; beside a score, what only calls it a metric of the business is none."""
    for verdict in verdicts:
        if verdict.name == BUSINESS and not (beside_model and verdict.is_title):
            yield from verdict.words


def _is_within(clause: Clause, described: tuple[Description, ...]) -> bool:
    """Whether a clause is a part of what is described, whatever its words mean elsewhere.

    An outcome behind an "and" is none: "response time of the API and conversion".
    """
    start, end = clause.parts[0].start, clause.parts[-1].end
    around = [each for each in described if each.start <= start and end <= each.end]
    telling = any(start <= word.start < end for each in around for word in each.words)
    return bool(around) and (telling or not clause.having("business"))


def _with_wholes(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """The clauses, one that only tells of what whole a score is a share put to the score: "words heard, in % of …"."""
    joined: list[Clause] = []
    for clause in clauses:
        if joined and _is_share(clause, joined[-1]):
            joined[-1] = replace(joined[-1], parts=joined[-1].parts + clause.parts, label=clause.label)
        else:
            joined.append(clause)
    return tuple(joined)


def _is_share(clause: Clause, before: Clause) -> bool:
    """Whether a clause is "in % of the labelled images", or of what the clause before it counts."""
    first = clause.parts[0].text.casefold().partition(" ")[0]
    shared = bool(clause.having("marker")) or any(part.text == "%" for part in clause.parts)
    if not (clause.goes_on and shared and first in UNIT_OF_IT):
        return False
    named = {part.text.casefold() for part in clause.having("unknown")}
    again = bool(named) and named <= {part.text.casefold() for part in before.parts}
    return again or any(is_test(part) for part in clause.parts)


def _read_together(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """The clauses with what only the whole answer tells: MRR beside nDCG is a rank, beside nothing or $ it is money.

    Precision beside recall is a score, whatever stands with them.
    """
    named = {part.text.casefold() for clause in clauses for part in clause.having("doubtful")}
    pairs = {word for pair in PAIRS if pair <= named for word in pair}
    ranks = any(
        clause.having("ranking") or any(part.text.casefold().startswith(RANKERS) for part in clause.having("context"))
        for clause in clauses
    )
    return tuple(
        replace(
            clause,
            parts=tuple(
                _decided(part, ranks=ranks and not clause.having("marker"), pairs=pairs) for part in clause.parts
            ),
        )
        for clause in clauses
    )


def _decided(part: Span, *, ranks: bool, pairs: set[str]) -> Span:
    if part.meaning == "doubtful" and part.text.casefold() in pairs:
        return replace(part, meaning=MODEL)
    return replace(part, meaning="ranking" if ranks else "business") if part.meaning == "twofold" else part


def _tried(clauses: tuple[Clause, ...]) -> Iterator[Span]:
    """What says in a sentence without a measure that a model is tried: on test data, or by what a person says, too."""
    parts = [part for clause in clauses if not clause.negated for part in clause.parts]
    counted = any(
        part.meaning in {"number", "marker"} or part.text.casefold() in MORE | BETTER | BEATING for part in parts
    )
    machine = any(part.text.casefold() in MACHINES | MODELS for part in parts)
    for part in parts:
        on_tests = part.meaning == "ground" or (counted and is_test(part))
        if on_tests or (machine and part.text.casefold().startswith(AGREEING)):
            yield part


def _is_other_measure(verdict: Verdict) -> bool:
    """Whether words that we do not know stand beside a model's metric as a measure of their own."""
    return verdict.name == "unknown" and verdict.many and not verdict.is_label and not verdict.is_object


def _names_something(clauses: tuple[Clause, ...]) -> bool:
    """Whether words that we do not know may be a metric: not when the answer only points or plans to build."""
    said = [part for clause in clauses for part in clause.parts if part.meaning not in {"neutral", "sign", "relation"}]
    points = any(part.meaning == "pointer" for part in said)
    wishes = bool(said) and (said[0].meaning in {"pointer", "build"} or (points and said[0].meaning == "vague"))
    counted = any(part.meaning == "marker" for part in said) or _counts(clauses)
    unknown = [part for part in said if part.meaning in {"unknown", "harmless"}]
    vague = any(part.meaning == "vague" for part in said) or _only_betters(clauses)
    if vague and any(COUNTED.fullmatch(part.text) for part in said):
        return True  # "share of students who pass"
    if not unknown or (wishes and not counted):
        return False
    return counted or not vague or len(unknown) >= SEVERAL


def _only_betters(clauses: tuple[Clause, ...]) -> bool:
    """Whether the answer is "better" and what shall be better: a direction without a measure."""
    parts = [part for clause in clauses for part in clause.parts]
    return bool(parts) and parts[0].text.casefold() in BETTER


def _counts(clauses: tuple[Clause, ...]) -> bool:
    """Whether something is counted without a word for it: "% customers reached", "dropout of students"."""
    parts = [part for clause in clauses for part in clause.parts]
    pairs = pairwise(parts)
    of_something = any(one.meaning == "unknown" and other.text.casefold() in OF for one, other in pairs)
    return of_something or (bool(parts) and parts[0].text == "%")


def measures_in(text: str, vocabulary: Vocabulary) -> MetricReading:
    """What kinds of measures a whole statement names; words that are not known count for nothing here."""
    clauses = _read_together(clauses_of(text, annotated(text, vocabulary.lexicon("metric"))))
    compared = is_comparison(clauses)
    kept = (clause for clause in clauses if not clause.negated)
    found = [(word, meaning) for clause in kept for word, meaning in evidence_in(clause, compared=compared)]
    model = tuple(word for word, meaning in found if meaning == MODEL)
    business = tuple(word for word, meaning in found if meaning == BUSINESS)
    if model and business:
        return MetricReading(kind=MetricKind.MIXED, words=model + business)
    kind = MetricKind.MODEL if model else MetricKind.BUSINESS if business else MetricKind.UNCLEAR
    return MetricReading(kind=kind, words=model + business)
