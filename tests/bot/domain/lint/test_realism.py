"""Rules about realism: what is hoped for beside what is usual."""

import pytest

from bot.domain.findings import Severity
from tests.bot.domain.builders import quantity
from tests.bot.domain.lint.sound import findings, found


def target(level: float, typed: str) -> dict[str, object]:
    return {"target": quantity(level, "percent", typed), "success_statement": f"Churn falls to {typed} in the test."}


def test_a_lift_beyond_three_widths_of_what_is_usual_is_found_with_the_target_and_the_limit() -> None:
    # As stated, lifts lie within 4 %: from 3.1 % a fall by more than 12 % leads below 2.73 %.
    (finding,) = findings(target(0.027, "2.7%"))
    assert (finding.rule, finding.severity, finding.question) == ("implausible-lift", Severity.WARNING, "target")
    assert (finding.words, finding.advice) == (("2.7%",), "12%")
    assert found(target(0.0274, "2.74%")) == {}


def test_without_a_target_the_smallest_effect_is_what_is_hoped_for() -> None:
    told = found({"target": None, "mde": quantity(0.2, "relative_change", "20%")})
    assert told["implausible-lift"] == ("20%",)


@pytest.mark.parametrize(("days", "is_found"), [(15, True), (16, False)])
def test_a_deployment_in_under_half_of_what_such_teams_need_is_found(days: int, *, is_found: bool) -> None:
    # As stated, teams with less than five years of ML take 31 to 90 days.
    told = findings({"ml_years": quantity(1), "days_to_deploy": quantity(days)})
    assert [(each.rule, each.words, each.advice) for each in told] == (
        [("unrealistic-timeline", ("15 days",), "31 to 90 days")] if is_found else []
    )


def test_without_a_plan_there_is_nothing_to_compare() -> None:
    assert found({"ml_years": quantity(1)}) == {}
