"""Logging a value of the business metric."""

from dataclasses import replace
from functools import cached_property

from bot.domain import kpi, permissions
from bot.domain.calendar import parse_day
from bot.domain.charter import Text, Who
from bot.domain.ids import ProjectId, QuestionId
from bot.domain.kpi_words import read_words
from bot.domain.living import name_of
from bot.domain.metrics import BUSINESS
from bot.domain.notes import KpiNote
from bot.domain.projects import Project
from handlers.flows import dossiers
from handlers.flows.asker import Asker
from storage.unit_of_work import Work

REPORTER, METRIC = QuestionId("reporter"), QuestionId("metric_name")


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


def log_words(work: Work, asker: Asker, words: tuple[str, ...]) -> KpiNote:
    """`/plumb kpi <value> [date] [project or metric]`, or the same in another order that is clear."""
    names = _Names(work, asker)
    said = read_words(
        words,
        today=asker.today,
        locale=asker.person.locale,
        is_name=lambda name: names.find(name) is not None,
    )
    named = names.find(said.name) if said.name else None
    note = log(work, asker, named or find(work, asker, None), said.value, said.day)
    return replace(note, in_order=said.in_order) if said.is_mixed else note


class _Names:
    """The projects that this person sees, by what they are called or what their business metric is."""

    def __init__(self, work: Work, asker: Asker) -> None:
        self._work = work
        self._asker = asker

    def find(self, name: str) -> Project | None:
        """The project of this name, else the only one whose metric has it."""
        project = dossiers.by_name(self._work, name)
        if project is not None and dossiers.is_readable(self._work, self._asker, project):
            return project
        measured = self._work.projects.many(self._metrics.get(name.casefold(), set()))
        readable = [each for each in measured if dossiers.is_readable(self._work, self._asker, each)]
        return readable[0] if len(readable) == 1 else None

    @cached_property
    def _metrics(self) -> dict[str, set[ProjectId]]:
        named: dict[str, set[ProjectId]] = {}
        for project, answer in self._work.charters.answers_to(METRIC).items():
            if isinstance(answer.value, Text):
                named.setdefault(answer.value.text.casefold(), set()).add(project)
        return named


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
