"""The messages that live with a project: its card in the home channel, and each person's checklist."""

import hashlib
from datetime import date, datetime
from typing import assert_never

from bot.domain.asked import asked_now
from bot.domain.chain import chain_of
from bot.domain.dossier import Dossier, Rulebook
from bot.domain.experiment_messages import RunLine
from bot.domain.experiments.accepting import differs, missing_for_plan
from bot.domain.experiments.asking import unreckonable
from bot.domain.experiments.experiment import Experiment
from bot.domain.findings import Finding
from bot.domain.ids import LivingKey, QuestionId, UserId
from bot.domain.lint import blockers, lint
from bot.domain.message import (
    Checklist,
    ChecklistItem,
    Destination,
    DigestRow,
    Given,
    Message,
    Outgoing,
    Owed,
    ProjectCard,
    ToChannel,
    ToPerson,
)
from bot.domain.metrics import is_answered
from bot.domain.obligations import Obligation
from bot.domain.people import Role
from bot.domain.policy import ObligationKind
from bot.domain.projects import Project, ProjectName
from bot.domain.questions import Question
from bot.domain.readiness.items import Item, ItemState, day_of, items_of
from bot.domain.readiness.score import Readiness, readiness_of
from bot.domain.rota import rota_of
from bot.domain.signatures import line_of
from bot.domain.valuing import impact_in


def name_of(project: Project) -> ProjectName:
    """How messages name this project."""
    return ProjectName(id=project.id, key=project.key, name=project.name, channel=project.channel)


def owed_by_project(
    dossier: Dossier, findings: tuple[Finding, ...], rules: Rulebook, now: datetime
) -> tuple[Owed, ...]:
    """What a project still owes, soonest due first; `findings` are what the lint says of it now."""
    today = rota_of(None, rules.policy).today(now)
    is_ready = waits_for_acceptance(dossier, findings)
    owed = [
        Owed(
            project=name_of(dossier.project),
            what=obligation.kind,
            due=obligation.due,
            overdue=obligation.due <= today,
            who=_answerable(obligation, dossier.project),
            is_ready=is_ready and obligation.kind is ObligationKind.NO_EXPERIMENT,
        )
        for obligation in dossier.obligations
        if obligation.is_open
    ]
    return tuple(sorted(owed, key=lambda each: (each.due, each.what)))


def _answerable(obligation: Obligation, project: Project) -> UserId:
    match obligation.kind:
        case (
            ObligationKind.NO_EXPERIMENT
            | ObligationKind.CHANGES_ASKED
            | ObligationKind.LATE_START
            | ObligationKind.NO_READOUT
            | ObligationKind.READINESS_OPEN
        ):
            return project.owner
        case ObligationKind.NO_DECISION | ObligationKind.NOT_SIGNED:
            return project.sponsor or project.owner
        case _:
            assert_never(obligation.kind)


def run_of(experiment: Experiment, today: date) -> RunLine:
    """An experiment as cards and notes show it."""
    return RunLine(
        number=experiment.number,
        started_on=experiment.started_on,
        ends_on=experiment.ends_on,
        day=experiment.day(today),
        days=experiment.days,
        expected=experiment.expected(today),
        readout=experiment.readout,
        decided=experiment.decided,
        seal=experiment.plan.seal,
        registered_start=experiment.plan.start,
        entry_days=experiment.entry_days,
    )


def answered(dossier: Dossier) -> tuple[int, int]:
    """How many of the required questions have an answer, and how many there are."""
    required = dossier.bank.required
    return sum(is_answered(dossier.charter, question.id) for question in required), len(required)


def card_of(dossier: Dossier, rules: Rulebook, now: datetime) -> ProjectCard:
    """The state of one project as its card shows it."""
    kpi = dossier.kpi
    done, required = answered(dossier)
    findings = lint(dossier, rules, now)
    return ProjectCard(
        project=name_of(dossier.project),
        stage=dossier.stage,
        owner=dossier.project.owner,
        sponsor=dossier.project.sponsor,
        kpi=kpi,
        impact=impact_in(dossier, rules.policy.currency, findings),
        signing=line_of(dossier, rules, now),
        findings=findings,
        plan=dossier.plan.line if dossier.plan else None,
        plan_is_ready=waits_for_acceptance(dossier, findings),
        plan_has_changed=dossier.plan is not None and differs(dossier.charter, dossier.plan),
        run=run_of(dossier.experiment, rota_of(None, rules.policy).today(now)) if dossier.experiment else None,
        owed=owed_by_project(dossier, findings, rules, now),
        answered=done,
        required=required,
        chain=chain_of(dossier.charter, default_currency=rules.policy.currency),
        readiness=_readiness(dossier, requirements_of(dossier, rules, now)),
    )


def waits_for_acceptance(dossier: Dossier, findings: tuple[Finding, ...]) -> bool:
    """Whether the owner could accept the plan now: it is complete and nothing contradicts it or its own effect."""
    is_found = any(each.rule in ("underpowered", "effect-wrong-way") for each in findings)
    if dossier.plan is not None or is_found or missing_for_plan(dossier.charter):
        return False
    return not unreckonable(dossier.charter, dossier.observations)


def requirements_of(dossier: Dossier, rules: Rulebook, now: datetime) -> tuple[Item, ...]:
    """The requirements of a project as they stand now."""
    return items_of(dossier.bank, dossier.charter, day_of(rules.policy, now))


def _readiness(dossier: Dossier, requirements: tuple[Item, ...]) -> Readiness | None:
    """The score of the requirements, once somebody has answered one of them or they are owed."""
    readiness = readiness_of(requirements)
    is_owed = any(each.is_open and each.kind is ObligationKind.READINESS_OPEN for each in dossier.obligations)
    return readiness if readiness is not None and (readiness.answered or is_owed) else None


def row_of(dossier: Dossier, rules: Rulebook, now: datetime) -> DigestRow:
    """One project as digests and impact summaries list it."""
    kpi = dossier.kpi
    findings = lint(dossier, rules, now)
    return DigestRow(
        project=name_of(dossier.project),
        stage=dossier.stage,
        owner=dossier.project.owner,
        kpi=kpi,
        impact=impact_in(dossier, rules.policy.currency, findings),
        owed=owed_by_project(dossier, findings, rules, now),
        # What is only not answered yet is no blocker on the card either: it is listed as missing.
        blockers=sum(not each.is_missing for each in blockers(findings)),
    )


def asked_of(dossier: Dossier, user: UserId, question: Question) -> bool:
    """Whether this question is this person's: given to them, else by role, the owner for roles that nobody holds."""
    given = given_to(dossier, question.id)
    return given == user if given is not None else _by_role(dossier.project, user, question)


def given_to(dossier: Dossier, question: QuestionId) -> UserId | None:
    """Who was given a question; None for one that is with whom the bank asks, or whose holder has no role any more."""
    named = dossier.charter.who(f"assigned.{question}")
    return named if named in dossier.project.people else None


def _by_role(project: Project, user: UserId, question: Question) -> bool:
    roles = project.roles(user)
    if question.asked in roles:
        return True
    is_vacant = (question.asked is Role.SPONSOR and project.sponsor is None) or (
        question.asked is Role.MEMBER and not project.members
    )
    return is_vacant and Role.OWNER in roles


def checklist_of(
    dossier: Dossier, user: UserId, findings: tuple[Finding, ...], requirements: tuple[Item, ...] = ()
) -> Checklist:
    """One person's checklist: their questions in order and in their language, each with what its answer lacks."""
    done, required = answered(dossier)
    reopened = {item.question for item in requirements if item.state is ItemState.REOPENED}
    items = tuple(
        ChecklistItem(
            question=question.id,
            part=question.part,
            label=question.label,
            required=question.required,
            done=is_answered(dossier.charter, question.id),
            findings=tuple(
                finding
                for finding in findings
                if finding.question == question.id and not finding.is_missing and finding.accepted is None
            ),
            reopened=question.id in reopened,
        )
        for question in asked_now(dossier.charter, dossier.bank.spoken(dossier.locales.get(user)).questions)
        if asked_of(dossier, user, question)
    )
    mine = {item.question for item in items}
    return Checklist(
        project=name_of(dossier.project),
        user=user,
        roles=tuple(sorted(dossier.project.roles(user))),
        items=items,
        answered=done,
        required=required,
        given=_given(dossier, user),
        readiness=_readiness(dossier, requirements) if any(each.question in mine for each in requirements) else None,
    )


def _given(dossier: Dossier, user: UserId) -> tuple[Given, ...]:
    """What is still open and with somebody else, though this person's role is asked for it."""
    asked = asked_now(dossier.charter, dossier.bank.spoken(dossier.locales.get(user)).questions)
    return tuple(
        Given(label=question.label, to=holder)
        for question in asked
        if (holder := given_to(dossier, question.id)) is not None
        and holder != user
        and _by_role(dossier.project, user, question)
        and not is_answered(dossier.charter, question.id)
    )


def refreshed(dossier: Dossier, rules: Rulebook, now: datetime) -> tuple[Outgoing, ...]:
    """The card and every checklist as they are to look now."""
    project = dossier.project
    findings, requirements = lint(dossier, rules, now), requirements_of(dossier, rules, now)
    card = say(
        LivingKey(f"card:{project.id}"),
        ToChannel(channel=project.channel),
        card_of(dossier, rules, now),
        now,
    )
    checklists = (
        say(
            LivingKey(f"checklist:{project.id}:{user}"),
            ToPerson(user=user),
            checklist_of(dossier, user, findings, requirements),
            now,
        )
        for user in project.people
    )
    return (card, *checklists)


def say(living: LivingKey, to: Destination, body: Message, now: datetime, *, withdrawn: bool = False) -> Outgoing:
    """A living message in its present form; its key holds the moment and the content: saying it twice is once."""
    content = hashlib.sha256(repr(body).encode()).hexdigest()[:16]
    return Outgoing(
        key=f"{living}:{now.isoformat()}:{content}",
        to=to,
        body=body,
        not_before=now,
        living=living,
        withdrawn=withdrawn,
    )
