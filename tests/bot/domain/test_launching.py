"""What is owed of the requirements before a launch: opened, moved and closed as the answers change."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.domain.charter import Choice, Drill, Proof
from bot.domain.dossier import Dossier
from bot.domain.ids import LivingKey
from bot.domain.launching import KIND, launch_day, next_look, readiness_owed, watches_of
from bot.domain.obligations import Obligation, ObligationStatus
from bot.domain.policy import Policy, ReadinessRule
from bot.domain.readiness.items import SILENT_FAILURE, drill_id, proof_id
from bot.domain.readouts import Choice as Decision
from bot.domain.readouts import Decided
from bot.domain.watches import Watch
from tests.bot.domain.builders import EPOCH, OWNER, PROJECT, bank, dossier, obligation, quantity
from tests.bot.domain.experiments.runs import run
from tests.bot.domain.readiness.test_items import requirement

POLICY = Policy()
BANK = bank(requirement())
OPEN: dict[str, object] = {SILENT_FAILURE: Choice(option="no")}
MET: dict[str, object] = {SILENT_FAILURE: Choice(option="automated")}


def planned(days: float, answers: dict[str, object] | None = None, **also: Any) -> Dossier:
    """A project that is to go live so many days after Monday, 1 February 2027."""
    return dossier({"days_to_deploy": quantity(days), **(answers or {})}, bank=BANK, **also)


def owed(found: Dossier, now: datetime = EPOCH, policy: Policy = POLICY) -> Obligation:
    changed = readiness_owed(found, policy, now)
    assert changed is not None
    return changed


def standing(**also: Any) -> Obligation:
    return obligation(**{"kind": KIND, "due": date(2027, 3, 11), **also})


@pytest.mark.parametrize(
    ("answers", "day"),
    [
        ({}, None),
        ({"days_to_deploy": quantity(0)}, date(2027, 2, 1)),
        ({"days_to_deploy": quantity(45)}, date(2027, 3, 18)),
        ({"days_to_deploy": quantity(44.5)}, date(2027, 3, 18)),
        ({"days_to_deploy": quantity(1e9)}, None),
        ({"days_to_deploy": "soon"}, None),
    ],
)
def test_the_launch_is_so_many_days_after_the_kickoff(answers: dict[str, object], day: date | None) -> None:
    assert launch_day(dossier(answers)) == day


@pytest.mark.parametrize(
    ("choice", "day"), [(Decision.LAUNCH, date(2027, 5, 12)), (Decision.ITERATE, None), (Decision.STOP, None)]
)
def test_without_planned_days_it_is_the_decision_to_launch(choice: Decision, day: date | None) -> None:
    decided = Decided(
        choice=choice, by=OWNER.user, at=datetime(2027, 5, 12, 8, tzinfo=UTC), reason="", recommended=None
    )
    decided_run = run(decided=decided)
    assert launch_day(dossier({}, experiments=(decided_run,))) == day
    assert launch_day(dossier({"days_to_deploy": quantity(45)}, experiments=(decided_run,))) == date(2027, 3, 18)


def test_what_is_open_is_due_so_many_working_days_before_the_launch() -> None:
    fresh = owed(planned(45, OPEN))
    assert (fresh.kind, fresh.due, fresh.recipient, fresh.status) == (KIND, date(2027, 3, 11), OWNER.user, "open")
    assert fresh.look_at == datetime(2027, 3, 10, 10, tzinfo=UTC), "the first instant of the day anywhere"
    ten = replace(POLICY, readiness=ReadinessRule(before_launch=10))
    assert owed(planned(45, OPEN), policy=ten).due == date(2027, 3, 4)
    later = replace(POLICY, ladders={**POLICY.ladders, KIND: replace(POLICY.ladders[KIND], due_after=2)})
    assert owed(planned(45, OPEN), policy=later).due == date(2027, 3, 15)


def test_nothing_is_due_before_the_next_working_day() -> None:
    assert owed(planned(3)).due == date(2027, 2, 2)
    friday = datetime(2027, 2, 5, 8, tzinfo=UTC)
    assert owed(planned(3), friday).due == date(2027, 2, 8)


@pytest.mark.parametrize(
    "found",
    [
        dossier(OPEN, bank=BANK),
        planned(45, MET),
        dossier({"days_to_deploy": quantity(45)}),
        planned(
            45,
            OPEN,
            experiments=(
                run(decided=Decided(choice=Decision.STOP, by=OWNER.user, at=EPOCH, reason="", recommended=None)),
            ),
        ),
    ],
    ids=["no launch", "nothing open", "nothing asked", "stopped"],
)
def test_without_a_launch_or_anything_open_nothing_is_owed(found: Dossier) -> None:
    assert readiness_owed(found, POLICY, EPOCH) is None
    closed = owed(replace(found, obligations=(standing(),)))
    assert (closed.status, closed.closed_at) == (ObligationStatus.DONE, EPOCH)
    assert readiness_owed(replace(found, obligations=(closed,)), POLICY, EPOCH) is None


def test_it_moves_with_the_launch_and_not_otherwise() -> None:
    said = (LivingKey("nag:UOWNER:2027-03-11"),)
    nagging = standing(rung=0, step=2, snoozes=1, said=said, look_at=EPOCH)
    now = datetime(2027, 3, 12, 8, tzinfo=UTC)
    assert readiness_owed(planned(45, OPEN, obligations=(nagging,)), POLICY, now) is None
    put_off = owed(planned(59, OPEN, obligations=(nagging,)), now)
    assert (put_off.due, put_off.step, put_off.snoozes, put_off.said) == (date(2027, 3, 25), 0, 0, said)
    sooner = owed(planned(30, OPEN, obligations=(standing(),)))
    assert sooner.due == date(2027, 2, 24)
    assert readiness_owed(planned(30, OPEN, obligations=(nagging,)), POLICY, now) is None, "it is due already"


def test_what_was_done_is_owed_afresh_when_something_opens_again() -> None:
    over = {**MET, proof_id(SILENT_FAILURE): Proof(link="", note="Tried", until=date(2027, 3, 19))}
    done = standing().done(EPOCH)
    found = planned(45, over, obligations=(done,))
    assert readiness_owed(found, POLICY, datetime(2027, 3, 19, 23, tzinfo=UTC)) is None
    fresh = owed(found, datetime(2027, 3, 20, tzinfo=UTC))
    assert (fresh.due, fresh.closed_at, fresh.said) == (date(2027, 3, 22), None, ())
    silent = standing(status=ObligationStatus.SILENT)
    assert readiness_owed(planned(45, OPEN, obligations=(silent,)), POLICY, EPOCH) is None


def test_the_next_look_is_when_evidence_is_over_in_the_organisations_zone() -> None:
    berlin = replace(POLICY, zone="Europe/Berlin")
    proved = planned(45, {**MET, proof_id(SILENT_FAILURE): Proof(link="", note="Tried", until=date(2027, 3, 19))})
    assert next_look(proved, POLICY, EPOCH) == datetime(2027, 3, 20, tzinfo=UTC)
    assert next_look(proved, berlin, EPOCH) == datetime(2027, 3, 19, 23, tzinfo=UTC)
    assert watches_of(proved, POLICY, EPOCH) == (Watch(project=PROJECT, look_at=datetime(2027, 3, 20, tzinfo=UTC)),)
    assert watches_of(proved, POLICY, datetime(2027, 3, 20, tzinfo=UTC)) == ()
    assert watches_of(planned(45, MET), POLICY, EPOCH) == ()


def test_a_drill_under_the_clock_is_looked_at_when_its_time_is_over() -> None:
    drill = Drill(scenario="features_frozen", of=OWNER.user, asked_at=EPOCH, limit=15, within=24)
    asked = planned(45, {drill_id(SILENT_FAILURE): drill})
    over = EPOCH + timedelta(minutes=15)
    assert next_look(asked, POLICY, EPOCH) == over
    assert next_look(asked, POLICY, over) is None
    answered = planned(45, {drill_id(SILENT_FAILURE): replace(drill, answered_at=EPOCH)})
    assert next_look(answered, POLICY, EPOCH) is None
