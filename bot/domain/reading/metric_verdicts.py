"""Tells what each clause of an answer measures: a model, the business, something unknown, or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import dropwhile, pairwise, takewhile

from bot.domain.reading.ambiguous import asks_how_well, resolved
from bot.domain.reading.annotated import Clause, chunks_of
from bot.domain.reading.metric_grammar import (
    AMBIGUOUS,
    BETWEEN,
    BUSINESS,
    MEASURES,
    MODEL,
    MORE,
    NAMED,
    PHYSICAL,
    PLURAL,
    RATES,
    SEVERAL,
    TITLES,
    UNIT_OF_IT,
    UNSAID,
)
from bot.domain.reading.score_words import BENEFITS, FORETOLD, MAKERS, PLANNED, SCORE_HEADS, USED, VERSUS
from bot.domain.reading.trial_words import TRIED_ON, is_test
from bot.domain.reading.words import Span

_BESIDES = frozenset(
    ["and", "plus", "+", ";", "&", ".", "as well as", "und", "sowie", "y", "et", "e", "和", "与", "と"]
)
"""What begins another measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one clause names: `model`, `business`, `unknown` (words we do not know) or `nothing`."""

    name: str
    words: tuple[Span, ...]
    is_label: bool = False
    is_object: bool = False
    is_title: bool = False
    many: bool = False


def verdicts_of(clauses: tuple[Clause, ...], *, compared: bool) -> Iterator[Verdict]:
    """What each clause measures, in their order; clauses that only go on with one before have no verdict.

    `compared` when somewhere in the answer a prediction is held against what happened.
    """
    in_object = False  # whether the last model's metric had an object ("recall for fraud"), which "and abuse" goes on
    after_model = False
    for clause in clauses:
        is_predicted = compared and _is_part_of_comparison(clause)
        evidence = tuple(evidence_in(clause, compared=is_predicted)) or tuple(_of_machine(clause))
        unknown = () if is_predicted else clause.having("unknown")
        counted = bool(clause.having("marker")) or _is_rate(clause)
        if after_model and clause.parts[0].text.casefold() in TRIED_ON:
            continue  # "intent accuracy, measured on 2k calls": the calls are only what it is tried on
        after_model = bool(evidence) and _head(clause, evidence) == MODEL
        if evidence:
            name = _head(clause, evidence)
            words = tuple(word for word, meaning in evidence if meaning == name)
            in_object = name == MODEL and _has_object(clause)
            yield Verdict(name=name, words=words, is_title=_is_title(clause))
        else:
            many = len(unknown) >= SEVERAL or (bool(unknown) and (counted or _says_more(clause) or _is_counted(clause)))
            name = "unknown" if unknown else "nothing"
            yield Verdict(
                name=name,
                words=unknown,
                is_label=clause.label,
                is_object=in_object and clause.goes_on and not counted,
                many=many,
            )


def _is_part_of_comparison(clause: Clause) -> bool:
    """Whether a clause only says what is predicted, not what is measured besides: "margin, predicted vs real"."""
    return clause.after not in _BESIDES or bool(clause.having("actual", "context"))


def _is_title(clause: Clause) -> bool:
    """Whether a clause only calls what follows a metric: "revenue KPI: MAPE"."""
    called = any(part.text.casefold().startswith(TITLES) for part in clause.parts)
    return called and clause.label and not clause.having("marker")


def _has_object(clause: Clause) -> bool:
    """Whether a model's metric is said to be of something, which the next words may go on: "recall for fraud"."""
    between = any(part.text.casefold() in BETWEEN for part in clause.parts)
    related = any(part.meaning == "relation" for part in clause.parts)
    return between or (related and not _ends_in_its_unit(clause) and clause.parts[-1].meaning not in NAMED)


def _ends_in_its_unit(clause: Clause) -> bool:
    """Whether a score is told in its unit and of nothing: "MAE in kWh", behind which another measure may stand."""
    before, last = clause.parts[-2:]  # a relation is never alone: the score stands before it
    return before.text.casefold() in UNIT_OF_IT and (last.meaning == "marker" or last.text.casefold() in PHYSICAL)


def _of_machine(clause: Clause) -> Iterator[tuple[Span, str]]:
    """What measures a machine without a word for a score: counted on tests, or a rate of what only infers."""
    yield from _counted_on_tests(clause)
    for at, part in enumerate(clause.parts):
        used = any(other.text.casefold().startswith(USED) for other in clause.parts[:at])
        heads = part.text.casefold().removesuffix(" of") in SCORE_HEADS
        maker = _maker(clause.parts[at + 1 :]) if heads and not used else None
        if maker:
            yield from ((word, MODEL) for word in (part, maker))
            return


def _maker(behind: tuple[Span, ...]) -> Span | None:
    """The next thing, if it is a machine that only infers: "… of the counterfeit-note recogniser"."""
    thing = list(takewhile(lambda part: part.meaning != "relation", dropwhile(_binds, behind)))
    infers = bool(thing) and thing[-1].meaning == "context" and thing[-1].text.casefold().startswith(MAKERS)
    return thing[-1] if infers else None


def _binds(part: Span) -> bool:
    return part.meaning == "relation"


def _counted_on_tests(clause: Clause) -> Iterator[tuple[Span, str]]:
    """What is counted on data on which only models are tried: "% of clauses tagged as in the gold set"."""
    if clause.having("marker"):
        yield from ((part, MODEL) for part in clause.parts if is_test(part))


def _is_rate(clause: Clause) -> bool:
    """Whether a clause begins with the rate of something that happens: "eviction rate in the city"."""
    first = chunks_of(clause)[0] if chunks_of(clause) else ()
    return len(first) > 1 and first[-1].text.casefold() in RATES and first[-2].meaning == "unknown"


def _is_counted(clause: Clause) -> bool:
    """Whether a clause is a bare plural, which may be a thing that is counted: "WER and transfers"."""
    said = [part for part in clause.parts if part.meaning not in UNSAID]
    return len(said) == 1 and PLURAL.fullmatch(said[0].text.casefold()) is not None


def _says_more(clause: Clause) -> bool:
    """Whether a clause says of whom, or what there shall be more or less of: "fewer markdowns", "customers kept"."""
    return bool(clause.having("vague", "trait")) or any(part.text.casefold() in MORE for part in clause.parts)


def is_comparison(clauses: tuple[Clause, ...]) -> bool:
    """Whether a prediction is held against what really happened: that is its error, whatever was predicted."""
    if any(part.text.casefold() in BENEFITS for clause in clauses for part in clause.parts):
        return False  # "predicted vs realised savings" holds a benefit to its promise
    named = any(clause.having("actual") for clause in clauses) and any(clause.having("context") for clause in clauses)
    return named or any(_is_foretold_against(clause) for clause in clauses)


def _is_foretold_against(clause: Clause) -> bool:
    """Whether what is foretold is held against anything but a plan or money: "predicted vs harvested"."""
    for at, (one, other) in enumerate(pairwise(clause.parts)):
        held = one.text.casefold().startswith(FORETOLD) and other.text.casefold() in VERSUS
        if held and not any(
            part.meaning == "business" or part.text.casefold() in PLANNED for part in clause.parts[at + 2 :]
        ):
            return True
    return False


def evidence_in(clause: Clause, *, compared: bool) -> Iterator[tuple[Span, str]]:
    """Each part that measures something, with whether a model or the business is measured.

    On data on which only models are tried no outcome is felt: "pass rate on the golden questions".
    """
    outcomes = {"harmless"} if clause.having("ground") else {"business", "harmless"}
    for chunk in chunks_of(clause):
        for at, part in enumerate(chunk):
            foretold = part.meaning == "context" and part.text.casefold().startswith(FORETOLD)
            if part.meaning in MEASURES or (compared and (foretold or part.meaning == "actual")):
                yield part, MODEL
            elif part.meaning in outcomes and not compared and not _modifies(chunk, at):
                yield part, BUSINESS
            elif part.meaning in AMBIGUOUS:
                meaning = MODEL if compared else resolved(clause, chunk, part)
                if meaning:
                    yield part, meaning


def _modifies(chunk: tuple[Span, ...], at: int) -> bool:
    """Whether an outcome only says what is modelled: the "churn" of "churn model", the "sales" of "sales forecast"."""
    if chunk[at].text.casefold().endswith(" per"):
        return False  # "cost per wrong prediction"
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
    if measures[0].text.casefold().endswith(" per"):
        return meanings[measures[0].start]
    strangers = any(part.meaning == "unknown" for chunk in chunks[:first] for part in chunk)
    return BUSINESS if strangers and head[0].meaning in AMBIGUOUS else meanings[head[0].start]


def _is_aside(chunk: tuple[Span, ...], part: Span) -> bool:
    """Whether a part stands in parentheses, as the unit of what stands before: "MAE (kWh)"."""
    before = [other.text for other in chunk if other.start < part.start]
    return before.count("(") > before.count(")")
