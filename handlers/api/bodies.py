"""What programs send: the bodies of requests, which become the same rows and fields that people paste and type."""

import csv
import io
from decimal import Decimal
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from bot.domain.experiments.again import REASON
from bot.domain.experiments.pasted import ROWS
from bot.domain.experiments.results import THROUGH
from bot.domain.experiments.table import MOST_ROWS
from bot.domain.ids import QuestionId

MOST_OBSERVATIONS: Final = 1_000
Count = Annotated[int, Field(strict=True)]
Figure = Annotated[float, Field(strict=True, allow_inf_nan=False)]
IsoDay = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Name = Annotated[str, StringConstraints(max_length=200)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ArmRow(_Body):
    """One arm's result of one metric: a count `x`, or `mean` and `sd`, or the five figures of a ratio.

    In total, or of one `date` or `week` of the run; a unit is counted on its first day alone.
    """

    arm: Name = Field(description="The control is the one so named, else the first.", examples=["control"])
    metric: Name | None = Field(default=None, description="A registered metric; without it the primary one.")
    n: Count = Field(description="How many units.", examples=[13000])
    x: Count | None = Field(default=None, description="How many of them did it.", examples=[412])
    mean: Figure | None = None
    sd: Figure | None = None
    num_mean: Figure | None = None
    num_var: Figure | None = None
    den_mean: Figure | None = None
    den_var: Figure | None = None
    cov: Figure | None = None
    pre_mean: Figure | None = Field(default=None, description="Of the same units before the start (CUPED).")
    pre_sd: Figure | None = None
    pre_cov: Figure | None = Field(default=None, description="Their covariance with the metric now.")
    date: IsoDay | None = None
    week: Count | None = None
    cluster: Name | None = Field(default=None, description="Of a cluster-randomised test: one row for each.")
    period: Name | None = Field(
        default=None, description="Of a switchback: its number, or its start.", examples=["2027-03-01 06:00"]
    )
    weight: Figure | None = Field(default=None, description="The planned share of the arm.")
    direction: Name | None = Field(default=None, description="up or down, of a metric that was not registered.")


class Results(_Body):
    """Results of a running experiment: `arms`, or the same as `rows` (comma-separated text with a header).

    A design over time takes `rows` with `date,value`, and other columns as controls; without rows it takes the values
    of the business metric that were logged.
    """

    through: IsoDay | None = Field(default=None, description="The last day of the data.", examples=["2027-04-11"])
    arms: Annotated[tuple[ArmRow, ...], Field(min_length=1, max_length=MOST_ROWS)] | None = None
    rows: str | None = Field(default=None, examples=["arm,n,x\ncontrol,13000,412\ntreatment,13010,380\n"])

    reason: Annotated[str, StringConstraints(max_length=1000)] | None = Field(
        default=None, description="Why a final result is read again; needed when there is one already."
    )

    @model_validator(mode="after")
    def _is_told_once(self) -> "Results":
        if self.arms is not None and self.rows is not None:
            raise ValueError("send arms or rows, not both: the two could disagree")
        return self

    @property
    def typed(self) -> dict[QuestionId, str | None]:
        """The fields as a person would have filled them in."""
        rows = self.rows if self.arms is None else rows_of(self.arms)
        return {THROUGH: self.through, ROWS: rows, REASON: self.reason}


class Observed(_Body):
    """The value of the business metric on a day."""

    day: IsoDay = Field(examples=["2027-02-14"])
    value: Figure | Annotated[str, StringConstraints(max_length=60)] = Field(
        description="As people write it, `4.8%`, or a number; where the unit is percent a fraction, `0.048`.",
        examples=["4.8%", 0.048],
    )

    @property
    def typed(self) -> str:
        """The value as a person would have typed it."""
        return self.value if isinstance(self.value, str) else figure(self.value)


class Observations(_Body):
    """One or many values; the same day twice is one, and the later stands."""

    observations: Annotated[tuple[Observed, ...], Field(min_length=1, max_length=MOST_OBSERVATIONS)]


def rows_of(arms: tuple[ArmRow, ...]) -> str:
    """The rows that say the same: one line each, with those columns that any of them fills."""
    told = [arm.model_dump(exclude_none=True) for arm in arms]
    columns = [column for column in ArmRow.model_fields if any(column in row for row in told)]
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row.get(column, "")) for column in columns] for row in told)
    return written.getvalue()


def _cell(value: str | float) -> str:
    """One cell: names on one line, so that a row is a line."""
    return " ".join(value.split()) if isinstance(value, str) else figure(value)


def figure(value: float) -> str:
    """A number in digits, without an exponent: the very number, as a person would have to type it."""
    return str(value) if isinstance(value, int) else f"{Decimal(repr(value)):f}"
