"""The nag policy: whom an overdue obligation is brought to, when, how often, and when it stops."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.decision import Decision, Fact
from bot.domain.ids import ChannelId, LivingKey, ProjectId, UserId
from bot.domain.living import name_of, say
from bot.domain.message import ChannelNag, Destination, Message, Nag, NagItem, Outgoing, ToChannel, ToPerson
from bot.domain.obligations import Obligation, ObligationStatus
from bot.domain.people import Person
from bot.domain.policy import Ladder, Policy, Rung
from bot.domain.projects import Project
from bot.domain.refusal import Refusal
from bot.domain.rota import Rota, rota_of

_WORKING_WEEK = 5
"""Working days from one Monday to the next: "next week" is always within reach of a snooze."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owing:
    """One open obligation with its project and the people of its ladder."""

    obligation: Obligation
    project: Project
    owner: Person
    sponsor: Person | None


def decide(owing: tuple[Owing, ...], *, now: datetime, policy: Policy, nagged_today: bool) -> Decision[None]:
    """What to say to one recipient now about all that is owed by them, and when to look again.

    `owing` holds every open obligation whose present recipient is the same person or channel; those whose `look_at`
    has come are due for a word. Outside working hours, on days off and after today's nag they only move on. Each call
    says something, or leaves a later `look_at`, another recipient or silence behind, so that a tick comes to its end.
    """
    owing = tuple(each for each in owing if each.obligation.status is ObligationStatus.OPEN)
    moving = tuple(after for each in owing if (after := _moved(each, now=now, policy=policy)) is not None)
    if moving:
        return Decision(state=None, obligations=moving)
    due = tuple(each for each in owing if each.obligation.look_at <= now)
    if not due:
        return Decision(state=None)
    if _rung(due[0], policy) is Rung.CHANNEL:
        return _to_channel(due[0], now=now, policy=policy)
    return _to_person(owing, due, now=now, policy=policy, nagged_today=nagged_today)


def _to_person(
    owing: tuple[Owing, ...], due: tuple[Owing, ...], *, now: datetime, policy: Policy, nagged_today: bool
) -> Decision[None]:
    person = _asked(due[0], policy)
    rota = rota_of(person, policy)
    today = rota.today(now)
    early = tuple(each for each in due if each.obligation.due > today)
    ripe = tuple(each for each in due if each.obligation.due <= today)
    moved = tuple(replace(each.obligation, look_at=rota.opening_on(each.obligation.due)) for each in early)
    if not ripe:
        return Decision(state=None, obligations=moved)
    if nagged_today or not rota.is_at_work(now):
        again = rota.tomorrow(now) if nagged_today else rota.opening(now)
        return Decision(state=None, obligations=moved + tuple(replace(each.obligation, look_at=again) for each in ripe))
    key = nag_key(person.user, today)
    owed_today = tuple(each for each in owing if each.obligation.due <= today and not _is_snoozed(each, now))
    body = _nag(person.user, owed_today, rota=rota, today=today, policy=policy)
    return Decision(
        state=None,
        facts=tuple(_fact(each, person.user) for each in ripe),
        messages=(_outgoing(key, ToPerson(user=person.user), body, now),),
        obligations=moved + tuple(_said(each, key, rota=rota, today=today, policy=policy) for each in ripe),
    )


def _nag(user: UserId, owed: tuple[Owing, ...], *, rota: Rota, today: date, policy: Policy) -> Nag:
    listed = sorted(
        owed, key=lambda each: (-_ladder(each, policy).importance, each.obligation.due, each.project.key)
    )
    items = tuple(_item(each, rota=rota, today=today, policy=policy) for each in listed)
    return Nag(user=user, day=today, rung=items[0].rung, items=items)


def _is_snoozed(each: Owing, now: datetime) -> bool:
    return each.obligation.snoozed_until is not None and each.obligation.look_at > now


def _to_channel(each: Owing, *, now: datetime, policy: Policy) -> Decision[None]:
    rota = rota_of(each.owner, policy)
    today = rota.today(now)
    if each.obligation.due > today:
        early = replace(each.obligation, look_at=rota.opening_on(each.obligation.due))
        return Decision(state=None, obligations=(early,))
    if not rota.is_at_work(now):
        return Decision(state=None, obligations=(replace(each.obligation, look_at=rota.opening(now)),))
    key = LivingKey(f"nag:{each.project.id}:{each.obligation.kind}:{each.project.channel}:{today.isoformat()}")
    body = ChannelNag(day=today, item=_item(each, rota=rota, today=today, policy=policy))
    return Decision(
        state=None,
        facts=(_fact(each, each.project.channel),),
        messages=(_outgoing(key, ToChannel(channel=each.project.channel), body, now),),
        obligations=(_said(each, key, rota=rota, today=today, policy=policy),),
    )


def nag_key(user: UserId, day: date) -> LivingKey:
    """Names the one nag that a person may get on a day of theirs."""
    return LivingKey(f"nag:{user}:{day.isoformat()}")


def _outgoing(key: LivingKey, to: Destination, body: Message, now: datetime) -> Outgoing:
    return Outgoing(key=key, to=to, body=body, not_before=now, living=key)


def _fact(each: Owing, recipient: str) -> Fact:
    return Fact(act="nag.said", project=each.project.id, subject=each.obligation.kind, after={"to": recipient})


def _said(each: Owing, key: LivingKey, *, rota: Rota, today: date, policy: Policy) -> Obligation:
    """The obligation after it was brought up today: the next gap of its rung, or the day on which it climbs."""
    gaps = _gaps(each, policy)
    step = each.obligation.step
    wait = gaps[step] if step < len(gaps) else _ladder(each, policy).escalate_after
    look = rota.opening_on(rota.later(today, wait))
    said = tuple(dict.fromkeys((*each.obligation.said, key)))
    return replace(each.obligation, step=step + 1, look_at=look, said=said, snoozed_until=None)


def _gaps(each: Owing, policy: Policy) -> tuple[int, ...]:
    return () if _rung(each, policy) is Rung.CHANNEL else _ladder(each, policy).gaps


def _moved(each: Owing, *, now: datetime, policy: Policy) -> Obligation | None:
    """The obligation in other hands, or None while it stays: its rung is held by somebody else now, or is used up."""
    obligation = each.obligation
    holder = _recipient(each, _rung(each, policy))
    if holder is not None and holder != obligation.recipient:
        return _handed_on(each, obligation.rung, at=max(now, obligation.look_at), policy=policy)
    if obligation.look_at <= now and _has_left_rung(each, policy):
        return climb(each, now=now, policy=policy)
    return None


def _has_left_rung(each: Owing, policy: Policy) -> bool:
    asked_often_enough = each.obligation.step > len(_gaps(each, policy))
    return asked_often_enough or not _is_reachable(each, _rung(each, policy))


def climb(each: Owing, *, now: datetime, policy: Policy) -> Obligation:
    """The obligation on its next rung that reaches somebody new, looked at right away; silent when there is none."""
    return _handed_on(each, each.obligation.rung + 1, at=now, policy=policy)


def _handed_on(each: Owing, start: int, *, at: datetime, policy: Policy) -> Obligation:
    """The obligation on the first rung from `start` on that reaches somebody whom no rung before it reached."""
    rungs = _ladder(each, policy).rungs
    seen = {_recipient(each, rung) for rung in rungs[:start]}
    for number, rung in enumerate(rungs[start:], start):
        recipient = _recipient(each, rung)
        if recipient is not None and recipient not in seen and _is_reachable(each, rung):
            fresh = replace(each.obligation, rung=number, recipient=recipient, look_at=at)
            return replace(fresh, step=0, snoozed_until=None)
    return replace(each.obligation, status=ObligationStatus.SILENT, snoozed_until=None)


def _next_rung(each: Owing, policy: Policy) -> Rung | None:
    after = climb(each, now=each.obligation.look_at, policy=policy)
    return None if after.status is ObligationStatus.SILENT else _ladder(each, policy).rungs[after.rung]


def _recipient(each: Owing, rung: Rung) -> str | None:
    match rung:
        case Rung.OWNER:
            return each.project.owner
        case Rung.CHANNEL:
            return each.project.channel
        case Rung.SPONSOR:
            return each.project.sponsor


def _is_reachable(each: Owing, rung: Rung) -> bool:
    match rung:
        case Rung.OWNER:
            return each.owner.is_active
        case Rung.CHANNEL:
            return True
        case Rung.SPONSOR:
            return each.sponsor is not None and each.sponsor.is_active


def _asked(each: Owing, policy: Policy) -> Person:
    return each.sponsor if _rung(each, policy) is Rung.SPONSOR and each.sponsor else each.owner


def _rung(each: Owing, policy: Policy) -> Rung:
    return _ladder(each, policy).rungs[each.obligation.rung]


def _ladder(each: Owing, policy: Policy) -> Ladder:
    return policy.ladders[each.obligation.kind]


def _item(each: Owing, *, rota: Rota, today: date, policy: Policy) -> NagItem:
    return NagItem(
        project=name_of(each.project),
        what=each.obligation.kind,
        due=each.obligation.due,
        owner=each.project.owner,
        escalates_to=_next_rung(each, policy),
        escalates_on=_escalates_on(each, rota=rota, today=today, policy=policy),
        snoozes_left=max(0, policy.snooze.at_most - each.obligation.snoozes),
        rung=_rung(each, policy),
    )


def _escalates_on(each: Owing, *, rota: Rota, today: date, policy: Policy) -> date | None:
    """The day on which it climbs when nothing happens, counted from today's word or from the next one planned."""
    if _next_rung(each, policy) is None:
        return None
    gaps, step = _gaps(each, policy), each.obligation.step
    planned = rota.today(each.obligation.look_at)
    if step > len(gaps):  # said for the last time on an earlier day: it climbs when it is looked at
        return planned
    return rota.later(max(today, planned), sum(gaps[step:]) + _ladder(each, policy).escalate_after)


def snooze(obligation: Obligation, *, until: date, person: Person, policy: Policy, now: datetime) -> Decision[None]:
    """Put an item off to a day of the person's own; bounded, and after the last time only a waiver helps.

    On that day it is brought up once more before it climbs; it never comes up sooner than without the snooze.
    The same day twice (a double click) counts once.
    """
    rota = rota_of(person, policy)
    if obligation.status is ObligationStatus.OPEN and obligation.snoozed_until == until:
        return Decision(state=None, obligations=(obligation,))
    _refuse_snooze(obligation, until, today=rota.today(now), rota=rota, policy=policy)
    ladder = policy.ladders[obligation.kind]
    posts_once = ladder.rungs[obligation.rung] is Rung.CHANNEL
    after = replace(
        obligation,
        look_at=max(obligation.look_at, rota.opening_on(until)),
        step=obligation.step if posts_once else min(obligation.step, len(ladder.gaps)),
        snoozes=obligation.snoozes + 1,
        snoozed_until=until,
    )
    fact = Fact(
        act="nag.snoozed", project=obligation.project, subject=obligation.kind, after={"until": until.isoformat()}
    )
    return Decision(state=None, facts=(fact,), obligations=(after,))


def _refuse_snooze(obligation: Obligation, until: date, *, today: date, rota: Rota, policy: Policy) -> None:
    latest = rota.later(today, max((*policy.snooze.choices, _WORKING_WEEK)))
    if not obligation.is_open:
        raise Refusal("This is done already; there is nothing to put off.")
    if obligation.status is ObligationStatus.SILENT:
        raise Refusal("I do not bring this up any more; there is nothing to put off.")
    if obligation.snoozes >= policy.snooze.at_most:
        raise Refusal(
            f"This was put off {obligation.snoozes} times already; it cannot be put off again.",
            who_can="the sponsor can waive it in writing",
        )
    if not today < until <= latest:
        raise Refusal(f"An item can be put off to a day after today, {latest.isoformat()} at the latest.")


def snooze_days(rota: Rota, now: datetime, policy: Policy) -> tuple[date, ...]:
    """The days that an item can be put off to: tomorrow and in three days by policy, and the start of next week."""
    today = rota.today(now)
    in_days = tuple(rota.later(today, count) for count in policy.snooze.choices)
    next_week = rota.later(date.fromordinal(today.toordinal() + 6 - today.weekday()), 1)
    return tuple(dict.fromkeys((*in_days, next_week)))


def edited(
    bodies: Mapping[LivingKey, Message], obligation: Obligation, now: datetime, *, snoozed_until: date | None = None
) -> tuple[Outgoing, ...]:
    """The old messages that mention an obligation, saying now that it is done or put off."""
    edits = []
    for key, body in bodies.items():
        match body:
            case Nag():
                items = tuple(_marked(item, obligation, snoozed_until) for item in body.items)
                is_moot = all(item.done for item in items)
                after: Message = replace(body, items=items)
                edits.append(say(key, ToPerson(user=body.user), after, now, withdrawn=is_moot))
            case ChannelNag():
                item = _marked(body.item, obligation, snoozed_until)
                after = replace(body, item=item)
                place = ToChannel(channel=ChannelId(body.item.project.channel))
                edits.append(say(key, place, after, now, withdrawn=item.done))
            case _:
                continue
    return tuple(edits)


def _marked(item: NagItem, obligation: Obligation, snoozed_until: date | None) -> NagItem:
    if (ProjectId(item.project.id), item.what) != (obligation.project, obligation.kind):
        return item
    if obligation.is_open:
        left = item.snoozes_left - 1 if snoozed_until and item.snoozed_until != snoozed_until else item.snoozes_left
        left = max(0, left)
        return replace(item, snoozed_until=snoozed_until, snoozes_left=left, escalates_to=None, escalates_on=None)
    return replace(item, done=True)
