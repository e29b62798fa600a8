"""How wide a text is, compared with the letters that the rasteriser sets by itself."""

import pytest
import resvg_py

from bot.charts.typeface import covers, fitted, paths, width, wrapped
from tests.bot.charts.seen import pixels


def right_edge(text: str, *, bold: bool) -> int:
    """The last column with ink of a text that begins at 10, in pixels."""
    weight = 700 if bold else 500
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="60"><rect width="900" height="60" fill="#fff"/>'
        f'<text x="10" y="45" font-size="40" font-family="Manrope" font-weight="{weight}">{text}</text></svg>'
    )
    made = resvg_py.svg_to_bytes(svg_string=drawing, skip_system_fonts=True, font_files=list(paths()))
    rows = pixels(bytes(made))
    return max(x for row in rows for x in range(900) if row[x * 4] < 128)


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("text", ["HHHH", "nnnnnnnn", "0123456789", "ÄÖÜäöüß", "пример", "αβγδ", "≤≥\u2212·…€"])
def test_a_text_is_as_wide_as_it_is_drawn(text: str, *, bold: bool) -> None:
    drawn = right_edge(f"{text}H", bold=bold) - right_edge("H", bold=bold)
    assert width(text, 40, bold=bold) == pytest.approx(drawn, abs=2.5)


def test_a_text_that_fits_stays_and_a_longer_one_ends_in_an_ellipsis() -> None:
    assert fitted("Retained", 200, 13) == "Retained"
    short = fitted("Retained customers", 90, 13)
    assert short.endswith("…")
    assert "Retained customers".startswith(short[:-1].rstrip())
    assert width(short, 13) <= 90
    assert width(short[:-1] + "mm…", 13) > 90
    assert fitted("Retained", 2, 13) == ""
    assert fitted("", 0, 13) == ""


def test_a_long_text_is_broken_between_words_and_shortened_at_the_end() -> None:
    assert wrapped("one two", 500, 13, lines=2) == ("one two",)
    assert wrapped("", 500, 13, lines=2) == ()
    first, second = wrapped("Page load time of the slowest ten percent of all pages", 100, 13, lines=2)
    assert (first, second.endswith("…")) == ("Page load time", True)
    assert all(width(line, 13) <= 100 for line in (first, second))


def test_it_is_known_which_signs_it_lacks() -> None:
    assert covers("Ünïcode привет αβγ € ≤ →")
    assert not covers("顧客")
    assert width("顧", 10) == 10
