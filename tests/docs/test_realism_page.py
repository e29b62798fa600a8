"""The page on realism is true: the stated figures are the shipped ones, the thresholds those of the rules."""

import re
from datetime import date
from math import atan, pi, sqrt
from pathlib import Path
from statistics import NormalDist

import pytest
import yaml

from bot.domain.priors import Source
from bot.domain.realism import lifts, timelines
from bot.statistics.break_even import break_even
from bot.statistics.break_even_summary import BreakEvenQuestion, certain
from bot.statistics.distributions import Constant, Normal
from bot.statistics.portfolio_summary import DRAWS
from handlers import resources
from handlers.resources.policy import PolicyEntry
from handlers.resources.yaml_files import YamlFile

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "realism.md").read_text(encoding="utf-8")
FLAT = " ".join(PAGE.split())
PRIORS = resources.load_rulebook().priors
VALUE, ERROR, BUDGET, DAYS = 200_000, 80_000, 120_000, 90
WAIT = 12 * DAYS / 365.25
Z = NormalDist().inv_cdf(0.975)


def row(prior: str) -> str:
    (found,) = [line for line in PAGE.splitlines() if line.startswith(f"| {prior}")]
    return found


@pytest.mark.parametrize(
    ("prior", "figure", "source"),
    [
        ("days to deploy a model, under 5 years", "| 31 to 90 |", PRIORS.deployment[0].source),
        ("years until a return", "| 2 to 4; 6 % within a year |", PRIORS.returns.source),
        ("width of relative lifts", "| 4 % |", PRIORS.lifts.source),
    ],
)
def test_every_prior_stands_there_with_its_source_and_date(prior: str, figure: str, source: Source) -> None:
    told = row(prior)
    assert figure in told
    assert source.name in told
    assert str(source.year) in told
    assert f"{source.sample:,} " in told
    assert told.endswith(f"| {source.stated_on.isoformat()} |")
    assert ("own statement" in told) == source.is_own


def test_the_figures_are_those_that_are_shipped() -> None:
    assert [(each.from_years, each.low, each.high) for each in PRIORS.deployment] == [(0, 31, 90), (5, 8, 30)]
    assert "| 8 to 30 | the same |" in row("days to deploy a model, 5 or more years")
    assert (PRIORS.returns.low, PRIORS.returns.high, PRIORS.returns.within_a_year) == (2, 4, 0.06)
    assert PRIORS.lifts.width == 0.04


def test_the_thresholds_are_those_of_the_rules() -> None:
    first, last = PRIORS.deployment
    assert f"under {timelines.TOO_FAST * first.low:g} days" in FLAT
    assert f"from five years on under {timelines.TOO_FAST * last.low:g} " in FLAT
    assert f"over {100 * lifts.WIDTHS * PRIORS.lifts.width:g} % as stated" in FLAT
    assert f"below {100 * lifts.SMALLEST_SHARE:g} % or below {lifts.SMALLEST_COUNT:g} pieces" in FLAT
    assert timelines.FEWEST_PROJECTS == 5
    assert f"{DRAWS:,} draws" in FLAT


def test_seven_in_a_thousand_lie_beyond_three_widths() -> None:
    """Student's t with three degrees of freedom, of variance one: F has a closed form."""
    t = lifts.WIDTHS * sqrt(3)
    beyond = 0.5 - (atan(t / sqrt(3)) + (t / sqrt(3)) / (1 + t * t / 3)) / pi
    assert round(1000 * beyond) == 7


@pytest.mark.parametrize(
    "cell",
    [
        f"| {BUDGET / 240_000:.0%} |".replace("%", " %"),
        f"| {WAIT:.3f} months |",
        f"| {WAIT * 240_000 / 120_000:.1f} months |",
        f"| {NormalDist(VALUE, ERROR).cdf(BUDGET) * -100 + 100:.0f} % |",
        f"| €{VALUE - Z * ERROR:,.0f} to €{VALUE + Z * ERROR:,.0f} |",
        f"| {WAIT * VALUE / (VALUE - BUDGET):.1f} months |",
        f"| {WAIT * (VALUE + Z * ERROR) / (VALUE + Z * ERROR - BUDGET):.1f} months |",
    ],
)
def test_every_figure_of_the_example_follows_from_the_standard_library(cell: str) -> None:
    assert cell in PAGE


def test_the_example_is_what_the_program_says() -> None:
    plain = BreakEvenQuestion(
        change=Constant(mean=0.6), worth=Constant(mean=400_000), budget=Constant(mean=BUDGET), wait_days=DAYS
    )
    assert certain(plain).payback.months == pytest.approx(WAIT * 2)
    read = BreakEvenQuestion(
        change=Normal(mean=0.5, sd=0.2), worth=Constant(mean=400_000), budget=Constant(mean=BUDGET), wait_days=DAYS
    )
    payback = break_even(read).payback
    assert round(100 * payback.covered) == 84
    assert payback.months is not None
    assert payback.soonest is not None
    assert [payback.months, payback.soonest] == pytest.approx([7.4, 4.5], abs=0.05)
    assert payback.latest is None


def test_the_example_of_other_priors_is_taken() -> None:
    (text,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    own = YamlFile.parse("policy", text).validated(PolicyEntry).realism
    assert yaml.safe_load(text)["realism"].keys() == {"deployment", "returns"}
    assert own.deployment is not None
    assert [each.from_years for each in own.deployment] == [0, 3]
    assert own.returns is not None
    assert own.returns.source.stated_on == date(2027, 1, 15)
