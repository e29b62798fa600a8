"""Charts as pictures."""

import math
import struct

import pytest

from bot.charts.chain import MetricChain
from bot.charts.drawing import svg
from bot.charts.palette import COLOURS, Tone
from bot.charts.png import png
from tests.bot.charts.samples import CHAIN, READOUT, USUAL
from tests.bot.charts.seen import colour_at, height, pixels, shapes


@pytest.mark.parametrize("name", USUAL)
def test_a_picture_is_1200_pixels_wide_and_as_high_as_its_drawing(name: str) -> None:
    made = png(USUAL[name])
    assert struct.unpack(">II", made[16:24]) == (1200, math.ceil(height(USUAL[name]) * 1.875))


def test_a_picture_shows_the_point_in_the_colour_of_its_tone() -> None:
    rows_of = pixels(png(READOUT))
    disc = next(each for each in shapes(svg(READOUT), "circle") if each["fill"] == COLOURS[Tone.GOOD])
    assert colour_at(rows_of, float(disc["cx"]), float(disc["cy"])) == COLOURS[Tone.GOOD]
    assert colour_at(rows_of, 5, 5) == "#FFFFFF"


def test_a_picture_is_solid_so_that_it_can_be_read_on_a_dark_ground() -> None:
    assert {pixel for row in pixels(png(CHAIN))[::40] for pixel in row[3::4]} == {255}


def test_text_is_drawn_on_a_machine_without_fonts() -> None:
    rows_of = pixels(png(MetricChain(title="Plumbline", links=())))
    title = [bytes(row[60 * 4 : 400 * 4]) for row in rows_of[45:95]]
    assert any(pixel < 80 for row in title for pixel in row[::4])
    without = pixels(png(MetricChain(title="", links=())))
    assert all(pixel == 255 for row in without[45:95] for pixel in row[60 * 4 : 400 * 4])


def test_kanji_are_drawn_by_what_the_machine_has_and_never_fail() -> None:
    assert png(MetricChain(title="顧客", links=())) != png(MetricChain(title="", links=()))
