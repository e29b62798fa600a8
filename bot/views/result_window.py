"""The window that takes the results of an experiment: sums by arm, or rows."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from bot.domain.charter import Day
from bot.domain.experiment_windows import ResultDialog
from bot.domain.experiments.pasted import MORE
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
_REASON_MOST: Final = 1000
_COUNTS, _MEANS = "metric,arm,n,x", "metric,arm,n,mean,sd"
_BEFORE: Final = ",pre_mean,pre_sd,pre_cov"
_RATIOS: Final = "metric,arm,n,num_mean,num_var,den_mean,den_var,cov"
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
    blocks = [*_head(reply, words), *_again(reply, words), _through(reply, words)]
    if not reply.by_arm:
        blocks += _series(reply, words)
    elif reply.plan.design in _GROUPED:
        blocks += [_groups(reply, words), *_more(reply, words)]
    elif reply.is_ratio:
        blocks += [_rows(reply, words), *_pairs(reply, words), *_beyond(reply, words)]
    elif reply.two_arms:
        blocks += [*_fields(reply, words), *_pairs(reply, words), *_beyond(reply, words), _rows(reply, words)]
    else:
        blocks.append(_rows(reply, words))
    blocks += _file(reply, words)
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
    before = [context(words.line(RESULT, "before"))] if reply.with_before else []
    return [section(intro), *early, *before]


def _again(reply: ResultDialog, words: Words) -> list[Block]:
    """Why a final result is read anew: asked first, because everything below replaces it."""
    if reply.again is None:
        return []
    told = section(words.line(RESULT, "again", outcome=words.label("outcome", reply.again)))
    reason = text_input("", most=_REASON_MOST, multiline=True)
    label, hint = words.plain(RESULT, "reason"), words.plain(RESULT, "reason_hint")
    return [told, field("reason", label, reason, hint=hint, optional=False)]


def _through(reply: ResultDialog, words: Words) -> Block:
    """The last whole day: yesterday, or the planned end where that is over, and never a day before the start."""
    day = max(reply.started_on, min(reply.today, reply.ends_on) - _DAY)
    picker = day_picker(words.plain("kickoff/page", "placeholder_date"), Day(day=day))
    return field("through", words.plain(RESULT, "through"), picker)


def _fields(reply: ResultDialog, words: Words) -> list[Block]:
    """How many units each arm has, and the sums of the primary metric."""
    figures = ("mean", "sd") if reply.is_mean else ("x",)
    asked = ("n", *figures, *(("pre",) if reply.with_before else ()))
    metric = one_line(reply.plan.primary_metric, _METRIC_MOST)
    return [
        field(
            f"{arm}_{what}",
            words.plain(RESULT, f"{what}_{arm}"),
            text_input("", most=_PAIR_MOST if what == "pre" else _NUMBER_MOST),
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
    has_fields = reply.two_arms and not reply.is_ratio
    header = _RATIOS if reply.is_ratio else _MEANS if reply.is_mean else _COUNTS
    if reply.with_before and not reply.is_ratio:
        header += _BEFORE
    label = words.plain(RESULT, "rows_instead" if has_fields else "rows")
    hint = words.plain(RESULT, "rows_hint", header=header)
    optional = has_fields or reply.takes_file
    return field("rows", label, text_input("", multiline=True), hint=hint, optional=optional)


def _file(reply: ResultDialog, words: Words) -> list[Block]:
    """The same rows as a file: more of them than a field of Slack's takes."""
    if not reply.takes_file:
        return []
    element: Block = {"type": "file_input", "filetypes": ["csv", "tsv", "txt"], "max_files": 1}
    return [field("file", words.plain(RESULT, "file"), element, hint=words.plain(RESULT, "file_hint"))]


def _groups(reply: ResultDialog, words: Words) -> Block:
    """Rows alone: totals of an arm do not say how far its clusters or periods differ."""
    label = words.plain(RESULT, f"rows_{reply.plan.design}")
    hint = words.plain(RESULT, f"hint_{reply.plan.design}", column="mean" if reply.is_mean else "x")
    return field("rows", label, text_input("", multiline=True), hint=hint, optional=reply.takes_file)


def _series(reply: ResultDialog, words: Words) -> list[Block]:
    """Rows of a series; the logged values of the business metric stand in for them where there are any."""
    compared = _COMPARED.get(reply.plan.design, _ALONE)
    label, hint = words.plain(RESULT, "series_rows"), words.plain(RESULT, compared)
    # Logged values of the metric have nothing beside them that a comparison could be made with.
    stands_alone = compared == _ALONE
    is_logged = reply.logged > 0 and stands_alone
    rows = field("rows", label, text_input("", multiline=True), hint=hint, optional=is_logged or reply.takes_file)
    count = words.figures.number(reply.logged)
    told = words.line(RESULT, "logged", count=count) if is_logged else words.line(RESULT, "not_logged")
    more = _more(reply, words) if compared == _DONORS else []
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


def _more(reply: ResultDialog, words: Words) -> list[Block]:
    """Fields in which rows go on; each holds 3,000 characters, as Slack has it. A file holds them all."""
    if reply.takes_file:
        return []
    first, *others = MORE
    label, hint = words.plain(RESULT, "more"), words.plain(RESULT, "more_hint")
    begun = field(first, label, text_input("", multiline=True), hint=hint)
    return [begun, *(field(each, label, text_input("", multiline=True)) for each in others)]
