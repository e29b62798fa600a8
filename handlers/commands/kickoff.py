"""`plumbline kickoff FILE`: projects from a charter file, with the validation and the lint of Slack."""

import asyncio
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from bot.domain import past
from bot.domain.answering import Reader
from bot.domain.charter import Answer, Charter
from bot.domain.dossier import Dossier, Rulebook
from bot.domain.findings import Finding, Severity
from bot.domain.ids import ChannelId, ProjectId, QuestionId, UserId, WorkspaceId
from bot.domain.kickoff import SPONSOR
from bot.domain.lint import lint
from bot.domain.metrics import is_answered, unit_of
from bot.domain.pasted import (
    Member,
    Unplaced,
    Why,
    asked_back,
    id_in,
    labels_of,
    meant,
    member_of,
    read_values,
)
from bot.domain.pasted_windows import ImportedDialog
from bot.domain.people import Channel, Person
from bot.domain.projects import Project
from bot.domain.questions import AnswerType, Question
from bot.domain.refusal import Refusal
from bot.domain.rota import rota_of
from bot.domain.text import shorten
from bot.views.findings import finding_lines
from bot.views.imported_window import piece_line
from bot.views.words import Words
from handlers import resources
from handlers.app import Plumbline
from handlers.clock import SystemClock
from handlers.commands.charter_files import FileProject, Options, projects_in
from handlers.commands.console import NO, OK, complain, guarded, say
from handlers.flows import asked, charter, dossiers, pasted, start
from handlers.flows.asker import Asker, MissingProfiles
from handlers.flows.pasted_people import says_names
from handlers.settings import Settings
from storage.unit_of_work import Work

_NOBODY = WorkspaceId("file")
_NOTHING: Final = Options()
_SEEN_LATE: Final = frozenset({Why.FIXED, Why.WHO, Why.VALUE})
"""What only the workspace can tell: who somebody is, what stands already, in which unit a value is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the lint says of one project of the file, what is no answer, and which required answers it leaves open."""

    name: str
    errors: Mapping[QuestionId, str]
    unplaced: tuple[Unplaced, ...]
    findings: tuple[Finding, ...]
    answered: int
    required: int
    missing: tuple[Question, ...]
    values: tuple[past.Problem, ...]

    @property
    def is_wrong(self) -> bool:
        """Whether something in the file cannot be read, or a blocker stands."""
        blocked = any(finding.severity is Severity.BLOCKER for finding in self.findings)
        return bool(self.errors) or blocked or any(each.is_error for each in self.values)


def kickoff_from_file(file: str, *, check: bool, as_json: bool, options: Options = _NOTHING) -> int:
    """Check the projects of a file, or create and update them."""
    return guarded(lambda settings: _kickoff(settings, file, options, check=check, as_json=as_json))


def _kickoff(settings: Settings, file: str, options: Options, *, check: bool, as_json: bool) -> int:
    rules, words = resources.load_rulebook(settings.policy), resources.words(settings.templates)
    projects = projects_in(file, options, rules, check=check)
    checked = [_checked(project, rules, options.locale) for project in projects]
    if not check:  # the workspace may know the unit, so values are read there, each for itself
        checked = [replace(each, values=()) for each in checked]
    for each in checked:
        _print(each, words, as_json=as_json)
    if check:
        return NO if any(each.is_wrong for each in checked) else OK
    if any(each.errors for each in checked):
        complain("Nothing was created or changed, because an answer cannot be read.")
        return NO
    return asyncio.run(_keep(settings.checked_for_slack(), projects, words, options.locale))


def _checked(project: FileProject, rules: Rulebook, locale: str | None) -> Checked:
    now, owner = SystemClock().now(), UserId(project.owner or "nobody")
    labels, known = labels_of(rules.bank, rules.synonyms, locale), _strangers(project, rules)
    reader = Reader(
        locale=locale,
        today=rota_of(None, rules.policy).today(now),
        unit=unit_of(""),
        people={person.user: person for person in known},
    )
    read = read_values(project.pasted, labels, reader, tuple(member_of(each) for each in known))
    answers = {
        question: Answer(question=question, value=value, by=owner, at=now, revision=1)
        for question, value in read.values.items()
    }
    charter = Charter(
        project=ProjectId("file"), bank_edition=rules.bank.edition, revision=1, started_at=now, answers=answers
    )
    draft = Project(
        workspace=_NOBODY,
        id=ProjectId("file"),
        key="file",
        name=project.name,
        channel=ChannelId(project.channel),
        owner=owner,
        sponsor=charter.who(SPONSOR),
        members=(),
        created_at=now,
    )
    errors = {each.question.id: each.why for each in read.unread}
    # What cannot be read is an error already, and not missing as well.
    dossier = Dossier(project=draft, charter=charter, bank=rules.bank)
    findings = lint(dossier, rules, now)
    open_ones = [each for each in rules.bank.required if not is_answered(charter, each.id)]
    return Checked(
        name=project.name,
        errors=errors,
        unplaced=(*project.pasted.unplaced, *read.beside),
        findings=tuple(finding for finding in findings if finding.question not in errors),
        answered=len(rules.bank.required) - len(open_ones),
        required=len(rules.bank.required),
        missing=tuple(question for question in open_ones if question.id not in errors),
        values=past.problems_in(project.pasted.history, dossier, reader.today),
    )


def _strangers(project: FileProject, rules: Rulebook) -> tuple[Person, ...]:
    """Whoever the file names: a check knows nobody, and takes each of them for a member."""
    now, people = SystemClock().now(), []
    for question in rules.bank.questions:
        said = project.pasted.words(question.id) if question.type is AnswerType.PERSON else ""
        if said.strip():
            user = id_in(said) or UserId(f"named-{question.id}")
            people.append(
                Person(
                    workspace=_NOBODY,
                    user=user,
                    name=said.strip().removeprefix("@"),
                    zone=None,
                    locale=None,
                    seen_at=now,
                )
            )
    return tuple(people)


def _print(checked: Checked, words: Words, *, as_json: bool) -> None:
    if as_json:
        told = {
            "project": checked.name,
            "errors": dict(checked.errors),
            "unplaced": [{"text": each.text, "why": each.why, "names": list(each.names)} for each in checked.unplaced],
            "answered": checked.answered,
            "required": checked.required,
            "missing": [question.id for question in checked.missing],
            "values": [
                {"line": each.line or None, "text": each.text, "why": each.why, "is_error": each.is_error}
                for each in checked.values
            ],
            "findings": [
                {"rule": each.rule, "severity": each.severity, "question": each.question, "words": list(each.words)}
                for each in checked.findings
            ],
        }
        say(json.dumps(told, ensure_ascii=False))
        return
    say(checked.name)
    for question, told_why in checked.errors.items():
        say(f"  error    {question}: {told_why}")
    for value in checked.values:
        at = f"line {value.line}, " if value.line else ""
        say(f"  {'error' if value.is_error else 'note':<8} values: {at}“{value.text}”: {value.why}")
    for piece in checked.unplaced:
        say(f"  unplaced {piece_line(piece, words).plain}")
    for finding in checked.findings:
        _, why = finding_lines(finding, words)
        say(f"  {finding.severity:<8} {finding.rule}: {why.plain}")
    if checked.missing:
        labels = ", ".join(f"{question.label} ({question.id})" for question in checked.missing)
        say(f"  {checked.answered} of {checked.required} required answers in this file; missing: {labels}")
    elif not (checked.errors or checked.findings or checked.values):
        say("  nothing to mend")


async def _keep(settings: Settings, projects: list[FileProject], words: Words, locale: str | None) -> int:
    status = OK
    async with Plumbline(settings, tick_seconds=None, listens=False, speaks=False) as bot:
        members = await _members(bot, projects)
        for named in projects:
            project = named
            try:
                project = _by_id(named, members)
                kept = await _kept(bot, project, members, locale)
                await _judged(bot, project, kept.project.id)
                say(f"{project.name}: {'created' if kept.is_new else 'updated'} as {kept.project.key}")
                for piece in kept.unplaced:
                    if piece.why in _SEEN_LATE:
                        say(f"  unplaced {piece_line(piece, words).plain}")
            except Refusal as refusal:
                complain(f"{project.name}: {refusal.words}")
                status = NO
    return status


async def _members(bot: Plumbline, projects: list[FileProject]) -> tuple[Member, ...]:
    """All members, where a file names people other than by their ids."""
    is_named = any(id_in(each.owner) is None or says_names(each.pasted, bot.rules.bank) for each in projects)
    return await bot.doorway.everybody(bot.workspace) if is_named else ()


def _by_id(project: FileProject, members: tuple[Member, ...]) -> FileProject:
    """The project with the id of the owner whom it names; Refusal where nobody or several are called so."""
    if id_in(project.owner) is not None:
        return project
    owner = meant(project.owner, {}, members)
    if owner is None:
        raise Refusal(f"owner “{shorten(project.owner, 60)}”: {asked_back(project.owner, members)}")
    return replace(project, owner=owner.user)


async def _kept(
    bot: Plumbline, project: FileProject, members: tuple[Member, ...], locale: str | None
) -> ImportedDialog:
    now, owner = bot.clock.now(), UserId(project.owner)

    def unit(work: Work) -> ImportedDialog:
        person = _person(work, owner)
        asker = Asker(
            person=replace(person, locale=locale or person.locale),
            channel=_channel(work, project),
            now=now,
            rules=bot.rules,
        )
        form = pasted.ImportForm(
            channel=ChannelId(project.channel),
            project=None,
            name=project.name,
            text="",
            replaces=True,
            members=members,
        )
        standing = start.named(work.projects.in_channel(ChannelId(project.channel)), project.name)
        if standing is not None:  # a file is applied whole, so what the kickoff does not ask stops it
            asked.must_be_asked(dossiers.load(work, standing.id), asker, project.pasted.typed)
        return pasted.keep(work, asker, form, project.pasted, lambda: ProjectId(f"P{secrets.token_hex(8)}"))

    for _ in range(3):
        try:
            return await bot.runner.write(bot.workspace, unit, actor=owner, now=now)
        except MissingProfiles as missing:
            await bot.doorway.learn(bot.workspace, missing, now)
    return await bot.runner.write(bot.workspace, unit, actor=owner, now=now)


async def _judged(bot: Plumbline, project: FileProject, id_: ProjectId) -> None:
    """The arithmetic's word on the plan, without which nobody is asked to sign it."""
    now, owner = bot.clock.now(), UserId(project.owner)

    def asker(work: Work) -> Asker:
        return Asker(person=_person(work, owner), channel=_channel(work, project), now=now, rules=bot.rules)

    job = await bot.runner.read(bot.workspace, lambda work: charter.unjudged(work, asker(work), id_), now=now)
    if job is None:
        return
    verdict = await bot.doorway.computed(job)

    def unit(work: Work) -> None:
        charter.judge(work, asker(work), id_, asked=job, verdict=verdict)

    await bot.runner.write(bot.workspace, unit, actor=owner, now=now)


def _person(work: Work, user: UserId) -> Person:
    person = work.people.get(user)
    if person is None:
        raise MissingProfiles(users=frozenset({user}))
    return person


def _channel(work: Work, project: FileProject) -> Channel:
    channel = work.channels.get(ChannelId(project.channel))
    if channel is None:
        raise MissingProfiles(channels=frozenset({ChannelId(project.channel)}))
    return channel
