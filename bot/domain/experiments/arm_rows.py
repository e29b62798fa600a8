"""One row of results by arm: its arm, its metric, when it was, and the summary that its figures make."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.calendar import parse_day
from bot.domain.experiments.arm_columns import BEFORE, EXAMPLE, KNOWN, RATIO
from bot.domain.experiments.figures import (
    MISSING,
    Level,
    Writing,
    adjustable,
    count_in,
    level_of,
    proportion,
    spread_of,
    summed_up,
    units_in,
)
from bot.domain.experiments.measured import Setting, is_primary
from bot.domain.experiments.table import Row, Table, named_columns, told
from bot.domain.metrics import Direction, Unit
from bot.domain.number_forms import BadAnswer
from bot.domain.text import shorten
from bot.domain.unreadable import Unreadable
from bot.statistics.arms.summary import Arm
from bot.statistics.summaries import Mean, Paired, Proportion, Ratio

_LONGEST_NAME: Final = 120
_DAYS: Final = 7
_WAYS: Final = {
    **dict.fromkeys(("up", "increase", "higher", "+"), Direction.UP),
    **dict.fromkeys(("down", "decrease", "lower"), Direction.DOWN),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one row says; `day` and `week` are None for totals, `kinds` the kinds of numbers that its levels are."""

    line: int
    metric: str
    arm: str
    summary: Arm
    kinds: frozenset[str]
    day: date | None = None
    week: int | None = None
    weight: float | None = None
    wanted: Direction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cells:
    """The cells of one row by column, missing ones left out."""

    values: Mapping[str, str]
    writing: Writing
    setting: Setting

    @property
    def unit(self) -> Unit | None:
        """The unit of the row's levels, known for the primary metric alone."""
        plan = self.setting.experiment.plan
        return plan.unit if is_primary(self.values.get("metric", ""), plan.primary_metric) else None


def entries_of(table: Table, setting: Setting, through: date) -> tuple[Entry, ...]:
    """Every row read; BadAnswer names the first lines that do not hold."""
    columns = named_columns(table.header, KNOWN, example=EXAMPLE)
    for column in ("arm", "n"):
        if column not in columns:
            raise BadAnswer(f"There is no column “{column}”. Example: {EXAMPLE}")
    if "day" in columns and "week" in columns:
        raise BadAnswer("Give each row a date or a week, not both. Example: date,arm,n,x")
    writing = Writing(locale=setting.locale, by_comma=table.by_comma)
    entries, complaints = [], []
    for row in table.rows:
        try:
            entries.append(_entry(row, columns, writing, setting, through))
        except (BadAnswer, Unreadable) as wrong:
            complaints.append(f"Line {row.line}: {wrong}")
    if complaints:
        raise BadAnswer(told(complaints))
    return tuple(entries)


def _entry(row: Row, columns: Mapping[str, int], writing: Writing, setting: Setting, through: date) -> Entry:
    found = {column: row.cells[place] for column, place in columns.items()}
    cells = _Cells(
        values={column: cell for column, cell in found.items() if cell.casefold() not in MISSING},
        writing=writing,
        setting=setting,
    )
    summary, kinds = _summary(cells)
    return Entry(
        line=row.line,
        metric=_name(cells.values.get("metric", "")),
        arm=_name(_needed(cells, "arm", "control")),
        summary=summary,
        kinds=kinds,
        day=_day(cells, through),
        week=_week(cells, through),
        weight=_weight(cells),
        wanted=_wanted(cells),
    )


def _name(typed: str) -> str:
    if len(typed) > _LONGEST_NAME:
        raise BadAnswer(f"A name of {len(typed)} characters is too long; at most {_LONGEST_NAME} fit.")
    return " ".join(typed.split())


def _needed(cells: _Cells, column: str, example: str) -> str:
    typed = cells.values.get(column)
    if typed is None:
        raise BadAnswer(f"“{column}” is missing. Example: {example}")
    return typed


def _summary(cells: _Cells) -> tuple[Arm, frozenset[str]]:
    """A count, a mean with its spread, or a ratio, by the cells that are filled."""
    n = units_in(_needed(cells, "n", "13000"), cells.writing)
    forms = [form for form in (("x",), ("mean", "sd"), RATIO) if any(column in cells.values for column in form)]
    if len(forms) != 1:
        words = "Give one result: x, or mean and sd, or the five figures of a ratio."
        raise BadAnswer(f"{words} Example: {EXAMPLE} and then control,13000,412")
    if forms[0] == RATIO:
        return _ratio(cells, n)
    if forms[0] == ("x",):
        return _with_before(cells, proportion(x=count_in(cells.values["x"], cells.writing), n=n)), frozenset()
    mean, kinds = _mean(cells, n)
    return _with_before(cells, mean), kinds


def _with_before(cells: _Cells, summary: Mean | Proportion) -> Arm:
    """The summary beside what was before the experiment, where the row says that."""
    if not any(column in cells.values for column in BEFORE):
        return summary
    mean = level_of(_needed(cells, "pre_mean", "12.1"), cells.writing).value
    sd = spread_of(_needed(cells, "pre_sd", "3.0"), cells.writing).value
    cov = level_of(_needed(cells, "pre_cov", "5.4"), cells.writing).value
    return adjustable(summary, mean=mean, sd=sd, cov=cov)


def _mean(cells: _Cells, n: int) -> tuple[Mean, frozenset[str]]:
    mean = level_of(_needed(cells, "mean", "12.4"), cells.writing, cells.unit)
    sd = spread_of(_needed(cells, "sd", "3.1"), cells.writing, cells.unit)
    made = summed_up(lambda: Mean(n=n, mean=mean.value, sd=sd.value))
    return made, frozenset((mean.kind, sd.kind))


def _ratio(cells: _Cells, n: int) -> tuple[Arm, frozenset[str]]:
    if "cov" not in cells.values:
        raise BadAnswer("A ratio needs “cov”, the covariance of its numerator and denominator. Example: 0.8")
    typed = {column: _needed(cells, column, "1.2") for column in RATIO}
    levels: dict[str, Level] = {
        column: (spread_of if column.endswith("_var") else level_of)(words, cells.writing)
        for column, words in typed.items()
    }
    if levels["den_mean"].value <= 0:
        raise BadAnswer("“den_mean” must be above zero. Example: 1.2")
    made = summed_up(
        lambda: Ratio(
            units=Paired(
                n=n,
                mean_y=levels["num_mean"].value,
                var_y=levels["num_var"].value,
                mean_x=levels["den_mean"].value,
                var_x=levels["den_var"].value,
                cov=levels["cov"].value,
            )
        )
    )
    return made, frozenset(level.kind for level in levels.values())


def _day(cells: _Cells, through: date) -> date | None:
    typed = cells.values.get("day")
    if typed is None:
        return None
    setting = cells.setting
    day, start = parse_day(typed, setting.today, setting.locale), setting.experiment.started_on
    if day < start:
        raise BadAnswer(f"{day.isoformat()} lies before the start, {start.isoformat()}.")
    if day > through:
        raise BadAnswer(f"{day.isoformat()} lies after {through.isoformat()}, the last day of the data.")
    return day


def _week(cells: _Cells, through: date) -> int | None:
    typed = cells.values.get("week")
    if typed is None:
        return None
    last = (through - cells.setting.experiment.started_on).days // _DAYS + 1
    week = count_in(typed, cells.writing)
    if not 1 <= week <= last:
        raise BadAnswer(f"There is no week {week} yet; the weeks since the start are 1 to {last}.")
    return week


def _weight(cells: _Cells) -> float | None:
    typed = cells.values.get("weight")
    if typed is None:
        return None
    weight = level_of(typed, cells.writing).value
    if weight <= 0:
        raise BadAnswer(f"“{shorten(typed, 40)}”: a weight must be above zero. Example: 0.5")
    return weight


def _wanted(cells: _Cells) -> Direction | None:
    typed = cells.values.get("direction")
    if typed is None:
        return None
    way = _WAYS.get(typed.casefold())
    if way is None:
        raise BadAnswer(f"“{shorten(typed, 40)}” is no direction. Write up or down.")
    return way
