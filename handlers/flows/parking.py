"""Messages that reach nobody: somebody who can mend that is told, once for each place and cause, and may try again."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain import permissions
from bot.domain.decision import Decision, Fact
from bot.domain.ids import ChannelId, UserId
from bot.domain.living import name_of
from bot.domain.message import Destination, Outgoing, Parked, ToChannel, ToPerson
from bot.domain.notes import RetriedNote
from bot.domain.parking import Hearer, hearer
from bot.domain.projects import Project
from bot.domain.refusal import NotFound
from bot.domain.reply import Reply
from handlers.flows.asker import Asker
from handlers.flows.given import is_id
from storage.unit_of_work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A message that tells of parking and reached nobody itself: its number and key, whom it was for, what it says."""

    number: int
    key: str
    to: UserId
    body: Parked


def tell(work: Work, number: int, to: Destination, reason: str, now: datetime) -> bool:
    """Tell somebody who can mend it, unless somebody was told already; False when nobody can be reached.

    It is called before the message with this number is parked, and again after a crash between the two: the key follows
    from the message, so that telling twice is telling once.
    """
    if work.deliveries.is_parked(reason, to=to):
        return True
    place = str(to.user) if isinstance(to, ToPerson) else str(to.channel)
    return _tell(work, to, reason, f"parked:{place}:{reason}:{number}", now)


def pass_on(work: Work, notice: Notice, now: datetime) -> bool:
    """Who should have been told cannot be reached either: tell the next one instead; False when there is none."""
    body = notice.body
    where = ToPerson(user=body.person) if body.person else ToChannel(channel=body.channel or ChannelId(""))
    told = _tell(work, where, body.reason, notice.key.rpartition(":")[0], now, instead_of=notice.to)
    if told:
        work.deliveries.supersede(notice.number)
    return told


def retry(work: Work, asker: Asker, place: str, address: str) -> Reply:
    """Somebody says that it is mended: what waits there is tried again, in its order."""
    if place not in {"person", "channel"} or not is_id(address):
        raise NotFound("This place does not exist any more.")
    to: Destination = ToPerson(user=UserId(address)) if place == "person" else ToChannel(channel=ChannelId(address))
    permissions.may_retry(asker.person, _concerned(work, to))
    count = work.release(to)
    if count:
        fact = Fact(act="delivery.retried", project=None, subject=address, after={"count": count})
        work.keep(Decision(state=None, facts=(fact,)))
    return RetriedNote(count=count)


def _tell(
    work: Work, to: Destination, reason: str, key: str, now: datetime, *, instead_of: UserId | None = None
) -> bool:
    who = _hearer(work, to, key, instead_of)
    if who is None:
        return False
    project = None if who.project is None else name_of(who.project)
    if isinstance(to, ToPerson):
        channel = None if who.project is None else who.project.channel
        body = Parked(channel=channel, person=to.user, reason=reason, project=project)
    else:
        body = Parked(channel=to.channel, reason=reason, project=project)
    work.say(Outgoing(key=f"{key}:{who.user}", to=ToPerson(user=who.user), body=body, not_before=now))
    return True


def _hearer(work: Work, to: Destination, key: str, instead_of: UserId | None) -> Hearer | None:
    """Who is told: nobody who is parked, and nobody who was to be told of it before."""
    concerned, others = _concerned(work, to), _others(work, to)
    asked = frozenset((*(user for project in concerned for user in project.people), *others))
    silent = set(work.deliveries.unreachable())
    if isinstance(to, ToPerson):
        silent.add(to.user)
    if instead_of is not None:
        silent |= {instead_of, *(user for user in asked if work.deliveries.exists(f"{key}:{user}"))}
    return hearer(
        concerned,
        also=others,
        people=work.people.many(asked),
        channels=work.channels.many({project.channel for project in concerned}),
        unreachable=silent,
    )


def _concerned(work: Work, to: Destination) -> tuple[Project, ...]:
    return work.projects.of_person(to.user) if isinstance(to, ToPerson) else work.projects.in_channel(to.channel)


def _others(work: Work, to: Destination) -> tuple[UserId, ...]:
    """Whoever set the digest of a channel, then the admins."""
    schedule = work.schedules.get(to.channel) if isinstance(to, ToChannel) else None
    setter = (schedule.set_by,) if schedule is not None else ()
    return (*setter, *work.people.admins())
