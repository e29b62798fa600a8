"""Statistics, warm: what the worker computes for a readout and for a plan, against the bare tests by scipy."""

from scipy import stats

from benchmarks.figures import Figure, best_ms
from bot.statistics.planning.designs import Design, MetricType
from bot.statistics.planning.plan import plan
from bot.statistics.readout.experiments import Direction, Experiment, Metric, Role
from bot.statistics.readout.reading import read
from bot.statistics.summaries import Adjustable, Mean, Paired, Proportion, Ratio, Summary

TITLE = "Statistics"
GOAL_MS = 50.0
METRICS = 10


def figures(*, quick: bool = False) -> list[Figure]:
    rounds = 3 if quick else 200
    against = f"{METRICS} Welch tests by scipy.stats"
    bare = best_ms(
        lambda: [stats.ttest_ind_from_stats(10, 4, 900, 11, 4, 950, equal_var=False) for _ in range(METRICS)], rounds
    )
    experiment = an_experiment()
    measured = {
        f"A/B readout of {METRICS} metrics": best_ms(lambda: read(experiment), rounds),
        "plan of a proportion, 52 weeks ahead": best_ms(lambda: plan(a_design(MetricType.PROPORTION)), rounds),
        "plan of a mean, 52 weeks ahead": best_ms(lambda: plan(a_design(MetricType.MEAN)), rounds),
    }
    return [
        Figure(name=against, value=bare, unit="ms"),
        *(
            Figure(
                name=name,
                value=value,
                unit="ms",
                against=against,
                ratio=value / bare,
                goal=f"<= {GOAL_MS:.0f} ms",
                reached=value <= GOAL_MS,
            )
            for name, value in measured.items()
        ),
    ]


def an_experiment() -> Experiment:
    """Ten metrics of every kind, few events among them: one primary, six secondaries, three guardrails."""
    arms: list[tuple[Summary, Summary]] = [
        (Proportion(x=520, n=10_000), Proportion(x=575, n=10_050)),
        (Mean(n=10_000, mean=12.4, sd=31), Mean(n=10_050, mean=12.9, sd=31.6)),
        (a_ratio(3.1), a_ratio(3.3)),
        (an_adjustable(5.0), an_adjustable(5.1)),
        (Proportion(x=9, n=10_000), Proportion(x=17, n=10_050)),
    ]
    roles = (Role.PRIMARY, *(Role.SECONDARY,) * 6, *(Role.GUARDRAIL,) * 3)
    metrics = tuple(
        Metric(
            name=f"metric {place}",
            role=role,
            wanted=Direction.INCREASE,
            control=arms[place % len(arms)][0],
            treatments=(arms[place % len(arms)][1],),
            margin=0.05 if role is Role.GUARDRAIL else None,
        )
        for place, role in enumerate(roles)
    )
    return Experiment(counts=(10_000, 10_050), weights=(1, 1), metrics=metrics, planned_n=20_000)


def a_ratio(mean: float) -> Ratio:
    return Ratio(units=Paired(n=10_000, mean_y=mean, var_y=9.6, mean_x=5.2, var_x=7.9, cov=4.4))


def an_adjustable(mean: float) -> Adjustable:
    return Adjustable(units=Paired(n=10_000, mean_y=mean, var_y=9.6, mean_x=5.2, var_x=7.9, cov=4.4))


def a_design(kind: MetricType) -> Design:
    if kind is MetricType.PROPORTION:
        return Design(metric=kind, baseline=0.05, mde=0.05, mde_is_relative=True, daily_traffic=4000, longest_weeks=8)
    return Design(metric=kind, baseline=40, mde=1.0, sd=60, daily_traffic=4000, longest_weeks=8, rho=0.6)
