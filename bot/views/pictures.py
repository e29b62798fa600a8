"""The one picture of a summary: honest also where projects count in different units."""

from collections.abc import Sequence
from typing import Final

from bot.domain.message import DigestRow
from bot.domain.metrics import Kpi, Observation, Unit, UnitKind
from bot.views.blocks import context
from bot.views.charts import CATEGORIES_MOST, chart, is_drawable
from bot.views.figures import Figures
from bot.views.lines import Line
from bot.views.names import project_name
from bot.views.portfolio import PORTFOLIO
from bot.views.rendered import Block
from bot.views.words import Words

_FARTHEST: Final = 2.0
"""How far beyond the baseline or the target a bar may reach, in ways to the target, before it dwarfs the others."""
_LEVELS: Final = ("baseline", "now", "target")


def picture(rows: Sequence[DigestRow], words: Words) -> list[Block]:
    """A chart with its small print: one project over time, several in their unit, or as progress where units differ."""
    if len(rows) == 1:
        return _over_time(rows[0].kpi, words)
    drawable = [row for row in rows if is_drawable(row.kpi.baseline, _now(row.kpi), row.kpi.target)]
    if len({row.kpi.unit for row in drawable}) == 1:
        return [*_in_one_unit(drawable[:CATEGORIES_MOST], words), *_missing(len(rows) - len(drawable[:CATEGORIES_MOST]), words)]
    on_the_way = [row for row in drawable if is_drawable(row.kpi.progress)][:CATEGORIES_MOST]
    if not on_the_way:
        return []
    return [*_on_the_way(on_the_way, words), *_missing(len(rows) - len(on_the_way), words)]


def _now(kpi: Kpi) -> float | None:
    return kpi.latest.value if kpi.latest else None


def _missing(count: int, words: Words) -> list[Block]:
    return [context(words.line(PORTFOLIO, "not_charted", count=count))] if count else []


def _drawn(value: float | None, unit: Unit) -> float:
    level = value or 0.0
    return level * 100 if unit.kind is UnitKind.PERCENT else level


def _over_time(kpi: Kpi, words: Words) -> list[Block]:
    """The observed levels of one project between its baseline and its target; bars while there is one value or none."""
    by_day = {each.day: each for each in kpi.observations if is_drawable(each.value)}
    seen = list(by_day.values())[-CATEGORIES_MOST:]
    if len(seen) > 1:
        return [_lines(kpi, seen, words)]
    marks = {"baseline": kpi.baseline, "now": _now(kpi), "target": kpi.target}
    known = {name: value for name, value in marks.items() if is_drawable(value)}
    if len(known) < 2:
        return []
    values = [_drawn(value, kpi.unit) for value in known.values()]
    return [
        chart(
            "bar",
            kpi.name or words.label("chart", "levels_title"),
            categories=[words.label("chart", name) for name in known],
            series={kpi.name or words.label("chart", "now"): values},
            axis=kpi.unit.label,
        )
    ]


def _lines(kpi: Kpi, seen: Sequence[Observation], words: Words) -> Block:
    series = {words.label("chart", "now"): [_drawn(each.value, kpi.unit) for each in seen]}
    for name, value in (("baseline", kpi.baseline), ("target", kpi.target)):
        if is_drawable(value):
            series[words.label("chart", name)] = [_drawn(value, kpi.unit)] * len(seen)
    days = [each.day for each in seen]
    return chart(
        "line",
        kpi.name or words.label("chart", "levels_title"),
        categories=_axis(days, words.figures),
        series=series,
        axis=kpi.unit.label,
    )
