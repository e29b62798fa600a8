"""The KPI-impact summary on demand."""

from dataclasses import replace
from typing import TypeAlias

from bot.domain import digests
from bot.domain.dossier import Dossier
from bot.domain.impact import Unpriced
from bot.domain.living import name_of
from bot.domain.notes import ImpactNote
from bot.domain.permissions import may_read
from bot.domain.projects import Project
from bot.domain.realism.budgets import question_of
from bot.domain.refusal import NotFound
from bot.domain.sums import Drawn
from bot.statistics.break_even_summary import BreakEven, BreakEvenQuestion
from handlers.flows import dossiers
from handlers.flows.asker import Asker
from handlers.flows.computing import Job
from handlers.flows.realism import budgeted
from handlers.flows.sums import undrawn
from storage.unit_of_work import Work

ALL = "all"
DRAW = "bot.statistics.break_even:with_sums"

Drawings: TypeAlias = tuple[Drawn, BreakEven | None]
"""What the worker made of a summary: the draws of its sums, and of the break-even of its one project."""


def show(work: Work, asker: Asker, key: str | None, drawn: Drawings | None = None) -> ImpactNote:
    """`/plumb impact [project|all]`."""
    if key and key.casefold() == ALL:
        return of_all(work, asker, drawn)
    return of_project(work, asker, dossiers.find(work, asker, key), drawn)


def asked(work: Work, asker: Asker, key: str | None) -> Job | ImpactNote:
    """The answer, or what must be drawn for it first."""
    if key and key.casefold() == ALL:
        note = of_all(work, asker)
        return _job(note, None) if undrawn(note.summary) else note
    project = dossiers.find(work, asker, key)
    (dossier,) = dossiers.load_many(work, (project,))
    note = _of(dossier, asker)
    question = _question(dossier, asker)
    return _job(note, question) if question is not None or undrawn(note.summary) else note


def job_of(work: Work, asker: Asker, project: Project) -> Job:
    """The draws of everything that a project's impact shows."""
    (dossier,) = dossiers.load_many(work, (project,))
    return _job(_of(dossier, asker), _question(dossier, asker))


def of_project(work: Work, asker: Asker, project: Project, drawn: Drawings | None = None) -> ImpactNote:
    """The impact of one project; `drawn` are the draws of its sums and of its break-even."""
    (dossier,) = dossiers.load_many(work, (project,))
    return _of(dossier, asker, drawn)


def _of(dossier: Dossier, asker: Asker, drawn: Drawings | None = None) -> ImpactNote:
    sums, found = drawn or (None, None)
    summary = digests.summarise((dossier,), day=asker.today, hidden=0, rules=asker.rules, now=asker.now, drawn=sums)
    is_score = any(row.impact.missing is Unpriced.SCORE for row in summary.rows)
    return ImpactNote(
        summary=summary if is_score else replace(summary, budget=budgeted(dossier, asker, found)),
        project=name_of(dossier.project),
        may_write=asker.person.can_write,
    )


def _question(dossier: Dossier, asker: Asker) -> BreakEvenQuestion | None:
    """What must be drawn for its break-even; None where there is none, or nothing in it is uncertain."""
    question = question_of(dossier, asker.rules.policy.currency)
    return None if question is None or question.is_certain else question


def _job(note: ImpactNote, question: BreakEvenQuestion | None) -> Job:
    return Job(name=DRAW, arguments=(digests.portfolios(note.summary.rows), question), is_optional=True)


def of_all(work: Work, asker: Asker, drawn: Drawings | None = None) -> ImpactNote:
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
        drawn=drawn[0] if drawn else None,
    )
    return ImpactNote(summary=summary, project=None)
