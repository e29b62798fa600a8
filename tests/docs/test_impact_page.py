"""The worked example of the page on impact is true: by the standard library alone, and as the program has it."""

from dataclasses import replace
from math import sqrt
from pathlib import Path
from statistics import NormalDist

import pytest

from bot.domain.experiments.evidence import evidence_of
from bot.domain.impact import Grade, Impact, Money
from bot.domain.metrics import Direction
from bot.domain.sums import Stake, Total, portfolios_of, sums_of
from bot.statistics.arms.reading import read_arms
from bot.statistics.money import sums_by_currency
from handlers.due import PATIENCE
from tests.bot.domain.experiments.found import by_arm, with_readout
from tests.bot.domain.experiments.runs import asked

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "impact.md").read_text(encoding="utf-8")
POINT = 400_000
SECOND, SECOND_ERROR = 150_000, 60_000
Z = NormalDist().inv_cdf(0.975)
CONTROL, TREATMENT = 1_451 / 46_800, 1_266 / 46_900
SEEN = CONTROL - TREATMENT
ERROR = sqrt(CONTROL * (1 - CONTROL) / 46_800 + TREATMENT * (1 - TREATMENT) / 46_900)
WIDTH = 0.04 * CONTROL
KEPT = WIDTH**2 / (WIDTH**2 + ERROR**2)
FIRST, FIRST_ERROR = 100 * KEPT * SEEN * POINT, 100 * sqrt(KEPT) * ERROR * POINT
WHOLE = FIRST + SECOND


def euros(*ends: float) -> str:
    return " to ".join(f"€{end:,.0f}" for end in ends)


def interval(middle: float, error: float) -> tuple[float, float]:
    return middle - Z * error, middle + Z * error


def error_of_sum(rho: float) -> float:
    return sqrt(FIRST_ERROR**2 + SECOND_ERROR**2 + 2 * rho * FIRST_ERROR * SECOND_ERROR)


@pytest.mark.parametrize(
    "cell",
    [
        f"| {100 * CONTROL:.3f} % |",
        f"| {100 * SEEN:.4f} pp less |",
        f"| {100 * ERROR:.4f} pp |",
        f"| {100 * WIDTH:.4f} pp |",
        f"| {KEPT:.4f} |",
        f"| {100 * KEPT * SEEN:.4f} pp |",
        f"| {euros(FIRST)} |",
        f"| {euros(*interval(FIRST, FIRST_ERROR))} |",
        f"interval from {euros(interval(SECOND, SECOND_ERROR)[0])} to {euros(interval(SECOND, SECOND_ERROR)[1])}.",
        (
            f"{euros(WHOLE)}, with a floor of "
            f"{euros(interval(FIRST, FIRST_ERROR)[0] + interval(SECOND, SECOND_ERROR)[0])}"
        ),
        f"= {error_of_sum(0.3):,.0f} | {euros(*interval(WHOLE, error_of_sum(0.3)))} |",
        f"= {error_of_sum(0):,.0f} | {euros(*interval(WHOLE, error_of_sum(0)))} |",
        f"= {error_of_sum(1):,.0f} | {euros(*interval(WHOLE, error_of_sum(1)))} |",
    ],
)
def test_every_figure_of_the_example_follows_from_the_standard_library(cell: str) -> None:
    assert cell in " ".join(PAGE.split("\n")).replace("  ", " ")


def test_what_money_counts_in_the_example_is_what_the_program_counts() -> None:
    typed = {"control_n": "46,800", "control_x": "1,451", "treatment_n": "46,900", "treatment_x": "1,266"}
    _, question = asked(typed)
    found = evidence_of((with_readout(replace(by_arm(), arms=read_arms(question))),), Direction.DOWN)
    assert found is not None
    assert (found.change, found.high - found.low) == pytest.approx((KEPT * SEEN, 2 * Z * sqrt(KEPT) * ERROR), rel=1e-9)


def test_the_sums_of_the_example_are_what_the_program_draws() -> None:
    amounts = ((FIRST, FIRST_ERROR), (SECOND, SECOND_ERROR))
    stakes = [Stake(impact=proven(*each), metric=f"metric {each[0]}", owner="ana") for each in amounts]
    portfolios = portfolios_of(stakes)
    sums = sums_of(portfolios, sums_by_currency(portfolios))
    assert sums is not None
    (found,) = sums.proven
    floor = interval(FIRST, FIRST_ERROR)[0] + interval(SECOND, SECOND_ERROR)[0]
    assert (found.amount, found.floor) == pytest.approx((WHOLE, floor), rel=1e-9)
    for ends, rho in ((bounds(found), 0.3), (found.apart, 0.0), (found.together, 1.0)):
        assert ends == pytest.approx(interval(WHOLE, error_of_sum(rho)), rel=0.005)


def proven(amount: float, error: float) -> Impact:
    low, high = interval(amount, error)
    annual = Money(amount=amount, currency="EUR", low=low, high=high)
    return Impact(grade=Grade.RANDOMISED, change=1.0, annual=annual, missing=None)


def bounds(total: Total) -> tuple[float | None, float | None]:
    return total.low, total.high


def test_the_page_says_how_long_a_digest_waits() -> None:
    assert f"takes more than {PATIENCE:.0f} seconds" in PAGE
