"""Nouns for the tests of experiments: a sealed plan with its size, a run of four weeks, and what was typed of it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.domain.experiments.experiment import Experiment
from bot.domain.experiments.guardrails import Guardrail
from bot.domain.experiments.plan import Plan, Size, seal_of
from bot.domain.experiments.results import arms_question
from bot.domain.ids import ExperimentId, QuestionId
from bot.domain.metrics import Direction, Unit, UnitKind
from bot.domain.refusal import BadFields
from bot.statistics.arms.summary import ArmsQuestion
from bot.statistics.planning.designs import MetricType
from tests.bot.domain.builders import EPOCH, OWNER, PROJECT, WORKSPACE, plan

START, LAST_DAY = date(2027, 3, 1), date(2027, 3, 28)
"""A Monday, and the Sunday four weeks later on which the run ends."""
SIZE = Size(n_per_arm=13_000, n_total=26_000, weeks=4, effect=0.05, detects=0.048)
MARGIN = Guardrail(name="Margin per customer", wanted=Direction.UP, margin=0.01)
TICKETS = Guardrail(name="Tickets", wanted=Direction.DOWN, margin=0.1)
UNTESTABLE = Guardrail(name="Trust", wanted=Direction.UP, margin=None)
EUROS = Unit(kind=UnitKind.MONEY, label="EUR")


def sealed(**also: Any) -> Plan:
    known: dict[str, Any] = {
        "size": SIZE,
        "metric": MetricType.PROPORTION,
        "wanted": Direction.DOWN,
        "alpha": 0.05,
        "arms": 2.0,
        "daily_traffic": 1000.0,
        "guardrails": (MARGIN, TICKETS, UNTESTABLE),
        "secondaries": ("Offers accepted",),
    }
    made = plan(**{**known, **also})
    return replace(made, seal=seal_of(made))


def run(made: Plan | None = None, **also: Any) -> Experiment:
    known: dict[str, Any] = {
        "workspace": WORKSPACE,
        "id": ExperimentId("E1"),
        "project": PROJECT,
        "number": 1,
        "plan": made or sealed(),
        "started_on": START,
        "ends_on": date(2027, 3, 29),
        "started_by": OWNER.user,
        "started_at": EPOCH,
    }
    return Experiment(**{**known, **also})


COUNTS = {"control_n": "13,000", "control_x": "412", "treatment_n": "13,050", "treatment_x": "398"}


def fields(typed: dict[str, str]) -> dict[QuestionId, str | None]:
    return {QuestionId(field): words for field, words in typed.items()}


def asked(
    typed: dict[str, str], experiment: Experiment | None = None, *, today: date = LAST_DAY, locale: str | None = None
) -> tuple[date, ArmsQuestion]:
    """The question of what was typed, through the last day unless another was typed."""
    given = fields({"through": LAST_DAY.isoformat(), **typed})
    return arms_question(experiment or run(), given, today=today, locale=locale)


def refused(typed: dict[str, str], experiment: Experiment | None = None, **also: Any) -> dict[str, str]:
    """The words at each field that does not hold."""
    with pytest.raises(BadFields) as bad:
        asked(typed, experiment, **also)
    return {str(field): words for field, words in bad.value.errors.items()}
