"""The nag policy: whom an overdue obligation is brought to, when, how often, and when it stops."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from bot.domain import calendar
from bot.domain.decision import Decision, Fact
from bot.domain.ids import ChannelId, LivingKey, ProjectId, UserId
from bot.domain.ladders import Owing, asked, climb, escalates_on, gaps_of, ladder_of, moved, next_rung, rung_of
from bot.domain.living import name_of, say
from bot.domain.message import ChannelNag, Destination, Message, Nag, NagItem, Outgoing, ToChannel, ToPerson
from bot.domain.obligations import Obligation, ObligationStatus
from bot.domain.people import Person
from bot.domain.policy import Policy, Rung
from bot.domain.refusal import Refusal
from bot.domain.rota import Rota, rota_of

__all__ = ["Owing", "can_snooze", "climb", "decide", "edited", "nag_key", "rota_of", "snooze", "snooze_days"]

_WORKING_WEEK = 5
"""Working days from one Monday to the next: "next week" is always within reach of a snooze."""


def decide(owing: tuple[Owing, ...], *, now: datetime, policy: Policy, nagged_today: bool) -> Decision[None]:
    """What to say to one recipient now about all that is owed by them, and when to look again.

    `owing` holds every open obligation whose present recipient is the same person or channel; those whose `look_at`
    has come are due for a word. Outside working hours, on days off and after today's nag they only move on. Each call
    says something, or leaves a later `look_at`, another recipient or silence behind, so that a tick comes to its end.
    """
    owing = tuple(each for each in owing if each.obligation.status is ObligationStatus.OPEN)
    moving = tuple(after for each in owing if (after := moved(each, now=now, policy=policy)) is not None)
    if moving:
        return Decision(state=None, obligations=moving)
    due = tuple(each for each in owing if each.obligation.look_at <= now)
    if not due:
        return Decision(state=None)
    if rung_of(due[0], policy) is Rung.CHANNEL:
        return _to_channel(due[0], now=now, policy=policy)
    return _to_person(owing, due, now=now, policy=policy, nagged_today=nagged_today)


def _to_person(
    owing: tuple[Owing, ...], due: tuple[Owing, ...], *, now: datetime, policy: Policy, nagged_today: bool
) -> Decision[None]:
    person = asked(due[0], policy)
    rota = rota_of(person, policy)
    today = rota.today(now)
    ripe = tuple(each for each in due if each.obligation.due <= today)
    early = tuple(
        replace(each.obligation, look_at=rota.opening_on(each.obligation.due)) for each in due if each not in ripe
    )
    if ripe and not nagged_today and rota.is_at_work(now):
        nag = _say_to_person(person.user, owing, ripe, now=now, rota=rota, policy=policy)
        return replace(nag, obligations=early + nag.obligations)
    again = rota.tomorrow(now) if nagged_today else rota.opening(now)
    return Decision(state=None, obligations=early + tuple(replace(each.obligation, look_at=again) for each in ripe))


def _say_to_person(
    user: UserId, owing: tuple[Owing, ...], ripe: tuple[Owing, ...], *, now: datetime, rota: Rota, policy: Policy
) -> Decision[None]:
    today = rota.today(now)
    listed = sorted(
        (each for each in owing if each.obligation.due <= today and not _is_snoozed(each, now)),
        key=lambda each: (-ladder_of(each, policy).importance, each.obligation.due, each.project.key),
    )
    key = nag_key(user, today)
    items = tuple(_item(each, rota=rota, today=today, policy=policy) for each in listed)
    body = Nag(user=user, day=today, rung=items[0].rung, items=items)
    said = tuple(_said(each, key, rota=rota, today=today, policy=policy) for each in ripe)
    mentioned = tuple(_mentioned(each.obligation, key) for each in listed if each not in ripe)
    return Decision(
        state=None,
        facts=tuple(_fact(each, user) for each in ripe),
        messages=(_outgoing(key, ToPerson(user=user), body, now),),
        obligations=said + mentioned,
    )


def _mentioned(obligation: Obligation, key: LivingKey) -> Obligation:
    return replace(obligation, said=tuple(dict.fromkeys((*obligation.said, key))))


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
    gaps = gaps_of(each, policy)
    step = each.obligation.step
    wait = gaps[step] if step < len(gaps) else ladder_of(each, policy).escalate_after
    look = rota.opening_on(rota.later(today, wait))
    return replace(_mentioned(each.obligation, key), step=step + 1, look_at=look, snoozed_until=None)


def _item(each: Owing, *, rota: Rota, today: date, policy: Policy) -> NagItem:
    return NagItem(
        project=name_of(each.project),
        what=each.obligation.kind,
        due=each.obligation.due,
        owner=each.project.owner,
        escalates_to=next_rung(each, policy),
        escalates_on=escalates_on(each, rota=rota, today=today, policy=policy),
        snoozes_left=max(0, policy.snooze.at_most - each.obligation.snoozes),
        rung=rung_of(each, policy),
        is_ready=each.is_ready,
        open_items=each.open_items,
    )


def snooze(obligation: Obligation, *, until: date, person: Person, policy: Policy, now: datetime) -> Decision[None]:
    """Put an item off to a day of the person's own; bounded, and after the last time only a plan helps.

    On that day it is brought up, and once more before it climbs.
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
        look_at=max(obligation.look_at, rota.opening_on(until)) if posts_once else rota.opening_on(until),
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
    if obligation.due > today:
        raise Refusal(f"This is due on {calendar.written_day(obligation.due)}; there is nothing to put off yet.")
    if obligation.snoozes >= policy.snooze.at_most:
        raise Refusal(
            f"This was put off {obligation.snoozes} times already; it cannot be put off again.",
            who_can="the owner can end the reminders by accepting a plan: /plumb experiment plan",
        )
    if not today < until <= latest:
        at_most = calendar.written_day(latest)
        raise Refusal(f"An item can be put off to a day after today, {at_most} at the latest.")


def snooze_days(rota: Rota, now: datetime, policy: Policy) -> dict[str, date]:
    """The days that an item can be put off to, by the choice's code: some working days on, or the next week's start."""
    today = rota.today(now)
    sunday = date.fromordinal(today.toordinal() + 6 - today.weekday())
    return {
        **{str(days): rota.later(today, days) for days in policy.snooze.choices},
        "next_week": rota.later(sunday, 1),
    }


def can_snooze(obligation: Obligation, *, today: date, policy: Policy) -> bool:
    """Whether an item that is due can be put off: it is still brought up, not put off yet, and not too often before."""
    is_asked = obligation.status is ObligationStatus.OPEN and obligation.due <= today
    is_awake = obligation.snoozed_until is None or obligation.snoozed_until <= today
    return is_asked and is_awake and obligation.snoozes < policy.snooze.at_most


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
