"""What is due now: obligations to bring up and digests to say, one unit of work each."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.domain import digests, nags
from bot.domain.dossier import Rulebook
from bot.domain.experiments.accepting import missing_for_plan
from bot.domain.ids import ChannelId, UserId
from bot.domain.launching import KIND
from bot.domain.message import Digest, Outgoing
from bot.domain.nags import Owing
from bot.domain.obligations import ObligationStatus
from bot.domain.people import Person, unknown
from bot.domain.policy import Rung
from bot.domain.projects import Project
from bot.domain.readiness.items import day_of, items_of
from bot.domain.sums import Drawn
from handlers.flows import digests as digest_flows
from handlers.flows import dossiers, readiness
from handlers.flows.asker import MissingProfiles
from handlers.flows.computing import Job
from handlers.flows.sums import Undrawn, undrawn
from storage.unit_of_work import Work

_ROUNDS = 1_000
"""More than any workspace has due at once; a rehearsal ends in any case."""


def nag(work: Work, rules: Rulebook, recipient: str, *, now: datetime, may_ask_slack: bool) -> bool:
    """Bring up what one person or channel owes; False when nothing was due for them any more.

    MissingProfiles asks for fresh profiles first, so that nobody is woken by last month's time zone;
    with `may_ask_slack` False the known ones must do.
    """
    owed = tuple(each for each in work.obligations.owed_by(recipient) if each.status is ObligationStatus.OPEN)
    if not any(each.look_at <= now for each in owed):
        return False
    projects = {project.id: project for project in work.projects.many({each.project for each in owed})}
    wanted = {user for project in projects.values() for user in (project.owner, project.sponsor) if user}
    people = _people(work, wanted, rules=rules, now=now, may_ask_slack=may_ask_slack)
    charters = work.charters.many(tuple(projects))
    banks = work.banks.many({charters[each.project].bank_edition for each in owed if each.kind is KIND})

    def asked(project: Project) -> tuple[str, ...]:
        charter = charters[project.id]
        bank = banks[charter.bank_edition].spoken(people[project.owner].locale)
        items = items_of(bank, charter, day_of(rules.policy, now))
        return tuple(item.label for item in items if item.is_open)

    owing = tuple(
        Owing(
            obligation=each,
            project=projects[each.project],
            owner=people[projects[each.project].owner],
            sponsor=people.get(projects[each.project].sponsor or UserId("")),
            is_ready=not missing_for_plan(charters[each.project]),
            open_items=asked(projects[each.project]) if each.kind is KIND else (),
        )
        for each in owed
    )
    decision = nags.decide(
        owing, now=now, policy=rules.policy, nagged_today=_was_nagged(work, owing, recipient, rules=rules, now=now)
    )
    work.keep(decision)
    return True


def _people(
    work: Work, wanted: set[UserId], *, rules: Rulebook, now: datetime, may_ask_slack: bool
) -> dict[UserId, Person]:
    known = dict(work.people.many(frozenset(wanted)))
    fresh_since = now - timedelta(hours=rules.policy.profile_fresh_hours)
    stale = {user for user in wanted if user not in known or known[user].seen_at < fresh_since}
    if stale and may_ask_slack:
        raise MissingProfiles(users=frozenset(stale))
    return {user: known.get(user) or unknown(work.workspace, user, now) for user in wanted}


def _was_nagged(work: Work, owing: tuple[Owing, ...], recipient: str, *, rules: Rulebook, now: datetime) -> bool:
    first = owing[0]
    if rules.policy.ladders[first.obligation.kind].rungs[first.obligation.rung] is Rung.CHANNEL:
        return False
    person = first.sponsor if first.sponsor and first.sponsor.user == recipient else first.owner
    today = nags.rota_of(person, rules.policy).today(now)
    return bool(work.deliveries.exists(nags.nag_key(UserId(recipient), today)))


def digest(
    work: Work,
    rules: Rulebook,
    channel: ChannelId,
    *,
    now: datetime,
    drawn: Drawn | None = None,
    may_draw: bool = False,
) -> bool:
    """Say one channel's digest; False when it is not due any more (another process said it).

    Undrawn asks for the draws of its sums first; with `may_draw` False it is said without sums rather than not at all.
    """
    standing = work.schedules.for_update(channel)
    if standing is None or not standing.is_on or standing.next_at > now:
        return False
    projects = work.projects.in_channel(channel)
    files = dossiers.load_many(work, projects)
    changes = digest_flows.changes(work, projects, standing.last_at)
    decision = digests.speak(standing, files, changes, rules=rules, now=now, drawn=drawn)
    job = next(
        (job for each in decision.messages if isinstance(each.body, Digest) and (job := undrawn(each.body))), None
    )
    if may_draw and job is not None:
        raise Undrawn(job)
    work.keep(decision)
    return True


def rehearse(
    work: Work, rules: Rulebook, *, now: datetime, draw: Callable[[Job], Drawn | None]
) -> tuple[Outgoing, ...]:
    """Everything that this workspace would say now; the caller rolls the unit back. `draw` stands for the worker."""
    for watch in work.watches.due(now, _ROUNDS):
        readiness.look(work, rules, watch.project, now=now)
    for _ in range(_ROUNDS):
        recipients = dict.fromkeys(each.recipient for each in work.obligations.due(now, _ROUNDS))
        if not recipients:
            break
        for recipient in recipients:
            nag(work, rules, recipient, now=now, may_ask_slack=False)
    for standing in work.schedules.all():
        try:
            digest(work, rules, standing.channel, now=now, may_draw=True)
        except Undrawn as undrawn_yet:
            digest(work, rules, standing.channel, now=now, drawn=draw(undrawn_yet.job))
    return tuple(work.said)
