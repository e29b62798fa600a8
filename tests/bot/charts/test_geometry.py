"""Where things stand in a chart, and why there."""

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.charts.chain import ChainLink, MetricChain
from bot.charts.columns import MOST_ROWS
from bot.charts.drawing import Chart, svg
from bot.charts.intervals import Interval, IntervalPlot
from bot.charts.palette import GRADES, INK, LINE, PALE_GREEN, Grade
from bot.charts.scales import Axis
from tests.bot.charts.samples import CHAIN, EVERY, LONG, PLAN, PORTFOLIO, SERIES, WORDS, rows
from tests.bot.charts.seen import shapes, texts

VALUES = st.floats(min_value=-1e6, max_value=1e6)


def zero_line(chart: Chart) -> float:
    (line,) = [
        each
        for each in shapes(svg(chart), "line")
        if each["stroke"] == INK and each["x1"] == each["x2"] and float(each["y1"]) < 66
    ]
    return float(line["x1"])


def points_of(chart: IntervalPlot) -> list[float]:
    return [float(each["cx"]) for each in shapes(svg(chart), "circle")]


@settings(max_examples=40, deadline=None)
@given(st.lists(VALUES, min_size=2, max_size=8))
def test_a_greater_value_never_stands_further_left(values: list[float]) -> None:
    chart = IntervalPlot(title="", rows=rows(values), axis=Axis(), words=WORDS)
    places = points_of(chart)
    order = sorted(range(len(values)), key=lambda index: values[index])
    assert all(places[one] <= places[next_] + 0.01 for one, next_ in pairwise(order))


@settings(max_examples=40, deadline=None)
@given(st.lists(VALUES, min_size=1, max_size=8))
def test_zero_is_on_the_picture_and_divides_the_signs(values: list[float]) -> None:
    chart = IntervalPlot(title="", rows=rows(values), axis=Axis(), words=WORDS)
    zero = zero_line(chart)
    (below,) = [each for each in shapes(svg(chart), "line") if each["stroke"] == LINE and each["y1"] == each["y2"]]
    assert float(below["x1"]) + 1 < zero < float(below["x2"]) - 1
    for value, place in zip(values, points_of(chart), strict=True):
        assert (place - zero) * value >= -0.02 * abs(value)


def test_an_infinite_end_is_an_arrowhead_at_the_edge() -> None:
    row = Interval(label="a", value="b", point=None, low=-math.inf, high=math.inf)
    chart = IntervalPlot(title="", rows=(row,), axis=Axis(), words=WORDS)
    tips = sorted(float(each["points"].split(",")[0]) for each in shapes(svg(chart), "polygon"))
    (span,) = [each for each in shapes(svg(chart), "line") if each["stroke-width"] == "6"]
    assert len(tips) == 2
    assert tips[0] < float(span["x1"]) < float(span["x2"]) < tips[1]


def test_the_better_side_is_the_side_of_more_or_of_less() -> None:
    def tinted(better: int) -> list[tuple[bool, bool]]:
        row = Interval(label="a", value="b", point=1, low=-2, high=2, better=better)
        chart = IntervalPlot(title="", rows=(row,), axis=Axis(), words=replace(WORDS, better=""))
        zero, tints = zero_line(chart), [each for each in shapes(svg(chart), "rect") if each["fill"] == PALE_GREEN]
        sides = [(float(each["x"]) - zero, float(each["x"]) + float(each["width"]) - zero) for each in tints]
        return [(start < -1, end > 1) for start, end in sides]

    assert [tinted(1), tinted(-1), tinted(0)] == [[(False, True)], [(True, False)], []]


def test_more_rows_than_can_be_read_are_counted() -> None:
    shown = [text.words for text in texts(svg(EVERY["200 rows"]))]
    assert f"and {200 - MOST_ROWS} more" in shown
    assert f"+{200 - MOST_ROWS}" in [text.words for text in texts(svg(EVERY["200 bars"]))]


def test_bars_grow_from_zero_in_both_directions() -> None:
    zero = zero_line(PORTFOLIO)
    filled = [each for each in shapes(svg(PORTFOLIO), "rect") if each["fill"] == GRADES[Grade.PROVEN]][:2]
    gain, loss = filled
    assert float(gain["x"]) == pytest.approx(zero, abs=0.02)
    assert float(loss["x"]) + float(loss["width"]) == pytest.approx(zero, abs=0.02)
    assert float(gain["width"]) / float(loss["width"]) == pytest.approx(1.2 / 0.4, rel=1e-3)


@pytest.mark.parametrize(("planned", "weeks"), [(9, 9.0), (12, 12.0), (16, 16.0)])
def test_the_planned_run_is_marked_at_its_whole_week_and_not_where_the_curve_meets_the_level(
    planned: float, weeks: float
) -> None:
    marked = svg(replace(PLAN, planned=planned, mde=0.0185))
    ring = next(each for each in shapes(marked, "circle") if each["r"] == "7")
    dots = [each for each in shapes(marked, "circle") if each["r"] == "3.5"]
    # The first point is infinite and has no dot, so that the dot of a week stands at its number less one.
    assert (ring["cx"], ring["cy"]) == (dots[int(weeks) - 1]["cx"], dots[int(weeks) - 1]["cy"])


@pytest.mark.parametrize("planned", [None, 0, 9.5, 40])
def test_what_is_no_week_of_the_curve_is_not_marked(planned: float | None) -> None:
    rings = [each for each in shapes(svg(replace(PLAN, planned=planned)), "circle") if each["r"] == "7"]
    assert rings == []


def test_the_marker_stands_on_both_lines() -> None:
    ring = next(each for each in shapes(svg(PLAN), "circle") if each["r"] == "7")
    level = next(each for each in shapes(svg(PLAN), "line") if each.get("stroke-dasharray") == "6 4")
    curve = shapes(svg(PLAN), "polyline")[0]["points"].split()
    ninth = next(point for point in curve if abs(float(point.split(",")[1]) - float(level["y1"])) < 0.02)
    assert float(ring["cy"]) == float(level["y1"])
    assert float(ring["cx"]) == pytest.approx(float(ninth.split(",")[0]), abs=0.02)  # 6 % / √9 weeks = 2 %


def test_a_gap_in_what_was_observed_stays_a_gap() -> None:
    lines = [each["points"].split() for each in shapes(svg(SERIES), "polyline") if each["stroke"] == INK]
    assert [len(line) for line in lines] == [21, 36]


def test_the_band_holds_the_counterfactual() -> None:
    (band,) = shapes(svg(SERIES), "polygon")
    line = next(each for each in shapes(svg(SERIES), "polyline") if each.get("stroke-dasharray") == "6 4")
    edges = [point.split(",") for point in band["points"].split()]
    for x, y in (point.split(",") for point in line["points"].split()):
        top, bottom = (float(edge[1]) for edge in edges if edge[0] == x)
        assert top < float(y) < bottom


def test_a_step_of_the_chain_shows_how_well_it_is_known() -> None:
    arrows = shapes(svg(CHAIN), "line")
    assert len({(arrow["stroke"], arrow.get("stroke-dasharray")) for arrow in arrows}) == len(CHAIN.links) - 1
    links = (ChainLink(role="a", name="b", grade=Grade.PROVEN), ChainLink(role="c", name="d"))
    (arrow,) = shapes(svg(MetricChain(title="", links=links)), "line")
    assert arrow["stroke"] == GRADES[Grade.PROVEN]
    assert "stroke-dasharray" not in arrow


def test_a_label_without_a_free_place_is_left_out() -> None:
    shown = [text.words for text in texts(svg(EVERY["many weeks"]))]
    assert not any(words.startswith(LONG[:20]) for words in shown)
