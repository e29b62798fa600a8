"""The charter lint: pure, explainable rules; each fires on an answer and names the words that led to it."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.dossier import Dossier, Rulebook
from bot.domain.experiments.counter_metrics import is_measured, suggested
from bot.domain.experiments.guardrails import guardrails_in
from bot.domain.experiments.plan import NO_EXPERIMENT
from bot.domain.findings import Finding, Severity
from bot.domain.ids import QuestionId
from bot.domain.metrics import in_another_unit, is_answered
from bot.domain.reading import read_metric_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Advised:
    """A rule that fired with the words that led to it and what would help, in a few words."""

    words: tuple[str, ...]
    advice: str


Check = Callable[[Dossier, Rulebook], tuple[str, ...] | Advised | None]
"""Returns None while the rule is content, else the words that broke it (maybe none), with advice where there is any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: its id, how serious it is, the question that mends it, and the check."""

    id: str
    severity: Severity
    question: QuestionId
    check: Check


def _is_model_metric(dossier: Dossier, rules: Rulebook) -> tuple[str, ...] | None:
    name = dossier.charter.text("metric_name")
    if name is None:
        return None
    reading = read_metric_name(name, rules.vocabulary)
    return tuple(span.text for span in reading.words) if reading.kind == "model" else None


def _lacks(question: str) -> Check:
    def check(dossier: Dossier, _rules: Rulebook) -> tuple[str, ...] | None:
        return () if dossier.charter.value(question) is None else None

    return check


def _has_no_experiment(dossier: Dossier, _rules: Rulebook) -> tuple[str, ...] | None:
    if dossier.plan is not None:
        return None
    design = dossier.charter.choice("design")
    if design is None:
        return ()
    return (design,) if design == NO_EXPERIMENT else None


def _lacks_counter_metric(dossier: Dossier, _rules: Rulebook) -> Advised | None:
    if dossier.charter.text("metric_name") is None:
        return None
    counter = suggested(dossier.charter, dossier.project.name)
    if counter is None:
        return None
    guardrails = (
        *guardrails_in(dossier.charter.text("guardrails")),
        *(dossier.plan.guardrails if dossier.plan else ()),
    )
    if any(each.is_counter for each in guardrails) or is_measured(counter, (each.name for each in guardrails)):
        return None
    return Advised(words=counter.words, advice=counter.guardrail)


def _lacks_level(question: str) -> Check:
    """No answer, or one in another unit than the metric has now, whose words are named."""

    def check(dossier: Dossier, _rules: Rulebook) -> tuple[str, ...] | None:
        if is_answered(dossier.charter, question):
            return None
        stale = in_another_unit(dossier.charter, question)
        return (stale.typed,) if stale else ()

    return check


RULES: tuple[Rule, ...] = (
    Rule(
        id="business-metric-is-model-metric",
        severity=Severity.BLOCKER,
        question=QuestionId("metric_name"),
        check=_is_model_metric,
    ),
    Rule(id="no-baseline", severity=Severity.BLOCKER, question=QuestionId("baseline"), check=_lacks_level("baseline")),
    Rule(id="no-target", severity=Severity.BLOCKER, question=QuestionId("target"), check=_lacks_level("target")),
    Rule(id="no-deadline", severity=Severity.BLOCKER, question=QuestionId("deadline"), check=_lacks("deadline")),
    Rule(
        id="counter-metric-missing",
        severity=Severity.WARNING,
        question=QuestionId("guardrails"),
        check=_lacks_counter_metric,
    ),
    Rule(id="no-experiment", severity=Severity.BLOCKER, question=QuestionId("design"), check=_has_no_experiment),
)


def lint(dossier: Dossier, rules: Rulebook) -> tuple[Finding, ...]:
    """Every finding of a charter, in the order of the questions that mend them."""
    found = []
    for rule in RULES:
        said = rule.check(dossier, rules)
        if said is None:
            continue
        words, advice = (said.words, said.advice) if isinstance(said, Advised) else (said, "")
        found.append(Finding(rule=rule.id, severity=rule.severity, question=rule.question, words=words, advice=advice))
    return tuple(found)


def blockers(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings that stand in the way of a sign-off."""
    return tuple(finding for finding in findings if finding.severity is Severity.BLOCKER)
