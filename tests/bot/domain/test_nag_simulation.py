"""Weeks of nagging, whatever the zones, people, holidays and delays: what makes a nag welcome holds throughout."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, pairwise
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.calendar import working_days_between
from bot.domain.ids import ChannelId, ProjectId, UserId
from bot.domain.message import Nag
from bot.domain.obligations import ObligationStatus, first_look
from bot.domain.people import Person
from bot.domain.policy import ObligationKind, Policy, Rung
from bot.domain.refusal import Refusal
from bot.domain.rota import Rota, rota_of
from tests.bot.domain.builders import obligation, person, project
from tests.bot.domain.nag_driver import World

LADDER = Policy().ladders[ObligationKind.NO_EXPERIMENT]
ZONES = (
    "Asia/Tokyo",
    "America/New_York",
    "Europe/Berlin",
    "Pacific/Honolulu",
    "Pacific/Kiritimati",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "America/Havana",
    "Africa/Cairo",
    "America/St_Johns",
)
USERS = (UserId("U1"), UserId("U2"), UserId("U3"))

people = st.builds(
    lambda zones, active: {
        user: person(user, zone, is_active=is_active)
        for user, zone, is_active in zip(USERS, zones, active, strict=True)
    },
    st.tuples(*[st.sampled_from([ZoneInfo(name) for name in ZONES])] * 3),
    st.tuples(*[st.sampled_from([True, True, True, False])] * 3),
)
policies = st.builds(
    lambda country, gaps, after: Policy(
        country=country,
        ladders={**Policy().ladders, ObligationKind.NO_EXPERIMENT: replace(LADDER, gaps=gaps, escalate_after=after)},
    ),
    st.sampled_from([None, "DE", "US", "JP", "EG"]),
    st.sampled_from([(1, 2, 4), (), (3,), (1, 1, 1, 1)]),
    st.integers(1, 3),
)
dues = st.dates(date(2027, 2, 20), date(2027, 4, 10))
owings = st.lists(
    st.tuples(st.sampled_from(USERS), st.one_of(st.none(), st.sampled_from(USERS)), dues, st.booleans()),
    min_size=1,
    max_size=4,
)
delays = st.lists(st.integers(0, 40 * 60), min_size=1, max_size=20)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Up to four projects of three people, each owing its experiment from some day on."""
    made = World(policy=draw(policies), people=draw(people), projects={}, owed={}, now=datetime(2027, 1, 1, tzinfo=UTC))
    for number, (owner, sponsor, due, shares_channel) in enumerate(draw(owings)):
        id_ = ProjectId(f"P{number}")
        channel = ChannelId("C0" if shares_channel else f"C{number + 1}")
        made.projects[id_] = project(id=id_, key=f"p{number}", owner=owner, sponsor=sponsor, channel=channel)
        made.owed[id_] = obligation(project=id_, due=due, look_at=first_look(due), recipient=owner)
    return made


def rota(told: World, user: UserId) -> Rota:
    return rota_of(told.people[user], told.policy)


def counted_by(told: World, project_id: ProjectId, rung: Rung) -> Person:
    """The person whose days count on a rung."""
    one = told.projects[project_id]
    return told.people[one.sponsor if rung is Rung.SPONSOR and one.sponsor else one.owner]


def held(told: World) -> None:
    """What holds of every simulation, on time or late, snoozed or not."""
    assert all(each.status is ObligationStatus.SILENT for each in told.owed.values()), "it ends in silence"
    dms = Counter[tuple[UserId, date]]()
    for said in told.said:
        if isinstance(said.body, Nag):
            hours = rota(told, said.body.user)
            dms[said.body.user, hours.today(said.at)] += 1
            assert told.people[said.body.user].is_active
            assert said.body.day == hours.today(said.at)
        else:
            hours = rota_of(counted_by(told, said.body.item.project.id, Rung.CHANNEL), told.policy)
        assert hours.is_at_work(said.at), "never at night, at weekends or on holidays"
        assert all(item.due <= hours.today(said.at) for item in said.items), "nothing before it is due"
    assert max(dms.values(), default=0) <= 1, "at most one direct message a person and day"
    posts = Counter(word.project for word in told.words if word.rung is Rung.CHANNEL)
    assert max(posts.values(), default=0) <= 1, "a channel is told once"


@settings(max_examples=150, deadline=None)
@given(worlds())
def test_over_weeks_of_ticks_on_time_every_promise_is_kept(told: World) -> None:
    told.run()
    held(told)
    for id_ in told.owed:
        promised = _gaps_hold(told, id_)
        _promises_hold(told, id_, promised)


def _gaps_hold(told: World, id_: ProjectId) -> dict[Rung, tuple[Rung | None, date | None]]:
    """Each rung was asked when due and after each gap; returns what its last word promised."""
    promised = {}
    for rung in Rung:
        words = [word for word in told.words if word.project == id_ and word.rung is rung]
        if not words:
            continue
        whose = rota_of(counted_by(told, id_, rung), told.policy)
        days = [whose.today(word.at) for word in words]
        gaps = [working_days_between(one, other, whose.holidays, whose.hours) for one, other in pairwise(days)]
        assert tuple(gaps) == (() if rung is Rung.CHANNEL else told.policy.ladders[obligation().kind].gaps)
        promises = {(word.item.escalates_to, word.item.escalates_on) for word in words}
        assert len(promises) == 1, "a rung promises one thing from its first word to its last"
        promised[rung] = promises.pop()
    return promised


def _promises_hold(told: World, id_: ProjectId, promised: dict[Rung, tuple[Rung | None, date | None]]) -> None:
    for climb in (each for each in told.climbs if each.project == id_ and each.since in promised):
        to, on = promised[climb.since]
        assert climb.to is to
        if to is not None:
            assert rota_of(counted_by(told, id_, climb.since), told.policy).today(climb.at) == on
    for said in told.said:  # also where it was only listed
        for item in said.items:
            assert item.project.id != id_ or (item.escalates_to, item.escalates_on) == promised[item.rung]


@settings(max_examples=100, deadline=None)
@given(worlds(), delays, st.randoms(use_true_random=False))
def test_late_ticks_and_snoozes_break_no_rule(told: World, late: list[int], chance: Random) -> None:
    minutes = cycle([*late, 0])  # now and then a tick is on time, else some would never meet a working hour

    def delay() -> timedelta:
        due = [each for each in told.owed.values() if each.status is ObligationStatus.OPEN]
        if due and chance.random() < 0.2:
            _snoozed(told, due[0].project)
        return timedelta(minutes=next(minutes))

    told.run(delay=delay)
    held(told)
    for each in told.owed.values():
        assert each.snoozes <= told.policy.snooze.at_most


def _snoozed(told: World, project_id: ProjectId) -> None:
    before = told.owed[project_id]
    try:
        after = told.snooze(project_id, 3)
    except Refusal:
        asked = told.people.get(UserId(before.recipient)) or told.owing(before).owner
        is_early = before.due > rota_of(asked, told.policy).today(told.now)
        assert is_early or before.snoozes == told.policy.snooze.at_most
    else:
        assert after.look_at > told.now
