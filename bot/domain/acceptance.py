"""Accepting what the lint says: a warning with a reason, a missing experiment until a day."""

from datetime import date, datetime, timedelta
from typing import Final

from bot.domain import calendar, kickoff, permissions
from bot.domain import text as texts
from bot.domain.charter import Accepted
from bot.domain.decision import Decision
from bot.domain.dossier import Dossier, Rulebook
from bot.domain.findings import Finding, Severity
from bot.domain.ids import QuestionId
from bot.domain.lint import lint
from bot.domain.lint.linting import acceptance_id
from bot.domain.people import Person
from bot.domain.refusal import BadFields, NotFound, Refusal
from bot.domain.rota import rota_of

REASON, UNTIL = QuestionId("reason"), QuestionId("until")
LONGEST: Final = 180
"""Days that a waiver may last."""
_SHORTEST: Final = 20
_MOST: Final = 500


def to_accept(dossier: Dossier, rule: str, *, by: Person, rules: Rulebook, now: datetime) -> Finding:
    """The finding, if this person may accept it; NotFound once it is settled, Denied says who could."""
    finding = next((each for each in lint(dossier, rules, now) if each.rule == rule), None)
    if finding is None:
        raise NotFound("This is settled already; there is nothing to accept any more.")
    if finding.is_waivable:
        permissions.may_waive(by, dossier.project)
        return finding
    permissions.may_accept(by, dossier.project)
    if finding.severity is Severity.BLOCKER:
        raise Refusal(
            "A blocker is mended, not accepted.", who_can="the owner and the members can answer the question anew"
        )
    return finding


def accept(
    dossier: Dossier,
    rule: str,
    *,
    reason: str | None,
    until: date | None,
    by: Person,
    rules: Rulebook,
    now: datetime,
    judge: Person | None = None,
) -> Decision[Dossier]:
    """Keep that somebody accepts a finding; BadFields has the words for what was typed. `judge` is the sponsor."""
    finding = to_accept(dossier, rule, by=by, rules=rules, now=now)
    today = rota_of(by, rules.policy).today(now)
    why, errors = _reason(reason)
    if finding.is_waivable:
        errors |= _until(until, today)
    if errors:
        raise BadFields(errors)
    value = Accepted(reason=why, words=finding.words, until=until if finding.is_waivable else None)
    return kickoff.save(
        dossier,
        {acceptance_id(rule): value},
        base=dossier.charter.answers,
        by=by.user,
        rules=rules,
        now=now,
        judge=judge,
    )


def _reason(typed: str | None) -> tuple[str, dict[QuestionId, str]]:
    try:
        reason = texts.clean(typed or "")
    except texts.UnusableText as unsafe:
        return "", {REASON: str(unsafe)}
    if len(reason) < _SHORTEST:
        return reason, {REASON: "Write a sentence that whoever comes after you understands."}
    if len(reason) > _MOST:
        return reason, {REASON: f"This is {len(reason):,} characters long; at most {_MOST} fit. Nothing was cut."}
    return reason, {}


def _until(until: date | None, today: date) -> dict[QuestionId, str]:
    last = today + timedelta(days=LONGEST)
    if until is None:
        return {UNTIL: "A waiver ends on a day. Choose one."}
    if not today < until <= last:
        return {UNTIL: f"Choose a day after today, {calendar.written_day(last)} at the latest."}
    return {}
