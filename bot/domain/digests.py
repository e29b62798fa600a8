"""Digests and impact summaries: what they contain, and when a schedule speaks."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain import calendar
from bot.domain.decision import Decision, Fact
from bot.domain.dossier import Dossier, Rulebook
from bot.domain.ids import ChannelId
from bot.domain.impact import sum_up
from bot.domain.living import row_of
from bot.domain.message import Change, Digest, ImpactSummary, Outgoing, ToChannel
from bot.domain.schedules import Schedule

TOLD = (
    "kickoff.started",
    "plan.accepted",
    "experiment.started",
    "experiment.read",
    "experiment.decided",
    "kpi.logged",
)
"""The acts that a digest tells as changes."""


def schedule(wanted: Schedule, *, before: Schedule | None, now: datetime) -> Decision[Schedule]:
    """Switch a channel's digest on, or change when it comes; the rhythm of biweekly digests begins anew."""
    planned = _planned(wanted, after=now)
    fact = Fact(act="digest.set", project=None, subject=wanted.channel, before=before, after=planned)
    return Decision(state=planned, facts=(fact,))


def switch_off(standing: Schedule) -> Decision[Schedule]:
    """Silence a channel's digest; the schedule is kept for the trail."""
    after = replace(standing, is_on=False)
    return Decision(
        state=after,
        facts=(Fact(act="digest.off", project=None, subject=standing.channel, before=standing, after=after),),
    )


def _planned(standing: Schedule, *, after: datetime) -> Schedule:
    following = calendar.next_occurrence(
        after, standing.cadence, standing.weekday, standing.at, calendar.zone(standing.zone), standing.anchor
    )
    return replace(standing, next_at=following.at, next_day=following.day)


def compose(
    channel: ChannelId,
    dossiers: tuple[Dossier, ...],
    changes: tuple[Change, ...],
    *,
    day: date,
    cadence: str,
    rules: Rulebook,
    now: datetime,
) -> Digest:
    """The digest of a channel as it stands: every project a row, three sums, what changed, who owes what."""
    rows = tuple(row_of(dossier, rules, now) for dossier in dossiers)
    return Digest(
        channel=channel,
        day=day,
        cadence=cadence,
        rows=rows,
        sums=sum_up(row.impact for row in rows),
        changes=changes,
    )


def summarise(
    dossiers: tuple[Dossier, ...], *, day: date, hidden: int, rules: Rulebook, now: datetime
) -> ImpactSummary:
    """The impact of these projects now; `hidden` counts those that the reader may not see."""
    rows = tuple(row_of(dossier, rules, now) for dossier in dossiers)
    return ImpactSummary(day=day, rows=rows, sums=sum_up(row.impact for row in rows), hidden=hidden)


def speak(
    standing: Schedule,
    dossiers: tuple[Dossier, ...],
    changes: tuple[Change, ...],
    *,
    rules: Rulebook,
    now: datetime,
) -> Decision[Schedule]:
    """Say the digest that is due, once; of several missed ones only the latest, labelled late, and count the others."""
    where = calendar.zone(standing.zone)
    missed = calendar.occurrences_between(
        standing.next_at, now, standing.cadence, standing.weekday, standing.at, where, standing.anchor
    )
    at, day = missed[-1] if missed else (standing.next_at, standing.next_day)
    is_late = now - at > timedelta(minutes=rules.policy.digest_late_after_minutes)
    body = compose(standing.channel, dossiers, changes, day=day, cadence=standing.cadence, rules=rules, now=now)
    body = replace(body, late_for=at if is_late else None, skipped=len(missed), is_first=standing.last_at is None)
    outgoing = Outgoing(
        key=f"digest:{standing.channel}:{day.isoformat()}",
        to=ToChannel(channel=standing.channel),
        body=body,
        not_before=now,
    )
    after = replace(_planned(standing, after=now), last_at=now)
    fact = Fact(act="digest.said", project=None, subject=standing.channel, after={"day": day.isoformat()})
    return Decision(state=after, facts=(fact,), messages=(outgoing,))
