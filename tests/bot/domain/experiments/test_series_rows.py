"""Results over time: the rhythm is found in the dates, guardrails and comparisons stand where the plan needs them."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.experiments.results import changed_terms, unmeasured
from bot.domain.experiments.series_results import series_question
from bot.domain.ids import QuestionId
from bot.domain.metrics import Unit, UnitKind
from bot.domain.refusal import BadFields
from bot.statistics.longitudinal_summary import NamedSeries, Rhythm, Series, SeriesMethod, SeriesQuestion
from tests.bot.domain.builders import observation
from tests.bot.domain.experiments.runs import LAST_DAY, START, UNTESTABLE, fields, run, sealed

PERCENT = Unit(kind=UnitKind.PERCENT, label="%")
DONORS = ("Lyon", "Lille", "Nice", "Metz", "Nantes")


def question(rows: str, *, through: str = "", made: Any = None, **also: Any) -> tuple[date, SeriesQuestion]:
    typed = fields({"rows": rows, "through": through})
    given = {"observations": (), "today": LAST_DAY, "locale": None, **also}
    return series_question(run(made or sealed(design="interrupted_time_series")), typed, **given)


def series(rows: str, **also: Any) -> tuple[date, Series]:
    through, found = question(rows, **also)
    assert found.method is SeriesMethod.INTERRUPTED_TIME_SERIES
    assert found.guardrails == ()
    return through, found.series


def no_series(rows: str, *, field: str = "rows", **also: Any) -> str:
    with pytest.raises(BadFields) as bad:
        series(rows, **also)
    assert list(bad.value.errors) == [field]
    return bad.value.errors[QuestionId(field)]


def days_of(count: int, *, step: int = 1, last: date = LAST_DAY) -> list[date]:
    return [last - timedelta(days=step * number) for number in reversed(range(count))]


def lines_of(days: list[date], *, header: str = "date,value", controls: int = 0) -> str:
    return "\n".join((header, *(f"{day},{place}.5{',7' * controls}" for place, day in enumerate(days))))


def test_a_daily_series_is_read_with_its_controls_in_any_order() -> None:
    rows = "day,Sweden,churn within 30 days,Norway\n2027-03-03,3,0.3,30\n2027-03-01,1,0.1,10\n2027-03-02,2,0.2,20"
    through, found = series(rows)
    assert through == date(2027, 3, 3)
    assert found == Series(
        dates=(date(2027, 3, 1), date(2027, 3, 2), date(2027, 3, 3)),
        values=(0.1, 0.2, 0.3),
        start=START,
        rhythm=Rhythm.DAILY,
        controls=(
            NamedSeries(name="Sweden", values=(1.0, 2.0, 3.0)),
            NamedSeries(name="Norway", values=(10.0, 20.0, 30.0)),
        ),
    )


def test_a_series_may_begin_long_before_the_start() -> None:
    through, found = series(lines_of(days_of(90)), through=LAST_DAY.isoformat())
    assert (through, len(found.values), found.start) == (LAST_DAY, 90, START)


def test_the_only_other_column_holds_the_metric_whatever_its_name() -> None:
    assert series(lines_of(days_of(4), header="date,anything"))[1].values == (0.5, 1.5, 2.5, 3.5)


def test_a_weekly_series_may_name_weeks_by_their_first_day() -> None:
    days = days_of(9, step=7, last=date(2027, 3, 22))
    through, found = series(lines_of(days, header="week,value"), through=LAST_DAY.isoformat())
    assert (through, found.rhythm, found.dates) == (LAST_DAY, Rhythm.WEEKLY, tuple(days))


def test_a_few_missing_points_are_left_out_and_never_filled() -> None:
    days = days_of(40)
    rows = lines_of(days[:10] + days[12:]) + f"\n{days[10]},N/A\n{days[11]},-"
    assert series(rows)[1].dates == tuple(days[:10] + days[12:])


def test_values_are_in_the_unit_of_the_metric_and_may_be_below_zero() -> None:
    percent = sealed(design="interrupted_time_series", unit=Unit(kind=UnitKind.PERCENT, label="%"))
    rows = "date,value\n2027-03-01,3.1%\n2027-03-02,0.03\n2027-03-03,-2%"
    assert series(rows, made=percent)[1].values == (0.031, 0.03, -0.02)
    assert "Is that 3 %?" in no_series(rows.replace("0.03\n", "3\n"), made=percent)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("date,value\n2027-03-01,1\n2027-03-02,2", "values of 2 days"),
        ("date,value", "no row below it. Example: date,value and then 2027-03-01,0.031"),
        ("date", "with commas between them. Example: date,value and then"),
        ("date,value,value\n2027-03-01,1,1", "Two columns are named “value”"),
        ("date,,value\n2027-03-01,1,1", "A column has no name"),
        ("date,metric,kpi,value\n2027-03-01,,,1", "Two columns name the metric"),
        ("value,other\n1,1", "must be named “date”"),
        ("date,day,value\n2027-03-01,2027-03-01,1", "must be named “date”"),
        ("date,a,b\n2027-03-01,1,1", "Name the column of the metric itself “value”"),
        ("date,y,value\n2027-03-01,1,1", "Name the column of the metric itself “value”"),
        ("date,value," + ",".join(f"c{n}" for n in range(51)) + "\n2027-03-01", "51 control columns"),
        (
            "date,value\nx,1\n2027-03-29,1",
            "Line 2: This is not a day. Write it like 2027-03-31. Line 3: 2027-03-29 lies",
        ),
        ("date,value\n2027-03-01,x", "Line 2: “x”"),
        ("date,value,c\n2027-03-01,1,NaN", "Line 2: “NaN”"),
        ("date,value\n2027-03-01,1\n1 March 2027,2", "Lines 2 and 3 are both 2027-03-01"),
        (lines_of(days_of(5, step=2)), "usual step between the dates is 2 days"),
        (lines_of([*days_of(5, step=7), date(2027, 2, 10)]), "these days are out of step: 2027-02-10"),
        (
            lines_of([day for day in days_of(28) if day.weekday() < 5]),
            "6 of 26 points are missing: 2027-03-06, 2027-03-07, 2027-03-13, 2027-03-14, 2027-03-20, …",
        ),
        (lines_of([*days_of(8, step=7)[:3], *days_of(4, step=7)]), "1 of 8 points are missing: 2027-02-28."),
    ],
)
def test_a_series_that_does_not_hold_is_refused(rows: str, said: str) -> None:
    assert said in no_series(rows)


def test_a_series_ends_on_the_day_that_was_named() -> None:
    days = days_of(20, last=date(2027, 3, 20))
    assert "The values end on 2027-03-20, not on 2027-03-28" in no_series(lines_of(days), through="2027-03-28")
    assert "lies after 2027-03-19" in no_series(lines_of(days), through="2027-03-19")
    assert "still to come" in no_series(lines_of(days), through="2027-04-01", field="through")


def test_without_rows_the_logged_values_are_the_series() -> None:
    logged = tuple(observation(day.isoformat(), place / 10) for place, day in enumerate(days_of(30)))
    again = observation("2027-03-28", 9.0, at=logged[0].at + timedelta(days=1))
    other = observation("2027-03-28", 5.0, metric="other")
    through, found = series("", observations=(again, *logged, other))
    assert (through, len(found.values), found.values[-1], found.controls) == (LAST_DAY, 30, 9.0, ())
    through, found = series("", observations=logged, through="2027-03-20")
    assert (through, found.dates[-1]) == (date(2027, 3, 20), date(2027, 3, 20))


def test_logged_values_of_another_metric_are_no_series_of_the_primary_one() -> None:
    logged = tuple(observation(day.isoformat(), 1.0) for day in days_of(30))
    found = no_series("", observations=logged, made=sealed(design="interrupted_time_series", about_business=False))
    assert "“Churn within 30 days” are not logged here" in found
    assert "values of 0 days" in no_series("")


# --- the comparison that the design needs -------------------------------------------------------------


def wide(columns: dict[str, float | str], *, days: int = 30, metric: str | None = None) -> list[str]:
    """Rows of some days in which each column stays as it is, but for the value, which counts up."""
    own = [] if metric is None else [metric]
    return [",".join((str(day), *own, *(str(each) for each in columns.values()))) for day in days_of(days)]


def table(columns: dict[str, float | str], **also: Any) -> str:
    return "\n".join((",".join(("date", *columns)), *wide(columns, **also)))


@pytest.mark.parametrize("design", ["staged_rollout", "difference_in_differences"])
def test_a_difference_is_compared_with_one_group_or_asks_for_it(design: str) -> None:
    made = sealed(design=design)
    found = question(table({"value": 3.1, "others": 3.3}), made=made)[1]
    assert found.method is SeriesMethod.DIFFERENCE_IN_DIFFERENCES
    assert [each.name for each in found.series.controls] == ["others"]
    asked = no_series(table({"value": 3.1}), made=made)
    assert "add one column with “Churn within 30 days” there. Example: date,value,others" in asked
    assert "These are 2 columns" in no_series(table({"value": 3.1, "a": 1, "b": 2}), made=made)
    logged = tuple(observation(day.isoformat(), 1.0) for day in days_of(30))
    assert "add one column" in no_series("", observations=logged, made=made)


@pytest.mark.parametrize("design", ["interrupted_time_series", "difference_in_differences", "synthetic_control"])
def test_a_series_is_read_as_it_was_registered(design: str) -> None:
    made = sealed(design=design, arms=3.0)
    found = question(
        table({"value": 3.1, **dict.fromkeys(DONORS[: 1 if "difference" in design else 5], 3.0)}), made=made
    )
    assert changed_terms(run(made), made, found[1]) == ()


def test_a_synthetic_control_has_donors_or_asks_for_them() -> None:
    made = sealed(design="synthetic_control")
    found = question(table({"value": 3.1, **dict.fromkeys(DONORS, 3.0)}), made=made)[1]
    assert found.method is SeriesMethod.SYNTHETIC_CONTROL
    assert tuple(each.name for each in found.series.controls) == DONORS
    few = no_series(table({"value": 3.1, **dict.fromkeys(DONORS[:4], 3.0)}), made=made)
    assert "4 donors of “Churn within 30 days” are too few; at least 5 are needed" in few
    assert "Example: date,value,Lyon" in few
    assert "0 donors" in no_series(table({"value": 3.1}), made=made)


def test_what_is_compared_is_in_the_unit_of_the_metric() -> None:
    made = sealed(design="difference_in_differences", unit=PERCENT)
    found = question(table({"value": "3.1%", "others": "3.3%"}), made=made)[1]
    assert found.series.controls[0].values[0] == pytest.approx(0.033)
    assert "Is that 3.3 %?" in no_series(table({"value": "3.1%", "others": "3.3"}), made=made)
    plain = sealed(design="difference_in_differences")
    assert "in one unit" in no_series(table({"value": "3.1%", "others": "3.3"}), made=plain)


def test_a_control_of_an_interrupted_series_may_be_in_any_unit() -> None:
    made = sealed(design="interrupted_time_series", unit=PERCENT)
    found = question(table({"value": "3.1%", "visits": 1200}), made=made)[1]
    assert found.series.controls[0].values[0] == 1200.0


# --- guardrails -------------------------------------------------------------------------------------------


def long_form(*parts: tuple[str, dict[str, float | str]]) -> str:
    header = ",".join(("date", "metric", *parts[0][1]))
    return "\n".join((header, *(row for name, columns in parts for row in wide(columns, metric=name))))


def test_guardrails_are_further_rows_that_name_their_metric() -> None:
    rows = long_form(
        ("margin  PER customer", {"value": "€12.40", "others": "€12"}),
        ("", {"value": 0.31, "others": 0.3}),
        ("Tickets", {"value": 7, "others": 8}),
    )
    made = sealed(design="difference_in_differences")
    found = question(rows, made=made)[1]
    assert found.series.values[0] == 0.31
    assert [(each.name, each.wanted_up, each.margin) for each in found.guardrails] == [
        ("Margin per customer", True, 0.01),
        ("Tickets", False, 0.1),
    ]
    assert [each.series.values[0] for each in found.guardrails] == [12.4, 7.0]
    assert [each.series.controls[0].values[0] for each in found.guardrails] == [12.0, 8.0]
    assert unmeasured(made, found) == ("Trust",)


def test_the_primary_metric_may_be_named_and_must_be_there() -> None:
    named = long_form(("Churn within 30 days", {"value": 0.31}), ("Tickets", {"value": 7}))
    made = sealed(design="interrupted_time_series")
    assert question(named, made=made)[1].series.values[0] == 0.31
    alone = long_form(("Tickets", {"value": 7}))
    assert "no row of the primary metric, “Churn within 30 days”" in no_series(alone, made=made)


def test_a_guardrail_without_a_margin_is_not_tested_and_stays_unmeasured() -> None:
    made = sealed(design="interrupted_time_series", guardrails=(UNTESTABLE,))
    found = question(long_form(("", {"value": 0.31}), ("Trust", {"value": 7})), made=made)[1]
    assert found.guardrails == ()
    assert unmeasured(made, found) == ("Trust",)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ((("", {"value": 1}), ("Offers accepted", {"value": 1})), "“Offers accepted” is not registered as a guardrail"),
        ((("", {"value": 1}), ("Tickets", {"value": "x"})), "“x”"),
        ((("", {"value": 1}), ("Tickets", {"value": 1}), ("tickets", {"value": 1})), "are both 2027-02-27. Keep one."),
    ],
)
def test_rows_of_other_metrics_that_do_not_hold_are_refused(parts: Any, said: str) -> None:
    assert said in no_series(long_form(*parts), made=sealed(design="interrupted_time_series"))


def test_a_refusal_names_the_metric_whose_series_does_not_hold() -> None:
    primary = long_form(("", {"value": 1}))
    made = sealed(design="interrupted_time_series")
    few = f"{primary}\n2027-03-01,Tickets,1\n2027-03-02,Tickets,2"
    assert "values of “Tickets” of 2 days" in no_series(few, made=made)
    mixed = f"{primary}\n2027-03-01,Tickets,1\n2027-03-02,Tickets,2%\n2027-03-03,Tickets,3"
    assert "Write all values of “Tickets” in one unit" in no_series(mixed, made=made)
    compared = sealed(design="difference_in_differences")
    without = long_form(("", {"value": 1, "others": 1}), ("Tickets", {"value": 7, "others": ""}))
    assert "add one column with “Tickets” there" in no_series(without, made=compared)


def test_a_control_that_a_metric_does_not_have_is_none_of_its_controls() -> None:
    rows = long_form(("", {"value": 1, "visits": 5}), ("Tickets", {"value": 7, "visits": "-"}))
    found = question(rows, made=sealed(design="interrupted_time_series"))[1]
    assert [each.name for each in found.series.controls] == ["visits"]
    assert found.guardrails[0].series.controls == ()


def test_forty_metrics_are_too_many() -> None:
    columns: dict[str, float | str] = {"value": 1}
    parts = [("", columns), *((f"m{number}", columns) for number in range(40))]
    assert "These are 41 metrics" in no_series(long_form(*parts), made=sealed(design="interrupted_time_series"))


def with_fields(made: Any = None, **typed: str) -> SeriesQuestion:
    known = made or sealed(design="interrupted_time_series")
    return series_question(run(known), fields(typed), (), today=LAST_DAY, locale=None)[1]


def test_a_guardrail_may_have_rows_in_a_field_of_its_own() -> None:
    primary = table({"value": 1})
    found = with_fields(rows=primary, guardrail_2=table({"tickets": 7}))
    assert [(each.name, each.series.values[0]) for each in found.guardrails] == [("Tickets", 7.0)]
    named = with_fields(rows=primary, guardrail_2=long_form(("Tickets", {"value": 7})))
    assert named.guardrails == found.guardrails
    assert with_fields(rows=primary, guardrail_3=table({"value": 7})).guardrails == ()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"guardrail_2": long_form(("Trust", {"value": 7}))}, "takes the rows of “Tickets” alone"),
        ({"guardrail_2": long_form(("", {"value": 7}), ("Trust", {"value": 7}))}, "takes the rows of “Tickets” alone"),
        ({"guardrail_2": "when;value\n1;2"}, "must be named “date”"),
        ({"secondary_1": table({"value": 7})}, "“Offers accepted” is not registered as a guardrail"),
        (
            {"rows": long_form(("", {"value": 1}), ("tickets", {"value": 7})), "guardrail_2": table({"value": 7})},
            "a result already",
        ),
    ],
)
def test_rows_of_a_guardrail_that_do_not_hold_are_refused_at_their_field(typed: dict[str, str], said: str) -> None:
    with pytest.raises(BadFields) as bad:
        with_fields(**{"rows": table({"value": 1}), **typed})
    [(field, words)] = bad.value.errors.items()
    assert field in ("guardrail_2", "secondary_1")
    assert said in words


def test_every_field_that_does_not_hold_is_named_at_once() -> None:
    with pytest.raises(BadFields) as bad:
        with_fields(rows="date,value", guardrail_1="date,value", through="2027-02-01")
    assert set(bad.value.errors) == {"rows", "guardrail_1", "through"}


@pytest.mark.parametrize("repeats", [True, False])
def test_rows_go_on_in_further_fields_and_keep_their_line_numbers(*, repeats: bool) -> None:
    header, *lines = table({"value": 1}).split("\n")
    first, then, last = lines[:10], lines[10:20], lines[20:]
    again = [header] if repeats else []
    pieces = {
        "rows": "\n".join((header, *first)),
        "more_1": "\n".join((*again, *then)),
        "more_3": "\n".join((*again, *last)),
    }
    assert with_fields(**pieces) == with_fields(rows=table({"value": 1}))
    with pytest.raises(BadFields, match=f"Line {34 if repeats else 32}: "):
        with_fields(**{**pieces, "more_3": pieces["more_3"] + "\n2027-03-01,x"})


def test_rows_that_begin_in_a_further_field_are_rows() -> None:
    assert with_fields(more_2=table({"value": 1})) == with_fields(rows=table({"value": 1}))
    assert "values of 0 days" in no_series("", made=sealed(design="interrupted_time_series"))
