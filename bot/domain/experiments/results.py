"""Results as they were typed, made into the question that arithmetic is asked, beside what was registered."""

import statistics
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Final

from bot.domain.calendar import UnreadableDay, parse_day
from bot.domain.experiments.again import REASON, reason_in
from bot.domain.experiments.arm_sums import arms_in_rows
from bot.domain.experiments.experiment import Experiment
from bot.domain.experiments.group_rows import EXAMPLES
from bot.domain.experiments.group_sums import groups_in_rows
from bot.domain.experiments.measured import Measured, Measurements, Setting, is_primary, key_of
from bot.domain.experiments.pasted import ROWS, rows_in
from bot.domain.experiments.plan import NOT_TERMS, Plan
from bot.domain.experiments.running import ended
from bot.domain.experiments.typed_arms import FIELDS, Typed, arms_in_fields, line_of_arms, said
from bot.domain.ids import QuestionId
from bot.domain.metrics import Direction
from bot.domain.number_forms import BadAnswer
from bot.domain.refusal import BadFields
from bot.statistics.arms.summary import ArmsQuestion, Counted, Switches
from bot.statistics.longitudinal_summary import SeriesQuestion
from bot.statistics.planning.designs import MetricType
from bot.statistics.readout import experiments as readout
from bot.statistics.summaries import Adjustable, Proportion, Ratio
from bot.statistics.verdicts.summary import Method

THROUGH: Final = QuestionId("through")
_USUAL_ALPHA, _USUAL_ARMS = 0.05, 2
_LATE: Final = timedelta(weeks=1)
"""Data may come so much later than planned, as those of a whole last week do."""
_FEWEST_PLANNED: Final = 4
_DAYS: Final = 7
_FINER: Final = 1.5
"""So many times the planned periods are no longer a day more or less, and not yet twice as many."""
_COUNTED: Final = {Method.CLUSTER.value: Counted.CLUSTERS, Method.SWITCHBACK.value: Counted.PERIODS}
_WAYS: Final = {Direction.UP: readout.Direction.INCREASE, Direction.DOWN: readout.Direction.DECREASE}


def arms_question(
    experiment: Experiment, typed: Typed, *, today: date, locale: str | None
) -> tuple[date, ArmsQuestion]:
    """The last day of the data and the question of a randomised design; BadFields names every field that does not hold.

    Rows or fields hold the primary metric; `guardrail_1`, `secondary_1` and so on hold one registered metric each.
    """
    setting = Setting(experiment=experiment, today=today, locale=locale)
    errors: dict[QuestionId, str] = {}
    through = last_day(typed, setting, errors)
    reason_in(said(typed, REASON), experiment, errors)
    measured = _primary(typed, setting, through, errors)
    if measured is None:
        raise BadFields(errors)
    measured = replace(measured, metrics=(*measured.metrics, *_others(typed, setting, measured, errors)))
    # Where outcomes are waited for, the rows tell the days of entry, and not until when outcomes were counted.
    through = through or (None if experiment.plan.waits else measured.last_day)
    if through is None:
        of_outcomes = " (until which outcomes were counted)" if experiment.plan.waits else ""
        errors.setdefault(THROUGH, f"Say which day the data end on{of_outcomes}. Example: {today.isoformat()}")
    metrics = _metrics(measured, experiment.plan, errors)
    if errors or through is None:
        raise BadFields(errors)
    return through, _question(experiment, measured, metrics, through)


def counted_of(plan: Plan) -> Counted:
    """What chance assigned in this design, which is what its results come by."""
    return _COUNTED.get(plan.design, Counted.UNITS)


def unmeasured(plan: Plan, question: ArmsQuestion | SeriesQuestion) -> tuple[str, ...]:
    """The registered guardrails that no result speaks of; one without a margin cannot be tested and is among them."""
    if isinstance(question, SeriesQuestion):
        tested = {key_of(each.name) for each in question.guardrails}
    else:
        tested = {key_of(each.name) for each in question.metrics if each.role is readout.Role.GUARDRAIL}
    return tuple(each.name for each in plan.guardrails if key_of(each.name) not in tested)


def changed_terms(
    experiment: Experiment,
    charter_now_plan: Plan | None,
    question: ArmsQuestion | SeriesQuestion,
    through: date | None = None,
) -> tuple[str, ...]:
    """The names of sealed terms that differ by now; `plan` alone where the answers make no plan any more.

    Results of another number of arms, other shares, another kind of metric or finer periods than planned differ too,
    and so do data `through` a day long after the planned end: who reads on until the interval excludes zero sees it do
    so.
    """
    if charter_now_plan is None:
        changed = ["plan"]
    else:
        registered, now = asdict(experiment.plan), asdict(charter_now_plan)
        changed = [term for term in registered if term not in NOT_TERMS and registered[term] != now[term]]
    if isinstance(question, ArmsQuestion):
        changed += _differing(experiment.plan, question)
    if through is not None and through >= experiment.ends_on + _LATE:
        changed.append("end")
    return tuple(dict.fromkeys(changed))


def _differing(plan: Plan, question: ArmsQuestion) -> Iterator[str]:
    if len(question.arms) != int(plan.arms or _USUAL_ARMS):
        yield "arms"
    if len(set(question.weights)) > 1:
        yield "weights"  # a plan has equal arms: shares that come with the results could explain any sizes away
    primary = next(each for each in question.metrics if each.role is readout.Role.PRIMARY)
    is_adjusted = isinstance(primary.control, Adjustable)
    if is_adjusted != (plan.pre_period_correlation is not None):
        yield "adjustment"  # with and without the period before are two estimates, to choose from afterwards
    if question.switches is not None and _are_finer(plan, question, question.switches):
        yield "periods"
    if question.counted is not Counted.UNITS:
        return  # sums over groups are ratios, whatever the metric of one unit is
    is_rate, is_ratio = isinstance(primary.control, Proportion), isinstance(primary.control, Ratio)
    fits = is_ratio if plan.metric is MetricType.RATIO else is_rate == (plan.metric is MetricType.PROPORTION)
    if plan.metric is not None and not fits and not is_adjusted:
        yield "metric"


def _are_finer(plan: Plan, question: ArmsQuestion, switches: Switches) -> bool:
    """Whether rows are pieces of what was switched: pieces of one period are alike, and chance gave them no arm."""
    if switches.in_blocks or plan.size is None or plan.size.n_total is None:
        return switches.in_blocks
    run = _DAYS * plan.size.weeks
    return sum(question.counts) > _FINER * plan.size.n_total * min(switches.days, run) / run


def last_day(typed: Typed, setting: Setting, errors: dict[QuestionId, str]) -> date | None:
    """The last day of the data, None where nothing was typed or it does not hold."""
    words, start = said(typed, THROUGH), setting.experiment.started_on
    if not words:
        return None
    try:
        day = parse_day(words, setting.today, setting.locale)
    except UnreadableDay as wrong:
        errors[THROUGH] = str(wrong)
        return None
    if start <= day <= setting.today:
        return day
    wrong_way = f"before the start, {start.isoformat()}" if day < start else "still to come"
    errors[THROUGH] = f"{day.isoformat()} is {wrong_way}. Example: {max(start, setting.today).isoformat()}"
    return None


def _primary(
    typed: Typed, setting: Setting, through: date | None, errors: dict[QuestionId, str]
) -> Measurements | None:
    """What rows or fields say of the primary metric, None with the reason in `errors`."""
    rows, filled = rows_in(typed), [field for field in FIELDS if said(typed, field)]
    counted = counted_of(setting.experiment.plan)
    if counted is not Counted.UNITS:
        return _by_group(typed, setting, through, counted, errors)
    if rows and filled:
        errors[ROWS] = "Paste rows or fill in the arms, not both: the two could disagree."
        return None
    if not rows and not filled and int(setting.experiment.plan.arms or _USUAL_ARMS) > _USUAL_ARMS:
        errors[ROWS] = "Paste one row for each arm. Example: arm,n,x and then control,13000,412"
        return None
    try:
        return arms_in_rows(rows, setting, through) if rows else arms_in_fields(typed, setting)
    except BadAnswer as wrong:
        errors[ROWS] = str(wrong)
    except BadFields as wrong:
        errors.update(wrong.errors)
    return None


def _by_group(
    typed: Typed, setting: Setting, through: date | None, counted: Counted, errors: dict[QuestionId, str]
) -> Measurements | None:
    """Rows alone: totals of an arm do not say how alike the units of a cluster or a period are."""
    rows, example = rows_in(typed), EXAMPLES[counted]
    filled = [field for field in (*FIELDS, *fields_of(setting.experiment.plan)) if said(typed, field)]
    group = counted.value.removesuffix("s")
    words = (
        f"This design is read by {group}: totals hide how far {counted.value} differ. Paste one row for each {group}."
    )
    errors.update({QuestionId(field): f"{words} Example: {example}" for field in filled})
    if not rows and not filled:
        errors[ROWS] = f"Paste one row for each {group}. Example: {example}"
    if not rows or filled:
        return None
    try:
        return groups_in_rows(rows, setting, through, counted)
    except BadAnswer as wrong:
        errors[ROWS] = str(wrong)
        return None


def _others(
    typed: Typed, setting: Setting, measured: Measurements, errors: dict[QuestionId, str]
) -> Iterator[Measured]:
    """The registered metrics that have a field of their own; none of them a second time."""
    plan = setting.experiment.plan
    units = tuple(arm.n for arm in measured.metrics[0].arms)
    there = {key_of(each.name) for each in measured.metrics}
    for field, name in fields_of(plan).items():
        words = said(typed, field)
        if not words:
            continue
        if key_of(name) in there:
            errors[field] = f"{name} has a result already. Keep one."
            continue
        there.add(key_of(name))
        try:
            yield Measured(name=name, arms=line_of_arms(words, units, setting))
        except BadAnswer as wrong:
            errors[field] = str(wrong)


def fields_of(plan: Plan) -> Mapping[QuestionId, str]:
    """The fields of registered metrics, numbered from one in their order."""
    guardrails = {f"guardrail_{number}": each.name for number, each in enumerate(plan.guardrails, 1)}
    secondaries = {f"secondary_{number}": name for number, name in enumerate(plan.secondaries, 1)}
    return {QuestionId(field): name for field, name in (guardrails | secondaries).items()}


def _metrics(measured: Measurements, plan: Plan, errors: dict[QuestionId, str]) -> tuple[readout.Metric, ...]:
    metrics = []
    for each in measured.metrics:
        try:
            metrics.append(_metric(each, plan))
        except BadAnswer as wrong:
            errors.setdefault(ROWS, str(wrong))
    return tuple(metrics)


def _metric(measured: Measured, plan: Plan) -> readout.Metric:
    """The metric in the role that was registered for its name; what is not registered is secondary."""
    registered = {key_of(each.name): each for each in plan.guardrails}
    guardrail = registered.get(key_of(measured.name))
    if is_primary(measured.name, plan.primary_metric):
        name, role, wanted, margin = plan.primary_metric, readout.Role.PRIMARY, _wanted_of(plan), None
    elif guardrail is not None:
        role = readout.Role.SECONDARY if guardrail.margin is None else readout.Role.GUARDRAIL
        name, wanted, margin = guardrail.name, guardrail.wanted, guardrail.margin
    else:
        name, role, margin = measured.name, readout.Role.SECONDARY, None
        wanted = measured.wanted or Direction.UP
    if measured.wanted not in (None, wanted):
        raise BadAnswer(f"{name} was registered to go {wanted.value}; the rows say {measured.wanted}.")
    control, *treatments = measured.arms
    return readout.Metric(
        name=name, role=role, wanted=_WAYS[wanted], control=control, treatments=tuple(treatments), margin=margin
    )


def _wanted_of(plan: Plan) -> Direction:
    return plan.wanted or (Direction.DOWN if (plan.mde or 0) < 0 else Direction.UP)


def _question(
    experiment: Experiment, measured: Measurements, metrics: tuple[readout.Metric, ...], through: date
) -> ArmsQuestion:
    plan = experiment.plan
    return ArmsQuestion(
        arms=measured.arms,
        weights=measured.weights or tuple(1.0 for _ in measured.arms),
        metrics=metrics,
        planned_n=max(_FEWEST_PLANNED, _planned(plan, metrics)),
        effect=plan.size.effect if plan.size else None,
        early=not ended(experiment, through),
        alpha=plan.alpha or _USUAL_ALPHA,
        weeks=measured.weeks,
        counted=counted_of(plan),
        switches=measured.switches,
    )


def _planned(plan: Plan, metrics: tuple[readout.Metric, ...]) -> int:
    """The planned units of control and one treatment; those that are there where no number was planned."""
    primary = next(each for each in metrics if each.role is readout.Role.PRIMARY)
    pair = (primary.control, primary.treatments[0])
    if plan.size is None or plan.size.n_per_arm is None:
        return sum(arm.n for arm in pair)
    # Clusters were planned by their members, and are counted as a whole.
    sizes = [arm.units.mean_x for arm in pair if isinstance(arm, Ratio) and counted_of(plan) is Counted.CLUSTERS]
    return round(2 * plan.size.n_per_arm / (statistics.fmean(sizes) if sizes else 1))
