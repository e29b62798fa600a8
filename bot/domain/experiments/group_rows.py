"""One row of results by group of units, a cluster or a period of a switchback: its arm, its metric and its sum."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.calendar import parse_day
from bot.domain.experiments.arm_columns import KNOWN
from bot.domain.experiments.figures import MISSING, Writing, count_in, level_of, proportion, units_in
from bot.domain.experiments.measured import Setting, is_primary
from bot.domain.experiments.table import Row, Table, named_columns, told
from bot.domain.number_forms import BadAnswer
from bot.domain.text import shorten
from bot.domain.unreadable import Unreadable
from bot.statistics.arms.summary import Counted

EXAMPLES: Final = {
    Counted.CLUSTERS: "cluster,arm,n,x and then Shop 12,control,412,37",
    Counted.PERIODS: "period_start,arm,n,x and then 2027-03-01 06:00,control,412,37",
}
_CLUSTERS: Final = ("cluster", "cluster_id", "store", "shop", "site", "team", "region")
_PERIODS: Final = ("period", "period_start", "start", "slot")
_ARM_COLUMNS: Final = ("arm", "n", "x", "mean", "metric", "weight")
_SHARED: Final = {name: column for name, column in KNOWN.items() if column in _ARM_COLUMNS}
_COLUMNS: Final = {
    Counted.CLUSTERS: {**_SHARED, **dict.fromkeys(_CLUSTERS, "group")},
    Counted.PERIODS: {**_SHARED, **dict.fromkeys(_PERIODS, "group"), "value": "value", "y": "value"},
}
_FORMS: Final = (("x",), ("mean",), ("value",))
_MOMENT: Final = re.compile(r"(?P<day>.+?)(?:[T\s]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})?)?")
_NUMBER: Final = re.compile(r"\d{1,6}")
_LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Which period it is: its number, or the day and the minute of that day on which it started."""

    number: int | None = None
    day: date | None = None
    minute: int = 0

    @property
    def key(self) -> tuple[int, date, int]:
        """What orders the periods."""
        return self.number or 0, self.day or date.min, self.minute


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupEntry:
    """What one row says: the metric's sum over `n` units, or the `value` of the group as a whole (`n` is None then).

    `kinds` are the kinds of numbers that were written; `place` is None for a cluster.
    """

    line: int
    group: str
    arm: str
    metric: str
    total: float
    n: int | None
    kinds: frozenset[str]
    place: Place | None = None
    weight: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cells:
    """The filled cells of one row by column, and how they are read."""

    values: Mapping[str, str]
    writing: Writing
    setting: Setting
    counted: Counted

    def needed(self, column: str) -> str:
        typed = self.values.get(column)
        if typed is None:
            name = self.counted.value.removesuffix("s") if column == "group" else column
            raise BadAnswer(f"“{name}” is missing. Example: {EXAMPLES[self.counted]}")
        return typed


def entries_of(table: Table, setting: Setting, through: date, counted: Counted) -> tuple[GroupEntry, ...]:
    """Every row read; BadAnswer names the first lines that do not hold."""
    example = EXAMPLES[counted]
    columns = named_columns(table.header, _COLUMNS[counted], example=example)
    if "group" not in columns:
        name = counted.value.removesuffix("s")
        raise BadAnswer(f"This design is read by {name}: one row for each, with a column “{name}”. Example: {example}")
    if "arm" not in columns:
        raise BadAnswer(f"There is no column “arm”. Example: {example}")
    writing = Writing(locale=setting.locale, by_comma=table.by_comma)
    entries, complaints = [], []
    for row in table.rows:
        found = {column: row.cells[place] for column, place in columns.items()}
        values = {column: cell for column, cell in found.items() if cell.casefold() not in MISSING}
        cells = _Cells(values=values, writing=writing, setting=setting, counted=counted)
        try:
            entries.append(_entry(row, cells, through))
        except (BadAnswer, Unreadable) as wrong:
            complaints.append(f"Line {row.line}: {wrong}")
    if complaints:
        raise BadAnswer(told(complaints))
    return tuple(entries)


def _entry(row: Row, cells: _Cells, through: date) -> GroupEntry:
    group = _name(cells.needed("group"))
    total, n, kinds = _sum(cells)
    return GroupEntry(
        line=row.line,
        group=group,
        arm=_name(cells.needed("arm")),
        metric=_name(cells.values.get("metric", "")),
        total=total,
        n=n,
        kinds=kinds,
        place=_place(group, cells.setting, through) if cells.counted is Counted.PERIODS else None,
        weight=_weight(cells),
    )


def _name(typed: str) -> str:
    if len(typed) > _LONGEST_NAME:
        raise BadAnswer(f"A name of {len(typed)} characters is too long; at most {_LONGEST_NAME} fit.")
    return " ".join(typed.split())


def _sum(cells: _Cells) -> tuple[float, int | None, frozenset[str]]:
    """The sum over the group's units with their number and the kinds of its figures, by the cells that are filled."""
    forms = [form[0] for form in _FORMS if form[0] in cells.values]
    if len(forms) != 1:
        known = "x, mean or value" if cells.counted is Counted.PERIODS else "x or mean"
        raise BadAnswer(f"Give one result: {known}. Example: {EXAMPLES[cells.counted]}")
    plan = cells.setting.experiment.plan
    unit = plan.unit if is_primary(cells.values.get("metric", ""), plan.primary_metric) else None
    if forms[0] == "value":
        if "n" in cells.values:
            raise BadAnswer(
                "Give n with x or mean, or a value alone. Example: period,arm,value and then 1,control,12.4"
            )
        level = level_of(cells.values["value"], cells.writing, unit)
        return level.value, None, frozenset((level.kind,))
    n = units_in(cells.needed("n"), cells.writing)
    if forms[0] == "x":
        return float(proportion(x=count_in(cells.values["x"], cells.writing), n=n).x), n, frozenset(("x",))
    level = level_of(cells.values["mean"], cells.writing, unit)
    return n * level.value, n, frozenset((level.kind,))


def _weight(cells: _Cells) -> float | None:
    if "weight" not in cells.values:
        return None
    weight = level_of(cells.values["weight"], cells.writing).value
    if weight <= 0:
        raise BadAnswer("A weight must be above zero. Example: 0.5")
    return weight


def _place(typed: str, setting: Setting, through: date) -> Place:
    """A period by its number from one on, or by the moment of its start within the run."""
    if _NUMBER.fullmatch(typed):
        if int(typed) < 1:
            raise BadAnswer("Periods are numbered from 1 on. Example: 1")
        return Place(number=int(typed))
    moment = _MOMENT.fullmatch(typed)
    day = parse_day(moment["day"] if moment else typed, setting.today, setting.locale)
    if not setting.experiment.started_on <= day <= through:
        raise BadAnswer(
            f"{day.isoformat()} lies outside of the run, {setting.experiment.started_on.isoformat()} to "
            f"{through.isoformat()}."
        )
    hour, minute = (int(moment["hour"]), int(moment["minute"])) if moment and moment["hour"] else (0, 0)
    if hour > 23 or minute > 59:
        raise BadAnswer(f"“{shorten(typed, 40)}” is no time of a day. Example: 2027-03-01 06:00")
    return Place(day=day, minute=60 * hour + minute)
