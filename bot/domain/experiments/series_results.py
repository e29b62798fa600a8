"""Results over time as they were pasted or logged, made into the question that arithmetic is asked."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from bot.domain.experiments.again import REASON, reason_in
from bot.domain.experiments.experiment import Experiment
from bot.domain.experiments.measured import Setting, key_of
from bot.domain.experiments.pasted import ROWS, rows_in
from bot.domain.experiments.plan import Plan
from bot.domain.experiments.results import fields_of, last_day
from bot.domain.experiments.series_rows import EXAMPLE, PastedSeries, series_in_rows, series_of_observations
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

    Rows hold the primary metric and guardrails, each with its controls; a guardrail may have rows in a field of its
    own. Without rows the primary metric is what was logged of it.
    """
    setting = Setting(experiment=experiment, today=today, locale=locale)
    errors = dict[QuestionId, str]()
    through = last_day(typed, setting, errors)
    reason_in(said(typed, REASON), experiment, errors)
    found = _primary_and_named(rows_in(typed), setting, through, observations, errors)
    own = _in_fields(typed, setting, through, {key_of(each.name) for each in found}, errors)
    if errors:
        raise BadFields(errors)
    primary, *others = found
    guardrails = tuple(_guardrails((*others, *own), experiment.plan))
    question = SeriesQuestion(method=method_of(experiment.plan), series=primary.series, guardrails=guardrails)
    return through or question.series.dates[-1], question


def _primary_and_named(
    rows: str,
    setting: Setting,
    through: date | None,
    observations: tuple[Observation, ...],
    errors: dict[QuestionId, str],
) -> tuple[PastedSeries, ...]:
    """The primary metric and what the rows name beside it; nothing with the reason in `errors`."""
    try:
        if rows:
            found = series_in_rows(rows, setting, through, comparable=_is_compared(setting.experiment.plan))
        else:
            logged = series_of_observations(observations, setting, through)
            found = (PastedSeries(name="", series=logged),)
        for each in found:
            _registered(each, setting.experiment.plan)
            _compared(each, setting.experiment.plan)
    except BadAnswer as wrong:
        errors[ROWS] = str(wrong)
        return ()
    return found


def _in_fields(
    typed: Typed, setting: Setting, through: date | None, there: set[str], errors: dict[QuestionId, str]
) -> tuple[PastedSeries, ...]:
    """Guardrails that have rows in a field of their own."""
    found = []
    for field, name in fields_of(setting.experiment.plan).items():
        rows = said(typed, field)
        try:
            if rows:
                found.append(_own(rows, name, setting, through, there))
        except BadAnswer as wrong:
            errors[field] = str(wrong)
    return tuple(found)


def _own(rows: str, name: str, setting: Setting, through: date | None, there: set[str]) -> PastedSeries:
    """The series of a guardrail that has a field of its own."""
    plan, named = setting.experiment.plan, shorten(name, _NAME_MOST)
    if key_of(name) in there:
        raise BadAnswer(f"{named} has a result already. Keep one.")
    first, *more = series_in_rows(rows, setting, through, comparable=_is_compared(plan), whose=name)
    if more or key_of(first.name) != key_of(name):
        raise BadAnswer(f"This field takes the rows of “{named}” alone. Example: {EXAMPLE}")
    _registered(first, plan)
    _compared(first, plan)
    return first


def _is_compared(plan: Plan) -> bool:
    """Whether the columns beside the value measure the same metric elsewhere."""
    return method_of(plan) is not SeriesMethod.INTERRUPTED_TIME_SERIES


def _registered(each: PastedSeries, plan: Plan) -> None:
    if not each.name or key_of(each.name) in {key_of(one.name) for one in plan.guardrails}:
        return
    known = ", ".join(f"“{shorten(one.name, _NAME_MOST)}”" for one in plan.guardrails) or "none"
    raise BadAnswer(
        f"“{shorten(each.name, _NAME_MOST)}” is not registered as a guardrail; over time nothing else is read beside "
        f"the primary metric. Registered: {shorten(known, _LISTED_MOST)}."
    )


def _compared(each: PastedSeries, plan: Plan) -> None:
    """The comparison that the registered method needs is there: another method in its place would not be the plan."""
    method, count = method_of(plan), len(each.series.controls)
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


def _guardrails(found: Iterable[PastedSeries], plan: Plan) -> Iterator[GuardedSeries]:
    """The guardrails that can be tested; one without a margin cannot, and counts as not measured."""
    registered = {key_of(each.name): each for each in plan.guardrails}
    for each in found:
        guardrail = registered[key_of(each.name)]
        if guardrail.margin is not None:
            yield GuardedSeries(
                name=guardrail.name,
                series=each.series,
                wanted_up=guardrail.wanted is Direction.UP,
                margin=guardrail.margin,
            )
