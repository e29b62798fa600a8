"""The ladder of an overdue obligation: whose turn it is, when it climbs, and whom it reaches next."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import assert_never

from bot.domain.obligations import Obligation, ObligationStatus
from bot.domain.people import Person
from bot.domain.policy import Ladder, Policy, Rung
from bot.domain.projects import Project
from bot.domain.rota import Rota


@dataclass(frozen=True, slots=True, kw_only=True)
class Owing:
    """One open obligation with its project and the people of its ladder.

    `is_ready` says that only the owner's acceptance is missing; `open_items` are the requirements that are still open.
    """

    obligation: Obligation
    project: Project
    owner: Person
    sponsor: Person | None
    is_ready: bool = False
    open_items: tuple[str, ...] = ()


def ladder_of(each: Owing, policy: Policy) -> Ladder:
    """The ladder of this kind of obligation."""
    return policy.ladders[each.obligation.kind]


def rung_of(each: Owing, policy: Policy) -> Rung:
    """The rung that it stands on."""
    return ladder_of(each, policy).rungs[each.obligation.rung]


def gaps_of(each: Owing, policy: Policy) -> tuple[int, ...]:
    """The working days between words on its present rung; a channel is told once."""
    return () if rung_of(each, policy) is Rung.CHANNEL else ladder_of(each, policy).gaps


def asked(each: Owing, policy: Policy) -> Person:
    """The person whose turn it is; in a channel the owner, by whose days it is counted."""
    return each.sponsor if rung_of(each, policy) is Rung.SPONSOR and each.sponsor else each.owner


def moved(each: Owing, *, now: datetime, policy: Policy) -> Obligation | None:
    """The obligation in other hands, or None while it stays: its rung is held by somebody else now, or is used up."""
    obligation = each.obligation
    if _recipient(each, rung_of(each, policy)) != obligation.recipient:
        return _handed_on(each, obligation.rung, at=max(now, obligation.look_at), policy=policy)
    if obligation.look_at <= now and _has_left_rung(each, policy):
        return climb(each, now=now, policy=policy)
    return None


def _has_left_rung(each: Owing, policy: Policy) -> bool:
    asked_often_enough = each.obligation.step > len(gaps_of(each, policy))
    return asked_often_enough or not _is_reachable(each, rung_of(each, policy))


def climb(each: Owing, *, now: datetime, policy: Policy) -> Obligation:
    """The obligation on its next rung that reaches somebody new, looked at right away; silent when there is none."""
    return _handed_on(each, each.obligation.rung + 1, at=now, policy=policy)


def _handed_on(each: Owing, start: int, *, at: datetime, policy: Policy) -> Obligation:
    """The obligation on the first rung from `start` on that reaches somebody whom no rung before it reached."""
    rungs = ladder_of(each, policy).rungs
    seen = {_recipient(each, rung) for rung in rungs[:start]}
    for number, rung in enumerate(rungs[start:], start):
        recipient = _recipient(each, rung)
        if recipient is not None and recipient not in seen and _is_reachable(each, rung):
            fresh = replace(each.obligation, rung=number, recipient=recipient, look_at=at)
            return replace(fresh, step=0, snoozes=0, snoozed_until=None)
    return replace(each.obligation, status=ObligationStatus.SILENT)


def _recipient(each: Owing, rung: Rung) -> str | None:
    match rung:
        case Rung.OWNER:
            return each.project.owner
        case Rung.CHANNEL:
            return each.project.channel
        case Rung.SPONSOR:
            return each.project.sponsor
        case _:
            assert_never(rung)


def _is_reachable(each: Owing, rung: Rung) -> bool:
    match rung:
        case Rung.OWNER:
            return each.owner.is_active
        case Rung.CHANNEL:
            return True
        case Rung.SPONSOR:
            return each.sponsor is not None and each.sponsor.is_active
        case _:
            assert_never(rung)


def next_rung(each: Owing, policy: Policy) -> Rung | None:
    """The rung after this one, or None when nobody new is left."""
    after = climb(each, now=each.obligation.look_at, policy=policy)
    return None if after.status is ObligationStatus.SILENT else ladder_of(each, policy).rungs[after.rung]


def escalates_on(each: Owing, *, rota: Rota, today: date, policy: Policy) -> date | None:
    """The day on which it climbs when nothing happens, counted from today's word or from the next one planned."""
    if next_rung(each, policy) is None:
        return None
    gaps, step = gaps_of(each, policy), each.obligation.step
    planned = rota.today(each.obligation.look_at)
    if step > len(gaps):  # said for the last time on an earlier day: it climbs when it is looked at
        return planned
    return rota.later(max(today, planned), sum(gaps[step:]) + ladder_of(each, policy).escalate_after)
