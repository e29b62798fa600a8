"""The picture of a summary draws what is honest, and nothing else."""

from dataclasses import replace
from datetime import date

from bot.domain.message import DigestRow
from bot.views.messages import render
from bot.views.words import Words
from tests.bot.views import samples
from tests.bot.views.samples import row
from tests.bot.views.seen import words_of


def _chart(words: Words, *rows: DigestRow) -> dict[str, object] | None:
    blocks = render(samples.digest_of(*rows), words).blocks or []
    return next((block for block in blocks if block["type"] == "data_visualization"), None)


def test_projects_of_one_unit_are_drawn_as_levels(words: Words) -> None:
    chart = _chart(words, row(1), row(2))
    assert chart is not None
    body = chart["chart"]
    assert [series["name"] for series in body["series"]] == ["Baseline", "Now", "Target"]  # type: ignore[index]  # Slack's own shape
    assert [point["value"] for point in body["series"][1]["data"]] == [2.9, 2.9]  # type: ignore[index]  # the same


def test_projects_of_different_units_are_drawn_as_their_way_to_the_target(words: Words) -> None:
    chart = _chart(words, samples.CHURN_ROW, samples.SUPPORT_ROW)
    assert chart is not None
    values = [point["value"] for point in chart["chart"]["series"][0]["data"]]  # type: ignore[index]  # Slack's own shape
    assert values == [33.3, -8.9]


def test_a_way_far_beyond_the_target_does_not_dwarf_the_others_and_is_named(words: Words) -> None:
    far = row(9, kpi=replace(samples.FRAUD_KPI, observations=samples.observed(-2_286_000)))
    blocks = render(samples.digest_of(samples.CHURN_ROW, far), words).blocks
    assert "Beyond the picture: Project 9 1,000 %." in words_of(blocks)
    chart = _chart(words, samples.CHURN_ROW, far)
    assert chart is not None
    assert chart["chart"]["series"][0]["data"][1]["value"] == 200  # type: ignore[index]  # Slack's own shape


def test_projects_that_cannot_be_drawn_are_named_with_the_reason(words: Words) -> None:
    flat = row(5, kpi=replace(samples.CHURN_KPI, target=0.031))
    huge = row(6, kpi=replace(samples.CHURN_KPI, target=1e300))
    rows = (samples.CHURN_ROW, samples.SUPPORT_ROW, samples.NEW_ROW, flat, huge)
    read = words_of(render(samples.digest_of(*rows), words).blocks)
    assert (
        "Not in the picture: Route planner (no baseline, no logged value, no target), "
        "Project 5 (the target asks for no improvement), Project 6 (a value too large to draw)."
    ) in read


def test_projects_beyond_the_room_of_the_picture_are_named_while_they_are_few(words: Words) -> None:
    read = words_of(render(samples.digest_of(*(row(number) for number in range(22))), words).blocks)
    assert "Not in the picture: Project 20 (no room left), Project 21 (no room left)." in read
    read = words_of(render(samples.digest_of(*(row(number) for number in range(30))), words).blocks)
    assert "Project 24 (no room left) and 5 more." in read


def test_nothing_drawable_makes_no_picture(words: Words) -> None:
    assert _chart(words, samples.NEW_ROW) is None
    assert _chart(words, samples.NEW_ROW, replace(samples.NEW_ROW)) is None
    flat = replace(samples.CHURN_KPI, target=0.031)
    other = replace(samples.SUPPORT_KPI, target=1250)
    assert _chart(words, row(1, kpi=flat), row(2, kpi=other)) is None


def test_one_project_is_drawn_over_time_between_baseline_and_target(words: Words) -> None:
    chart = _chart(words, samples.CHURN_ROW)
    assert chart is not None
    body = chart["chart"]
    assert body["type"] == "line"  # type: ignore[index]  # Slack's own shape
    assert body["axis_config"]["categories"] == ["5 Oct 2026", "12 Oct", "19 Oct", "26 Oct", "2 Nov"]  # type: ignore[index]
    assert [series["name"] for series in body["series"]] == ["Logged", "Baseline", "Target"]  # type: ignore[index]


def test_one_project_without_baseline_and_target_is_drawn_by_its_values_alone(words: Words) -> None:
    kpi = replace(samples.CHURN_KPI, baseline=None, target=None, name="")
    chart = _chart(words, row(1, kpi=kpi))
    assert chart is not None
    assert [series["name"] for series in chart["chart"]["series"]] == ["Logged"]  # type: ignore[index]  # Slack's own shape


def test_the_axis_of_time_says_that_its_days_are_evenly_spaced(words: Words) -> None:
    chart = _chart(words, samples.CHURN_ROW)
    assert chart is not None
    assert chart["chart"]["axis_config"]["x_label"] == "Days with a logged value, evenly spaced"  # type: ignore[index]  # Slack's own shape


def test_days_of_different_years_stay_apart_on_the_axis(words: Words) -> None:
    yearly = (*samples.observed(1.0, first=date(2025, 10, 5)), *samples.observed(2.0, first=date(2026, 10, 5)))
    chart = _chart(words, row(1, kpi=replace(samples.CHURN_KPI, observations=yearly)))
    assert chart is not None
    assert chart["chart"]["axis_config"]["categories"] == ["5 Oct 2025", "5 Oct 2026"]  # type: ignore[index]  # Slack's own shape


def test_one_project_with_a_single_value_is_drawn_as_bars(words: Words) -> None:
    chart = _chart(words, samples.FRAUD_ROW)
    assert chart is not None
    assert chart["chart"]["type"] == "bar"  # type: ignore[index]  # Slack's own shape
    assert [series["name"] for series in chart["chart"]["series"]] == ["Level"]  # type: ignore[index]  # Slack's own shape
    assert chart["chart"]["axis_config"]["categories"] == ["Baseline", "Now", "Target"]  # type: ignore[index]
