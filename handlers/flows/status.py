"""A project's card on demand."""

from bot.domain.living import card_of
from bot.domain.notes import CardNote
from bot.domain.projects import Project
from bot.domain.reply import Reply
from handlers.flows import dossiers
from handlers.flows.asker import Asker
from storage.unit_of_work import Work


def card(work: Work, asker: Asker, project: Project) -> Reply:
    """`/plumb status`: stage, people, metric, findings, plan, and who owes what."""
    dossier = dossiers.load(work, project.id)
    return CardNote(card=card_of(dossier, asker.rules, asker.now), may_write=asker.person.can_write)
