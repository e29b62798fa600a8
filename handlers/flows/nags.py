"""The flows around nags: what somebody owes, and putting an item off."""

from datetime import date

from bot.domain import nags, permissions
from bot.domain.ids import ProjectId
from bot.domain.lint import lint
from bot.domain.living import name_of, owed_by_project
from bot.domain.message import Owed
from bot.domain.notes import OwedItem, OwedNote, SnoozeNote
from bot.domain.obligations import Obligation
from bot.domain.policy import ObligationKind
from bot.domain.refusal import NotFound, Refusal
from bot.domain.reply import Reply
from handlers.flows import dossiers
from handlers.flows.asker import Asker
from storage.unit_of_work import Work


def owed(work: Work, asker: Asker) -> Reply:
    """`/plumb nags`: everything that this person owes, across projects."""
    mine = work.projects.of_person(asker.user)
    files = dossiers.load_many(work, mine)
    items = []
    for dossier in files:
        obligations = {each.kind: each for each in dossier.obligations}
        findings = lint(dossier, asker.rules, asker.now)
        owing = owed_by_project(dossier, findings, asker.rules, asker.now)
        items += [_item(each, obligations[each.what], asker) for each in owing if each.who == asker.user]
    items.sort(key=lambda item: (item.owed.due, item.owed.project.key))
    names = tuple(name_of(project) for project in mine)
    return OwedNote(items=tuple(items), projects=names, may_start=asker.person.can_write)


def _item(owed: Owed, obligation: Obligation, asker: Asker) -> OwedItem:
    today, policy = asker.today, asker.rules.policy
    until = obligation.snoozed_until
    return OwedItem(
        owed=owed,
        snoozed_until=until if until is not None and until > today else None,
        snoozes_left=max(0, policy.snooze.at_most - obligation.snoozes),
        can_snooze=nags.can_snooze(obligation, today=today, policy=policy),
    )


def snooze(work: Work, asker: Asker, project: ProjectId, kind: str, until: str) -> Reply:
    """Put one item off to one of the offered days; the old message says so."""
    dossier = dossiers.load(work, project, to_change=True)
    dossiers.readable(work, asker, dossier.project)
    permissions.may_snooze(asker.person, dossier.project)
    obligation = next((each for each in dossier.obligations if each.kind == kind), None)
    if obligation is None or kind not in set(ObligationKind):
        raise NotFound("This item does not exist any more.")
    day = _day(asker, until)
    decision = nags.snooze(obligation, until=day, person=asker.person, policy=asker.rules.policy, now=asker.now)
    work.keep(decision)
    after = decision.obligations[0]
    for edit in nags.edited(work.deliveries.bodies(after.said), after, asker.now, snoozed_until=day):
        work.say(edit)
    left = max(0, asker.rules.policy.snooze.at_most - after.snoozes)
    return SnoozeNote(project=name_of(dossier.project), until=day, left=left)


def _day(asker: Asker, until: str) -> date:
    days = nags.snooze_days(asker.rota, asker.now, asker.rules.policy)
    if until not in days:
        raise Refusal("This choice was not offered. Choose one from the list.")
    return days[until]
