"""Rows that are pieces of a switchback's periods, which chance gave no arm, are not read as registered."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from bot.domain.experiments.plan import Plan
from bot.domain.experiments.results import changed_terms
from bot.statistics.planning.designs import MetricType
from tests.bot.domain.experiments.runs import SIZE, START, asked, run, sealed
from tests.bot.domain.experiments.test_groups import rows_of

BY_CHANCE = "".join("ct"[toss] for toss in np.random.default_rng(3).integers(0, 2, 400))
"""An order of many periods by the toss of a coin."""


def planned(per_day: float | None) -> Plan:
    """A run of four weeks with so many periods a day, both arms together."""
    total = None if per_day is None else round(28 * per_day)
    size = replace(SIZE, n_per_arm=None if total is None else total // 2, n_total=total)
    return sealed(design="switchback", primary_metric="Orders", metric=MetricType.MEAN, size=size)


def differs(order: str, plan: Plan, *, per_day: int = 0, through: int | None = 28) -> tuple[str, ...]:
    """The changed terms of periods in this order: numbered, or with so many a day from the start on."""
    lines = []
    for place, arm in enumerate(order):
        when = f"{START + timedelta(days=place // per_day)} {place % per_day:02}:00" if per_day else place + 1
        lines.append((when, "control" if arm == "c" else "treatment", 100 + place * 7 % 5))
    last = "" if through is None else f"{START + timedelta(days=through - 1)}"
    question = asked({"rows": rows_of(lines, "period,arm,value"), "through": last}, run(plan))[1]
    return changed_terms(run(plan), plan, question)


@pytest.mark.parametrize(
    ("rows", "through", "changed"),
    [
        (56, 28, ()),  # two a day, as planned
        (84, 28, ()),  # one and a half times as many
        (85, 28, ("periods",)),
        (28, 14, ()),  # half of the run
        (42, 14, ()),
        (43, 14, ("periods",)),
        (20, 28, ()),  # some are missing
    ],
)
def test_more_periods_than_were_planned_for_these_days_are_finer(
    rows: int, through: int, changed: tuple[str, ...]
) -> None:
    assert differs(BY_CHANCE[:rows], planned(2), through=through) == changed


def test_days_after_the_run_bring_no_more_periods() -> None:
    made = planned(2)
    experiment = run(made)
    lines = [(n + 1, "control" if a == "c" else "treatment", n % 5) for n, a in enumerate(BY_CHANCE[:85])]
    late = START + timedelta(days=40)
    question = asked({"rows": rows_of(lines, "period,arm,value"), "through": f"{late}"}, experiment, today=late)[1]
    assert changed_terms(experiment, made, question) == ("periods",)


def test_where_no_number_was_planned_only_the_order_tells() -> None:
    for plan in (planned(None), sealed(design="switchback", metric=MetricType.MEAN, size=None)):
        assert differs(BY_CHANCE[:200], plan) == ()
        assert differs("".join(arm * 8 for arm in BY_CHANCE[:25]), plan) == ("periods",)


@pytest.mark.parametrize("pieces", [4, 6, 14])
def test_pieces_of_the_periods_that_were_planned_are_in_blocks(pieces: int) -> None:
    order = "".join(arm * pieces for arm in BY_CHANCE[:20])
    assert differs(order, planned(24)) == ("periods",)
    assert differs(BY_CHANCE[:20] * pieces, planned(24)) == ()


def test_arms_that_alternate_are_no_blocks() -> None:
    assert differs("ct" * 28, planned(2)) == ()
    assert differs("cttc" * 14, planned(2), per_day=2) == ()


def test_the_days_are_those_until_the_last_period_where_nothing_else_says_so() -> None:
    assert differs(BY_CHANCE[:20], planned(2), per_day=2, through=None) == ()
    assert differs(BY_CHANCE[:40], planned(2), per_day=4, through=None) == ("periods",)


def test_clusters_are_in_no_order() -> None:
    made = sealed(design="cluster")
    rows = [(f"Shop {n:02}", "control" if n < 20 else "treatment", 100, 9 + n % 4) for n in range(40)]
    experiment = run(made)
    question = asked({"rows": rows_of(rows, "cluster,arm,n,x")}, experiment)[1]
    assert changed_terms(experiment, made, question) == ()
