"""The details of a readout, in the thread of its card: every metric, the view that holds at any look, warnings."""

from typing import Final

from bot.domain.experiment_messages import ReadoutDetails
from bot.domain.experiments.recommending import is_harmed
from bot.domain.metrics import Unit, UnitKind
from bot.domain.readouts import Readout
from bot.statistics.arms.summary import ArmsReadout, Said
from bot.statistics.arms.summary import Line as Compared
from bot.statistics.readout.experiments import Role
from bot.views.blocks import bullets, context, rich_text, section
from bot.views.comparisons import RELATIVE, Scale, relative
from bot.views.degree import Degree
from bot.views.figures import rounded_up
from bot.views.group_details import of_groups
from bot.views.lines import Line
from bot.views.names import one_line, project_name
from bot.views.readout import arm_name, arm_names, chance, counts, lift_of
from bot.views.readout_over_time import metric_name
from bot.views.rendered import Block, Rendered
from bot.views.room import folded, light
from bot.views.series_details import DETAILS, of_series
from bot.views.tables import cell, table
from bot.views.words import Words

_COLUMNS: Final = ("metric", "arm", "control", "treatment", "difference", "lift", "p")
_BARE: Final = Unit(kind=UnitKind.PLAIN, label="")
_POINTS: Final = 100
_AT_ONCE: Final = (1, 10, 100, 1_000, 10_000, 100_000, 1_000_000)
_WEIGHED: Final = 0.1
_WORDS_MOST: Final = 200
_METRICS_MOST: Final = 300
_TEXT_MOST: Final = 3900
_LIST_MOST: Final = 6000


def readout_details(message: ReadoutDetails, words: Words, degree: Degree) -> Rendered:
    """The details; every metric is a row of a table where there are tables, else a line."""
    readout = message.readout
    head = words.line(
        DETAILS,
        "headline",
        project=project_name(message.project),
        number=message.number,
        through=words.figures.day(readout.through),
    )
    shown = _shown(readout)
    lines = [_metric(line, readout, message.unit, words) for line in shown]
    notes = _notes(readout, message.unit, words)
    how = words.line(DETAILS, "how")
    blocks = [section(head), *_metrics(message, shown, lines, words, degree)]
    blocks += [*([rich_text(bullets(notes))] if notes else []), context(how)]
    return Rendered(text=_text(head, lines, [*notes, how], words), blocks=blocks)


def _shown(readout: Readout) -> list[Compared]:
    """The comparisons; none where the arms do not have the planned sizes, because then nothing may be read."""
    return list(readout.arms.lines) if readout.arms and not readout.arms.mismatch else []


def _metrics(
    message: ReadoutDetails, shown: list[Compared], lines: list[Line], words: Words, degree: Degree
) -> list[Block]:
    if not shown:
        return []
    if degree is not Degree.FULL:
        kept, left = light(lines, most=_LIST_MOST)
        more = [context(words.line(DETAILS, "more", count=left))] if left else []
        return [rich_text(bullets(kept)), *more]
    head = [words.label("readout_column", column) for column in _COLUMNS]
    rows = [_cells(line, message.readout, message.unit, words) for line in shown]
    made, left = table(words.plain(DETAILS, "caption", number=message.number), head, rows)
    return [made, *([context(words.line(DETAILS, "more", count=left))] if left else [])]


def _unit_of(line: Compared, unit: Unit) -> Unit:
    """The primary metric's unit is known; of the others only that shares of units are shown in percent."""
    if line.role is Role.PRIMARY:
        return unit
    return RELATIVE if line.is_rate else _BARE


def _figures(line: Compared, readout: Readout, unit: Unit, words: Words) -> dict[str, str]:
    """The figures of one comparison in words; before the planned end only what holds at any look."""
    harmed = is_harmed(line, early=readout.early)
    low, high = (line.always_low, line.always_high) if readout.early else (line.low, line.high)
    scale = Scale.of(words.figures, _unit_of(line, unit), (low, high), line.difference)
    return {
        "control": scale.level(line.control),
        "treatment": scale.level(line.treatment),
        "difference": scale.change(line.difference),
        "interval": scale.interval(low, high),
        "lift": "" if readout.early else lift_of(line, words),
        # A harmed guardrail is judged by its interval; the p of "not worse" would say nothing of it.
        "p": "" if readout.early or harmed else chance(line, words),
    }


def _metric(line: Compared, readout: Readout, unit: Unit, words: Words) -> Line:
    arms = readout.arms
    named = {
        "metric": metric_name(line.metric),
        "role": words.label("metric_role", line.role),
        "several": arms is not None and len(arms.arms) > 2,
        **(arm_names(line, arms, words) if arms else {}),
    }
    if line.said is Said.UNREAD:
        return words.line(DETAILS, "unread", **named, words=one_line(line.words, _WORDS_MOST))
    told = _figures(line, readout, unit, words)
    if readout.early:
        return words.line(DETAILS, "looked_at", **named, **told)
    is_corrected = line.p_value is not None and line.p_value != line.adjusted_p
    alone = words.figures.chance(line.p_value) if line.p_value is not None else ""
    return words.line(DETAILS, "compared", **named, **told, is_corrected=is_corrected, alone=alone)


def _cells(line: Compared, readout: Readout, unit: Unit, words: Words) -> list[Block]:
    arm = arm_name(readout.arms, line.arm, words) if readout.arms else ""
    name = f"{metric_name(line.metric)} ({words.label('metric_role', line.role)})"
    if line.said is Said.UNREAD:
        return [cell(name), cell(arm), cell(""), cell(""), cell(one_line(line.words, _WORDS_MOST)), cell(""), cell("")]
    told = _figures(line, readout, unit, words)
    difference = f"{told['difference']} {told['interval']}"
    figures = (told["control"], told["treatment"], difference, told["lift"], told["p"].removeprefix("=").lstrip())
    return [cell(name), cell(arm), *(cell(figure) for figure in figures)]


def _notes(readout: Readout, unit: Unit, words: Words) -> list[Line]:
    if readout.arms is not None:
        return _of_arms(readout.arms, readout, unit, words)
    return of_series(readout, unit, words)


def _of_arms(arms: ArmsReadout, readout: Readout, unit: Unit, words: Words) -> list[Line]:
    figures = words.figures
    found = [words.line(DETAILS, "counts", counts=counts(arms, words), p=figures.chance(arms.sample_ratio_p))]
    if arms.mismatch:
        return [*found, words.line(DETAILS, "withheld")]
    if not readout.early:
        found += [*_always(readout, unit, words), *_how_tested(arms, words), *_price(readout, unit, words)]
        found += _afterwards(arms, readout, words)
    found += of_groups(arms, unit, words, early=readout.early)
    small = ", ".join(dict.fromkeys(f"“{metric_name(line.metric)}”" for line in arms.lines if line.small_sample))
    if small:
        found.append(words.line(DETAILS, "small_sample", metrics=one_line(small, _METRICS_MOST)))
    return found


def _how_tested(arms: ArmsReadout, words: Words) -> list[Line]:
    """What stands behind the p-values, and whose variance was made smaller by the period before."""
    found = [words.line(DETAILS, "corrected")]
    for line in arms.lines:
        if line.variance_left is not None:
            saved = words.figures.share(1 - line.variance_left)
            found.append(words.line(DETAILS, "adjusted", metric=metric_name(line.metric), saved=saved))
    return found


def _always(readout: Readout, unit: Unit, words: Words) -> list[Line]:
    """The primary metric as it may be read at any look."""
    line = readout.primary
    if line is None or line.said is Said.UNREAD:
        return []
    bounds = line.always_low, line.always_high
    interval = Scale.of(words.figures, unit, bounds, line.difference).interval(*bounds)
    return [words.line(DETAILS, "always", metric=metric_name(line.metric), interval=interval)]


def _price(readout: Readout, unit: Unit, words: Words) -> list[Line]:
    """What a win was paid for with, for each unit of the primary metric."""
    price, won = readout.price, readout.primary
    if price is None or won is None:
        return []
    figures, points = words.figures, words.figures.words["points"]
    per = (_POINTS if price.is_rate else 1) / unit.in_units(1.0)
    # So many units at once that the price is a figure which a person can weigh.
    times = next((many for many in _AT_ONCE if price.likely * per * many >= _WEIGHED), _AT_ONCE[-1])
    said = words.line(
        DETAILS,
        "price",
        metric=metric_name(price.metric),
        likely=figures.number(price.likely * per * times),
        dear=figures.number(price.dear * per * times) if price.dear is not None else "",
        paid_in=points if price.is_rate else "",
        primary=metric_name(won.metric),
        unit=points if unit.kind is UnitKind.PERCENT else unit.label,
        times=figures.number(times) if times > 1 else "",
    )
    return [said]


def _afterwards(arms: ArmsReadout, readout: Readout, words: Words) -> list[Line]:
    """What a finished experiment asks to be careful about: novelty, and how much a win exaggerates."""
    found, figures = [], words.figures
    if arms.novelty is not None:
        first, last = (relative(each, figures) for each in (arms.novelty.first, arms.novelty.last))
        found.append(words.line(DETAILS, "novelty", first=first, last=last, fades=arms.novelty.fades))
    won = readout.primary is not None and readout.primary.said in (Said.BETTER, Said.WORSE)
    if won and arms.exaggeration is not None:
        times = figures.number(rounded_up(arms.exaggeration, 1))
        found.append(words.line(DETAILS, "exaggeration", times=times))
    return found


def _text(head: Line, metrics: list[Line], notes: list[Line], words: Words) -> str:
    """The whole as text; metrics that do not fit as a count."""
    after = [f"• {line.mrkdwn}" for line in notes]
    room = _TEXT_MOST - len(head.mrkdwn) - sum(len(line) + 1 for line in after) - 100
    kept, left = folded([f"• {line.mrkdwn}" for line in metrics], most=room)
    more = [words.mrkdwn(DETAILS, "more", count=left)] if left else []
    return "\n".join([head.mrkdwn, *kept, *more, *after])
