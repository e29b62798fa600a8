"""The one picture of a summary: honest also where projects count in different units."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from bot.domain.message import DigestRow
from bot.domain.metrics import Kpi, Unit, UnitKind
from bot.views.blocks import context
from bot.views.charts import CATEGORIES_MOST, chart, is_drawable
from bot.views.figures import Figures
from bot.views.names import project_name
from bot.views.portfolio import PORTFOLIO
from bot.views.rendered import Block
from bot.views.words import Words

_FARTHEST: Final = 2.0
"""How far a bar may reach, in ways from baseline to target, before it dwarfs the others."""
_LEVELS: Final = ("baseline", "now", "target")
_NAMED_MOST: Final = 5


def picture(rows: Sequence[DigestRow], words: Words) -> list[Block]:
    """A chart with its small print; nothing where there is nothing to draw.

    One project is drawn over time. Several of one unit are drawn as levels. Where units differ, levels do not compare,
    and up may be good or bad: there each project is drawn as its way from baseline to target.
    """
    if len(rows) == 1:
        return _one(rows[0].kpi, words)
    drawable = [row for row in rows if not _lacks(row.kpi)]
    if len({row.kpi.unit for row in drawable}) > 1:
        ways = [(project_name(row.project), way) for row in drawable if (way := _way(row.kpi)) is not None]
        blocks = _ways(ways[:CATEGORIES_MOST], words)
        return _with_missing(blocks, _left_out(rows, words, has_ways=True), words)
    blocks = _in_one_unit(drawable[:CATEGORIES_MOST], words)
    return _with_missing(blocks, _left_out(rows, words, has_ways=False), words)


def _with_missing(blocks: list[Block], left: Sequence[str], words: Words) -> list[Block]:
    if not blocks or not left:
        return blocks
    items, more = ", ".join(left[:_NAMED_MOST]), max(0, len(left) - _NAMED_MOST)
    return [*blocks, context(words.line(PORTFOLIO, "not_charted", items=items, more=more))]


def _left_out(rows: Sequence[DigestRow], words: Words, *, has_ways: bool) -> list[str]:
    """The projects that are not drawn, each with the reason."""
    found = []
    drawn = 0
    for row in rows:
        reasons = _lacks(row.kpi)
        if not reasons and has_ways and _way(row.kpi) is None:
            reasons = ["no_way"]
        if not reasons:
            drawn += 1
            reasons = ["no_room"] if drawn > CATEGORIES_MOST else []
        if reasons:
            reason = ", ".join(words.label("uncharted", each) for each in reasons)
            found.append(words.plain(PORTFOLIO, "not_charted_item", name=project_name(row.project), reason=reason))
    return found


def _lacks(kpi: Kpi) -> list[str]:
    """Which levels are missing; of those that are there, whether one cannot be drawn."""
    levels = _levels(kpi)
    missing = [name for name, value in levels.items() if value is None]
    return missing or ([] if is_drawable(*levels.values()) else ["too_large"])


def _way(kpi: Kpi) -> float | None:
    progress = kpi.progress
    return progress if is_drawable(progress) else None


def _levels(kpi: Kpi) -> dict[str, float | None]:
    return {"baseline": kpi.baseline, "now": kpi.latest.value if kpi.latest else None, "target": kpi.target}


def _drawn(value: float | None, unit: Unit) -> float:
    level = value or 0.0
    return level * 100 if unit.kind is UnitKind.PERCENT else level


def _one(kpi: Kpi, words: Words) -> list[Block]:
    """The observed levels between baseline and target; bars while there is only one value."""
    seen = {each.day: each.value for each in kpi.observations if is_drawable(each.value)}
    if len(seen) > 1:
        latest = dict(sorted(seen.items())[-CATEGORIES_MOST:])
        return [_over_time(kpi, latest, words)]
    known = {name: value for name, value in _levels(kpi).items() if is_drawable(value)}
    if len(known) < 2:
        return []
    values = [_drawn(value, kpi.unit) for value in known.values()]
    names = [words.label("chart", name) for name in known]
    return [
        chart(
            "bar",
            _title(kpi, words),
            categories=names,
            series={words.label("chart", "level"): values},
            axis=kpi.unit.label,
        )
    ]


def _title(kpi: Kpi, words: Words) -> str:
    return kpi.name or words.label("chart", "levels_title")


def _over_time(kpi: Kpi, seen: Mapping[date, float], words: Words) -> Block:
    series = {words.label("chart", "logged"): [_drawn(value, kpi.unit) for value in seen.values()]}
    for name in ("baseline", "target"):
        value = _levels(kpi)[name]
        if is_drawable(value):
            series[words.label("chart", name)] = [_drawn(value, kpi.unit)] * len(seen)
    days = _axis(list(seen), words.figures)
    below = words.label("chart", "days_axis")
    return chart("line", _title(kpi, words), categories=days, series=series, axis=kpi.unit.label, below=below)


def _axis(days: Sequence[date], figures: Figures) -> list[str]:
    """Days with their year on the first one and wherever a new year begins."""
    years = [None, *(day.year for day in days)]
    return [
        figures.short_day(day) if day.year == before else figures.day(day)
        for day, before in zip(days, years, strict=False)
    ]


def _in_one_unit(rows: Sequence[DigestRow], words: Words) -> list[Block]:
    if not rows:
        return []
    return [
        chart(
            "bar",
            words.label("chart", "levels_title"),
            categories=[project_name(row.project) for row in rows],
            series={
                words.label("chart", name): [_drawn(_levels(row.kpi)[name], row.kpi.unit) for row in rows]
                for name in _LEVELS
            },
            axis=rows[0].kpi.unit.label,
        )
    ]


def _ways(ways: Sequence[tuple[str, float]], words: Words) -> list[Block]:
    """Each project's way from baseline (0) to target (100); what lies far outside is drawn at the edge, and named."""
    if not ways:
        return []
    drawn = [max(-_FARTHEST, min(_FARTHEST, way)) for _, way in ways]
    made = chart(
        "bar",
        words.label("chart", "way_title"),
        categories=[name for name, _ in ways],
        series={
            words.label("chart", "now"): [round(way * 100, 1) for way in drawn],
            words.label("chart", "target"): [100.0] * len(ways),
        },
        axis=words.label("chart", "way_axis"),
    )
    beyond = [f"{name} {words.figures.share(way)}" for (name, way), bar in zip(ways, drawn, strict=True) if way != bar]
    return [made, context(words.line(PORTFOLIO, "beyond", items=", ".join(beyond)))] if beyond else [made]
