"""Planned days to the first deployment: beside stated figures, and from five finished projects on beside one's own."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import ProjectId
from bot.domain.realism.timelines import (
    FEWEST_PROJECTS,
    own_days,
    timeline_of,
    unrealistic_timeline,
    usual_days,
)
from bot.domain.timelines import Timeline
from tests.bot.domain.builders import PROJECT, dossier, priors

KICKOFF = date(2026, 1, 5)


def finished(number: int, days: int, launched: int | None = None) -> Timeline:
    """A project that was in use so many days after its kickoff, and launched so many days after it."""
    return Timeline(
        project=ProjectId(f"F{number}"),
        kickoff=KICKOFF,
        deployed=KICKOFF + timedelta(days=days),
        launched=None if launched is None else KICKOFF + timedelta(days=launched),
    )


def history(*days: int) -> tuple[Timeline, ...]:
    return tuple(finished(number, each) for number, each in enumerate(days))


FIVE = history(40, 50, 60, 70, 80)
"""By hand: quartiles 50 and 70 (type 7), and the fastest tenth at 40 + 0.4 x 10 = 44."""


@pytest.mark.parametrize(
    ("years", "planned", "is_unrealistic"),
    [
        (0, 15, True),  # half of 31 is 15.5
        (0, 16, False),
        (4.99, 15, True),
        (5, 15, False),
        (5, 4, False),  # half of 8
        (5, 3, True),
        (40, 3, True),
    ],
)
def test_less_than_half_of_the_fastest_usual_time_is_unrealistic(
    years: float, planned: int, *, is_unrealistic: bool
) -> None:
    found = unrealistic_timeline(dossier({"ml_years": years, "days_to_deploy": planned}), priors())
    assert (found is not None) == is_unrealistic


def test_a_stated_range_says_for_whom_it_is_and_where_it_comes_from() -> None:
    early = timeline_of(dossier({"ml_years": 2, "days_to_deploy": 45}), priors())
    late = timeline_of(dossier({"ml_years": 7}), priors())
    assert early is not None
    assert late is not None
    assert (early.planned, early.usual.low, early.usual.high) == (45, 31, 90)
    assert (early.usual.from_years, early.usual.until_years) == (0, 5)
    assert (late.planned, late.usual.low, late.usual.high, late.usual.until_years) == (None, 8, 30, None)
    assert early.usual.source == priors().deployment[0].source
    assert not late.is_unrealistic


def test_without_years_nothing_is_held_against_a_plan_that_would_be_usual_for_somebody() -> None:
    assert unrealistic_timeline(dossier({"days_to_deploy": 4}), priors()) is None
    assert unrealistic_timeline(dossier({"days_to_deploy": 3}), priors()) is not None


def test_nothing_is_said_of_nothing() -> None:
    assert timeline_of(dossier(), priors()) is None
    assert timeline_of(dossier(history=FIVE[:4]), priors()) is None
    assert timeline_of(dossier(history=FIVE), priors()) is not None


def test_own_projects_replace_what_is_stated_at_exactly_five() -> None:
    plan = {"ml_years": 0, "days_to_deploy": 43}
    four, five = (
        timeline_of(dossier({**plan}, history=FIVE[:count]), priors())
        for count in (FEWEST_PROJECTS - 1, FEWEST_PROJECTS)
    )
    assert four is not None
    assert five is not None
    assert four.usual.source is not None
    assert (five.usual.source, five.usual.projects) == (None, 5)
    assert [five.usual.low, five.usual.high, five.usual.fastest] == pytest.approx([50, 70, 44])
    assert not four.is_unrealistic
    assert five.is_unrealistic
    assert unrealistic_timeline(dossier({"days_to_deploy": 44}, history=FIVE), priors()) is None


def test_a_project_is_not_compared_with_itself() -> None:
    own = replace(FIVE[0], project=PROJECT)
    found = timeline_of(dossier({"days_to_deploy": 43}, history=(own, *FIVE[1:])), priors())
    assert found is not None
    assert found.usual.source is not None


def test_what_was_in_use_before_its_kickoff_took_no_days() -> None:
    early = replace(finished(1, 0, 3), deployed=KICKOFF - timedelta(days=9), launched=KICKOFF - timedelta(days=1))
    assert (early.days, early.days_to_launch) == (0, 0)
    assert finished(1, 4).days_to_launch is None


@given(days=st.lists(st.integers(0, 900), min_size=5, max_size=60))
def test_the_middle_half_lies_in_the_whole_and_the_fastest_tenth_below_it(days: list[int]) -> None:
    usual = own_days(days)
    assert usual is not None
    assert min(days) <= usual.fastest <= usual.high
    assert min(days) <= usual.low <= usual.high <= max(days)


@given(years=st.floats(0, 60), planned=st.integers(0, 400), faster=st.integers(0, 400))
def test_a_faster_plan_is_never_more_realistic(years: float, planned: int, faster: int) -> None:
    def fires(days: int) -> bool:
        return unrealistic_timeline(dossier({"ml_years": years, "days_to_deploy": days}), priors()) is not None

    assert fires(min(planned, faster)) >= fires(max(planned, faster))


def test_more_experience_is_never_expected_to_take_longer() -> None:
    usual = [usual_days((), priors(), years) for years in (0, 4, 5, 30)]
    assert [each.high for each in usual] == sorted((each.high for each in usual), reverse=True)
