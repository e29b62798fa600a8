"""Statistics over time and of money: a readout of two years, a synthetic control, an impact, a portfolio."""

from datetime import date, timedelta

import numpy as np

from benchmarks.figures import Figure, best_ms
from bot.statistics.distributions import Lognormal, Normal, Triangular
from bot.statistics.longitudinal import interrupted_series
from bot.statistics.longitudinal_summary import NamedSeries, Series
from bot.statistics.money import annual_worth, sums_by_currency
from bot.statistics.money_summary import Chain
from bot.statistics.portfolio import portfolio_sum
from bot.statistics.portfolio_summary import Initiative, PortfolioSum
from bot.statistics.synthetic_readout import synthetic_readout

TITLE = "Statistics over time and of money"
DAYS, CONTROLS, DONORS, INITIATIVES = 730, 5, 20, 200
SERIES_GOAL_MS, PORTFOLIO_GOAL_MS = 1_000, 2_000


def figures(*, quick: bool = False) -> list[Figure]:
    rounds, initiatives = (1, 5) if quick else (5, INITIATIVES)
    series, panel = a_series(CONTROLS), a_series(DONORS)
    design = np.random.default_rng(1).standard_normal((DAYS, CONTROLS + 9))
    solving = best_ms(lambda: np.linalg.lstsq(design, np.asarray(series.values)), rounds)
    chain = a_chain()
    worth = annual_worth(chain).distribution
    kept = [Initiative(worth=worth, group=f"kpi {number % 40}") for number in range(initiatives)]
    proven = {"EUR": {"proven": [Initiative(worth=Normal(mean=9e4, sd=3e4), group=each.group) for each in kept]}}
    measured = [
        (
            f"series of {DAYS} days, {CONTROLS} controls",
            best_ms(lambda: interrupted_series(series), rounds),
            SERIES_GOAL_MS,
        ),
        (
            f"synthetic control of {DAYS} days, {DONORS} donors, placebos",
            best_ms(lambda: synthetic_readout(panel), rounds),
            None,
        ),
        ("one impact, 100,000 draws", best_ms(lambda: annual_worth(chain), rounds), None),
        (
            f"portfolio of {initiatives} x 100,000 draws",
            best_ms(lambda: portfolio_sum(kept), rounds),
            PORTFOLIO_GOAL_MS,
        ),
        (
            f"the sums of {initiatives} proven projects, as /impact asks for them",
            best_ms(lambda: sums_by_currency(proven), rounds),
            PORTFOLIO_GOAL_MS,
        ),
        (
            f"portfolio of {initiatives} x 100,000 draws, impacts included",
            best_ms(lambda: from_scratch(chain, initiatives), min(rounds, 2)),
            None,
        ),
    ]
    against = "one least squares of the series"
    return [
        Figure(name=against, value=solving, unit="ms"),
        *(
            Figure(
                name=name,
                value=value,
                unit="ms",
                against=against,
                ratio=value / solving,
                goal=None if goal is None else f"< {goal:,} ms",
                reached=None if goal is None else value < goal,
            )
            for name, value, goal in measured
        ),
    ]


def a_series(controls: int) -> Series:
    randomness = np.random.default_rng(1)
    others = 100 + randomness.standard_normal((DAYS, controls)).cumsum(axis=0)
    values = others.mean(axis=1) + randomness.standard_normal(DAYS) + 2 * (np.arange(DAYS) >= 600)
    dates = tuple(date(2024, 1, 1) + timedelta(days=day) for day in range(DAYS))
    return Series(
        dates=dates,
        values=tuple(values.tolist()),
        start=dates[600],
        controls=tuple(
            NamedSeries(name=f"c{number}", values=tuple(others[:, number].tolist())) for number in range(controls)
        ),
    )


def a_chain() -> Chain:
    return Chain(
        change=(Normal(mean=0.02, sd=0.01), Triangular(low=0.5, likely=0.8, high=1.0)),
        exposure=Lognormal.of_moments(1e5, 1e4),
        value=Lognormal.of_moments(2.0, 0.3),
        periods_per_year=52,
    )


def from_scratch(chain: Chain, initiatives: int) -> PortfolioSum:
    return portfolio_sum(
        [
            Initiative(worth=annual_worth(chain, seed=number).distribution, group=f"kpi {number % 40}")
            for number in range(initiatives)
        ]
    )
