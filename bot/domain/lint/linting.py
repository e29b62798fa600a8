"""What the rules say of a charter: severities by policy, and what somebody accepted."""

from collections.abc import Iterable
from datetime import date, datetime

from bot.domain.charter import Accepted, Charter
from bot.domain.dossier import Dossier, Rulebook
from bot.domain.findings import Acceptance, Finding, Severity
from bot.domain.ids import QuestionId
from bot.domain.lint.rule import Case, Fired, Rule
from bot.domain.lint.rules import RULES
from bot.domain.policy import Policy
from bot.domain.rota import rota_of


def lint(dossier: Dossier, rules: Rulebook, now: datetime) -> tuple[Finding, ...]:
    """Every finding of a charter, in the order of the questions that usually mend them; what was accepted says so."""
    case = Case.of(dossier, rules, rota_of(None, rules.policy).today(now))
    found = []
    for rule in RULES:
        severity = severity_of(rule, rules.policy)
        if severity is None or dossier.bank.find(rule.question) is None:
            continue
        fired = rule.check(case)
        if fired is not None:
            found.append(_finding(rule, severity, fired, case))
    return tuple(found)


def severity_of(rule: Rule, policy: Policy) -> Severity | None:
    """How serious the organisation takes a rule; None where it does not hold its projects to it."""
    return policy.severities.get(rule.id, rule.severity)


def _finding(rule: Rule, severity: Severity, fired: Fired, case: Case) -> Finding:
    acceptable = severity is not Severity.BLOCKER or rule.waivable
    return Finding(
        rule=rule.id,
        severity=severity,
        question=fired.question or rule.question,
        words=fired.words,
        advice=fired.advice,
        is_missing=fired.is_missing,
        is_waivable=rule.waivable and severity is Severity.BLOCKER,
        accepted=_accepted(case.charter, rule, severity, fired, case.today) if acceptable else None,
    )


def acceptance_id(rule: str) -> QuestionId:
    """Under which name a charter keeps that somebody accepted what a rule says."""
    return QuestionId(f"accepted.{rule}")


def _accepted(charter: Charter, rule: Rule, severity: Severity, fired: Fired, today: date) -> Acceptance | None:
    """What was accepted, as long as the rule says the same and the last day is not over.

    A blocker is waived until a day: what was accepted as a warning, without one, does not lift it.
    """
    answer = charter.answers.get(acceptance_id(rule.id))
    value = answer.value if answer else None
    if answer is None or not isinstance(value, Accepted) or value.words != fired.words:
        return None
    is_over = value.until is not None and value.until < today
    if is_over or (severity is Severity.BLOCKER and value.until is None):
        return None
    return Acceptance(reason=value.reason, by=answer.by, until=value.until)


def blockers(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that stand in the way of a sign-off."""
    return tuple(each for each in findings if each.severity is Severity.BLOCKER and each.accepted is None)


def unsettled(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that nobody has accepted."""
    return tuple(each for each in findings if each.accepted is None)
