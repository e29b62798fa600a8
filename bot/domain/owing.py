"""Opening what a project owes, and closing it when the thing exists."""

from collections.abc import Collection
from datetime import date, datetime

from bot.domain.obligations import Obligation, first_look
from bot.domain.people import Person
from bot.domain.policy import ObligationKind, Policy, Rung
from bot.domain.projects import Project
from bot.domain.rota import rota_of


def first_asked(project: Project, kind: ObligationKind, policy: Policy) -> tuple[int, str]:
    """The first rung of a ladder that somebody stands on, and who that is; an owner is always there."""
    for number, rung in enumerate(policy.ladders[kind].rungs):
        if rung is Rung.SPONSOR and project.sponsor is not None:
            return number, project.sponsor
        if rung is Rung.CHANNEL:
            return number, project.channel
        if rung is Rung.OWNER:
            return number, project.owner
    return 0, project.owner


def owed(
    project: Project,
    kind: ObligationKind,
    *,
    asked: Person | None,
    after: date,
    policy: Policy,
    now: datetime,
    within: int | None = None,
) -> Obligation:
    """One thing owed, due so many working days of the person who is asked after a day: `within`, else by the policy.

    Without a person they are the organisation's working days.
    """
    rung, recipient = first_asked(project, kind, policy)
    days = policy.ladders[kind].due_after if within is None else within
    due = rota_of(asked, policy).later(after, days)
    return Obligation(
        workspace=project.workspace,
        project=project.id,
        kind=kind,
        due=due,
        look_at=first_look(due),
        recipient=recipient,
        rung=rung,
        opened_at=now,
    )


def closed(
    obligations: tuple[Obligation, ...], kinds: Collection[ObligationKind], now: datetime
) -> tuple[Obligation, ...]:
    """Those of these kinds that were open, done."""
    return tuple(each.done(now) for each in obligations if each.is_open and each.kind in kinds)


def with_changed(standing: tuple[Obligation, ...], changed: tuple[Obligation, ...]) -> tuple[Obligation, ...]:
    """The obligations after some of them changed or joined; a project owes one of a kind."""
    kinds = {each.kind for each in changed}
    return (*(each for each in standing if each.kind not in kinds), *changed)
