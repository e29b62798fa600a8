"""An experiment starts on a sealed plan, on a day from its acceptance to today, and only one runs at a time."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.experiments.experiment import Experiment
from bot.domain.experiments.plan import Plan
from bot.domain.experiments.running import CannotStart, ended, start
from bot.domain.ids import ExperimentId
from bot.domain.readouts import Choice, Decided
from tests.bot.domain.builders import EPOCH, OWNER, PROJECT
from tests.bot.domain.experiments.runs import LAST_DAY, SIZE, START, run, sealed

TODAY = date(2027, 3, 3)


def started(plan: Plan | None, running: Experiment | None = None, on: date | None = START, today: date = TODAY) -> Any:
    return start(plan, running, new_id=ExperimentId("E2"), number=2, on=on, today=today, by=OWNER.user, now=EPOCH)


def test_a_started_experiment_holds_the_plan_as_it_was_sealed() -> None:
    made = sealed()
    decision = started(made)
    experiment = decision.state
    assert (experiment.plan, experiment.number, experiment.id) == (made, 2, "E2")
    assert (experiment.started_on, experiment.ends_on, experiment.days) == (START, date(2027, 3, 29), 28)
    (fact,) = decision.facts
    assert (fact.act, fact.project, fact.subject) == ("experiment.started", PROJECT, "E2")
    assert fact.after == {
        "seal": made.seal,
        "primary_metric": made.primary_metric,
        "effect": 0.05,
        "n_total": 26_000,
        "decision_rule": made.decision_rule,
        "rule": made.rule,
    }


@pytest.mark.parametrize(("longest", "weeks"), [(8.0, 8), (None, 1)])
def test_a_plan_without_a_size_runs_as_long_as_it_may(longest: float | None, weeks: int) -> None:
    decision = started(sealed(size=None, longest_run_weeks=longest))
    assert decision.state.ends_on == START + timedelta(weeks=weeks)
    assert (decision.facts[0].after["effect"], decision.facts[0].after["n_total"]) == (None, None)


DECIDED = Decided(choice=Choice.STOP, by=OWNER.user, at=EPOCH, reason="", recommended=Choice.STOP)


def test_one_experiment_at_a_time() -> None:
    with pytest.raises(CannotStart, match="Experiment 1 is not decided yet"):
        started(sealed(), run())
    assert started(sealed(), run(decided=DECIDED)).state.number == 2


def test_there_must_be_a_plan_that_matches_its_seal() -> None:
    with pytest.raises(CannotStart, match="no accepted plan"):
        started(None)
    with pytest.raises(CannotStart, match="does not match its seal"):
        started(replace(sealed(), alpha=0.2))


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (TODAY, None),
        (TODAY + timedelta(days=1), "still to come"),
        (EPOCH.date(), None),
        (EPOCH.date() - timedelta(days=1), "accepted on 1 Feb 2027"),
    ],
)
def test_the_start_lies_between_the_acceptance_and_today(on: date, said: str | None) -> None:
    if said is None:
        assert started(sealed(), on=on).state.started_on == on
    else:
        with pytest.raises(CannotStart, match=said):
            started(sealed(), on=on)


@pytest.mark.parametrize(("days", "is_over"), [(-1, False), (0, True), (1, True)])
def test_a_run_has_ended_with_its_last_day(days: int, *, is_over: bool) -> None:
    assert ended(run(), LAST_DAY + timedelta(days=days)) is is_over


def test_the_day_of_the_run_and_the_units_expected_by_its_end() -> None:
    experiment = run()
    assert [experiment.day(each) for each in (START, LAST_DAY)] == [1, 28]
    ends = (START - timedelta(days=3), START, LAST_DAY, LAST_DAY + timedelta(days=9))
    assert [experiment.expected(each) for each in ends] == [0, 1_000, 28_000, 28_000]


def test_a_run_that_waits_for_outcomes_ends_after_the_wait_and_takes_units_before_it() -> None:
    """Four weeks of entry from 1 March, then thirty days: the last outcome is known on 27 April."""
    experiment = started(sealed(horizon_days=30)).state
    assert (experiment.ends_on, experiment.days, experiment.entry_days) == (date(2027, 4, 28), 58, 28)
    assert [experiment.expected(START + timedelta(days=days)) for days in (0, 27, 28, 57)] == [
        1000,
        28000,
        28000,
        28000,
    ]
    assert not ended(experiment, LAST_DAY)
    assert not ended(experiment, date(2027, 4, 26))
    assert ended(experiment, date(2027, 4, 27))


def test_a_fixed_pool_is_all_in_from_the_first_day() -> None:
    experiment = started(sealed(pool=40, daily_traffic=None, horizon_days=20)).state
    assert (experiment.ends_on, experiment.entry_days) == (date(2027, 3, 29), 1)
    assert [experiment.expected(each) for each in (START, LAST_DAY)] == [40, 40]


@pytest.mark.parametrize(("days", "late"), [(0, 0), (2, 2), (-3, -3)])
def test_a_run_knows_how_many_days_it_began_after_the_registered_start(days: int, late: int) -> None:
    experiment = run(sealed(start=START), started_on=START + timedelta(days=days))
    assert experiment.days_late == late


@pytest.mark.parametrize(
    "unknown", [{"daily_traffic": None}, {"size": None}, {"size": replace(SIZE, n_total=None, n_per_arm=None)}]
)
def test_designs_over_time_expect_no_units(unknown: dict[str, Any]) -> None:
    assert run(sealed(**unknown)).expected(LAST_DAY) is None


@pytest.mark.parametrize(("before", "said"), [(1, "in 1 day,"), (28, "in 28 days,")])
def test_a_start_before_the_registered_one_has_to_name_its_day(before: int, said: str) -> None:
    today = START - timedelta(days=before)
    with pytest.raises(CannotStart, match=said) as refused:
        started(sealed(), on=None, today=today)
    assert f"/plumb experiment start {today.isoformat()}" in refused.value.words
    assert started(sealed(), on=today, today=today).state.started_on == today


@pytest.mark.parametrize("after", [0, 2])
def test_on_the_registered_day_and_later_it_starts_today(after: int) -> None:
    today = START + timedelta(days=after)
    assert started(sealed(), on=None, today=today).state.started_on == today
