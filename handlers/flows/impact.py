"""The KPI-impact summary on demand."""

from bot.domain import digests
from bot.domain.living import name_of
from bot.domain.notes import ImpactNote
from bot.domain.permissions import may_read
from bot.domain.projects import Project
from bot.domain.refusal import NotFound
from bot.domain.sums import Drawn
from handlers.flows import dossiers
from handlers.flows.asker import Asker
from handlers.flows.computing import Job
from handlers.flows.sums import undrawn
from storage.unit_of_work import Work

ALL = "all"


def show(work: Work, asker: Asker, key: str | None, drawn: Drawn | None = None) -> ImpactNote:
    """`/plumb impact [project|all]`."""
    if key and key.casefold() == ALL:
        return of_all(work, asker, drawn)
    return of_project(work, asker, dossiers.find(work, asker, key), drawn)


def asked(work: Work, asker: Asker, key: str | None) -> Job | ImpactNote:
    """The answer, or what must be drawn for it first."""
    note = show(work, asker, key)
    return undrawn(note.summary) or note


def of_project(work: Work, asker: Asker, project: Project, drawn: Drawn | None = None) -> ImpactNote:
    """The impact of one project; `drawn` are the draws of its sums."""
    summary = digests.summarise(
        dossiers.load_many(work, (project,)), day=asker.today, hidden=0, rules=asker.rules, now=asker.now, drawn=drawn
    )
    return ImpactNote(summary=summary, project=name_of(project), may_write=asker.person.can_write)


def of_all(work: Work, asker: Asker, drawn: Drawn | None = None) -> ImpactNote:
    """The impact of every project that this person may read; the others are counted, never named."""
    every = work.projects.all()
    homes = work.channels.many({project.channel for project in every})
    seen = []
    for project in every:
        try:
            may_read(asker.person, project, home=homes.get(project.channel), is_here=asker.here == project.channel)
        except NotFound:
            continue
        seen.append(project)
    summary = digests.summarise(
        dossiers.load_many(work, seen),
        day=asker.today,
        hidden=len(every) - len(seen),
        rules=asker.rules,
        now=asker.now,
        drawn=drawn,
    )
    return ImpactNote(summary=summary, project=None)
