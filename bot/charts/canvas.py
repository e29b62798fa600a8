"""SVG written by hand: shapes and texts on a light card, every typed word escaped."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal
from xml.sax.saxutils import escape

from bot.charts.palette import BODY, DIM, FAINT, GROUND, INK, MARGIN, SMALL, TITLE, WIDTH
from bot.charts.typeface import FAMILY, fitted, width

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]

_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may hold, however they are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """How a text looks."""

    size: float = BODY
    bold: bool = False
    colour: str = INK


PLAIN: Final = Type()
STRONG: Final = Type(bold=True)
NOTE: Final = Type(size=SMALL, colour=DIM)
HEADING: Final = Type(size=TITLE, bold=True)


class Canvas:
    """A card of 640 units' width; y grows downwards."""

    def __init__(self, height: float) -> None:
        self.height = height
        self._parts: list[str] = []
        self.rect(0, 0, WIDTH, height, GROUND)
        self.rect(0.5, 0.5, WIDTH - 1, height - 1, GROUND, stroke=FAINT, radius=6)

    def rect(
        self, x: float, y: float, wide: float, high: float, fill: str, *, stroke: str = "", radius: float = 0
    ) -> None:
        """A rectangle."""
        size = f'width="{_n(max(wide, 0))}" height="{_n(max(high, 0))}"'
        self._add(f'<rect x="{_n(x)}" y="{_n(y)}" {size} rx="{_n(radius)}" fill="{fill}"{_stroke(stroke, 1)}/>')

    def line(self, start: Point, end: Point, stroke: str, wide: float = 1, *, dash: str = "") -> None:
        """A straight line."""
        ends = f'x1="{_n(start[0])}" y1="{_n(start[1])}" x2="{_n(end[0])}" y2="{_n(end[1])}"'
        self._add(f"<line {ends}{_stroke(stroke, wide, dash)}/>")

    def path(self, points: Sequence[Point], stroke: str, wide: float, *, dash: str = "") -> None:
        """A broken line through points."""
        self._add(f'<polyline points="{_points(points)}" fill="none"{_stroke(stroke, wide, dash)}/>')

    def area(self, points: Sequence[Point], fill: str) -> None:
        """A filled polygon."""
        self._add(f'<polygon points="{_points(points)}" fill="{fill}"/>')

    def dot(self, at: Point, radius: float, fill: str, *, stroke: str = GROUND) -> None:
        """A circle with a rim."""
        self._add(f'<circle cx="{_n(at[0])}" cy="{_n(at[1])}" r="{_n(radius)}" fill="{fill}"{_stroke(stroke, 1.5)}/>')

    def text(
        self, at: Point, words: str, look: Type = PLAIN, *, anchor: Anchor = "start", room: float = WIDTH
    ) -> float:
        """One line of text on the baseline `at`, shortened to `room`; returns how wide it became."""
        shown = fitted(clean(words), room, look.size, bold=look.bold)
        weight = ' font-weight="700"' if look.bold else ""
        where = f'x="{_n(at[0])}" y="{_n(at[1])}" text-anchor="{anchor}"'
        how = f'font-size="{_n(look.size)}"{weight} fill="{look.colour}"'
        if shown.strip():
            self._add(f"<text {where} {how}>{escape(shown)}</text>")
        return width(shown, look.size, bold=look.bold)

    def heading(self, title: str, subtitle: str) -> None:
        """The title of the picture, and a line of explanation below it."""
        room = WIDTH - 2 * MARGIN
        self.text((MARGIN, 34), title, HEADING, room=room)
        self.text((MARGIN, 53), subtitle, NOTE, room=room)

    def svg(self) -> str:
        """The whole document."""
        box = f'width="{_n(WIDTH)}" height="{_n(self.height)}" viewBox="0 0 {_n(WIDTH)} {_n(self.height)}"'
        head = f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-family="{FAMILY}" font-weight="500">'
        return "\n".join([head, *self._parts, "</svg>"])

    def _add(self, part: str) -> None:
        self._parts.append(part)


def clean(words: str) -> str:
    """A text on one line, without what XML cannot hold."""
    return " ".join(_NOT_XML.sub("", words).split())


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _stroke(colour: str, wide: float, dash: str = "") -> str:
    if not colour:
        return ""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f' stroke="{colour}" stroke-width="{_n(wide)}"{dashed} stroke-linejoin="round"'
