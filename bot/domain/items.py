"""An item of the kickoff that is not mine: given to somebody else, or not applicable to this project."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from bot.domain import kickoff, permissions
from bot.domain import text as texts
from bot.domain.charter import NotApplicable, Value, Who
from bot.domain.decision import Decision
from bot.domain.dossier import Dossier, Rulebook
from bot.domain.ids import QuestionId
from bot.domain.people import Person
from bot.domain.questions import Question
from bot.domain.refusal import BadFields

TO, REASON = QuestionId("to"), QuestionId("reason")
_SHORTEST: Final = 10
_MOST: Final = 300


def hand(
    dossier: Dossier,
    question: Question,
    *,
    to: Person | None,
    reason: str | None,
    by: Person,
    rules: Rulebook,
    now: datetime,
    judge: Person | None = None,
) -> Decision[Dossier]:
    """Give an item to somebody (None: back to whom the bank asks), or say why it does not apply (empty: it does).

    Whoever is named joins the project, so that a checklist reaches them. BadFields has the words for what was chosen.
    """
    permissions.may_answer(by, dossier.project)
    values: dict[QuestionId, Value | None] = {kickoff.assigned(question.id): Who(user=to.user) if to else None}
    values |= _excused(dossier, question, reason)
    _check(question, to, reason)
    return kickoff.save(dossier, values, base=dossier.charter.answers, by=by.user, rules=rules, now=now, judge=judge)


def _excused(dossier: Dossier, question: Question, reason: str | None) -> Mapping[QuestionId, Value | None]:
    """The answer that says why it does not apply; taking the reason back opens the question, any other answer stays."""
    if reason:
        return {question.id: NotApplicable(reason=texts.clean(reason))}
    was_excused = isinstance(dossier.charter.value(question.id), NotApplicable)
    return {question.id: None} if was_excused else {}


def _check(question: Question, to: Person | None, reason: str | None) -> None:
    errors: dict[QuestionId, str] = {}
    if to is not None and reason:
        errors[REASON] = "What does not apply needs nobody to answer it. Choose one of the two."
    elif to is not None and not to.can_write:
        errors[TO] = "Choose a full, active member of this workspace: no app, guest or deactivated account."
    if reason and REASON not in errors:
        words = _unfit(question, texts.clean(reason))
        errors |= {REASON: words} if words else {}
    if errors:
        raise BadFields(errors)


def _unfit(question: Question, reason: str) -> str | None:
    if question.required:
        return "This answer is needed before the charter is signed, so it applies. You can give it to somebody else."
    if len(reason) < _SHORTEST:
        return "Write a sentence, so that nobody asks again. Example: No money moves; we count hours."
    if len(reason) > _MOST:
        return f"This is {len(reason):,} characters long; at most {_MOST} fit. Nothing was cut."
    return None
