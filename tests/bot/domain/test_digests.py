"""A digest comes once for each of its times, says when it is late, and counts what it skipped."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import digests
from bot.domain.calendar import Cadence, Weekday
from bot.domain.decision import Decision
from bot.domain.dossier import Dossier
from bot.domain.living import row_of
from bot.domain.message import Change, Digest, DigestDetails, ToChannel
from bot.domain.schedules import Schedule
from bot.domain.sums import MoneySums, sums_of
from bot.statistics.money import sums_by_currency
from tests.bot.domain.builders import (
    BERLIN,
    CHURN,
    EPOCH,
    HOME,
    OWNER,
    TOKYO,
    at,
    dossier,
    obligation,
    observation,
    quantity,
    rulebook,
    schedule,
)
from tests.bot.domain.experiments.found import by_arm, with_readout

RULES = rulebook()
PRICED = {**CHURN, "value_per_unit": quantity(400_000, "currency:EUR")}


def speak(standing: Schedule, now: datetime) -> tuple[Digest, Decision[Schedule]]:
    decision = digests.speak(standing, (dossier(PRICED),), (), rules=RULES, now=now)
    (said,) = decision.messages
    assert isinstance(said.body, Digest)
    return said.body, decision


# --- planning ----------------------------------------------------------------------------------


def test_a_schedule_begins_with_its_next_time_and_the_trail_has_what_was_kept() -> None:
    before = schedule(weekday=Weekday.FRIDAY)
    decision = digests.schedule(schedule(next_at=EPOCH, next_day=date(2027, 2, 1)), before=before, now=EPOCH)
    assert (decision.state.next_at, decision.state.next_day) == (at(BERLIN, "2027-02-08"), date(2027, 2, 8))
    (fact,) = decision.facts
    assert (fact.act, fact.before, fact.after) == ("digest.set", before, decision.state)


def test_a_day_that_had_its_digest_gets_no_other_at_another_hour() -> None:
    heard = schedule(at=time(14, 30), last_at=at(BERLIN, "2027-02-08", "09:00"))
    noon, friday = at(BERLIN, "2027-02-08", "12:00"), at(BERLIN, "2027-02-05", "12:00")
    assert digests.schedule(heard, before=None, now=noon).state.next_day == date(2027, 2, 15)
    assert digests.schedule(replace(heard, last_at=friday), before=None, now=noon).state.next_day == date(2027, 2, 8)


def test_switching_off_keeps_the_schedule_for_the_trail() -> None:
    standing = schedule()
    decision = digests.switch_off(standing)
    assert decision.state == replace(standing, is_on=False)
    (fact,) = decision.facts
    assert (fact.act, fact.before, fact.after) == ("digest.off", standing, decision.state)


# --- speaking ----------------------------------------------------------------------------------


def test_a_digest_on_time_is_neither_late_nor_short_of_any() -> None:
    body, decision = speak(schedule(), at(BERLIN, "2027-02-08", "09:00"))
    assert (body.day, body.late_for, body.skipped, body.preview) == (date(2027, 2, 8), None, 0, False)
    (said,) = decision.messages
    assert (said.key, said.to, said.living) == ("digest:C1:2027-02-08", ToChannel(channel=HOME), None)
    assert said.not_before == at(BERLIN, "2027-02-08", "09:00")
    assert (decision.state.next_day, decision.state.last_at) == (date(2027, 2, 15), at(BERLIN, "2027-02-08"))
    (fact,) = decision.facts
    assert (fact.act, fact.subject, fact.after) == ("digest.said", HOME, {"day": "2027-02-08"})


@pytest.mark.parametrize(("clock", "is_late"), [("10:00", False), ("10:01", True)])
def test_a_digest_is_labelled_late_after_an_hour(clock: str, is_late: bool) -> None:  # noqa: FBT001  a parameter
    body, _ = speak(schedule(), at(BERLIN, "2027-02-08", clock))
    assert body.late_for == (at(BERLIN, "2027-02-08") if is_late else None)


def test_after_three_weeks_down_only_the_latest_is_said_and_the_others_are_counted() -> None:
    body, decision = speak(schedule(), at(BERLIN, "2027-02-24", "12:00"))
    assert (body.day, body.late_for, body.skipped) == (date(2027, 2, 22), at(BERLIN, "2027-02-22"), 2)
    assert decision.messages[0].key == "digest:C1:2027-02-22"
    assert decision.state.next_day == date(2027, 3, 1)


def test_back_at_the_very_minute_of_the_next_one_it_is_on_time_with_one_skipped() -> None:
    body, _ = speak(schedule(), at(BERLIN, "2027-02-15", "09:00"))
    assert (body.day, body.late_for, body.skipped) == (date(2027, 2, 15), None, 1)


@pytest.mark.parametrize("sunday", ["2027-03-28", "2026-10-25"])
def test_at_half_past_two_of_the_night_when_clocks_change_it_comes_once(sunday: str) -> None:
    day = date.fromisoformat(sunday)
    wanted = schedule(weekday=Weekday.SUNDAY, at=time(2, 30))
    standing = digests.schedule(wanted, before=None, now=at(BERLIN, sunday) - timedelta(days=3)).state
    said = []
    now = standing.next_at
    while now < at(BERLIN, sunday) + timedelta(days=5):
        if standing.next_at <= now:
            body, decision = speak(standing, now)
            said.append((decision.messages[0].key, body.skipped))
            standing = decision.state
        now += timedelta(minutes=30)
    assert said == [(f"digest:C1:{sunday}", 0)]
    assert standing.next_day == day + timedelta(days=7)


def test_nine_stays_nine_over_daylight_saving() -> None:
    standing = schedule(next_at=at(BERLIN, "2027-03-22"), next_day=date(2027, 3, 22))
    _, decision = speak(standing, standing.next_at)
    assert decision.state.next_at == at(BERLIN, "2027-03-29")
    assert decision.state.next_at - standing.next_at == timedelta(days=7, hours=-1)


@given(
    st.sampled_from(list(Cadence)),
    st.sampled_from(list(Weekday)),
    st.times(),
    st.sampled_from(["Europe/Berlin", "America/Havana", "Australia/Lord_Howe", "Asia/Tokyo", "Africa/Cairo"]),
    st.lists(st.integers(0, 60 * 24 * 40), max_size=25),
)
def test_however_late_the_ticks_no_time_is_said_twice_or_lost_uncounted(
    cadence: Cadence, weekday: Weekday, clock: time, zone: str, waits: list[int]
) -> None:
    wanted = schedule(cadence=cadence, weekday=weekday, at=clock, zone=zone)
    standing = digests.schedule(wanted, before=None, now=EPOCH).state
    keys: list[str] = []
    for wait in waits:
        now = standing.next_at + timedelta(minutes=wait)
        body, decision = speak(standing, now)
        keys.append(decision.messages[0].key)
        assert decision.state.next_at > now
        assert body.day >= standing.next_day
        count = _between(standing, now)
        assert body.skipped == count - 1
        standing = decision.state
    assert len(set(keys)) == len(keys)


def _between(standing: Schedule, now: datetime) -> int:
    """How many of the schedule's times have come, counted one by one."""
    count, each = 0, standing
    while each.next_at <= now:
        count += 1
        each = digests.schedule(each, before=None, now=each.next_at).state
    return count


# --- what it says ------------------------------------------------------------------------------


def test_a_digest_has_a_row_for_each_project_the_sums_and_the_changes() -> None:
    proof = dossier(PRICED, observations=(observation("2027-03-01", 0.028),), obligations=(obligation(),))
    change = Change(project=row_of(proof, RULES, EPOCH).project, act="kpi.logged", by=OWNER.user, at=EPOCH)
    body = digests.compose(
        HOME, (proof, dossier(PRICED)), (change,), day=date(2027, 3, 1), cadence="weekly", rules=RULES, now=EPOCH
    )
    assert [row.project.key for row in body.rows] == ["churn-model", "churn-model"]
    assert [len(row.owed) for row in body.rows] == [1, 0]
    assert (body.channel, body.day, body.cadence, body.changes) == (HOME, date(2027, 3, 1), "weekly", (change,))
    assert body.sums is not None
    (measured,), (claimed,) = body.sums.measured, body.sums.claimed
    assert (measured.amount, claimed.amount) == pytest.approx((120_000, 240_000))
    assert {measured.currency, claimed.currency} == {"EUR"}
    assert body.sums.proven == ()


def test_an_impact_summary_counts_what_the_reader_may_not_see() -> None:
    body = digests.summarise((dossier(PRICED),), day=date(2027, 3, 1), hidden=2, rules=RULES, now=EPOCH)
    assert (len(body.rows), body.hidden, body.day) == (1, 2, date(2027, 3, 1))
    assert body.sums is not None
    assert body.sums.claimed[0].amount == pytest.approx(240_000)


def test_a_channel_without_projects_has_an_empty_digest() -> None:
    body = digests.compose(HOME, (), (), day=date(2027, 3, 1), cadence="weekly", rules=RULES, now=EPOCH)
    assert (body.rows, body.sums) == ((), MoneySums())


def test_the_day_of_a_digest_is_that_of_its_own_zone() -> None:
    standing = schedule(zone="Asia/Tokyo", at=time(1), next_at=at(TOKYO, "2027-02-08", "01:00"))
    body, _ = speak(standing, datetime(2027, 2, 7, 16, tzinfo=UTC))
    assert body.day == date(2027, 2, 8)


# --- what an experiment proved -------------------------------------------------------------------

PROVEN = dossier(PRICED, experiments=(with_readout(by_arm()),))
NEWS = (Change(project=row_of(PROVEN, RULES, EPOCH).project, act="experiment.read", by=OWNER.user, at=EPOCH),)


def test_the_sums_of_a_digest_are_those_that_were_drawn_for_it() -> None:
    at_nine = at(BERLIN, "2027-02-08", "09:00")
    undrawn = digests.speak(schedule(), (PROVEN,), NEWS, rules=RULES, now=at_nine).messages[0].body
    assert isinstance(undrawn, Digest)
    assert undrawn.sums is None
    drawn = sums_by_currency(digests.portfolios(undrawn.rows))
    said = digests.speak(schedule(), (PROVEN,), NEWS, rules=RULES, now=at_nine, drawn=drawn).messages[0].body
    assert isinstance(said, Digest)
    assert said.sums == sums_of(digests.portfolios(undrawn.rows), drawn)
    assert said.sums is not None
    assert said.sums.proven[0].floor is not None


def test_how_the_figures_came_about_goes_into_the_digests_thread() -> None:
    first, thread = digests.speak(schedule(), (PROVEN,), NEWS, rules=RULES, now=EPOCH).messages
    assert isinstance(first.body, Digest)
    assert thread.body == DigestDetails(rows=first.body.rows, sums=first.body.sums)
    assert (thread.under, thread.key, thread.to) == (first.key, f"{first.key}:details", first.to)


@pytest.mark.parametrize(("project", "news"), [(PROVEN, ()), (dossier(PRICED), NEWS)], ids=["no news", "no experiment"])
def test_a_digest_without_news_or_without_a_priced_experiment_has_no_thread(
    project: Dossier, news: tuple[Change, ...]
) -> None:
    assert len(digests.speak(schedule(), (project,), news, rules=RULES, now=EPOCH).messages) == 1
