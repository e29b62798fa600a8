"""What is read in an answer, and why: labels, and for each of them the rule and the words that led to it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from bot.domain.numbers import AskBack, Number, read_number
from bot.domain.reading import (
    LIKENESS,
    MetricKind,
    Vocabulary,
    read_experiment_statement,
    read_metric_name,
    read_success_statement,
)
from bot.domain.reading.words import Span
from bot.domain.unreadable import Unreadable

_METRIC_RULES = {
    MetricKind.MODEL: "business-metric-is-model-metric",
    MetricKind.UNCLEAR: "no-measurable-metric",
    MetricKind.MIXED: "business-metric-beside-model-metric",
    MetricKind.BUSINESS: "business-metric",
}
_DOUBT = "may-be-model-metric"
_READS_LIKE = "It reads like known answers of this kind."
_OBJECTIONS = frozenset({MetricKind.MODEL, MetricKind.UNCLEAR})
# What the lint says where a flag is missing, and where it is raised.
_MISSING = {
    "has_baseline": "no-baseline",
    "has_target": "no-target",
    "has_deadline": "no-deadline",
    "has_unit": "no-unit",
    "names_guardrail": "no-guardrail",
    "has_decision_rule": "no-decision-rule",
}
_RAISED = {"offline_only": "success-is-offline-only", "causal_overclaim": "causal-overclaim"}
_NO_EXPERIMENT = frozenset({"none", "unclear", "offline_only"})

EXPLAINED = frozenset(
    (
        *_METRIC_RULES.values(),
        _DOUBT,
        *_MISSING.values(),
        *_RAISED.values(),
        *("has_baseline", "has_target", "has_deadline", "has_unit", "names_guardrail"),
        *("has_decision_rule", "has_duration", "has_sample_or_traffic", "has_mde"),
        *("design", "no-experiment", "number", "number-ambiguous", "number-invalid"),
    )
)
"""Every rule that a remark can name; the reference describes each."""

Label = str | float | bool | None


class Task(StrEnum):
    """The kinds of answers that can be explained."""

    METRIC_NAME = "metric_name"
    SUCCESS_STATEMENT = "success_statement"
    EXPERIMENT_STATEMENT = "experiment_statement"
    NUMBER = "number"


class UnknownTask(Unreadable):
    """No answer of this kind is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One rule with the words that led to it; `objects` when it speaks against the answer, `says` what we say of it."""

    rule: str
    words: tuple[str, ...] = ()
    objects: bool = False
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The labels of an answer, and the remarks that say why."""

    labels: dict[str, Label]
    findings: tuple[Remark, ...]


def explain(task: str, text: str, locale: str | None, vocabulary: Vocabulary) -> Explanation:
    """What is read in the text; `locale` may be a language or a locale. Raises `UnknownTask`."""
    try:
        kind = Task(task)
    except ValueError:
        raise UnknownTask(f"“{task[:40]}” is not a kind of answer.", f"There are {', '.join(Task)}.") from None
    match kind:
        case Task.METRIC_NAME:
            return _metric(text, locale, vocabulary)
        case Task.SUCCESS_STATEMENT:
            return _success(text, vocabulary)
        case Task.EXPERIMENT_STATEMENT:
            return _experiment(text, vocabulary)
        case Task.NUMBER:
            return _number(text, locale)
        case _:
            assert_never(kind)


def _metric(text: str, locale: str | None, vocabulary: Vocabulary) -> Explanation:
    reading = read_metric_name(text, vocabulary, locale)
    rule = _METRIC_RULES[reading.kind]
    remark = _remark(rule, reading.words, objects=reading.kind in _OBJECTIONS)
    doubt = (_remark(_DOUBT, reading.doubt, objects=True),) if reading.doubt else ()
    return Explanation(labels={"kind": str(reading.kind)}, findings=(remark, *doubt))


def _success(text: str, vocabulary: Vocabulary) -> Explanation:
    reading = read_success_statement(text, vocabulary)
    flags = {
        "offline_only": reading.offline_only,
        "has_baseline": reading.has_baseline,
        "has_target": reading.has_target,
        "has_deadline": reading.has_deadline,
        "has_unit": reading.has_unit,
        "causal_overclaim": reading.causal_overclaim,
        "names_guardrail": reading.names_guardrail,
    }
    return Explanation(labels=_labels(flags), findings=_remarks(flags))


def _experiment(text: str, vocabulary: Vocabulary) -> Explanation:
    reading = read_experiment_statement(text, vocabulary.learned)
    flags = {
        "has_decision_rule": reading.has_decision_rule,
        "has_duration": reading.has_duration,
        "has_sample_or_traffic": reading.has_sample_or_traffic,
        "has_mde": reading.has_mde,
    }
    none = reading.design in _NO_EXPERIMENT
    design = _remark("no-experiment" if none else "design", reading.words, objects=none)
    return Explanation(labels={"design": reading.design, **_labels(flags)}, findings=(design, *_remarks(flags)))


def _number(text: str, locale: str | None) -> Explanation:
    reading, typed = read_number(text, locale), text.strip()
    if isinstance(reading, Number):
        remark = Remark(rule="number", words=(typed,), says=reading.echo)
        return Explanation(labels={"value": reading.value, "unit": reading.unit}, findings=(remark,))
    led = reading.words if isinstance(reading, AskBack) and reading.words else (typed,)
    remark = Remark(rule=f"number-{reading.unit}", words=led, objects=True, says=reading.reason)
    return Explanation(labels={"value": None, "unit": reading.unit}, findings=(remark,))


def _labels(flags: dict[str, tuple[Span, ...]]) -> dict[str, Label]:
    return {flag: bool(words) for flag, words in flags.items()}


def _remarks(flags: dict[str, tuple[Span, ...]]) -> tuple[Remark, ...]:
    """A remark for each flag that is raised, and for each missing one that the lint asks for."""
    raised = (
        _remark(_RAISED.get(flag, flag), words, objects=flag in _RAISED) for flag, words in flags.items() if words
    )
    missing = (
        Remark(rule=_MISSING[flag], objects=True) for flag, words in flags.items() if flag in _MISSING and not words
    )
    return (*raised, *missing)


def _remark(rule: str, words: tuple[Span, ...], *, objects: bool) -> Remark:
    """A remark with its words, and where they only stand in known answers, with that."""
    says = _READS_LIKE if any(word.meaning == LIKENESS for word in words) else ""
    return Remark(rule=rule, words=tuple(word.text for word in words), objects=objects, says=says)
