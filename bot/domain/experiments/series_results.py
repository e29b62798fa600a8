"""Results over time as they were pasted or logged, made into the question that arithmetic is asked."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from bot.domain.experiments.experiment import Experiment
from bot.domain.experiments.measured import Setting, key_of
from bot.domain.experiments.plan import Plan
from bot.domain.experiments.results import ROWS, last_day
from bot.domain.experiments.series_rows import PastedSeries, series_in_rows, series_of_observations
from bot.domain.experiments.typed_arms import Typed, said
from bot.domain.ids import QuestionId
from bot.domain.metrics import Direction, Observation
from bot.domain.number_forms import BadAnswer
from bot.domain.refusal import BadFields
from bot.domain.text import shorten
from bot.statistics.longitudinal_summary import (
    FEWEST_DONORS,
    GuardedSeries,
    SeriesMethod,
    SeriesQuestion,
)
from bot.statistics.verdicts.summary import Method

_METHODS: Final = {
    Method.STAGED_ROLLOUT.value: SeriesMethod.DIFFERENCE_IN_DIFFERENCES,
    Method.DIFFERENCE_IN_DIFFERENCES.value: SeriesMethod.DIFFERENCE_IN_DIFFERENCES,
    Method.SYNTHETIC_CONTROL.value: SeriesMethod.SYNTHETIC_CONTROL,
}
_NAME_MOST: Final = 60
_LISTED_MOST: Final = 200


def method_of(plan: Plan) -> SeriesMethod:
    """How a design over time is read: as it was registered."""
    return _METHODS.get(plan.design, SeriesMethod.INTERRUPTED_TIME_SERIES)


def series_question(
    experiment: Experiment,
    typed: Typed,
    observations: tuple[Observation, ...],
    *,
    today: date,
    locale: str | None,
) -> tuple[date, SeriesQuestion]:
    """The last day of the data and the question of a design over time; BadFields names every field that does not hold.

    Rows hold the primary metric and guardrails, each with its controls; without rows the primary metric is what was
    logged of it.
    """
    setting = Setting(experiment=experiment, today=today, locale=locale)
    errors = dict[QuestionId, str]()
    through = last_day(typed, setting, errors)
    try:
        question = _question(said(typed, ROWS), setting, through, observations)
    except BadAnswer as wrong:
        errors[ROWS] = str(wrong)
        raise BadFields(errors) from None
    if errors:
        raise BadFields(errors)
    return through or question.series.dates[-1], question


def _question(
    rows: str, setting: Setting, through: date | None, observations: tuple[Observation, ...]
) -> SeriesQuestion:
    plan = setting.experiment.plan
    method = method_of(plan)
    comparable = method is not SeriesMethod.INTERRUPTED_TIME_SERIES
    if rows:
        primary, *others = series_in_rows(rows, setting, through, comparable=comparable)
    else:
        primary = PastedSeries(name="", series=series_of_observations(observations, setting, through))
        others = []
    for each in (primary, *others):
        _compared(each, method, plan)
    return SeriesQuestion(method=method, series=primary.series, guardrails=tuple(_guardrails(others, plan)))


def _compared(each: PastedSeries, method: SeriesMethod, plan: Plan) -> None:
    """The comparison that the registered method needs is there: another method in its place would not be the plan."""
    count = len(each.series.controls)
    whose = f"“{shorten(each.name or plan.primary_metric, _NAME_MOST)}”"
    if method is SeriesMethod.DIFFERENCE_IN_DIFFERENCES and count == 0:
        raise BadAnswer(
            f"This design compares with a group that does not have the change: add one column with {whose} there. "
            "Example: date,value,others and then 2027-03-01,3.1,3.3"
        )
    if method is SeriesMethod.DIFFERENCE_IN_DIFFERENCES and count > 1:
        raise BadAnswer(
            f"These are {count} columns to compare with, and this design has one comparison group: sum them up in one. "
            "Example: date,value,others"
        )
    if method is SeriesMethod.SYNTHETIC_CONTROL and count < FEWEST_DONORS:
        raise BadAnswer(
            f"{count} donors of {whose} are too few; at least {FEWEST_DONORS} are needed. Add a column for each "
            "comparable unit that did not get the change. Example: date,value,Lyon,Lille,Nice,Metz,Nantes"
        )


def _guardrails(found: list[PastedSeries], plan: Plan) -> Iterator[GuardedSeries]:
    """The guardrails that can be tested; one without a margin cannot, and counts as not measured."""
    registered = {key_of(each.name): each for each in plan.guardrails}
    for each in found:
        guardrail = registered.get(key_of(each.name))
        if guardrail is None:
            known = ", ".join(f"“{shorten(one.name, _NAME_MOST)}”" for one in plan.guardrails) or "none"
            raise BadAnswer(
                f"“{shorten(each.name, _NAME_MOST)}” is not registered as a guardrail; over time nothing else is read "
                f"beside the primary metric. Registered: {shorten(known, _LISTED_MOST)}."
            )
        if guardrail.margin is not None:
            yield GuardedSeries(
                name=guardrail.name,
                series=each.series,
                wanted_up=guardrail.wanted is Direction.UP,
                margin=guardrail.margin,
            )
