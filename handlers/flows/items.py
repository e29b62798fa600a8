"""The flows around single items: giving one to somebody else, or saying why it does not apply."""

from bot.domain import items, permissions
from bot.domain.charter import NotApplicable
from bot.domain.charter_windows import ItemDialog
from bot.domain.dossier import Dossier
from bot.domain.ids import ProjectId, QuestionId, UserId
from bot.domain.living import given_to, name_of
from bot.domain.questions import Question
from bot.domain.refusal import NotFound
from bot.domain.reply import Nothing, Reply
from handlers.flows import dossiers
from handlers.flows.asker import Asker
from handlers.flows.settled import judge_of, keep
from handlers.flows.typed_pages import known
from storage.unit_of_work import Work


def to_hand(work: Work, asker: Asker, project: ProjectId, question: QuestionId) -> Reply:
    """A button opens the window in which an item is given away, or excused."""
    found = dossiers.by_id(work, asker, project)
    permissions.may_answer(asker.person, found)
    dossier = dossiers.spoken(dossiers.load(work, project), asker)
    asked = _asked(dossier, question)
    value = dossier.charter.value(question)
    return ItemDialog(
        project=name_of(dossier.project),
        question=asked,
        to=given_to(dossier, question),
        reason=value.reason if isinstance(value, NotApplicable) else "",
    )


def hand(
    work: Work, asker: Asker, project: ProjectId, question: QuestionId, *, to: UserId | None, reason: str | None
) -> Reply:
    """An item was given away or excused: kept, and every checklist says so."""
    dossier = dossiers.load(work, dossiers.by_id(work, asker, project).id, to_change=True)
    decision = items.hand(
        dossier,
        _asked(dossier, question),
        to=known(work, {to}).get(to) if to else None,
        reason=reason,
        by=asker.person,
        rules=asker.rules,
        now=asker.now,
        judge=judge_of(work, asker, dossier.project.sponsor),
    )
    keep(work, decision, asker.now)
    return Nothing()


def _asked(dossier: Dossier, question: QuestionId) -> Question:
    asked = dossier.bank.find(question)
    if asked is None:
        raise NotFound("This question is not asked any more.")
    return asked
