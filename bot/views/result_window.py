"""The window that takes the results of an experiment: sums by arm, or rows."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from bot.domain.charter import Day
from bot.domain.experiments.pasted import MORE
from bot.domain.reply import ResultDialog
from bot.statistics.verdicts.summary import Method
from bot.views.blocks import context, section
from bot.views.inputs import day_picker, field, text_input
from bot.views.modals import compact, modal
from bot.views.names import one_line, project_name
from bot.views.plan import plan_values
from bot.views.rendered import Block
from bot.views.words import Words

RESULT: Final = "experiment/result"
GUARDRAILS_MOST: Final = 5
SECONDARIES_MOST: Final = 3
_NUMBER_MOST: Final = 60
_PAIR_MOST: Final = 200
_METRIC_MOST: Final = 120
_LISTED_MOST: Final = 500
_COUNTS, _MEANS = "metric,arm,n,x", "metric,arm,n,mean,sd"
_GROUPED: Final = frozenset({Method.CLUSTER, Method.SWITCHBACK})
_DONORS: Final = "donors_hint"
_COMPARED: Final = {
    Method.STAGED_ROLLOUT.value: "difference_hint",
    Method.DIFFERENCE_IN_DIFFERENCES.value: "difference_hint",
    Method.SYNTHETIC_CONTROL.value: _DONORS,
}
"""What the rows of a design over time are compared with, and what is asked where that is their own past."""
_ALONE: Final = "series_hint"
_DAY: Final = timedelta(days=1)


def result_window(reply: ResultDialog, words: Words) -> dict[str, Any]:
    """The window; every field may stay empty, since rows can stand in for all of them."""
    blocks = [*_head(reply, words), _through(reply, words)]
    if not reply.by_arm:
        blocks += _series(reply, words)
    elif reply.plan.design in _GROUPED:
        blocks += [_groups(reply, words), *_more(words)]
    elif reply.two_arms:
        blocks += [*_fields(reply, words), *_pairs(reply, words), *_beyond(reply, words), _rows(reply, words)]
    else:
        blocks.append(_rows(reply, words))
    return modal(
        "experiment.result",
        words.plain(RESULT, "title", number=reply.number),
        blocks,
        close=words.plain(RESULT, "close"),
        submit=words.plain(RESULT, "submit"),
        metadata=compact({"project": reply.project.id}),
    )


def _head(reply: ResultDialog, words: Words) -> list[Block]:
    values = plan_values(reply.plan, words)
    intro = words.line(
        RESULT,
        "intro",
        project=project_name(reply.project),
        design=values["design"],
        metric=values["metric"],
        start=words.figures.day(reply.started_on),
        end=words.figures.day(reply.ends_on - _DAY),
        by_arm=reply.by_arm,
    )
    early = [context(words.line(RESULT, "early"))] if reply.today < reply.ends_on else []
    return [section(intro), *early]


def _through(reply: ResultDialog, words: Words) -> Block:
    """The last whole day: yesterday, or the planned end where that is over, and never a day before the start."""
    day = max(reply.started_on, min(reply.today, reply.ends_on) - _DAY)
    picker = day_picker(words.plain("kickoff/page", "placeholder_date"), Day(day=day))
    return field("through", words.plain(RESULT, "through"), picker)


def _fields(reply: ResultDialog, words: Words) -> list[Block]:
    """How many units each arm has, and the sums of the primary metric."""
    asked = ("n", "mean", "sd") if reply.is_mean else ("n", "x")
    metric = one_line(reply.plan.primary_metric, _METRIC_MOST)
    return [
        field(
            f"{arm}_{what}",
            words.plain(RESULT, f"{what}_{arm}"),
            text_input("", most=_NUMBER_MOST),
            hint=words.plain(RESULT, f"{what}_hint", metric=metric),
        )
        for arm in ("control", "treatment")
        for what in asked
    ]


def _pairs(reply: ResultDialog, words: Words) -> list[Block]:
    """A field for each guardrail and secondary metric, both arms in one line."""
    guardrails = _numbered("guardrail", reply.guardrails[:GUARDRAILS_MOST], words)
    return guardrails + _numbered("secondary", reply.secondaries[:SECONDARIES_MOST], words)


def _numbered(role: str, metrics: Sequence[str], words: Words) -> list[Block]:
    hint = words.plain(RESULT, "pair_hint")
    return [
        field(
            f"{role}_{number}",
            words.plain(RESULT, role, metric=one_line(metric, _METRIC_MOST)),
            text_input("", most=_PAIR_MOST),
            hint=hint,
        )
        for number, metric in enumerate(metrics, start=1)
    ]


def _beyond(reply: ResultDialog, words: Words) -> list[Block]:
    """The metrics for which there is no field."""
    return _left((*reply.guardrails[GUARDRAILS_MOST:], *reply.secondaries[SECONDARIES_MOST:]), words)


def _left(left: Sequence[str], words: Words) -> list[Block]:
    if not left:
        return []
    named = ", ".join(f"“{one_line(metric, _METRIC_MOST)}”" for metric in left)
    return [context(words.line(RESULT, "beyond", metrics=one_line(named, _LISTED_MOST)))]


def _rows(reply: ResultDialog, words: Words) -> Block:
    part = "rows_instead" if reply.two_arms else "rows"
    hint = words.plain(RESULT, "rows_hint", header=_MEANS if reply.is_mean else _COUNTS)
    return field("rows", words.plain(RESULT, part), text_input("", multiline=True), hint=hint, optional=reply.two_arms)


def _groups(reply: ResultDialog, words: Words) -> Block:
    """Rows alone: totals of an arm do not say how far its clusters or periods differ."""
    label = words.plain(RESULT, f"rows_{reply.plan.design}")
    hint = words.plain(RESULT, f"hint_{reply.plan.design}", column="mean" if reply.is_mean else "x")
    return field("rows", label, text_input("", multiline=True), hint=hint, optional=False)


def _series(reply: ResultDialog, words: Words) -> list[Block]:
    """Rows of a series; the logged values of the business metric stand in for them where there are any."""
    compared = _COMPARED.get(reply.plan.design, _ALONE)
    label, hint = words.plain(RESULT, "series_rows"), words.plain(RESULT, compared)
    # Logged values of the metric have nothing beside them that a comparison could be made with.
    stands_alone = compared == _ALONE
    is_logged = reply.logged > 0 and stands_alone
    rows = field("rows", label, text_input("", multiline=True), hint=hint, optional=is_logged)
    count = words.figures.number(reply.logged)
    told = words.line(RESULT, "logged", count=count) if is_logged else words.line(RESULT, "not_logged")
    more = _more(words) if compared == _DONORS else []
    return [rows, *([context(told)] if stands_alone else []), *more, *_series_beside(reply, words)]


def _series_beside(reply: ResultDialog, words: Words) -> list[Block]:
    """A field of rows for each guardrail, because one field does not hold two series."""
    hint = words.plain(RESULT, "series_guardrail_hint")
    shown = [
        field(
            f"guardrail_{number}",
            words.plain(RESULT, "guardrail", metric=one_line(metric, _METRIC_MOST)),
            text_input("", multiline=True),
            hint=hint,
        )
        for number, metric in enumerate(reply.guardrails[:GUARDRAILS_MOST], start=1)
    ]
    return [*shown, *_left(reply.guardrails[GUARDRAILS_MOST:], words)]


def _more(words: Words) -> list[Block]:
    """Fields in which rows go on; each holds 3,000 characters, as Slack has it."""
    first, *others = MORE
    label, hint = words.plain(RESULT, "more"), words.plain(RESULT, "more_hint")
    begun = field(first, label, text_input("", multiline=True), hint=hint)
    return [begun, *(field(each, label, text_input("", multiline=True)) for each in others)]
