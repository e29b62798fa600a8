"""The flows of digests: preview, schedule, switch off."""

from dataclasses import replace
from datetime import datetime

from bot.domain import calendar, digests, permissions
from bot.domain.dossier import Rulebook
from bot.domain.ids import ChannelId
from bot.domain.living import name_of
from bot.domain.message import Change, Digest
from bot.domain.notes import DigestOff, DigestPreview, DigestSet
from bot.domain.people import Channel
from bot.domain.projects import Project
from bot.domain.refusal import Refusal
from bot.domain.reply import Reply
from bot.domain.rhythms import Rhythm
from bot.domain.schedules import Schedule
from bot.domain.sums import Drawn
from handlers.flows import dossiers
from handlers.flows.asker import Asker
from handlers.flows.computing import Job
from handlers.flows.sums import undrawn
from storage.unit_of_work import Work


def asked(work: Work, asker: Asker, rhythm: Rhythm) -> Job | DigestPreview:
    """The preview, or what must be drawn for it first."""
    shown = preview(work, asker, rhythm)
    return undrawn(shown.digest) or shown


def preview(work: Work, asker: Asker, rhythm: Rhythm, drawn: Drawn | None = None) -> DigestPreview:
    """What the digest would say today and when it would come; saved only by the button."""
    channel = _home(asker)
    permissions.may_set_digest(asker.person)
    standing = work.schedules.get(channel.channel)
    wanted = _after(standing, _schedule(asker, channel.channel, rhythm))
    body = compose(work, asker.rules, channel.channel, since=None, wanted=wanted, now=asker.now, drawn=drawn)
    planned = digests.schedule(wanted, before=None, now=asker.now).state
    return DigestPreview(
        digest=replace(body, preview=True, is_first=True),
        cadence=rhythm.cadence,
        weekday=rhythm.weekday,
        at=rhythm.at,
        zone=rhythm.zone,
        next_at=planned.next_at,
        next_day=planned.next_day,
        replaces=standing if standing is not None and standing.is_on else None,
    )


def set_schedule(work: Work, asker: Asker, rhythm: Rhythm) -> Reply:
    """Save the channel's schedule."""
    channel = _home(asker)
    permissions.may_set_digest(asker.person)
    before = work.schedules.for_update(channel.channel)
    wanted = _after(before, _schedule(asker, channel.channel, rhythm))
    standing = before if before is not None and _is_same(before, wanted) else _saved(work, asker, wanted, before)
    return DigestSet(
        channel=channel.channel,
        cadence=rhythm.cadence,
        weekday=rhythm.weekday,
        at=rhythm.at,
        zone=rhythm.zone,
        next_day=standing.next_day,
    )


def _after(before: Schedule | None, wanted: Schedule) -> Schedule:
    return replace(wanted, last_at=before.last_at if before else None)


def _is_same(before: Schedule, wanted: Schedule) -> bool:
    """Whether this was saved today already: a second click changes nothing."""
    anew = replace(before, set_by=wanted.set_by, set_at=wanted.set_at, next_at=wanted.next_at, next_day=wanted.next_day)
    return anew == wanted


def _saved(work: Work, asker: Asker, wanted: Schedule, before: Schedule | None) -> Schedule:
    decision = digests.schedule(wanted, before=before, now=asker.now)
    work.keep(decision)
    return decision.state


def switch_off(work: Work, asker: Asker) -> Reply:
    """Silence the channel's digest."""
    channel = _home(asker)
    permissions.may_set_digest(asker.person)
    standing = work.schedules.get(channel.channel)
    if standing is None or not standing.is_on:
        return DigestOff(was_on=False)
    work.keep(digests.switch_off(standing))
    return DigestOff(was_on=True)


def _home(asker: Asker) -> Channel:
    if asker.channel is None or asker.channel.is_direct:
        raise Refusal("A digest belongs to a channel. Type this in the channel that should get it.")
    if not asker.channel.has_bot:
        raise Refusal("I am not in this channel yet. Type /invite @Plumbline here first.")
    return asker.channel


def _schedule(asker: Asker, channel: ChannelId, rhythm: Rhythm) -> Schedule:
    today = calendar.local_date(asker.now, calendar.zone(rhythm.zone))
    return Schedule(
        workspace=asker.workspace,
        channel=channel,
        cadence=rhythm.cadence,
        weekday=rhythm.weekday,
        at=rhythm.at,
        zone=rhythm.zone,
        anchor=today,
        set_by=asker.user,
        set_at=asker.now,
        next_at=asker.now,
        next_day=today,
    )


def compose(
    work: Work,
    rules: Rulebook,
    channel: ChannelId,
    *,
    since: datetime | None,
    wanted: Schedule,
    now: datetime,
    drawn: Drawn | None,
) -> Digest:
    """The digest of a channel's projects as it stands now."""
    projects = work.projects.in_channel(channel)
    files = dossiers.load_many(work, projects)
    today = calendar.local_date(now, calendar.zone(wanted.zone))
    return digests.compose(
        channel,
        files,
        changes(work, projects, since),
        day=today,
        cadence=wanted.cadence,
        rules=rules,
        now=now,
        drawn=drawn,
    )


def changes(work: Work, projects: tuple[Project, ...], since: datetime | None) -> tuple[Change, ...]:
    """What happened in these projects since then, from the audit trail."""
    by_id = {project.id: project for project in projects}
    entries = work.audit.of(tuple(by_id), since=since, acts=digests.TOLD)
    return tuple(
        Change(project=name_of(by_id[entry.project]), act=entry.act, by=entry.actor, at=entry.at)
        for entry in entries
        if entry.project in by_id
    )
