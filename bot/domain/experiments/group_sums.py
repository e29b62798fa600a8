"""Rows by cluster or by period summed up by arm, with the group as the unit: that is what chance assigned."""

import statistics
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from bot.domain.experiments.arm_sums import arms_of, weights_of
from bot.domain.experiments.figures import summed_up
from bot.domain.experiments.group_rows import EXAMPLES, GroupEntry, entries_of
from bot.domain.experiments.measured import Measured, Measurements, Setting, is_primary, key_of
from bot.domain.experiments.table import table_of
from bot.domain.number_forms import BadAnswer
from bot.domain.text import shorten
from bot.statistics.arms.groups import jackknifed
from bot.statistics.arms.runs import BLOCKS, too_few_runs
from bot.statistics.arms.summary import Arm, Counted, Switches
from bot.statistics.planning.designs import FEWEST_GROUPS
from bot.statistics.summaries import Mean

_MOST_METRICS: Final = 40
_MINUTES: Final = 60


def groups_in_rows(typed: str, setting: Setting, through: date | None, counted: Counted) -> Measurements:
    """Everything that rows by cluster or by period say; BadAnswer says what does not hold.

    Groups of other sizes count by their sums: an arm's level is the ratio of two sums, so that one large shop is not
    one of many small ones, and its spread is that between groups (jackknife).
    """
    entries = entries_of(table_of(typed, example=EXAMPLES[counted]), setting, through or setting.today, counted)
    arms = arms_of(entries)
    by_metric = _by_metric(entries, setting)
    _each_in_one_arm(by_metric[""], counted)
    measured = tuple(_measured(own, arms, by_metric[""], counted) for own in by_metric.values())
    days = [each.place.day for each in entries if each.place is not None and each.place.day is not None]
    last_day = max(days, default=None)
    covered = ((through or last_day or setting.today) - setting.experiment.started_on).days + 1
    return Measurements(
        arms=tuple(arms.values()),
        metrics=measured,
        weights=weights_of(entries, arms),
        last_day=last_day,
        switches=_switches(by_metric[""], tuple(arms), covered) if counted is Counted.PERIODS else None,
    )


def _by_metric(entries: Iterable[GroupEntry], setting: Setting) -> Mapping[str, tuple[GroupEntry, ...]]:
    """The rows of each metric in order, the primary one's under no name and first."""
    primary = setting.experiment.plan.primary_metric
    found: dict[str, list[GroupEntry]] = {"": []}
    for entry in entries:
        found.setdefault("" if is_primary(entry.metric, primary) else key_of(entry.metric), []).append(entry)
    if not found[""]:
        raise BadAnswer(f"There is no row of the primary metric, “{shorten(primary, 60)}”.")
    if len(found) > _MOST_METRICS:
        raise BadAnswer(f"These are {len(found)} metrics; at most {_MOST_METRICS} fit.")
    return {key: tuple(own) for key, own in found.items()}


def _each_in_one_arm(entries: Iterable[GroupEntry], counted: Counted) -> None:
    """A group is there once, in the arm that chance gave it; periods are all numbered or all have a start."""
    name = counted.value.removesuffix("s")
    seen: dict[object, GroupEntry] = {}
    numbered = None
    for entry in entries:
        if entry.place is not None:
            is_numbered = entry.place.number is not None
            if numbered not in (None, is_numbered):
                raise BadAnswer(f"Line {entry.line}: number all periods, or give the start of each.")
            numbered = is_numbered
        first = seen.setdefault(_group_of(entry), entry)
        if first is entry:
            continue
        said = f"{name} “{shorten(entry.group, 40)}”"
        if key_of(first.arm) != key_of(entry.arm):
            raise BadAnswer(f"Lines {first.line} and {entry.line}: {said} is in two arms. Chance gave it one.")
        raise BadAnswer(f"Lines {first.line} and {entry.line} are both {said}. Give one row for the whole {name}.")


def _group_of(entry: GroupEntry) -> object:
    return key_of(entry.group) if entry.place is None else entry.place


def _measured(
    entries: tuple[GroupEntry, ...], arms: Mapping[str, str], primary: tuple[GroupEntry, ...], counted: Counted
) -> Measured:
    """One metric by arm; it has the same groups as the primary one."""
    name = entries[0].metric if entries is not primary else ""
    said = f"“{shorten(name, 40)}”" if name else "the primary metric"
    if entries is not primary:
        _same_groups(entries, primary, said, counted)
    first = entries[0]
    for entry in entries:
        if (entry.n is None) != (first.n is None) or entry.kinds != first.kinds:
            raise BadAnswer(f"Lines {first.line} and {entry.line}: write all of {said} in one way and one unit.")
    return Measured(name=name, arms=tuple(_summary(entries, arm, arms[arm], counted) for arm in arms))


def _same_groups(entries: tuple[GroupEntry, ...], primary: tuple[GroupEntry, ...], said: str, counted: Counted) -> None:
    _each_in_one_arm(entries, counted)
    expected = {(_group_of(each), key_of(each.arm)): each for each in primary}
    there = {(_group_of(each), key_of(each.arm)): each for each in entries}
    name = counted.value.removesuffix("s")
    extra = next((each for key, each in there.items() if key not in expected), None)
    if extra is not None:
        raise BadAnswer(
            f"Line {extra.line}: the primary metric has no row of {name} “{shorten(extra.group, 40)}” in this arm."
        )
    lacking = next((each for key, each in expected.items() if key not in there), None)
    if lacking is not None:
        raise BadAnswer(f"There is no row of {said} for {name} “{shorten(lacking.group, 40)}”.")


def _summary(entries: Iterable[GroupEntry], arm: str, name: str, counted: Counted) -> Arm:
    own = [entry for entry in entries if key_of(entry.arm) == arm]
    if len(own) < FEWEST_GROUPS:
        raise BadAnswer(
            f"“{shorten(name, 40)}” has {len(own)} {counted.value}; each arm needs at least {FEWEST_GROUPS}, because "
            "with fewer chance alone could explain any difference."
        )
    return summary_of(own)


def summary_of(own: Sequence[GroupEntry]) -> Arm:
    """Groups of one arm as one sample: a ratio of sums where units were counted, else the mean of their values."""
    totals = [entry.total for entry in own]
    sizes = [float(entry.n) for entry in own if entry.n is not None]
    if not sizes:
        return summed_up(lambda: Mean(n=len(own), mean=statistics.fmean(totals), sd=statistics.stdev(totals)))
    return summed_up(lambda: jackknifed(totals, sizes))


def _switches(entries: tuple[GroupEntry, ...], arms: tuple[str, ...], days: int) -> Switches:
    """The periods right after a switch apart from the others, and the times of the week that only one arm had.

    Before the first period everybody had the control.
    """
    placed = sorted(((each.place, each) for each in entries if each.place is not None), key=lambda one: one[0].key)
    ordered = [entry for _, entry in placed]
    before = [arms[0], *(key_of(entry.arm) for entry in ordered[:-1])]
    fresh = [entry for entry, last in zip(ordered, before, strict=True) if key_of(entry.arm) != last]
    settled = [entry for entry, last in zip(ordered, before, strict=True) if key_of(entry.arm) == last]
    timed = [(place.day, place.minute // _MINUTES, entry.arm) for place, entry in placed if place.day is not None]
    return Switches(
        fresh=_pair(fresh, arms),
        settled=_pair(settled, arms),
        weekdays=_one_sided((day.weekday(), arm) for day, _, arm in timed),
        hours=_one_sided((hour, arm) for _, hour, arm in timed),
        in_blocks=too_few_runs([key_of(entry.arm) for entry in ordered]) < BLOCKS,
        days=days,
    )


def _pair(entries: list[GroupEntry], arms: tuple[str, ...]) -> tuple[Arm, Arm] | None:
    """Control and first treatment, None where either has too few periods to say anything."""
    sides = [[entry for entry in entries if key_of(entry.arm) == arm] for arm in arms[:2]]
    if min(map(len, sides)) < FEWEST_GROUPS:
        return None
    return summary_of(sides[0]), summary_of(sides[1])


def _one_sided(seen: Iterable[tuple[int, str]]) -> tuple[int, ...]:
    """The times that came more than once and always in the same arm."""
    found: dict[int, list[str]] = {}
    for when, arm in seen:
        found.setdefault(when, []).append(key_of(arm))
    return tuple(sorted(when for when, arms in found.items() if len(arms) > 1 and len(set(arms)) == 1))
