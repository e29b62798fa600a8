"""Logging a value of the business metric."""

from bot.domain import kpi, permissions
from bot.domain.calendar import parse_day
from bot.domain.charter import Who
from bot.domain.ids import QuestionId
from bot.domain.living import name_of
from bot.domain.metrics import BUSINESS
from bot.domain.notes import KpiNote
from bot.domain.projects import Project
from handlers.flows import dossiers
from handlers.flows.asker import Asker
from storage.unit_of_work import Work

REPORTER = QuestionId("reporter")


def find(work: Work, asker: Asker, key: str | None) -> Project:
    """The project that a value is meant for: outside a project's channel also one whose metric this person reports."""
    if key or (asker.here and work.projects.in_channel(asker.here)):
        return dossiers.find(work, asker, key)
    named = work.charters.answers_to(REPORTER)
    reported = work.projects.many(
        {project for project, answer in named.items() if answer.value == Who(user=asker.user)}
    )
    mine = {project.id: project for project in work.projects.of_person(asker.user)}
    mine |= {project.id: project for project in reported if dossiers.is_readable(work, asker, project)}
    return dossiers.choose(tuple(mine.values()), may_start=asker.person.can_write)


def log(work: Work, asker: Asker, project: Project, value: str, day: str | None, *, source: str = kpi.TYPED) -> KpiNote:
    """`/plumb kpi <value> [date]`: keep the value; the card and the next digest show it."""
    dossier = dossiers.load(work, project.id, to_change=True)
    permissions.may_log(asker.person, project, dossier.charter.who(REPORTER))
    when = parse_day(day, asker.today, asker.person.locale, is_past=True) if day else asker.today
    level = kpi.read_level(dossier, value, asker.person.locale)
    before = next(
        (
            each.value
            for each in dossier.observations
            if (each.day, each.metric, each.source) == (when, BUSINESS, source)
        ),
        None,
    )
    decision = kpi.log(
        dossier, level, day=when, today=asker.today, by=asker.user, rules=asker.rules, now=asker.now, source=source
    )
    work.keep(decision)
    after, observation = decision.state
    return KpiNote(
        project=name_of(project), kpi=after.kpi, day=observation.day, value=observation.value, replaced=before
    )
