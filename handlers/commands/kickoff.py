"""`plumbline kickoff FILE`: projects from a charter file, with the validation and the lint of Slack."""

import asyncio
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.domain.answering import Given, GivenRow, Reader, read_page
from bot.domain.charter import Answer, Charter, Who
from bot.domain.dossier import Dossier, Rulebook
from bot.domain.findings import Finding, Severity
from bot.domain.ids import ChannelId, ProjectId, QuestionId, UserId, WorkspaceId
from bot.domain.kickoff import SPONSOR
from bot.domain.lint import lint
from bot.domain.metrics import is_answered, unit_of
from bot.domain.people import Channel, Person, unknown
from bot.domain.projects import Project
from bot.domain.questions import AnswerType, Question
from bot.domain.refusal import Refusal
from bot.domain.rota import rota_of
from bot.views.findings import finding_lines
from bot.views.words import Words
from handlers import resources
from handlers.app import Plumbline
from handlers.clock import SystemClock
from handlers.commands.console import NO, OK, WrongInput, complain, guarded, read_input, say
from handlers.flows import dossiers, kickoff, start
from handlers.flows.asker import Asker, MissingProfiles
from handlers.settings import Settings
from storage.unit_of_work import Work

_NOBODY = WorkspaceId("file")


Typed = bool | str | float | date | None
"""A cell as YAML reads it; what is neither quoted nor text comes as a number, a date, or yes and no."""


def _text(value: Typed) -> str | None:
    """What was written, as it would be typed."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else str(value)


def _row(item: Mapping[str, Typed] | str) -> GivenRow:
    return item if isinstance(item, str) else {column: _text(value) for column, value in item.items()}


class CharterFile(BaseModel):
    """One project of a charter file; `answers` are typed as people type them in Slack."""

    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)

    name: str = Field(min_length=1)
    channel: str = Field(pattern=r"^[CG][A-Z0-9]+$")
    owner: str = Field(pattern=r"^[UW][A-Z0-9]+$")
    sponsor: str | None = Field(default=None, pattern=r"^[UW][A-Z0-9]+$")
    members: tuple[str, ...] = ()
    answers: dict[str, Typed | list[dict[str, Typed] | str]] = Field(default_factory=dict)

    @property
    def typed(self) -> dict[QuestionId, Given]:
        """The answers as text, or as rows of texts; dates as YAML reads them are written back."""
        return {
            QuestionId(question): [_row(item) for item in value] if isinstance(value, list) else _text(value)
            for question, value in self.answers.items()
        }

    def words(self, question: str) -> str:
        """The text of an answer; empty for one that is not there, or stands in rows."""
        typed = self.typed.get(QuestionId(question))
        return typed if isinstance(typed, str) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the lint says of one project of the file, and which required answers the file leaves open."""

    name: str
    errors: Mapping[QuestionId, str]
    findings: tuple[Finding, ...]
    answered: int
    required: int
    missing: tuple[Question, ...]


def kickoff_from_file(file: str, *, check: bool, as_json: bool) -> int:
    """Check the projects of a file, or create and update them."""
    return guarded(lambda settings: _kickoff(settings, file, check=check, as_json=as_json))


def _kickoff(settings: Settings, file: str, *, check: bool, as_json: bool) -> int:
    rules, words = resources.load_rulebook(settings.policy), resources.words(settings.templates)
    projects = _parsed(file, rules)
    checked = [_checked(project, rules) for project in projects]
    for each in checked:
        _print(each, words, as_json=as_json)
    if any(each.errors for each in checked):
        if not check:
            complain("Nothing was created or changed, because an answer cannot be read.")
        return NO
    if check:
        is_blocked = any(finding.severity is Severity.BLOCKER for each in checked for finding in each.findings)
        return NO if is_blocked else OK
    return asyncio.run(_keep(settings.checked_for_slack(), projects))


def _parsed(file: str, rules: Rulebook) -> list[CharterFile]:
    try:
        loaded = yaml.safe_load(read_input(file))
    except yaml.YAMLError as error:
        raise WrongInput(f"{file} is neither YAML nor JSON: {' '.join(str(error).split())}") from None
    items = loaded.get("projects", [loaded]) if isinstance(loaded, dict) else loaded
    if not isinstance(items, list) or not items:
        raise WrongInput(f"{file} holds no project; write name, channel, owner and answers")
    try:
        projects = [CharterFile.model_validate(item) for item in items]
    except ValidationError as error:
        first = error.errors()[0]
        raise WrongInput(f"{file}: {'.'.join(str(part) for part in first['loc'])}: {first['msg']}") from None
    for project in projects:
        strange = [question for question in project.answers if rules.bank.find(question) is None]
        if strange:
            raise WrongInput(f"{file}: there is no question {strange[0]!r} in the bank")
    return projects


def _checked(project: CharterFile, rules: Rulebook) -> Checked:
    now = SystemClock().now()
    people = {
        UserId(user): unknown(_NOBODY, UserId(user), now)
        for question in rules.bank.questions
        if question.type is AnswerType.PERSON and (user := project.words(question.id))
    }
    reader = Reader(
        locale=None,
        today=rota_of(None, rules.policy).today(now),
        unit=unit_of(project.words("metric_unit")),
        people=people,
    )
    values, errors = read_page(rules.bank.questions, project.typed, reader)
    owner = UserId(project.owner)
    answers = {
        question: Answer(question=question, value=value, by=owner, at=now, revision=1)
        for question, value in values.items()
    }
    if project.sponsor and SPONSOR not in answers:
        sponsor = Who(user=UserId(project.sponsor))
        answers[SPONSOR] = Answer(question=SPONSOR, value=sponsor, by=owner, at=now, revision=1)
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
        sponsor=UserId(project.sponsor) if project.sponsor else None,
        members=(),
        created_at=now,
    )
    # What cannot be read is an error already, and not missing as well.
    findings = lint(Dossier(project=draft, charter=charter, bank=rules.bank), rules, now)
    return Checked(
        name=project.name,
        errors=errors,
        findings=tuple(finding for finding in findings if finding.question not in errors),
        answered=sum(is_answered(charter, question.id) for question in rules.bank.required),
        required=len(rules.bank.required),
        missing=tuple(
            question
            for question in rules.bank.required
            if question.id not in errors and not is_answered(charter, question.id)
        ),
    )


def _print(checked: Checked, words: Words, *, as_json: bool) -> None:
    if as_json:
        told = {
            "project": checked.name,
            "errors": dict(checked.errors),
            "answered": checked.answered,
            "required": checked.required,
            "missing": [question.id for question in checked.missing],
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
    for finding in checked.findings:
        _, why = finding_lines(finding, words)
        say(f"  {finding.severity:<8} {finding.rule}: {why.plain}")
    if checked.missing:
        labels = ", ".join(f"{question.label} ({question.id})" for question in checked.missing)
        say(f"  {checked.answered} of {checked.required} required answers in this file; missing: {labels}")
    elif not checked.errors and not checked.findings:
        say("  nothing to mend")


async def _keep(settings: Settings, projects: list[CharterFile]) -> int:
    status = OK
    async with Plumbline(settings, tick_seconds=None, listens=False, speaks=False) as bot:
        for project in projects:
            try:
                say(f"{project.name}: {await _kept(bot, project)}")
            except Refusal as refusal:
                complain(f"{project.name}: {refusal.words}")
                status = NO
    return status


async def _kept(bot: Plumbline, project: CharterFile) -> str:
    now, owner = bot.clock.now(), UserId(project.owner)

    def unit(work: Work) -> str:
        asker = Asker(person=_person(work, owner), channel=_channel(work, project), now=now, rules=bot.rules)
        here = work.projects.in_channel(ChannelId(project.channel))
        known = start.named(here, project.name)
        if known is None:
            start.start(work, asker, _start_form(project), lambda: ProjectId(f"P{secrets.token_hex(8)}"))
        here = work.projects.in_channel(ChannelId(project.channel))
        target = start.named(here, project.name)
        assert target is not None  # noqa: S101  it was there, or has just been started
        revision = dossiers.load(work, target.id).charter.revision
        form = kickoff.PageForm(project=target.id, part=None, question=None, revision=revision, typed=project.typed)
        kickoff.save(work, asker, form)
        return f"{'updated' if known else 'created'} as {target.key}"

    for _ in range(3):
        try:
            return await bot.runner.write(bot.workspace, unit, actor=owner, now=now)
        except MissingProfiles as missing:
            await bot.doorway.learn(bot.workspace, missing, now)
    return await bot.runner.write(bot.workspace, unit, actor=owner, now=now)


def _person(work: Work, user: UserId) -> Person:
    person = work.people.get(user)
    if person is None:
        raise MissingProfiles(users=frozenset({user}))
    return person


def _channel(work: Work, project: CharterFile) -> Channel:
    channel = work.channels.get(ChannelId(project.channel))
    if channel is None:
        raise MissingProfiles(channels=frozenset({ChannelId(project.channel)}))
    return channel


def _start_form(project: CharterFile) -> start.StartForm:
    return start.StartForm(
        channel=ChannelId(project.channel),
        name=project.name,
        owner=UserId(project.owner),
        sponsor=UserId(project.sponsor) if project.sponsor else None,
        members=tuple(UserId(user) for user in project.members),
    )
