"""Every chart at every limit: well-formed, inside its card, no text on another, and the same as PNG."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.charts.chain import MetricChain
from bot.charts.detectable import DetectableEffect
from bot.charts.drawing import svg
from bot.charts.intervals import Interval, IntervalPlot
from bot.charts.palette import WIDTH, Tone
from bot.charts.scales import Axis
from tests.bot.charts.samples import EVERY, HOSTILE, SERIES, USUAL, WORDS, rows
from tests.bot.charts.seen import assert_fits, drawn, height, texts


@pytest.mark.parametrize("name", EVERY)
def test_every_text_is_inside_and_on_no_other(name: str) -> None:
    assert_fits(EVERY[name])


@pytest.mark.parametrize("name", EVERY)
def test_every_number_in_the_drawing_is_finite_and_inside(name: str) -> None:
    high = height(EVERY[name])
    for element in drawn(svg(EVERY[name])).iter():
        given_points = element.get("points", "").replace(",", " ").split()
        across = [float(element.get(key, "0")) for key in ("x", "x1", "x2", "cx")] + [
            float(one) for one in given_points[::2]
        ]
        down = [float(element.get(key, "0")) for key in ("y", "y1", "y2", "cy")] + [
            float(one) for one in given_points[1::2]
        ]
        assert all(-1 <= value <= WIDTH + 1 for value in across), element.attrib
        assert all(-1 <= value <= high + 1 for value in down), element.attrib


@pytest.mark.parametrize("name", ["hostile", "hostile chain"])
def test_hostile_text_is_shown_as_it_is_and_is_nothing_else(name: str) -> None:
    shown = [text.words for text in texts(svg(EVERY[name]))]
    assert any(words.startswith('<script>alert("1")</script> &') for words in shown)
    assert {element.tag.partition("}")[2] for element in drawn(svg(EVERY[name])).iter()} <= {
        "svg", "rect", "line", "polyline", "polygon", "circle", "text"
    }  # fmt: skip


def test_what_xml_cannot_hold_is_left_out() -> None:
    shown = texts(svg(MetricChain(title=HOSTILE, links=())))[0].words
    assert HOSTILE.replace("\x00\x1b\ud800\ufffe ", "").split()[:4] == shown.split()[:4]
    assert not set(shown) & set("\x00\x1b\ud800\ufffe")


@pytest.mark.parametrize("name", USUAL)
def test_all_words_are_there(name: str) -> None:
    chart = USUAL[name]
    shown = " ".join(text.words for text in texts(svg(chart)))
    assert chart.title in shown
    assert chart.subtitle in shown
    match chart:
        case IntervalPlot():
            said = [word for row in chart.rows for word in (row.label, row.value)]
            said += [WORDS.interval, WORDS.sequential, WORDS.mde, WORDS.margin, WORDS.better]
        case MetricChain():
            said = [word for link in chart.links for word in (link.role, link.name, link.value, link.evidence)]
        case DetectableEffect():
            said = [chart.mde_label, chart.longest_label, chart.planned_label]
        case _:
            said = ["launch", "observed", "95 % band"] if chart is SERIES else ["claimed", "proven", "€2.6 M"]
    assert [word for word in said if word not in shown] == []


def test_a_legend_explains_only_what_is_drawn() -> None:
    plain = IntervalPlot(title="", rows=rows([1]), axis=Axis(), words=WORDS)
    assert [text.words for text in texts(svg(plain))] == ["row 0", "1", "95 % interval"]


@settings(max_examples=40, deadline=None)
@given(
    st.text(max_size=90),
    st.text(max_size=90),
    st.lists(st.floats(min_value=-1e6, max_value=1e6), min_size=1, max_size=4),
)
def test_whatever_is_typed_stays_in_its_place(label: str, value: str, values: list[float]) -> None:
    made = tuple(
        Interval(label=label, value=value, point=each, low=-math.inf, high=each, tone=Tone.BAD, better=1)
        for each in values
    )
    assert_fits(IntervalPlot(title=label, subtitle=value, rows=made, axis=Axis(title=value), words=WORDS))
