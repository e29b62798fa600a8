"""The shipped rules are those that were promised, and a policy that cannot be followed is refused by name."""

from datetime import time
from typing import Any

import pytest

from bot.domain.calendar import UnknownCountry, UnknownZone, Weekday
from bot.domain.policy import BrokenPolicy, Ladder, ObligationKind, Policy, ReadinessRule, Rung


def test_the_shipped_ladder_of_the_missing_experiment() -> None:
    ladder = Policy().ladders[ObligationKind.NO_EXPERIMENT]
    assert (ladder.due_after, ladder.gaps, ladder.escalate_after) == (10, (1, 2, 4), 1)
    assert ladder.rungs == (Rung.OWNER, Rung.CHANNEL, Rung.SPONSOR)


def test_the_shipped_hours_snoozes_and_digest_times() -> None:
    policy = Policy()
    assert (policy.hours.start, policy.hours.end) == (time(9), time(17, 30))
    assert policy.hours.days == set(Weekday) - {Weekday.SATURDAY, Weekday.SUNDAY}
    assert (policy.snooze.choices, policy.snooze.at_most) == ((1, 3), 3)
    assert (policy.digest_weekday, policy.digest_at, policy.digest_late_after_minutes) == (Weekday.MONDAY, time(9), 60)


def test_the_shipped_rule_of_the_requirements() -> None:
    rule = Policy().readiness
    assert (rule.evidence_days, rule.before_launch, rule.drill_minutes, rule.notice_hours) == (180, 5, 15, 24)
    ladder = Policy().ladders[ObligationKind.READINESS_OPEN]
    assert (ladder.due_after, ladder.rungs, ladder.importance) == (0, (Rung.OWNER,), 40)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"before_launch": -1}, "before_launch is -1"),
        ({"evidence_days": 0}, "at least 1"),
        ({"drill_minutes": 0}, "at least 1"),
        ({"notice_hours": 0}, "at least 1"),
    ],
)
def test_a_rule_of_the_requirements_that_nobody_could_meet_is_refused(wrong: dict[str, Any], words: str) -> None:
    with pytest.raises(BrokenPolicy, match=words):
        ReadinessRule(**wrong)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"rungs": ()}, "rung"),
        ({"due_after": -1}, "due_after is -1"),
        ({"gaps": (1, 0)}, "at least one working day"),
        ({"escalate_after": 0}, "at least one working day"),
    ],
)
def test_a_ladder_that_nobody_could_climb_is_refused(wrong: dict[str, Any], words: str) -> None:
    with pytest.raises(BrokenPolicy, match=words):
        Ladder(**{"due_after": 10, "rungs": (Rung.OWNER,), **wrong})


def test_a_ladder_may_be_due_at_once_and_speak_only_once() -> None:
    assert Ladder(due_after=0, rungs=(Rung.OWNER,), gaps=()).gaps == ()


def test_zone_country_and_ladders_must_exist() -> None:
    with pytest.raises(UnknownZone):
        Policy(zone="Mars/Phobos")
    with pytest.raises(UnknownCountry):
        Policy(country="XX")
    for kind in ObligationKind:
        with pytest.raises(BrokenPolicy, match=f"no ladder for {kind}"):
            Policy(ladders={each: ladder for each, ladder in Policy().ladders.items() if each is not kind})
    assert Policy(country="DE-BY").country == "DE-BY"
