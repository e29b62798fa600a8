"""A series that was pasted or logged: its rhythm is found in its dates, and what is missing is named, never filled."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from bot.domain.calendar import parse_day
from bot.domain.experiments.figures import MISSING, Writing, level_of
from bot.domain.experiments.measured import Setting, key_of
from bot.domain.experiments.table import Row, Table, table_of, told
from bot.domain.metrics import BUSINESS, Observation
from bot.domain.number_forms import BadAnswer
from bot.domain.text import shorten
from bot.domain.unreadable import Unreadable
from bot.statistics.longitudinal_summary import NamedSeries, Rhythm, Series

_DATES: Final = frozenset({"date", "day", "week"})
_VALUES: Final = frozenset({"value", "y", "actual", "treated"})
_EXAMPLE: Final = "date,value and then 2027-03-01,0.031"
_STEPS: Final = {Rhythm.DAILY: 1, Rhythm.WEEKLY: 7}
_MOST_MISSING: Final = 0.1
_MOST_CONTROLS: Final = 20
_FEWEST: Final = 3
_NAMED: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Where the date, the treated values and the controls stand."""

    day: int
    value: int
    controls: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Point:
    """One date with its value and the controls' values; None where the row has no value for it."""

    day: date
    values: tuple[float, ...] | None
    line: int


def series_in_rows(typed: str, setting: Setting, through: date | None) -> Series:
    """The series of pasted rows, oldest first, other columns being its controls; BadAnswer says what does not hold.

    A row with a missing cell is a missing point.
    """
    table = table_of(typed)
    columns = _columns(table, setting)
    points = _points(table, columns, setting, through or setting.today)
    whole = {day: point.values for day, point in sorted(points.items()) if point.values is not None}
    rhythm = _rhythm(tuple(whole))
    _ends(tuple(whole), rhythm, through)
    values = tuple(zip(*whole.values(), strict=True))
    return Series(
        dates=tuple(whole),
        values=values[0],
        start=setting.experiment.started_on,
        rhythm=rhythm,
        controls=tuple(
            NamedSeries(name=name, values=own) for name, own in zip(columns.controls, values[1:], strict=True)
        ),
    )


def series_of_observations(observations: tuple[Observation, ...], setting: Setting, through: date | None) -> Series:
    """The logged values of the business metric, the last one of each day; BadAnswer asks for rows where it is another
    metric that decides.
    """
    plan = setting.experiment.plan
    if not plan.about_business:
        name = shorten(plan.primary_metric, 60)
        raise BadAnswer(f"The values of “{name}” are not logged here. Paste them. Example: {_EXAMPLE}")
    own = sorted((each for each in observations if each.metric == BUSINESS), key=lambda each: (each.day, each.at))
    last = through or setting.today
    logged = {each.day: each.value for each in own if each.day <= last}
    days = tuple(logged)
    rhythm = _rhythm(days)
    _ends(days, rhythm, through)
    return Series(dates=days, values=tuple(logged.values()), start=setting.experiment.started_on, rhythm=rhythm)


def _columns(table: Table, setting: Setting) -> _Columns:
    names = [key_of(each) for each in table.header]
    for name in names:
        if not name:
            raise BadAnswer(f"A column has no name. Example: {_EXAMPLE}")
        if names.count(name) > 1:
            raise BadAnswer(f"Two columns are named “{shorten(name, 40)}”. Keep one.")
    days = [place for place, name in enumerate(names) if name in _DATES]
    if len(days) != 1:
        raise BadAnswer(f"One column must be named “date”. Example: {_EXAMPLE}")
    known = _VALUES | {key_of(setting.experiment.plan.primary_metric)}
    others = [place for place in range(len(names)) if place not in days]
    values = [place for place in others if names[place] in known] or (others if len(others) == 1 else [])
    if len(values) != 1:
        raise BadAnswer(f"Name the column of the metric itself “value”, and no other like it. Example: {_EXAMPLE}")
    controls = {table.header[place]: place for place in others if place not in values}
    if len(controls) > _MOST_CONTROLS:
        raise BadAnswer(f"These are {len(controls)} control columns; at most {_MOST_CONTROLS} fit.")
    return _Columns(day=days[0], value=values[0], controls=controls)


def _points(table: Table, columns: _Columns, setting: Setting, last: date) -> Mapping[date, _Point]:
    points: dict[date, _Point] = {}
    complaints = []
    writing = Writing(locale=setting.locale, by_comma=table.by_comma)
    for row in table.rows:
        try:
            point = _point(row, columns, writing, setting, last)
        except (BadAnswer, Unreadable) as wrong:
            complaints.append(f"Line {row.line}: {wrong}")
            continue
        first = points.setdefault(point.day, point)
        if first is not point:
            complaints.append(f"Lines {first.line} and {row.line} are both {point.day.isoformat()}. Keep one.")
    if complaints:
        raise BadAnswer(told(complaints))
    return points


def _point(row: Row, columns: _Columns, writing: Writing, setting: Setting, last: date) -> _Point:
    day = parse_day(row.cells[columns.day], setting.today, setting.locale)
    if day > last:
        raise BadAnswer(f"{day.isoformat()} lies after {last.isoformat()}, the last day of the data.")
    cells = [row.cells[place] for place in (columns.value, *columns.controls.values())]
    if any(cell.casefold() in MISSING for cell in cells):
        return _Point(day=day, values=None, line=row.line)
    value = level_of(cells[0], writing, setting.experiment.plan.unit).value
    controls = (level_of(cell, writing).value for cell in cells[1:])
    return _Point(day=day, values=(value, *controls), line=row.line)


def _rhythm(days: tuple[date, ...]) -> Rhythm:
    """Daily or weekly, by the most frequent step; BadAnswer names the days that are missing or out of step."""
    if len(days) < _FEWEST:
        raise BadAnswer(f"There are values of {len(days)} days; a series needs more. Example: {_EXAMPLE}")
    steps = Counter((later - day).days for day, later in pairwise(days))
    usual = max(steps, key=lambda step: (steps[step], -step))
    rhythm = next((each for each, step in _STEPS.items() if step == usual), None)
    if rhythm is None:
        raise BadAnswer(f"The usual step between the dates is {usual} days; a series is daily or weekly.")
    ((kept, _),) = Counter(day.toordinal() % usual for day in days).most_common(1)
    out = [day for day in days if day.toordinal() % usual != kept]
    if out:
        raise BadAnswer(f"The series is weekly, but these days are out of step: {_named(out)}.")
    every = ((days[-1] - days[0]).days) // usual + 1
    there = set(days)
    lacking = [day for day in (days[0] + timedelta(days=usual * number) for number in range(every)) if day not in there]
    if len(lacking) > _MOST_MISSING * every:
        raise BadAnswer(f"{len(lacking)} of {every} points are missing: {_named(lacking)}. Add them, or hand in weeks.")
    return rhythm


def _ends(days: tuple[date, ...], rhythm: Rhythm, through: date | None) -> None:
    """The values must reach the day that was named; a week may be named by its first day."""
    if through is not None and (through - days[-1]).days >= _STEPS[rhythm]:
        raise BadAnswer(f"The values end on {days[-1].isoformat()}, not on {through.isoformat()}.")


def _named(days: Iterable[date]) -> str:
    first, *more = (day.isoformat() for day in days)
    shown = ", ".join((first, *more[: _NAMED - 1]))
    return shown + (", …" if len(more) >= _NAMED else "")
