"""Digests and impact summaries: what they contain, and when a schedule speaks."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain import calendar
from bot.domain.decision import Decision, Fact
from bot.domain.dossier import Dossier, Rulebook
from bot.domain.ids import ChannelId
from bot.domain.living import row_of
from bot.domain.message import Change, Digest, DigestDetails, DigestRow, ImpactSummary, Outgoing, ToChannel
from bot.domain.schedules import Schedule
from bot.domain.sums import Drawn, Portfolios, Stake, portfolios_of, sums_of

TOLD = (
    "kickoff.started",
    "charter.changes_asked",
    "charter.ready_again",
    "charter.signed",
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
    """The next occurrence on a day that has no digest yet: a channel gets one a day, however often it is set anew."""
    where = calendar.zone(standing.zone)
    rhythm = (standing.cadence, standing.weekday, standing.at, where, standing.anchor)
    following = calendar.next_occurrence(after, *rhythm)
    if standing.last_at is not None and following.day == calendar.local_date(standing.last_at, where):
        following = calendar.next_occurrence(following.at, *rhythm)
    return replace(standing, next_at=following.at, next_day=following.day)


def portfolios(rows: tuple[DigestRow, ...]) -> Portfolios:
    """What the sums of these rows add."""
    return portfolios_of(Stake(impact=row.impact, metric=row.kpi.name, owner=row.owner) for row in rows)


def compose(
    channel: ChannelId,
    dossiers: tuple[Dossier, ...],
    changes: tuple[Change, ...],
    *,
    day: date,
    cadence: str,
    rules: Rulebook,
    now: datetime,
    drawn: Drawn | None = None,
) -> Digest:
    """The digest of a channel as it stands: every project a row, three sums, what changed, who owes what.

    `drawn` are the draws of its sums; without them a sum that needs an interval is missing, and all are.
    """
    rows = tuple(row_of(dossier, rules, now) for dossier in dossiers)
    return Digest(
        channel=channel,
        day=day,
        cadence=cadence,
        rows=rows,
        sums=sums_of(portfolios(rows), drawn),
        changes=changes,
    )


def summarise(
    dossiers: tuple[Dossier, ...],
    *,
    day: date,
    hidden: int,
    rules: Rulebook,
    now: datetime,
    drawn: Drawn | None = None,
) -> ImpactSummary:
    """The impact of these projects now; `hidden` counts those that the reader may not see, `drawn` as for digests."""
    rows = tuple(row_of(dossier, rules, now) for dossier in dossiers)
    return ImpactSummary(day=day, rows=rows, sums=sums_of(portfolios(rows), drawn), hidden=hidden)


def speak(
    standing: Schedule,
    dossiers: tuple[Dossier, ...],
    changes: tuple[Change, ...],
    *,
    rules: Rulebook,
    now: datetime,
    drawn: Drawn | None = None,
) -> Decision[Schedule]:
    """Say the digest that is due, once; of several missed ones only the latest, labelled late, and count the others.

    How its figures came about stands in its thread, where an experiment is behind one of them.
    """
    where = calendar.zone(standing.zone)
    missed = calendar.occurrences_between(
        standing.next_at, now, standing.cadence, standing.weekday, standing.at, where, standing.anchor
    )
    at, day = missed[-1] if missed else (standing.next_at, standing.next_day)
    is_late = now - at > timedelta(minutes=rules.policy.digest_late_after_minutes)
    body = compose(
        standing.channel, dossiers, changes, day=day, cadence=standing.cadence, rules=rules, now=now, drawn=drawn
    )
    body = replace(body, late_for=at if is_late else None, skipped=len(missed), is_first=standing.last_at is None)
    outgoing = Outgoing(
        key=f"digest:{standing.channel}:{day.isoformat()}",
        to=ToChannel(channel=standing.channel),
        body=body,
        not_before=now,
    )
    after = replace(_planned(standing, after=now), last_at=now)
    fact = Fact(act="digest.said", project=None, subject=standing.channel, after={"day": day.isoformat()})
    return Decision(state=after, facts=(fact,), messages=(outgoing, *_details(body, outgoing)))


def _details(body: Digest, outgoing: Outgoing) -> tuple[Outgoing, ...]:
    """What goes into the thread: nothing under a digest without news, and nothing where no experiment was priced."""
    if not body.changes or not any(row.impact.by_experiment for row in body.rows):
        return ()
    details = DigestDetails(rows=body.rows, sums=body.sums)
    return (replace(outgoing, key=f"{outgoing.key}:details", body=details, under=outgoing.key),)
