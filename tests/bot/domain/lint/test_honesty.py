"""Rules about keeping it honest."""

from datetime import timedelta

import pytest

from bot.domain.charter import Choice
from bot.domain.findings import Severity
from bot.domain.readiness.items import drill_id
from tests.bot.domain.builders import EPOCH
from tests.bot.domain.lint.sound import findings, found
from tests.bot.domain.readiness.test_items import drilled

WATCH = "readiness.reliability.silent_failure"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (None, {"silent-failure-unwatched": ()}),
        (Choice(option="no"), {"silent-failure-unwatched": ("no",)}),
        (Choice(option="manual"), {}),
        (Choice(option="not_applicable"), {}),
    ],
)
def test_a_silent_failure_that_nobody_would_notice_is_found(answer: object, told: dict[str, tuple[str, ...]]) -> None:
    assert found({WATCH: answer}) == told


@pytest.mark.parametrize(("passed", "told"), [(True, {}), (False, {"silent-failure-unwatched": ("no",)})])
def test_a_drill_that_was_passed_shows_that_one_would_be_noticed(
    told: dict[str, tuple[str, ...]], *, passed: bool
) -> None:
    assert found({WATCH: Choice(option="no"), drill_id(WATCH): drilled(passed=passed)}) == told


@pytest.mark.parametrize(("days", "is_stale"), [(90, False), (91, True)])
def test_a_charter_that_nobody_looked_at_for_more_than_90_days_is_stale(days: int, *, is_stale: bool) -> None:
    told = findings(now=EPOCH + timedelta(days=days))
    assert [(each.rule, each.advice, each.severity) for each in told] == (
        [("stale-charter", "91 days", Severity.NOTE)] if is_stale else []
    )
