"""Rows by arm added up: the arms with the control first, each metric's sums, the weeks, and the planned weights."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce
from itertools import groupby
from operator import itemgetter
from typing import Final, Protocol

from bot.domain.experiments.arm_columns import CONTROLS, FIRST
from bot.domain.experiments.arm_rows import Entry, entries_of
from bot.domain.experiments.figures import summed_up
from bot.domain.experiments.measured import Measured, Measurements, Setting, is_primary, key_of
from bot.domain.experiments.table import table_of
from bot.domain.number_forms import BadAnswer
from bot.domain.text import shorten
from bot.statistics.arms.summary import Arm, Week

_MOST_ARMS: Final = 10
_MOST_METRICS: Final = 40
_DAYS: Final = 7


def arms_in_rows(typed: str, setting: Setting, through: date | None) -> Measurements:
    """Everything that pasted rows say; they are added up over days or weeks. BadAnswer says what does not hold.

    Each row's units are others than those of the rows before it: a unit is counted on its first day alone.
    """
    entries = entries_of(table_of(typed), setting, through or setting.today)
    arms = arms_of(entries)
    metrics = _by_metric(entries, setting)
    measured = tuple(_measured(own, arms) for own in metrics.values())
    days = [entry.day for entry in entries if entry.day is not None]
    last_day = max(days, default=None)
    if through is not None and last_day not in (None, through) and not setting.experiment.plan.waits:
        raise BadAnswer(f"The rows end on {last_day.isoformat()}, not on {through.isoformat()}.")
    return Measurements(
        arms=tuple(arms.values()),
        metrics=measured,
        weights=weights_of(entries, arms),
        weeks=_weeks(metrics.get("", ()), tuple(arms), setting),
        last_day=last_day,
    )


class _InAnArm(Protocol):
    """A row of anything that was assigned to an arm."""

    @property
    def arm(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def weight(self) -> float | None: ...


def arms_of(entries: Iterable[_InAnArm]) -> Mapping[str, str]:
    """The arms' names by their keys, the control first."""
    found: dict[str, str] = {}
    for entry in entries:
        found.setdefault(key_of(entry.arm), entry.arm)
    if len(found) < 2:
        raise BadAnswer(f"There is only one arm, “{shorten(next(iter(found.values())), 40)}”: nothing to compare with.")
    if len(found) > _MOST_ARMS:
        raise BadAnswer(f"These are {len(found)} arms; at most {_MOST_ARMS} fit.")
    controls = [key for key in found if key in CONTROLS] or [key for key in found if key in FIRST]
    if len(controls) > 1:
        names = " and ".join(f"“{found[key]}”" for key in controls)
        raise BadAnswer(f"{names} may both be the control. Name one of them “control”, and none of the others like it.")
    control = controls[0] if controls else next(iter(found))
    return {control: found[control], **found}


def _by_metric(entries: Iterable[Entry], setting: Setting) -> Mapping[str, tuple[Entry, ...]]:
    """The rows of each metric in order, the primary one's under no name."""
    found: dict[str, list[Entry]] = {}
    primary = setting.experiment.plan.primary_metric
    for entry in entries:
        found.setdefault("" if is_primary(entry.metric, primary) else key_of(entry.metric), []).append(entry)
    if len(found) > _MOST_METRICS:
        raise BadAnswer(f"These are {len(found)} metrics; at most {_MOST_METRICS} fit.")
    if "" not in found:
        raise BadAnswer(f"There is no row of the primary metric, “{shorten(primary, 60)}”.")
    return {key: tuple(own) for key, own in found.items()}


def _measured(entries: tuple[Entry, ...], arms: Mapping[str, str]) -> Measured:
    name = entries[0].metric
    said = f"“{shorten(name, 40)}”" if name else "the primary metric"
    _alike(entries, said)
    by_arm = {arm: tuple(entry for entry in entries if key_of(entry.arm) == arm) for arm in arms}
    _complete(by_arm, arms, said)
    return Measured(
        name=name,
        arms=tuple(_added(own) for own in by_arm.values()),
        wanted=next((entry.wanted for entry in entries if entry.wanted), None),
    )


def _alike(entries: tuple[Entry, ...], name: str) -> None:
    """The rows of a metric are of one form, in one unit, in one direction, and no two of them are the same."""
    first, seen = entries[0], dict[tuple[str, date | None, int | None], int]()
    for entry in entries:
        if type(entry.summary) is not type(first.summary):
            raise BadAnswer(f"Lines {first.line} and {entry.line}: {name} is summed up in two ways.")
        if entry.kinds != first.kinds or len(entry.kinds) > 1:
            raise BadAnswer(f"Line {entry.line}: write all of {name} in one unit.")
        if (entry.day is None, entry.week is None) != (first.day is None, first.week is None):
            raise BadAnswer(f"Lines {first.line} and {entry.line}: {name} has totals and rows with a date.")
        if entry.wanted is not first.wanted and None not in (entry.wanted, first.wanted):
            raise BadAnswer(f"Lines {first.line} and {entry.line}: {name} should go up here and down there.")
        key = (key_of(entry.arm), entry.day, entry.week)
        if key in seen:
            whose = _told(entry.arm, entry.day, entry.week)
            raise BadAnswer(f"Lines {seen[key]} and {entry.line} are both {name} of {whose}. Keep one.")
        seen[key] = entry.line


def _complete(by_arm: Mapping[str, tuple[Entry, ...]], arms: Mapping[str, str], name: str) -> None:
    """Every arm has the metric, and at the same times."""
    every = dict.fromkeys((entry.day, entry.week) for own in by_arm.values() for entry in own)
    for arm, own in by_arm.items():
        there = {(entry.day, entry.week) for entry in own}
        lacking = next((when for when in every if when not in there), None)
        if lacking is not None:
            raise BadAnswer(f"There is no row of {name} for {_told(arms[arm], *lacking)}.")


def _told(arm: str, day: date | None, week: int | None) -> str:
    said = f"“{shorten(arm, 40)}”"
    if day is not None:
        return f"{said} on {day.isoformat()}"
    return said if week is None else f"{said} in week {week}"


def _added(entries: Iterable[Entry]) -> Arm:
    summaries = [entry.summary for entry in entries]
    return summed_up(lambda: reduce(_plus, summaries))


def _plus(one: Arm, other: Arm) -> Arm:
    return one + other  # type: ignore[operator]  # they are of one kind, which _alike sees to


def _weeks(primary: Iterable[Entry], arms: tuple[str, ...], setting: Setting) -> tuple[Week, ...]:
    """The primary metric by week of the run, control and first treatment."""
    start = setting.experiment.started_on
    numbered = [(_number_of(entry, start), entry) for entry in primary]
    dated = [(number, entry) for number, entry in numbered if number is not None]
    weeks = groupby(sorted(dated, key=itemgetter(0)), key=itemgetter(0))
    return tuple(_week(number, [entry for _, entry in own], arms) for number, own in weeks)


def _number_of(entry: Entry, start: date) -> int | None:
    return entry.week if entry.day is None else (entry.day - start).days // _DAYS + 1


def _week(number: int, entries: list[Entry], arms: tuple[str, ...]) -> Week:
    control, treatment = (_added(each for each in entries if key_of(each.arm) == arm) for arm in arms[:2])
    return Week(number=number, control=control, treatment=treatment)


def weights_of(entries: Iterable[_InAnArm], arms: Mapping[str, str]) -> tuple[float, ...]:
    """The planned share of each arm, empty where no row has one."""
    found: dict[str, float] = {}
    for entry in entries:
        if entry.weight is None:
            continue
        if found.setdefault(key_of(entry.arm), entry.weight) != entry.weight:
            raise BadAnswer(f"Line {entry.line}: “{shorten(entry.arm, 40)}” had another weight before.")
    lacking = [name for arm, name in arms.items() if found and arm not in found]
    if lacking:
        raise BadAnswer(f"“{shorten(lacking[0], 40)}” has no weight though others have one.")
    return tuple(found[arm] for arm in arms) if found else ()
