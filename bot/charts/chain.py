"""The metric chain: from what the model optimises to money, with the evidence for each step."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.charts.canvas import NOTE, Canvas, Type, clean
from bot.charts.palette import BODY, DIM, GRADES, INK, LINE, MARGIN, WIDTH, Grade
from bot.charts.typeface import width, wrapped

_TOP = 68.0
_BOX = 46.0
_GAP = 36.0
_IN = 16.0
_STROKES: Final[Mapping[Grade | None, tuple[float, str]]] = {
    Grade.PROVEN: (4.0, ""),
    Grade.MEASURED: (3.5, "9 4"),
    Grade.CLAIMED: (3.0, "3 4"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainLink:
    """One metric: what part it plays, its name, what is written beside it.

    `evidence` says in words why the next metric follows from this one, `grade` how well that is known; None is a gap.
    """

    role: str
    name: str
    value: str = ""
    evidence: str = ""
    grade: Grade | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricChain:
    """The whole picture, from the model down to money."""

    title: str
    subtitle: str = ""
    links: tuple[ChainLink, ...]


def svg(plot: MetricChain) -> str:
    """The picture as SVG."""
    count = max(len(plot.links), 1)
    canvas = Canvas(_TOP + _BOX * count + _GAP * (count - 1) + 22)
    canvas.heading(plot.title, plot.subtitle)
    for number, link in enumerate(plot.links):
        top = _TOP + (_BOX + _GAP) * number
        _draw_box(canvas, link, top)
        if number < count - 1:
            _draw_step(canvas, link, top + _BOX)
    return canvas.svg()


def _draw_box(canvas: Canvas, link: ChainLink, top: float) -> None:
    canvas.rect(MARGIN, top, WIDTH - 2 * MARGIN, _BOX, "#F7F8FA", stroke=LINE, radius=6)
    inner = WIDTH - 2 * (MARGIN + _IN)
    value = min(width(clean(link.value), BODY, bold=True), inner * 0.42)
    room = inner - value - (12 if value else 0)
    canvas.text((MARGIN + _IN, top + 17), link.role, NOTE, room=room)
    canvas.text((MARGIN + _IN, top + 35), link.name, Type(size=BODY + 1, bold=True), room=room)
    right = (WIDTH - MARGIN - _IN, top + _BOX / 2 + 4.5)
    canvas.text(right, link.value, Type(bold=True, colour=INK), anchor="end", room=value + 1)


def _draw_step(canvas: Canvas, link: ChainLink, top: float) -> None:
    """The arrow to the next metric: full where the step is proven, long dashes where measured, short where claimed."""
    x, end = MARGIN + 34, top + _GAP - 3
    colour = DIM if link.grade is None else GRADES[link.grade]
    wide, dash = _STROKES.get(link.grade, (1.5, "1 5"))
    canvas.line((x, top + 3), (x, end - 9), colour, wide, dash=dash)
    canvas.area([(x, end), (x - 7, end - 11), (x + 7, end - 11)], colour)
    lines = wrapped(clean(link.evidence), WIDTH - MARGIN - x - 20, NOTE.size, lines=2)
    first = top + _GAP / 2 + 4 - 7.5 * (len(lines) - 1)
    for number, line in enumerate(lines):
        canvas.text((x + 18, first + 15 * number), line, NOTE, room=WIDTH)
