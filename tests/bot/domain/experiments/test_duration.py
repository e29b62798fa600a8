"""The longest run holds the weeks in which units enter and the wait for their outcomes; a pool is there at once."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.charter import Choice
from bot.domain.experiments.asking import needed_for_verdict, question_of, unreckonable
from bot.domain.experiments.duration import daily_units, horizon_days, longest_weeks, pool_of, weeks_of_entry
from bot.domain.refusal import BadFields
from bot.statistics.verdicts.summary import Question
from tests.bot.domain.builders import charter, quantity

RATE: dict[str, Any] = {
    "design": Choice(option="ab"),
    "metric_unit": "%",
    "baseline": quantity(0.031, "percent"),
    "daily_traffic": quantity(1200, "per_day"),
    "mde": quantity(0.05, "relative_change", "5%"),
}
POOL: dict[str, Any] = {**{key: value for key, value in RATE.items() if key != "daily_traffic"}, "pool": quantity(2000)}


def asked(base: dict[str, Any], **also: Any) -> Question:
    return question_of(charter(**{**base, **also}), ())


def refused(base: dict[str, Any], **also: Any) -> dict[str, str]:
    with pytest.raises(BadFields) as bad:
        asked(base, **also)
    return dict(bad.value.errors)  # type: ignore[arg-type]  # ids of questions are words


@pytest.mark.parametrize(
    ("longest", "horizon", "weeks"),
    [
        (None, None, 12),
        (None, 30, 7),  # 84 - 30 = 54 days, seven whole weeks
        (8, 0, 8),
        (8, 28, 4),
        (8, 29, 3),
        (8, 49, 1),
        (2, 7, 1),
    ],
)
def test_units_enter_in_the_weeks_that_the_wait_for_outcomes_leaves(
    longest: int | None, horizon: int | None, weeks: int
) -> None:
    answers = {"longest_run": longest, "outcome_horizon": horizon}
    given = charter(**{question: quantity(each) for question, each in answers.items() if each is not None})
    assert weeks_of_entry(given) == weeks
    assert (longest_weeks(given), horizon_days(given)) == (longest or 12, horizon or 0)


@given(longest=st.integers(1, 60), horizon=st.integers(0, 400))
def test_the_longest_run_holds_the_entry_and_the_wait(longest: int, horizon: int) -> None:
    answers = charter(longest_run=quantity(longest), outcome_horizon=quantity(horizon))
    try:
        weeks = weeks_of_entry(answers)
    except BadFields:
        assert 7 + horizon > 7 * longest
    else:
        assert 7 * weeks + horizon <= 7 * longest < 7 * (weeks + 1) + horizon


def test_a_wait_that_leaves_no_week_is_named_at_its_field_with_what_would_do() -> None:
    words = refused(RATE, longest_run=quantity(4), outcome_horizon=quantity(30))
    assert words == {
        "outcome_horizon": "Outcomes that are known after 30 days do not fit in the longest run of 4 weeks. "
        "Write a shorter wait here, or a longest run of 7 weeks or more."
    }
    asked(RATE, longest_run=quantity(7), outcome_horizon=quantity(30))
    assert "run of 1 week. " in refused(RATE, longest_run=quantity(1), outcome_horizon=quantity(3))["outcome_horizon"]


def test_the_question_holds_the_wait_beside_the_weeks_of_entry() -> None:
    question = asked(RATE, longest_run=quantity(8), outcome_horizon=quantity(30))
    assert (question.design.longest_weeks, question.horizon_days, question.willing_weeks) == (3, 30, 8)
    assert (question.design.daily_traffic, question.design.pool) == (1200, None)


# --- a fixed pool -------------------------------------------------------------------------------


def test_a_fixed_pool_stands_in_for_traffic_and_one_of_them_is_needed() -> None:
    assert needed_for_verdict(charter(**POOL)) == ()
    assert needed_for_verdict(charter(**{**POOL, "pool": None})) == ("daily_traffic",)
    question = asked(POOL, longest_run=quantity(10))
    assert (question.design.pool, question.design.longest_weeks) == (2000, 10)
    assert question.design.daily_traffic == pytest.approx(2000 / 70)  # spread over ten weeks


def test_both_a_pool_and_traffic_are_asked_back() -> None:
    traffic = quantity(600, "per_day", typed="4,200/week")
    words = refused(RATE, pool=quantity(12_000, typed="12,000"), daily_traffic=traffic)
    assert list(words) == ["pool"]
    assert "12,000 here for a fixed pool, or 4,200/week there" in words["pool"]
    assert unreckonable(charter(**{**RATE, "pool": quantity(12_000)}), ()).keys() == {"pool"}
    assert unreckonable(charter(**RATE), ()) == {}
    assert unreckonable(charter(), ()) == {}, "what is missing is another matter"


@pytest.mark.parametrize(("horizon", "weeks"), [(None, 8), (0, 8), (3, 2), (14, 2), (15, 3), (30, 5), (56, 8)])
def test_a_pool_is_watched_until_its_outcomes_are_known_else_for_the_longest_run(
    horizon: int | None, weeks: int
) -> None:
    answers = {} if horizon is None else {"outcome_horizon": quantity(horizon)}
    assert weeks_of_entry(charter(pool=quantity(40), longest_run=quantity(8), **answers)) == weeks


def test_a_pool_whose_outcomes_come_too_late_is_refused() -> None:
    words = refused(POOL, longest_run=quantity(8), outcome_horizon=quantity(57))
    assert "do not fit in the longest run of 8 weeks" in words["outcome_horizon"]
    assert "a longest run of 9 weeks or more" in words["outcome_horizon"]


@pytest.mark.parametrize(("arms", "units"), [(2, 3), (3, 5)])
def test_a_pool_too_small_for_its_arms_is_refused_at_its_field(arms: int, units: int) -> None:
    assert refused(POOL, pool=quantity(units), arms=quantity(arms)) == {
        "pool": "A pool has two units for each arm at least."
    }
    asked(POOL, pool=quantity(2 * arms), arms=quantity(arms))


def test_without_either_there_are_no_units() -> None:
    assert (pool_of(charter()), daily_units(charter())) == (None, None)
