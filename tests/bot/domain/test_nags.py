"""A nag comes to the right person in the right hour, says what follows, keeps its word, and stops."""

from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain import nags
from bot.domain.calendar import Weekday, WorkingHours
from bot.domain.ids import ChannelId, LivingKey, ProjectId, UserId
from bot.domain.message import ChannelNag, Nag, Parked, ToChannel, ToPerson
from bot.domain.obligations import ObligationStatus, first_look
from bot.domain.people import Person
from bot.domain.policy import ObligationKind, Policy, Rung
from bot.domain.refusal import Refusal
from bot.domain.rota import rota_of
from tests.bot.domain.builders import (
    BERLIN,
    HOME,
    NEW_YORK,
    OWNER,
    PROJECT,
    SPONSOR,
    TOKYO,
    at,
    obligation,
    person,
    project,
)
from tests.bot.domain.nag_driver import World

DUE = date(2027, 2, 15)
"""A Monday; in the United States Presidents' Day."""
LADDER = Policy().ladders[ObligationKind.NO_EXPERIMENT]
SHORT = Policy(
    ladders={**Policy().ladders, ObligationKind.NO_EXPERIMENT: replace(LADDER, gaps=(1,), rungs=(Rung.OWNER,))}
)
HONOLULU = ZoneInfo("Pacific/Honolulu")


def world(
    owner: Person = OWNER, sponsor: Person | None = SPONSOR, *, policy: Policy | None = None, **owed: Any
) -> World:
    """One project that owes an experiment since the 15th of February."""
    known = {"recipient": owner.user, "look_at": first_look(owed.get("due", DUE)), **owed}
    people = {each.user: each for each in (owner, sponsor) if each}
    return World(
        policy=policy or Policy(),
        people=people,
        projects={PROJECT: project(owner=owner.user, sponsor=sponsor.user if sponsor else None)},
        owed={PROJECT: obligation(**known)},
        now=at(BERLIN, "2027-02-01"),
    )


def beside(one: World, other: ProjectId, **owed: Any) -> World:
    """The world with a second project of the same people."""
    one.projects[other] = replace(one.projects[PROJECT], id=other, key=other.lower())
    one.owed[other] = replace(one.owed[PROJECT], project=other, **owed)
    return one


def days(told: World, rung: Rung, zone: ZoneInfo) -> list[str]:
    """The local days on which it was brought up on this rung."""
    return [word.at.astimezone(zone).date().isoformat() for word in told.words if word.rung is rung]


# --- when --------------------------------------------------------------------------------------


@pytest.mark.parametrize("zone", [TOKYO, NEW_YORK, BERLIN, HONOLULU, ZoneInfo("Pacific/Kiritimati")])
def test_a_person_is_nagged_at_nine_of_their_own_due_day(zone: ZoneInfo) -> None:
    told = world(person("U1", zone))
    told.run(until=at(zone, "2027-02-15", "23:00"))
    assert [said.at for said in told.said] == [at(zone, "2027-02-15", "09:00")]


def test_a_person_without_a_zone_is_nagged_at_nine_of_the_organisation() -> None:
    told = world(person("U1", None), policy=Policy(zone="Asia/Tokyo"))
    told.run(until=at(TOKYO, "2027-02-15", "23:00"))
    assert [said.at for said in told.said] == [at(TOKYO, "2027-02-15", "09:00")]


def test_a_person_with_a_zone_that_nobody_knows_is_nagged_at_nine_of_the_organisation() -> None:
    told = world(person("U1", "Mars/Phobos"), policy=Policy(zone="Asia/Tokyo"))
    told.run(until=at(TOKYO, "2027-02-15", "23:00"))
    assert [said.at for said in told.said] == [at(TOKYO, "2027-02-15", "09:00")]


def test_what_falls_due_on_a_saturday_waits_for_monday() -> None:
    told = world(due=date(2027, 2, 13))
    told.run(until=at(BERLIN, "2027-02-15", "23:00"))
    assert [said.at for said in told.said] == [at(BERLIN, "2027-02-15", "09:00")]


def test_what_falls_due_on_a_holiday_waits_for_the_next_working_day() -> None:
    told = world(person("U1", NEW_YORK), policy=Policy(country="US"))
    told.run(until=at(NEW_YORK, "2027-02-16", "23:00"))
    assert [said.at for said in told.said] == [at(NEW_YORK, "2027-02-16", "09:00")]


@pytest.mark.parametrize(
    ("late", "then"),
    [
        ("2027-02-15T17:29", "2027-02-15T17:29"),
        ("2027-02-15T17:30", "2027-02-16T09:00"),
        ("2027-02-20T12:00", "2027-02-22T09:00"),
    ],
)
def test_a_tick_that_comes_late_nags_at_once_or_in_the_next_working_hour(late: str, then: str) -> None:
    told = world()
    told.now = at(BERLIN, *late.split("T"))
    told.tick()
    if not told.said:
        told.run(until=told.now + timedelta(days=3))
    assert told.said[0].at == at(BERLIN, *then.split("T"))


@pytest.mark.parametrize(("zone", "sunday"), [(BERLIN, "2027-03-28"), (NEW_YORK, "2027-03-14"), (BERLIN, "2027-10-31")])
def test_nine_stays_nine_when_clocks_change(zone: ZoneInfo, sunday: str) -> None:
    friday = date.fromisoformat(sunday) - timedelta(days=2)
    told = world(person("U1", zone), due=friday)
    told.run(until=at(zone, sunday, "23:00") + timedelta(days=2))
    assert [said.at.astimezone(zone).time() for said in told.said] == [time(9), time(9)]
    assert told.said[1].at - told.said[0].at != timedelta(days=3)


# --- the ladder --------------------------------------------------------------------------------


def test_the_ladder_is_climbed_as_the_policy_says_and_ends_in_silence() -> None:
    told = world(person("U1", BERLIN), person("U2", NEW_YORK))
    told.run()
    assert days(told, Rung.OWNER, BERLIN) == ["2027-02-15", "2027-02-16", "2027-02-18", "2027-02-24"]
    assert days(told, Rung.CHANNEL, BERLIN) == ["2027-02-25"]
    assert days(told, Rung.SPONSOR, NEW_YORK) == ["2027-02-26", "2027-03-01", "2027-03-03", "2027-03-09"]
    assert told.owed[PROJECT].status is ObligationStatus.SILENT
    assert told.climbs[-1].at == at(NEW_YORK, "2027-03-10", "09:00")


def test_every_word_goes_to_the_one_whose_turn_it_is() -> None:
    told = world()
    told.run()
    to = [said.body.user if isinstance(said.body, Nag) else said.body.item.project.channel for said in told.said]
    assert to == [OWNER.user] * 4 + [HOME] + [SPONSOR.user] * 4


def test_a_message_is_addressed_to_the_recipient_and_keyed_by_recipient_and_local_day() -> None:
    due = replace(obligation(), look_at=at(TOKYO, "2027-02-15"))
    dm = nags.decide(
        (nags.Owing(obligation=due, project=project(), owner=person("UOWNER", TOKYO), sponsor=None),),
        now=at(TOKYO, "2027-02-15"),
        policy=Policy(),
        nagged_today=False,
    )
    (said,) = dm.messages
    assert (said.to, said.key, said.living) == (ToPerson(user=OWNER.user), "nag:UOWNER:2027-02-15", said.key)
    assert said.not_before == at(TOKYO, "2027-02-15")
    (fact,) = dm.facts
    assert (fact.act, fact.project, fact.after) == ("nag.said", PROJECT, {"to": OWNER.user})
    posted = nags.decide(
        (nags.Owing(obligation=replace(due, rung=1, recipient=HOME), project=project(), owner=OWNER, sponsor=SPONSOR),),
        now=at(BERLIN, "2027-02-15"),
        policy=Policy(),
        nagged_today=False,
    )
    (post,) = posted.messages
    assert (post.to, post.key) == (ToChannel(channel=HOME), "nag:P1:no_experiment:C1:2027-02-15")
    assert posted.facts[0].after == {"to": HOME}
    assert posted.obligations[0].said == (post.key,)


def test_a_nag_says_beforehand_when_and_to_whom_it_climbs_and_does_it() -> None:
    told = world()
    told.run()
    promises = [(word.item.escalates_to, word.item.escalates_on) for word in told.words]
    assert promises == [
        *[(Rung.CHANNEL, date(2027, 2, 25))] * 4,
        (Rung.SPONSOR, date(2027, 2, 26)),
        *[(None, None)] * 4,
    ]
    assert [climb.to for climb in told.climbs] == [Rung.CHANNEL, Rung.SPONSOR, None]


def test_the_channel_hears_it_in_the_owners_working_hours() -> None:
    told = world(person("U1", TOKYO), rung=1, recipient=HOME)
    told.now = at(TOKYO, "2027-02-15", "20:00")
    told.tick()
    assert not told.said
    told.run(until=at(TOKYO, "2027-02-16", "23:00"))
    assert told.said[0].at == at(TOKYO, "2027-02-16", "09:00")


def test_without_a_sponsor_the_channel_is_the_last_to_hear_it() -> None:
    told = world(sponsor=None)
    told.run()
    assert [climb.to for climb in told.climbs] == [Rung.CHANNEL, None]
    assert (told.words[-1].item.escalates_to, told.words[-1].item.escalates_on) == (None, None)


def test_a_sponsor_who_is_the_owner_is_not_asked_twice() -> None:
    told = world(OWNER, OWNER)
    told.run()
    assert [climb.to for climb in told.climbs] == [Rung.CHANNEL, None]
    assert len(told.words) == 5


def test_a_deactivated_sponsor_is_left_out_and_not_announced() -> None:
    told = world(sponsor=replace(SPONSOR, is_active=False))
    told.run()
    assert [climb.to for climb in told.climbs] == [Rung.CHANNEL, None]
    assert told.words[-1].item.escalates_to is None


def test_a_deactivated_owner_is_passed_over_but_the_channel_hears_it_no_earlier() -> None:
    told = world(person("U1", HONOLULU, is_active=False))
    told.run(until=at(HONOLULU, "2027-02-15", "23:00"))
    assert [climb.to for climb in told.climbs] == [Rung.CHANNEL]
    assert [said.at for said in told.said] == [at(HONOLULU, "2027-02-15", "09:00")]


def test_a_sponsor_who_leaves_while_being_asked_ends_the_ladder() -> None:
    told = world(rung=2, recipient=SPONSOR.user)
    told.run(until=at(NEW_YORK, "2027-02-16", "12:00"))
    told.replace_person(SPONSOR.user, is_active=False)
    told.run()
    assert len(told.words) == 2
    assert told.owed[PROJECT].status is ObligationStatus.SILENT


def test_a_new_sponsor_is_asked_from_the_beginning_and_the_old_one_no_more() -> None:
    told = world(rung=2, recipient=SPONSOR.user)
    told.run(until=at(NEW_YORK, "2027-02-16", "12:00"))
    heir = person("UHEIR", TOKYO)
    told.people[heir.user] = heir
    told.projects[PROJECT] = project(sponsor=heir.user)
    told.run()
    users = [said.body.user for said in told.said if isinstance(said.body, Nag)]
    assert users == [SPONSOR.user] * 2 + [heir.user] * 4
    assert days(told, Rung.SPONSOR, TOKYO)[2:] == ["2027-02-19", "2027-02-22", "2027-02-24", "2027-03-02"]


def test_a_new_owner_who_left_already_hands_it_on_to_the_channel() -> None:
    told = world()
    heir = person("UHEIR", TOKYO, is_active=False)
    told.people[heir.user] = heir
    told.projects[PROJECT] = project(owner=heir.user)
    told.run(until=at(TOKYO, "2027-02-15", "23:00"))
    assert [said.body.kind for said in told.said] == ["channel_nag"]


def test_a_rung_begins_afresh_without_the_snooze_of_the_one_before() -> None:
    now = at(BERLIN, "2027-02-25")
    tired = obligation(step=4, snoozed_until=date(2027, 2, 25), look_at=now - timedelta(hours=1))
    owing = nags.Owing(obligation=tired, project=project(), owner=OWNER, sponsor=SPONSOR)
    fresh = nags.climb(owing, now=now, policy=Policy())
    assert fresh == replace(tired, rung=1, step=0, snoozed_until=None, recipient=HOME, look_at=now)


def test_what_is_done_or_silent_is_never_brought_up() -> None:
    for status in (ObligationStatus.DONE, ObligationStatus.SILENT):
        owing = nags.Owing(obligation=obligation(status=status), project=project(), owner=OWNER, sponsor=SPONSOR)
        decision = nags.decide((owing,), now=at(BERLIN, "2027-02-15"), policy=Policy(), nagged_today=False)
        assert (decision.messages, decision.obligations) == ((), ())


def test_before_its_time_nothing_is_decided() -> None:
    owing = nags.Owing(obligation=obligation(), project=project(), owner=OWNER, sponsor=SPONSOR)
    decision = nags.decide((owing,), now=at(BERLIN, "2027-02-15", "08:59"), policy=Policy(), nagged_today=False)
    assert (decision.messages, decision.obligations) == ((), ())


# --- one a day, listing everything -------------------------------------------------------------


def test_two_items_of_one_day_come_in_one_message() -> None:
    told = beside(world(), ProjectId("P2"))
    told.run(until=at(BERLIN, "2027-02-15", "23:00"))
    (said,) = told.said
    assert [item.project.id for item in said.items] == ["P1", "P2"]
    assert {word.project for word in told.words} == {"P1", "P2"}


def test_a_nag_lists_everything_owed_and_each_with_its_own_promise() -> None:
    told = beside(world(), ProjectId("P2"), due=date(2027, 2, 17), look_at=first_look(date(2027, 2, 17)))
    told.run(until=at(BERLIN, "2027-02-17", "23:00"))
    said = told.said[-1]
    assert said.at == at(BERLIN, "2027-02-17", "09:00")
    assert [(item.project.id, item.escalates_on) for item in said.items] == [
        ("P1", date(2027, 2, 25)),
        ("P2", date(2027, 3, 1)),
    ]
    assert told.owed[PROJECT].step == 2, "P1 is listed, not brought up: its own next word is on the 18th"
    assert said.key in told.owed[PROJECT].said, "and the message can be edited when P1 is done"


def test_an_item_listed_on_the_eve_of_its_climb_promises_the_day_on_which_it_climbs() -> None:
    told = world(step=4, look_at=at(BERLIN, "2027-02-25"))
    told = beside(told, ProjectId("P2"), step=0, look_at=at(BERLIN, "2027-02-24"))
    told.run(until=at(BERLIN, "2027-02-25", "23:00"))
    first = told.said[0]
    promised = {item.project.id: item.escalates_on for item in first.items}
    assert promised[PROJECT] == date(2027, 2, 25)
    assert told.climbs[0].at == at(BERLIN, "2027-02-25", "09:00")


def test_the_most_important_item_comes_first_then_the_longest_overdue_then_by_key() -> None:
    told = beside(world(), ProjectId("A"), look_at=at(BERLIN, "2027-02-15"))
    told = beside(told, ProjectId("B"), due=date(2027, 2, 8))
    told.now = at(BERLIN, "2027-02-15", "10:00")
    told.tick()
    assert [item.project.id for item in told.said[0].items] == ["B", "A", "P1"]


def test_what_is_not_due_yet_is_not_listed() -> None:
    told = beside(world(), ProjectId("P2"), due=date(2027, 3, 15), look_at=first_look(date(2027, 3, 15)))
    told.run(until=at(BERLIN, "2027-02-15", "23:00"))
    assert [item.project.id for item in told.said[0].items] == [PROJECT]


def test_what_is_due_tomorrow_is_planned_for_tomorrow_beside_todays_word() -> None:
    now = at(BERLIN, "2027-02-15", "12:00")
    tomorrow = obligation(project=ProjectId("P2"), due=date(2027, 2, 16), look_at=first_look(date(2027, 2, 16)))
    owing = tuple(
        nags.Owing(obligation=each, project=project(id=each.project), owner=OWNER, sponsor=SPONSOR)
        for each in (obligation(), tomorrow)
    )
    decision = nags.decide(owing, now=now, policy=Policy(), nagged_today=False)
    looks = {each.project: each.look_at for each in decision.obligations}
    assert looks == {PROJECT: at(BERLIN, "2027-02-16"), "P2": at(BERLIN, "2027-02-16")}
    assert [item.project.id for message in decision.messages for item in message.body.items] == [PROJECT]  # type: ignore[union-attr]  # it is a nag


def test_who_was_nagged_today_waits_for_tomorrow() -> None:
    told = world()
    told.run(until=at(BERLIN, "2027-02-15", "09:00"))
    beside(told, ProjectId("P2"), due=DUE, look_at=at(BERLIN, "2027-02-15", "11:00"), step=0)
    told.run(until=at(BERLIN, "2027-02-16", "23:00"))
    assert [said.at for said in told.said] == [at(BERLIN, "2027-02-15"), at(BERLIN, "2027-02-16")]


def test_a_traveller_is_nagged_once_a_day_wherever_they_are() -> None:
    told = world(person("U1", TOKYO))
    told.run(until=at(TOKYO, "2027-02-15", "23:00"))
    told.replace_person(UserId("U1"), zone=NEW_YORK.key)
    told.run(until=at(NEW_YORK, "2027-02-16", "23:00"))
    assert [said.at for said in told.said] == [at(TOKYO, "2027-02-15"), at(NEW_YORK, "2027-02-16")]


def test_each_item_says_in_which_hat_the_person_is_asked() -> None:
    told = beside(world(OWNER, SPONSOR), ProjectId("P2"))
    told.projects[ProjectId("P2")] = project(
        id=ProjectId("P2"), key="zz", owner=SPONSOR.user, sponsor=OWNER.user, channel=ChannelId("C2")
    )
    told.owed[ProjectId("P2")] = obligation(project=ProjectId("P2"), rung=2, recipient=OWNER.user)
    told.run(until=at(BERLIN, "2027-02-15", "12:00"))
    (said,) = told.said
    assert isinstance(said.body, Nag)
    assert [(item.project.id, item.rung) for item in said.items] == [("P1", Rung.OWNER), ("P2", Rung.SPONSOR)]
    assert said.body.rung is Rung.OWNER


# --- snooze ------------------------------------------------------------------------------------


def test_a_snoozed_item_comes_back_on_the_morning_it_was_put_off_to() -> None:
    told = world()
    told.run(until=at(BERLIN, "2027-02-15", "12:00"))
    after = told.snooze(PROJECT, 3)
    assert (after.look_at, after.snoozes, after.snoozed_until) == (at(BERLIN, "2027-02-18"), 1, date(2027, 2, 18))
    told.run(until=at(BERLIN, "2027-02-18", "12:00"))
    assert days(told, Rung.OWNER, BERLIN) == ["2027-02-15", "2027-02-18"]
    assert told.owed[PROJECT].snoozed_until is None
    assert [word.item.snoozes_left for word in told.words] == [3, 2]


def test_a_snoozed_item_comes_up_on_the_day_that_was_chosen() -> None:
    told = world(step=3, look_at=at(BERLIN, "2027-02-24"))
    told.now = at(BERLIN, "2027-02-18", "12:00")
    assert told.snooze(PROJECT, 1).look_at == at(BERLIN, "2027-02-19")


def test_what_is_not_due_yet_cannot_be_put_off() -> None:
    told = world()
    told.now = at(BERLIN, "2027-02-12", "12:00")
    with pytest.raises(Refusal, match="15 Feb 2027"):
        told.snooze(PROJECT, 1)
    assert told.owed[PROJECT].snoozes == 0


def test_whoever_is_asked_next_may_put_it_off_as_often() -> None:
    told = world()
    told.run(until=at(BERLIN, "2027-02-16", "12:00"))
    told.snooze(PROJECT, 1)
    assert told.owed[PROJECT].snoozes == 1
    told.run(until=at(NEW_YORK, "2027-03-15", "12:00"))
    assert told.owed[PROJECT].rung == 2
    assert told.owed[PROJECT].snoozes == 0


def test_a_snoozed_item_is_said_once_more_before_it_climbs() -> None:
    told = world()
    told.run(until=at(BERLIN, "2027-02-24", "12:00"))
    assert told.owed[PROJECT].step == 4
    told.snooze(PROJECT, 3)
    told.run(until=at(BERLIN, "2027-03-02", "12:00"))
    assert days(told, Rung.OWNER, BERLIN)[-1] == "2027-03-01"
    assert told.words[-2].item.escalates_on == date(2027, 3, 2)
    assert [climb.at for climb in told.climbs] == [at(BERLIN, "2027-03-02")]


def test_a_snooze_after_the_channel_was_told_delays_the_sponsor_and_posts_nothing_again() -> None:
    told = world(rung=1, recipient=HOME)
    told.run(until=at(BERLIN, "2027-02-15", "12:00"))
    told.snooze(PROJECT, 3)
    told.run(until=at(NEW_YORK, "2027-02-18", "12:00"))
    assert [(said.body.kind, said.at) for said in told.said] == [
        ("channel_nag", at(BERLIN, "2027-02-15")),
        ("nag", at(NEW_YORK, "2027-02-18")),
    ]


def test_a_snoozed_item_is_not_listed_until_it_is_back() -> None:
    told = world()
    told.run(until=at(BERLIN, "2027-02-15", "12:00"))
    told.snooze(PROJECT, 3)
    beside(told, ProjectId("P2"), due=date(2027, 2, 16), look_at=at(BERLIN, "2027-02-16"), step=0, snoozed_until=None)
    told.run(until=at(BERLIN, "2027-02-18", "12:00"))
    listed = [[item.project.id for item in said.items] for said in told.said]
    assert listed == [["P1"], ["P2"], ["P2"], ["P1", "P2"]]


def test_a_snooze_that_is_over_hides_an_item_no_more() -> None:
    told = world(snoozes=1, step=2, look_at=at(BERLIN, "2027-02-24"))
    told = beside(told, ProjectId("P2"), snoozes=0, step=0, look_at=at(BERLIN, "2027-02-15"))
    told.run(until=at(BERLIN, "2027-02-15", "12:00"))
    assert {item.project.id for item in told.said[0].items} == {"P1", "P2"}


def test_an_item_is_put_off_three_times_and_then_only_ended_by_a_plan() -> None:
    told = world()
    told.now = at(BERLIN, "2027-02-15", "12:00")
    for days_on in (1, 2, 3):
        told.snooze(PROJECT, days_on)
    with pytest.raises(Refusal, match="3 times already") as refused:
        told.snooze(PROJECT, 4)
    assert refused.value.who_can == "the owner can end the reminders by accepting a plan: /plumb experiment plan"
    told.run(until=at(BERLIN, "2027-02-18", "12:00"))
    assert [word.item.snoozes_left for word in told.words] == [0]


def test_a_double_click_on_snooze_counts_once() -> None:
    told = world()
    told.now = at(BERLIN, "2027-02-15", "12:00")
    first = told.snooze(PROJECT, 3)
    again = nags.snooze(first, until=date(2027, 2, 18), person=OWNER, policy=told.policy, now=told.now)
    assert (again.obligations, again.facts) == ((first,), ())


def test_a_snooze_is_told_to_the_audit_trail() -> None:
    decision = nags.snooze(
        obligation(), until=date(2027, 2, 18), person=OWNER, policy=Policy(), now=at(BERLIN, "2027-02-15", "12:00")
    )
    (fact,) = decision.facts
    assert (fact.act, fact.project, fact.subject, fact.after) == (
        "nag.snoozed",
        PROJECT,
        "no_experiment",
        {"until": "2027-02-18"},
    )


@pytest.mark.parametrize("until", ["2027-02-14", "2027-02-15", "2027-02-23"])
def test_a_snooze_ends_between_tomorrow_and_next_week(until: str) -> None:
    with pytest.raises(Refusal, match="22 Feb 2027 at the latest"):
        nags.snooze(
            obligation(),
            until=date.fromisoformat(until),
            person=OWNER,
            policy=Policy(),
            now=at(BERLIN, "2027-02-15", "12:00"),
        )


@pytest.mark.parametrize(
    ("status", "words"), [(ObligationStatus.DONE, "done already"), (ObligationStatus.SILENT, "do not bring this up")]
)
def test_what_is_over_cannot_be_put_off(status: ObligationStatus, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        nags.snooze(
            obligation(status=status, snoozed_until=date(2027, 2, 18)),
            until=date(2027, 2, 18),
            person=OWNER,
            policy=Policy(),
            now=at(BERLIN, "2027-02-15", "12:00"),
        )


@pytest.mark.parametrize(
    ("today", "offered"),
    [
        ("2027-02-15", {"1": "2027-02-16", "3": "2027-02-18", "next_week": "2027-02-22"}),
        ("2027-02-17", {"1": "2027-02-18", "3": "2027-02-22", "next_week": "2027-02-22"}),
        ("2027-02-19", {"1": "2027-02-22", "3": "2027-02-24", "next_week": "2027-02-22"}),
        ("2027-02-20", {"1": "2027-02-22", "3": "2027-02-24", "next_week": "2027-02-22"}),
        ("2027-02-21", {"1": "2027-02-22", "3": "2027-02-24", "next_week": "2027-02-22"}),
    ],
)
def test_the_days_offered_are_working_days_and_each_is_accepted(today: str, offered: dict[str, str]) -> None:
    now = at(BERLIN, today, "12:00")
    found = nags.snooze_days(rota_of(OWNER, Policy()), now, Policy())
    assert {code: day.isoformat() for code, day in found.items()} == offered
    for day in found.values():
        decision = nags.snooze(obligation(), until=day, person=OWNER, policy=Policy(), now=now)
        assert decision.obligations[0].snoozed_until == day


@pytest.mark.parametrize(
    ("changed", "can"),
    [
        ({}, True),
        ({"snoozes": 2}, True),
        ({"snoozes": 3}, False),
        ({"due": date(2027, 2, 16)}, False),
        ({"snoozed_until": date(2027, 2, 15)}, True),
        ({"snoozed_until": date(2027, 2, 16)}, False),
        ({"status": ObligationStatus.SILENT}, False),
    ],
)
def test_only_what_is_still_brought_up_and_not_put_off_too_often_is_offered_to_be_put_off(
    changed: dict[str, Any], *, can: bool
) -> None:
    owed = replace(obligation(due=date(2027, 2, 15)), **changed)
    assert nags.can_snooze(owed, today=date(2027, 2, 15), policy=Policy()) is can


# --- stopping ----------------------------------------------------------------------------------


def bodies(told: World) -> dict[LivingKey, Nag | ChannelNag]:
    return {LivingKey(said.key): said.body for said in told.said}


def test_once_the_thing_exists_every_old_message_says_done() -> None:
    told = world()
    told.run()
    done = told.owed[PROJECT].done(told.now)
    assert set(done.said) == set(bodies(told)), "each message is remembered"
    edits = nags.edited(bodies(told), done, told.now)
    assert [edit.living for edit in edits] == [said.key for said in told.said]
    for edit, said in zip(edits, told.said, strict=True):
        assert isinstance(edit.body, Nag | ChannelNag)
        items = edit.body.items if isinstance(edit.body, Nag) else (edit.body.item,)
        assert [item.done for item in items] == [True]
        assert edit.withdrawn, "one that was not sent yet is not sent any more"
        assert edit.key != said.key
    assert [edit.to for edit in edits[3:6]] == [
        ToPerson(user=OWNER.user),
        ToChannel(channel=HOME),
        ToPerson(user=SPONSOR.user),
    ]


def test_what_else_is_owed_stays_in_the_message() -> None:
    told = beside(world(), ProjectId("P2"))
    told.run(until=at(BERLIN, "2027-02-15", "12:00"))
    (edit,) = nags.edited(bodies(told), told.owed[PROJECT].done(told.now), told.now)
    assert isinstance(edit.body, Nag)
    assert {item.project.id: item.done for item in edit.body.items} == {"P1": True, "P2": False}
    assert not edit.withdrawn
    both = {LivingKey(told.said[0].key): edit.body}
    (last,) = nags.edited(both, told.owed[ProjectId("P2")].done(told.now), told.now)
    assert last.withdrawn


def test_a_message_about_what_is_merely_still_open_is_left_as_it_is() -> None:
    told = world()
    told.run(until=at(BERLIN, "2027-02-15", "12:00"))
    (edit,) = nags.edited(bodies(told), told.owed[PROJECT], told.now)
    assert isinstance(edit.body, Nag)
    assert [(item.snoozes_left, item.snoozed_until, item.done) for item in edit.body.items] == [(3, None, False)]


def test_after_the_last_snooze_none_is_left() -> None:
    told = world(snoozes=2)
    told.run(until=at(BERLIN, "2027-02-15", "12:00"))
    after = told.snooze(PROJECT, 3)
    (edit,) = nags.edited(bodies(told), after, told.now, snoozed_until=date(2027, 2, 18))
    assert isinstance(edit.body, Nag)
    assert edit.body.items[0].snoozes_left == 0
    (again,) = nags.edited({LivingKey("k"): edit.body}, after, told.now, snoozed_until=date(2027, 2, 19))
    assert isinstance(again.body, Nag)
    assert again.body.items[0].snoozes_left == 0


def test_a_message_that_is_no_nag_is_left_alone() -> None:
    parked = Parked(channel=HOME, reason="is_archived", project=None)
    assert (
        nags.edited({LivingKey("other"): parked}, obligation().done(at(BERLIN, "2027-02-15")), at(BERLIN, "2027-02-15"))
        == ()
    )


def test_a_snooze_is_shown_in_the_old_messages_with_what_is_left_and_no_stale_promise() -> None:
    told = world(rung=1, recipient=HOME)
    told.run(until=at(BERLIN, "2027-02-15", "12:00"))
    after = told.snooze(PROJECT, 3)
    (edit,) = nags.edited(bodies(told), after, told.now, snoozed_until=date(2027, 2, 18))
    assert isinstance(edit.body, ChannelNag)
    item = edit.body.item
    assert (item.snoozed_until, item.snoozes_left, item.done) == (date(2027, 2, 18), 2, False)
    assert (item.escalates_to, item.escalates_on) == (None, None)
    assert not edit.withdrawn
    again = {LivingKey(told.said[0].key): edit.body}
    (same,) = nags.edited(again, after, told.now, snoozed_until=date(2027, 2, 18))
    assert same.body == edit.body, "a double click takes one snooze away"
    (later,) = nags.edited(again, after, told.now, snoozed_until=date(2027, 2, 19))
    assert isinstance(later.body, ChannelNag)
    assert later.body.item.snoozes_left == 1


def test_after_the_thing_exists_nobody_is_asked_again() -> None:
    told = world()
    told.run(until=at(BERLIN, "2027-02-16", "12:00"))
    told.owed[PROJECT] = told.owed[PROJECT].done(told.now)
    told.run()
    assert len(told.said) == 2


def test_a_policy_of_ones_own_is_followed() -> None:
    hours = WorkingHours(start=time(8), end=time(16), days=frozenset({Weekday.SUNDAY, Weekday.MONDAY}))
    told = world(policy=replace(SHORT, hours=hours))
    told.run()
    assert days(told, Rung.OWNER, BERLIN) == ["2027-02-15", "2027-02-21"]
    assert {said.at.astimezone(BERLIN).time() for said in told.said} == {time(8)}
    assert [climb.to for climb in told.climbs] == [None]


def test_each_word_of_a_rung_comes_later_than_the_one_before() -> None:
    told = world()
    told.run()
    assert all(one.at < other.at for one, other in pairwise(told.words))
