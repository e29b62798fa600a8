"""A/A and A/B experiments by the thousand: false positives stay at alpha, and intervals cover what they promise."""

from collections.abc import Iterator

import numpy as np
import pytest

from bot.statistics.comparison.sequential import tuned
from bot.statistics.readout.evidence import any_time, fixed
from bot.statistics.summaries import Mean, Paired, Proportion, Ratio, Summary

RUNS = 4000
ALPHA = 0.05
WITHIN = 3.5 * (ALPHA * (1 - ALPHA) / RUNS) ** 0.5
Draws = Iterator[tuple[Summary, Summary]]


def means(draw: np.random.Generator, lift: float) -> Draws:
    """Skewed spending, 200 units in one arm and 300 in the other."""
    for _ in range(RUNS):
        control, treatment = draw.gamma(2, 5, 200), draw.gamma(2, 5 * (1 + lift), 300)
        yield (
            Mean(n=200, mean=float(control.mean()), sd=float(control.std(ddof=1))),
            Mean(n=300, mean=float(treatment.mean()), sd=float(treatment.std(ddof=1))),
        )


def proportions(draw: np.random.Generator, lift: float) -> Draws:
    control, treatment = draw.binomial(2000, 0.1, RUNS), draw.binomial(1500, 0.1 * (1 + lift), RUNS)
    for x, y in zip(control, treatment, strict=True):
        yield Proportion(x=int(x), n=2000), Proportion(x=int(y), n=1500)


def few_events(draw: np.random.Generator, lift: float) -> Draws:
    control, treatment = draw.binomial(120, 0.1, RUNS), draw.binomial(150, 0.1 * (1 + lift), RUNS)
    for x, y in zip(control, treatment, strict=True):
        yield Proportion(x=int(x), n=120), Proportion(x=int(y), n=150)


def ratios(draw: np.random.Generator, lift: float) -> Draws:
    """Clicks by views with users as units: the binomial formula would be far off."""
    for _ in range(RUNS):
        yield tuple(_users(draw, 0.2 * (1 + gain)) for gain in (0, lift))  # type: ignore[misc]  # two of them


def _users(draw: np.random.Generator, rate: float, n: int = 250) -> Ratio:
    views = draw.poisson(8, n) + 1
    clicks = draw.binomial(views, np.clip(draw.normal(rate, 0.05, n), 0, 1))
    cov = np.cov(clicks, views)
    return Ratio(
        units=Paired(
            n=n, mean_y=float(clicks.mean()), var_y=float(cov[0, 0]),
            mean_x=float(views.mean()), var_x=float(cov[1, 1]), cov=float(cov[0, 1]),
        )
    )  # fmt: skip


@pytest.mark.parametrize("kind", [means, proportions, few_events, ratios])
def test_false_positives_stay_at_alpha(kind: object) -> None:
    assert callable(kind)
    p_values = [fixed(*arms).p_value() for arms in kind(np.random.default_rng(20_261_123), 0.0)]
    rate = float(np.mean([p <= ALPHA for p in p_values]))
    assert abs(rate - ALPHA) < WITHIN + (0.006 if kind is few_events else 0.002)  # counts are lumpy, samples finite


@pytest.mark.parametrize("kind", [means, proportions, few_events, ratios])
def test_intervals_of_difference_and_lift_cover_the_truth(kind: object) -> None:
    assert callable(kind)
    lift, baseline = 0.2, {means: 10, proportions: 0.1, few_events: 0.1, ratios: 0.2}
    covered, lifts = [], []
    for arms in kind(np.random.default_rng(7), lift):
        evidence = fixed(*arms)
        covered.append(evidence.interval(ALPHA).holds(baseline[kind] * lift))
        interval = evidence.lift_interval(ALPHA)
        lifts.append(interval is None or interval.holds(lift))
    for share in (np.mean(covered), np.mean(lifts)):
        assert abs(float(share) - (1 - ALPHA)) < WITHIN + (0.008 if kind is few_events else 0.002)


@pytest.mark.parametrize("share", [0.5, 0.1, 0.05])
def test_twenty_looks_at_a_rare_rate_show_no_harm_that_is_not_there_however_small_an_arm_is(share: float) -> None:
    """A rate of 0.4 %, 100,000 units in all; by its own spread alone the small arm lies beyond chance in a quarter."""
    draw, runs, total = np.random.default_rng(20_261_125), 300, 100_000
    units = [round(total / 20 * part) for part in (1 - share, share)]
    events = np.cumsum([draw.binomial(n, 0.004, (runs, 20)) for n in units], axis=2)
    mixture, harmed = tuned(total, ALPHA), 0
    for run in range(runs):
        for look in range(20):
            control, treatment = (
                Proportion(x=int(events[arm, run, look]), n=units[arm] * (look + 1)) for arm in (0, 1)
            )
            if control.x + treatment.x > 0 and any_time(control, treatment, mixture).interval(ALPHA).high < 0:
                harmed += 1
                break
    assert harmed / runs <= ALPHA / 2 + 3.5 * (0.025 * 0.975 / runs) ** 0.5
