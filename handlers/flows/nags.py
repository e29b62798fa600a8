"""The flows around nags: what somebody owes, and putting an item off."""

from datetime import date

from bot.domain import nags, permissions
from bot.domain.ids import ProjectId
from bot.domain.living import name_of, owed_by_project
from bot.domain.policy import ObligationKind
from bot.domain.refusal import NotFound, Refusal
from bot.domain.reply import OwedItem, OwedNote, Reply, SnoozeNote
from handlers.flows import dossiers
from handlers.flows.asker import Asker
from storage.unit_of_work import Work


def owed(work: Work, asker: Asker) -> Reply:
    """`/plumb nags`: everything that this person owes, across projects."""
    mine = work.projects.of_person(asker.user)
    files = dossiers.load_many(work, mine)
    days = nags.snooze_days(asker.rota, asker.now, asker.rules.policy)
    items = []
    for dossier in files:
        snoozes = {each.kind: each.snoozes for each in dossier.obligations}
        for each in owed_by_project(dossier, asker.rules, asker.now):
            left = max(0, asker.rules.policy.snooze.at_most - snoozes[each.what])
            if each.who == asker.user:
                items.append(OwedItem(owed=each, snooze_days=days if each.overdue else (), snoozes_left=left))
    items.sort(key=lambda item: (item.owed.due, item.owed.project.key))
    return OwedNote(items=tuple(items), projects=tuple(name_of(project) for project in mine))


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
    """The day that an offered choice means: `1` and `3` working days on, or the start of next week."""
    choices = [*(str(days) for days in asker.rules.policy.snooze.choices), "next_week"]
    if until not in choices:
        raise Refusal("This choice was not offered. Choose one from the list.")
    today = asker.today
    if until == "next_week":
        sunday = date.fromordinal(today.toordinal() + 6 - today.weekday())
        return asker.rota.later(sunday, 1)
    return asker.rota.later(today, int(until))
