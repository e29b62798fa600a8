"""What a rule, a plan or a message needs cannot be left out of the bank."""

from collections.abc import Iterator
from datetime import date

import pytest

from bot.domain.charter import Choice
from bot.domain.experiments.accepting import missing_for_plan
from bot.domain.findings import Severity
from bot.domain.ids import QuestionId
from bot.domain.indispensable import indispensable
from bot.domain.kickoff import SPONSOR
from bot.domain.lint import RULES
from handlers import resources
from tests.bot.domain.builders import charter, quantity

DESIGN = resources.load_bank().find("design")


def _asked_for_by_plans(design: str) -> Iterator[QuestionId]:
    chosen: dict[str, object] = {"design": Choice(option=design)}
    yield from missing_for_plan(charter())
    yield from missing_for_plan(charter(**chosen))
    level = {"primary_baseline": quantity(12.5), "metric_unit": "€", "start": date(2027, 3, 1)}
    yield from missing_for_plan(charter(**chosen, **level))


@pytest.mark.parametrize("design", [option.value for option in DESIGN.options] if DESIGN else [])
def test_whatever_a_plan_can_ask_for_stays_in_the_bank(design: str) -> None:
    asked = set(_asked_for_by_plans(design))
    assert {"primary_metric", "spread", "primary_baseline", "daily_traffic"} <= asked
    assert asked <= indispensable().keys()


def test_whatever_stops_a_sign_off_can_be_answered() -> None:
    assert {rule.question for rule in RULES if rule.severity is Severity.BLOCKER} <= indispensable().keys()


def test_what_messages_are_made_of_stays_in_the_bank() -> None:
    assert {"metric_name", "metric_unit", "metric_direction", "baseline", "target", SPONSOR} <= indispensable().keys()


def test_each_is_a_question_of_the_shipped_bank_and_says_why() -> None:
    bank = resources.load_bank()
    assert all(bank.find(question) for question in indispensable())
    assert all(indispensable().values())


def test_what_only_helps_can_be_left_out() -> None:
    assert not {"why_now", "reporter", "alpha", "pool", "proxy_metrics", "guardrails"} & indispensable().keys()
