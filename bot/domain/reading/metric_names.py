"""Tells what kind of metric an answer names: a model's, the business's, both, or none that could be measured."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from bot.domain.reading.ambiguous import asks_how_well, resolved
from bot.domain.reading.annotated import Clause, annotated, chunks_of, clauses_of
from bot.domain.reading.described import FEWEST_PARTS, Description, descriptions
from bot.domain.reading.metric_grammar import (
    AGREEING,
    AMBIGUOUS,
    BETTER,
    BETWEEN,
    BUSINESS,
    COUNTED,
    MACHINES,
    MEASURES,
    MODEL,
    MODELS,
    MORE,
    NAMED,
    OF,
    PAIRS,
    PLURAL,
    RANKERS,
    SEVERAL,
    TESTS,
    TRIED_ON,
    UNSAID,
)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdict:
    """What one clause names: `model`, `business`, `unknown` (words we do not know) or `nothing`."""

    name: str
    words: tuple[Span, ...]
    is_label: bool = False
    is_object: bool = False
    many: bool = False


def read_metric_name(text: str, vocabulary: Vocabulary, lang: str | None = None) -> MetricReading:
    """What kind of metric the text names, read with the vocabulary of the language, or of all when it is not known."""
    parts = annotated(text, vocabulary.lexicon("metric", lang))
    clauses = _read_together(clauses_of(text, parts))
    told = descriptions(text, vocabulary, lang) if len(parts) >= FEWEST_PARTS else ()
    described = tuple(each for each in told if each.certain)
    rest = tuple(clause for clause in clauses if not clause.negated and not _is_within(clause, described))
    verdicts = tuple(_verdicts(rest))
    model = tuple(word for each in described for word in each.words)
    model += tuple(word for verdict in verdicts if verdict.name == MODEL for word in verdict.words)
    business = tuple(word for verdict in verdicts if verdict.name == BUSINESS for word in verdict.words)
    business += tuple(word for clause in clauses if clause.none_of_it for word in clause.having("business"))
    if model and (business or any(_is_other_measure(verdict) for verdict in verdicts)):
        return MetricReading(kind=MetricKind.MIXED, words=model + business)
    if not business:
        model = model or tuple(_tried(clauses))
    if model:
        return MetricReading(kind=MetricKind.MODEL, words=model)
    if business or _names_something(clauses):
        doubt = () if business else tuple(word for each in told for word in each.words)
        return MetricReading(kind=MetricKind.BUSINESS, words=business, doubt=doubt)
    return MetricReading(
        kind=MetricKind.UNCLEAR, words=tuple(p for p in parts if p.meaning in {"vague", "pointer", "build"})
    )


def _is_within(clause: Clause, described: tuple[Description, ...]) -> bool:
    """Whether a clause is a part of what is described, whatever its words mean elsewhere.

    An outcome behind an "and" is none: "response time of the API and conversion".
    """
    start, end = clause.parts[0].start, clause.parts[-1].end
    around = [each for each in described if each.start <= start and end <= each.end]
    telling = any(start <= word.start < end for each in around for word in each.words)
    return bool(around) and (telling or not clause.having("business"))


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
    counted = any(part.meaning in {"number", "marker"} or part.text.casefold() in MORE | BETTER for part in parts)
    machine = any(part.text.casefold() in MACHINES | MODELS for part in parts)
    for part in parts:
        on_tests = counted and part.text.casefold().startswith(TESTS)
        if on_tests or (machine and part.text.casefold().startswith(AGREEING)):
            yield part


def _is_other_measure(verdict: _Verdict) -> bool:
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


def _verdicts(clauses: tuple[Clause, ...]) -> Iterator[_Verdict]:
    in_object = False  # whether the last model's metric had an object ("recall for fraud"), which "and abuse" goes on
    after_model = False
    compared = _is_comparison(clauses)
    for clause in clauses:
        evidence = tuple(_evidence(clause, compared=compared)) or tuple(_counted_on_tests(clause))
        unknown = clause.having("unknown")
        counted = bool(clause.having("marker"))
        if after_model and clause.parts[0].text.casefold() in TRIED_ON:
            continue  # "intent accuracy, measured on 2k calls": the calls are only what it is tried on
        after_model = bool(evidence) and _head(clause, evidence) == MODEL
        if evidence:
            name = _head(clause, evidence)
            words = tuple(word for word, meaning in evidence if meaning == name)
            in_object = name == MODEL and _has_object(clause)
            yield _Verdict(name=name, words=words)
        else:
            many = len(unknown) >= SEVERAL or (bool(unknown) and (counted or _says_more(clause) or _is_counted(clause)))
            name = "unknown" if unknown else "nothing"
            yield _Verdict(
                name=name,
                words=unknown,
                is_label=clause.label,
                is_object=in_object and clause.goes_on and not counted,
                many=many,
            )


def _has_object(clause: Clause) -> bool:
    """Whether a model's metric is said to be of something, which the next words may go on: "recall for fraud"."""
    between = any(part.text.casefold() in BETWEEN for part in clause.parts)
    related = any(part.meaning == "relation" for part in clause.parts)
    return between or (related and clause.parts[-1].meaning not in NAMED)


def _counted_on_tests(clause: Clause) -> Iterator[tuple[Span, str]]:
    """What is counted on data on which only models are tried: "% of clauses tagged as in the gold set"."""
    if clause.having("marker"):
        yield from ((part, MODEL) for part in clause.parts if part.text.casefold().startswith(TESTS))


def _is_counted(clause: Clause) -> bool:
    """Whether a clause is a bare plural, which may be a thing that is counted: "WER and transfers"."""
    said = [part for part in clause.parts if part.meaning not in UNSAID]
    return len(said) == 1 and PLURAL.fullmatch(said[0].text.casefold()) is not None


def _says_more(clause: Clause) -> bool:
    """Whether a clause says of whom, or what there shall be more or less of: "fewer markdowns", "customers kept"."""
    return bool(clause.having("vague", "trait")) or any(part.text.casefold() in MORE for part in clause.parts)


def _is_comparison(clauses: tuple[Clause, ...]) -> bool:
    """Whether a prediction is held against what really happened: that is its error, whatever was predicted."""
    return any(clause.having("actual") for clause in clauses) and any(clause.having("context") for clause in clauses)


def _evidence(clause: Clause, *, compared: bool) -> Iterator[tuple[Span, str]]:
    """Each part that measures something, with whether a model or the business is measured."""
    for chunk in chunks_of(clause):
        for at, part in enumerate(chunk):
            if part.meaning in MEASURES or (part.meaning == "actual" and compared):
                yield part, MODEL
            elif part.meaning in {"business", "harmless"} and not compared and not _modifies(chunk, at):
                yield part, BUSINESS
            elif part.meaning in AMBIGUOUS:
                meaning = resolved(clause, chunk, part)
                if meaning:
                    yield part, meaning


def _modifies(chunk: tuple[Span, ...], at: int) -> bool:
    """Whether an outcome only says what is modelled: the "churn" of "churn model", the "sales" of "sales forecast"."""
    following = [part for part in chunk[at + 1 :] if part.meaning not in {"sign", "number", "neutral"}]
    return (
        bool(following) and following[0].meaning in {*NAMED, "business"} and any(p.meaning in NAMED for p in following)
    )


def _head(clause: Clause, evidence: tuple[tuple[Span, str], ...]) -> str:
    """What the clause as a whole measures: the last measure of its first phrase that has one.

    "cost of false alarms" is a cost, "AUC for predicting which customers leave" an AUC, "forecast error cost" a cost.
    """
    meanings = {word.start: meaning for word, meaning in evidence}
    chunks = chunks_of(clause)
    first = next(n for n, chunk in enumerate(chunks) if any(part.start in meanings for part in chunk))
    measures = [part for part in chunks[first] if part.start in meanings]
    head = [part for part in measures if not _is_aside(chunks[first], part)][-1:] or measures[-1:]
    if asks_how_well(measures[0], chunks[first]) and meanings[measures[0].start] == MODEL:
        return MODEL
    strangers = any(part.meaning == "unknown" for chunk in chunks[:first] for part in chunk)
    return BUSINESS if strangers and head[0].meaning in AMBIGUOUS else meanings[head[0].start]


def _is_aside(chunk: tuple[Span, ...], part: Span) -> bool:
    """Whether a part stands in parentheses, as the unit of what stands before: "MAE (kWh)"."""
    before = [other.text for other in chunk if other.start < part.start]
    return before.count("(") > before.count(")")


def measures_in(text: str, vocabulary: Vocabulary) -> MetricReading:
    """What kinds of measures a whole statement names; words that are not known count for nothing here."""
    clauses = _read_together(clauses_of(text, annotated(text, vocabulary.lexicon("metric"))))
    compared = _is_comparison(clauses)
    kept = (clause for clause in clauses if not clause.negated)
    found = [(word, meaning) for clause in kept for word, meaning in _evidence(clause, compared=compared)]
    model = tuple(word for word, meaning in found if meaning == MODEL)
    business = tuple(word for word, meaning in found if meaning == BUSINESS)
    if model and business:
        return MetricReading(kind=MetricKind.MIXED, words=model + business)
    kind = MetricKind.MODEL if model else MetricKind.BUSINESS if business else MetricKind.UNCLEAR
    return MetricReading(kind=kind, words=model + business)
