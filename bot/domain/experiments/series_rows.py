"""Series that were pasted or logged: their rhythm is found in the dates, and what is missing is named, never filled."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from bot.domain.calendar import parse_day
from bot.domain.experiments.figures import MISSING, Writing, level_of
from bot.domain.experiments.measured import Setting, is_primary, key_of
from bot.domain.experiments.table import Row, Table, table_of, told
from bot.domain.metrics import BUSINESS, Observation, Unit
from bot.domain.number_forms import BadAnswer
from bot.domain.text import shorten
from bot.domain.unreadable import Unreadable
from bot.statistics.longitudinal_summary import MOST_CONTROLS, NamedSeries, Rhythm, Series

EXAMPLE: Final = "date,value and then 2027-03-01,0.031"
_DATES: Final = frozenset({"date", "day", "week"})
_VALUES: Final = frozenset({"value", "y", "actual", "treated"})
_METRICS: Final = frozenset({"metric", "metric_name", "kpi"})
_STEPS: Final = {Rhythm.DAILY: 1, Rhythm.WEEKLY: 7}
_MOST_MISSING: Final = 0.1
_MOST_METRICS: Final = 40
_FEWEST: Final = 3
_NAMED: Final = 5
_NAME_MOST: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Where the date, the treated values, the metric's name (None where there is none) and the controls stand."""

    day: int
    value: int
    metric: int | None
    controls: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Point:
    """One date with its value and the controls' values, None for what is missing, and the kinds of its numbers."""

    day: date
    values: tuple[float | None, ...]
    kinds: frozenset[str]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PastedSeries:
    """A metric as it was named in the rows, nothing for the primary one, and its series, oldest first."""

    name: str
    series: Series


def series_in_rows(
    typed: str, setting: Setting, through: date | None, *, comparable: bool = False, whose: str = ""
) -> tuple[PastedSeries, ...]:
    """The series of pasted rows, the primary metric's first, other columns being their controls.

    BadAnswer says what does not hold. A row with a missing cell is a missing point; a control without any value for a
    metric is none of its controls. `comparable` says that controls measure the metric itself, in its own unit; `whose`
    are rows that name no metric, the primary one's where it is empty.
    """
    table = table_of(typed, example=EXAMPLE)
    columns = _columns(table, setting, whose)
    last = through or setting.today
    found = tuple(
        PastedSeries(name=name, series=_series(points, columns, setting, through, name))
        for name, points in _points(table, columns, setting, last, comparable=comparable, whose=whose).items()
    )
    if found[0].name and not whose:
        primary = shorten(setting.experiment.plan.primary_metric, _NAME_MOST)
        raise BadAnswer(f"There is no row of the primary metric, “{primary}”. Leave its “metric” empty, or name it so.")
    return found


def _series(points: tuple[_Point, ...], columns: _Columns, setting: Setting, through: date | None, name: str) -> Series:
    """The series of one metric; `name` is empty for the primary one, whose unit is known."""
    said = f" of “{shorten(name, _NAME_MOST)}”" if name else ""
    kinds = {kind for point in points for kind in point.kinds}
    if len(kinds) > 1:
        raise BadAnswer(f"Write all values{said} in one unit.")
    there = [place for place in range(1, len(columns.controls) + 1) if any(p.values[place] is not None for p in points)]
    used = (0, *there)
    whole = {
        point.day: tuple(value for place in used if (value := point.values[place]) is not None)
        for point in sorted(points, key=lambda point: point.day)
        if all(point.values[place] is not None for place in used)
    }
    rhythm = _rhythm(tuple(whole), said)
    _ends(tuple(whole), rhythm, through, said)
    values = tuple(zip(*whole.values(), strict=True))
    names = tuple(columns.controls)
    return Series(
        dates=tuple(whole),
        values=values[0],
        start=setting.experiment.started_on,
        rhythm=rhythm,
        controls=tuple(
            NamedSeries(name=names[place - 1], values=own) for place, own in zip(there, values[1:], strict=True)
        ),
    )


def series_of_observations(observations: tuple[Observation, ...], setting: Setting, through: date | None) -> Series:
    """The logged values of the business metric, the last one of each day; BadAnswer asks for rows where it is another
    metric that decides.
    """
    plan = setting.experiment.plan
    if not plan.about_business:
        name = shorten(plan.primary_metric, 60)
        raise BadAnswer(f"The values of “{name}” are not logged here. Paste them. Example: {EXAMPLE}")
    own = sorted((each for each in observations if each.metric == BUSINESS), key=lambda each: (each.day, each.at))
    last = through or setting.today
    logged = {each.day: each.value for each in own if each.day <= last}
    days = tuple(logged)
    rhythm = _rhythm(days)
    _ends(days, rhythm, through)
    return Series(dates=days, values=tuple(logged.values()), start=setting.experiment.started_on, rhythm=rhythm)


def _columns(table: Table, setting: Setting, whose: str) -> _Columns:
    names = [key_of(each) for each in table.header]
    for name in names:
        if not name:
            raise BadAnswer(f"A column has no name. Example: {EXAMPLE}")
        if names.count(name) > 1:
            raise BadAnswer(f"Two columns are named “{shorten(name, 40)}”. Keep one.")
    days = [place for place, name in enumerate(names) if name in _DATES]
    if len(days) != 1:
        raise BadAnswer(f"One column must be named “date”. Example: {EXAMPLE}")
    metrics = [place for place, name in enumerate(names) if name in _METRICS]
    if len(metrics) > 1:
        raise BadAnswer("Two columns name the metric. Keep one. Example: date,metric,value")
    known = _VALUES | {key_of(whose or setting.experiment.plan.primary_metric)}
    others = [place for place in range(len(names)) if place not in (*days, *metrics)]
    values = [place for place in others if names[place] in known] or (others if len(others) == 1 else [])
    if len(values) != 1:
        raise BadAnswer(f"Name the column of the metric itself “value”, and no other like it. Example: {EXAMPLE}")
    controls = {table.header[place]: place for place in others if place not in values}
    if len(controls) > MOST_CONTROLS:
        raise BadAnswer(f"These are {len(controls)} control columns; at most {MOST_CONTROLS} fit.")
    return _Columns(day=days[0], value=values[0], metric=metrics[0] if metrics else None, controls=controls)


def _points(
    table: Table, columns: _Columns, setting: Setting, last: date, *, comparable: bool, whose: str
) -> Mapping[str, tuple[_Point, ...]]:
    """The points of each metric by its name, the primary one's under none and first."""
    found: dict[str, dict[date, _Point]] = {}
    names: dict[str, str] = {"": ""}
    complaints = []
    writing = Writing(locale=setting.locale, by_comma=table.by_comma)
    for row in table.rows:
        name = _metric_of(row, columns, setting) or whose
        try:
            own = None if name else setting.experiment.plan.unit
            point = _point(row, columns, writing, setting, last, unit=own, comparable=comparable)
        except (BadAnswer, Unreadable) as wrong:
            complaints.append(f"Line {row.line}: {wrong}")
            continue
        names.setdefault(key_of(name), name)
        first = found.setdefault(key_of(name), {}).setdefault(point.day, point)
        if first is not point:
            complaints.append(f"Lines {first.line} and {row.line} are both {point.day.isoformat()}. Keep one.")
    if complaints:
        raise BadAnswer(told(complaints))
    if len(found) > _MOST_METRICS:
        raise BadAnswer(f"These are {len(found)} metrics; at most {_MOST_METRICS} fit.")
    ordered = sorted(found, key=bool)
    return {names[key]: tuple(found[key].values()) for key in ordered}


def _metric_of(row: Row, columns: _Columns, setting: Setting) -> str:
    """The metric of a row, nothing for the primary one."""
    typed = " ".join(row.cells[columns.metric].split()) if columns.metric is not None else ""
    missing = typed.casefold() in MISSING
    return "" if missing or is_primary(typed, setting.experiment.plan.primary_metric) else typed


def _point(
    row: Row,
    columns: _Columns,
    writing: Writing,
    setting: Setting,
    last: date,
    *,
    unit: Unit | None,
    comparable: bool,
) -> _Point:
    day = parse_day(row.cells[columns.day], setting.today, setting.locale)
    if day > last:
        raise BadAnswer(f"{day.isoformat()} lies after {last.isoformat()}, the last day of the data.")
    places = (columns.value, *columns.controls.values())
    units = (unit, *(unit if comparable else None for _ in columns.controls))
    levels = [
        None if (cell := row.cells[place]).casefold() in MISSING else level_of(cell, writing, each)
        for place, each in zip(places, units, strict=True)
    ]
    kinds = (level.kind for level in (levels if comparable else levels[:1]) if level is not None)
    values = tuple(None if level is None else level.value for level in levels)
    return _Point(day=day, values=values, kinds=frozenset(kinds), line=row.line)


def _rhythm(days: tuple[date, ...], said: str = "") -> Rhythm:
    """Daily or weekly, by the most frequent step; BadAnswer names the days that are missing or out of step."""
    if len(days) < _FEWEST:
        raise BadAnswer(f"There are values{said} of {len(days)} days; a series needs more. Example: {EXAMPLE}")
    steps = Counter((later - day).days for day, later in pairwise(days))
    usual = max(steps, key=lambda step: (steps[step], -step))
    rhythm = next((each for each, step in _STEPS.items() if step == usual), None)
    if rhythm is None:
        raise BadAnswer(f"The usual step between the dates{said} is {usual} days; a series is daily or weekly.")
    ((kept, _),) = Counter(day.toordinal() % usual for day in days).most_common(1)
    out = [day for day in days if day.toordinal() % usual != kept]
    if out:
        raise BadAnswer(f"The series{said} is weekly, but these days are out of step: {_named(out)}.")
    every = ((days[-1] - days[0]).days) // usual + 1
    there = set(days)
    lacking = [day for day in (days[0] + timedelta(days=usual * number) for number in range(every)) if day not in there]
    if len(lacking) > _MOST_MISSING * every:
        raise BadAnswer(
            f"{len(lacking)} of {every} points{said} are missing: {_named(lacking)}. Add them, or hand in weeks."
        )
    return rhythm


def _ends(days: tuple[date, ...], rhythm: Rhythm, through: date | None, said: str = "") -> None:
    """The values must reach the day that was named; a week may be named by its first day."""
    if through is not None and (through - days[-1]).days >= _STEPS[rhythm]:
        raise BadAnswer(f"The values{said} end on {days[-1].isoformat()}, not on {through.isoformat()}.")


def _named(days: Iterable[date]) -> str:
    first, *more = (day.isoformat() for day in days)
    shown = ", ".join((first, *more[: _NAMED - 1]))
    return shown + (", …" if len(more) >= _NAMED else "")
