"""From the worker's figures to a readout that is kept: what the registered rule recommends, and the grade."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, assert_never

from bot.domain.decision import Decision, Fact
from bot.domain.experiments.again import again
from bot.domain.experiments.counter_metrics import exchange
from bot.domain.experiments.experiment import Experiment
from bot.domain.experiments.grades import Facts, grade_of
from bot.domain.experiments.plan import seal_of
from bot.domain.experiments.recommending import direction_of, of_arms, of_series, wanted_way
from bot.domain.experiments.running import ended
from bot.domain.ids import UserId
from bot.domain.impact import Grade
from bot.domain.readouts import Because, Doubt, DoubtKind, Price, Readout, Recommendation, primary_of
from bot.statistics.arms.summary import ArmsReadout, Counted, Said
from bot.statistics.longitudinal_summary import LongitudinalReadout, SeriesReadout, SeriesWarning, SyntheticReadout
from bot.statistics.readout.experiments import Role

_FAR: Final = 2.0
_SIGNIFICANT = (Said.BETTER, Said.WORSE)
_PROVEN = (Grade.RANDOMISED, Grade.REPLICATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What stands beside the figures: the last day of the data, the sealed terms that differ by now, what was
    registered but not measured, what watches the price and got worse without a margin, and why a final result is read
    anew.
    """

    through: date
    changed: tuple[str, ...] = ()
    unmeasured: tuple[str, ...] = ()
    worsened: tuple[str, ...] = ()
    reason: str = ""


def read_out(
    experiment: Experiment,
    figures: ArmsReadout | SeriesReadout,
    found: Circumstances,
    *,
    earlier: tuple[Experiment, ...],
    by: UserId,
    now: datetime,
) -> Decision[Experiment]:
    """The experiment with one more readout; `earlier` are the project's experiments before it."""
    early, unmeasured = not ended(experiment, found.through), found.unmeasured
    facts = Facts(
        randomised=isinstance(figures, ArmsReadout),
        final=not early,
        sealed=seal_of(experiment.plan) == experiment.plan.seal,
        as_registered=not found.changed,
        sample_ratio_ok=True,
        significant=False,
        guardrails_ok=not unmeasured and not found.worsened,
    )
    match figures:
        case ArmsReadout():
            advice = of_arms(experiment.plan, figures, unmeasured=unmeasured, worsened=found.worsened)
            facts = _by_arm(facts, experiment, figures, advice, earlier)
        case SeriesReadout():
            advice = of_series(experiment.plan, figures, early=early, unmeasured=unmeasured)
            facts = _over_time(facts, experiment, figures)
        case _:
            assert_never(figures)
    primary = None if isinstance(figures, ArmsReadout) else figures.primary
    readout = Readout(
        number=experiment.looks + 1,
        through=found.through,
        early=early,
        by=by,
        at=now,
        arms=figures if isinstance(figures, ArmsReadout) else None,
        series=primary if isinstance(primary, LongitudinalReadout) else None,
        synthetic=primary if isinstance(primary, SyntheticReadout) else None,
        guardrails=() if isinstance(figures, ArmsReadout) else figures.guardrails,
        changed=found.changed,
        recommendation=advice,
        grade=grade_of(facts),
        price=_price(figures, advice.arm) if isinstance(figures, ArmsReadout) else None,
        again=again(experiment, found.reason),
        days_late=experiment.days_late,
        doubts=tuple(_doubts(experiment, figures, found.through)) if isinstance(figures, ArmsReadout) else (),
    )
    fact = Fact(act="experiment.read", project=experiment.project, subject=experiment.id, after=readout)
    return Decision(state=experiment.read(readout), facts=(fact,))


def _doubts(experiment: Experiment, arms: ArmsReadout, through: date) -> Iterator[Doubt]:
    """What is so far from the plan that the query may be wrong: half or twice the units, or the control's level."""
    expected, baseline, primary = experiment.expected(through), experiment.plan.baseline, primary_of(arms)
    units = sum(arms.counts)
    if arms.counted is Counted.UNITS and expected and not expected / _FAR <= units <= expected * _FAR:
        yield Doubt(kind=DoubtKind.UNITS, seen=units, planned=expected)
    if primary is None or primary.said is Said.UNREAD or arms.mismatch or not baseline:
        return
    if not abs(baseline) / _FAR <= abs(primary.control) <= abs(baseline) * _FAR:
        yield Doubt(kind=DoubtKind.LEVEL, seen=primary.control, planned=baseline)


def _price(arms: ArmsReadout, arm: int | None) -> Price | None:
    """The dearest of the guardrails that paid for a win; None where nothing was won, or nothing suffered."""
    won = primary_of(arms, arm)
    if won is None or won.said is not Said.BETTER or arms.mismatch:
        return None
    guardrails = [line for line in arms.lines if line.role is Role.GUARDRAIL and line.arm == won.arm]
    paid = [
        (abs(line.difference / line.control), line, found)
        for line in guardrails
        if line.control != 0 and (found := exchange(won, line)) is not None
    ]
    if not paid:
        return None
    _, line, found = max(paid, key=lambda each: each[0])
    return Price(metric=line.metric, likely=found.likely, dear=found.dear, is_rate=line.is_rate)


def _over_time(facts: Facts, experiment: Experiment, figures: SeriesReadout) -> Facts:
    moved = direction_of(experiment.plan, figures.primary)
    return replace(
        facts,
        significant=moved is not None,
        harmful=moved is not None and moved is not wanted_way(experiment.plan),
        has_control=SeriesWarning.NO_CONTROL not in figures.primary.warnings,
        guardrails_ok=facts.guardrails_ok and all(each.said is Said.NOT_WORSE for each in figures.guardrails),
    )


def _by_arm(
    facts: Facts, experiment: Experiment, figures: ArmsReadout, advice: Recommendation, earlier: tuple[Experiment, ...]
) -> Facts:
    """What is known of the treatment that decided; the guardrails of others say nothing of it."""
    primary = primary_of(figures, advice.arm)
    is_unequal = advice.because is Because.UNEQUAL_BEFORE
    guardrails = [
        line for line in figures.lines if line.role is Role.GUARDRAIL and (primary is None or line.arm == primary.arm)
    ]
    return replace(
        facts,
        sample_ratio_ok=not figures.mismatch and not is_unequal,
        significant=primary is not None and primary.said in _SIGNIFICANT,
        harmful=primary is not None and primary.said is Said.WORSE,
        replicated=primary is not None and _was_proven(experiment, primary.said, earlier),
        guardrails_ok=facts.guardrails_ok and all(line.said is Said.NOT_WORSE for line in guardrails),
    )


def _was_proven(experiment: Experiment, said: Said, earlier: tuple[Experiment, ...]) -> bool:
    """Whether an earlier experiment of the same metric proved the same: harm does not repeat a win."""
    return any(
        each.readout is not None
        and each.readout.grade in _PROVEN
        and each.readout.primary is not None
        and each.readout.primary.said is said
        and each.plan.primary_metric.casefold() == experiment.plan.primary_metric.casefold()
        and each.plan.wanted is experiment.plan.wanted
        for each in earlier
    )
