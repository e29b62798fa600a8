"""What a drawing shows: its texts with the room that they take, its shapes, and the pixels of a picture."""

import struct
import zlib
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree as ET

from bot.charts.drawing import Chart, svg
from bot.charts.palette import WIDTH
from bot.charts.typeface import width

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True, slots=True)
class Text:
    words: str
    left: float
    right: float
    top: float
    bottom: float

    def touches(self, other: "Text") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def drawn(markup: str) -> ET.Element:
    return ET.fromstring(markup)  # noqa: S314  our own drawing, and whether it can be read is the question


def texts(markup: str) -> list[Text]:
    return [_text(each) for each in drawn(markup).iter(f"{SVG}text")]


def _text(element: ET.Element) -> Text:
    size, words = float(element.attrib["font-size"]), element.text or ""
    wide = width(words, size, bold=element.get("font-weight") == "700")
    left = float(element.attrib["x"]) - {"start": 0, "middle": wide / 2, "end": wide}[element.attrib["text-anchor"]]
    y = float(element.attrib["y"])
    return Text(words, left, left + wide, y - size * 0.75, y + size * 0.22)


def shapes(markup: str, kind: str) -> list[dict[str, str]]:
    return [dict(each.attrib) for each in drawn(markup).iter(f"{SVG}{kind}")]


def pixels(png: bytes) -> list[bytearray]:
    """The rows of an 8-bit RGBA picture, by the PNG specification's filters."""
    wide, high, depth, colours = struct.unpack(">IIBB", png[16:26])
    assert (png[:8], depth, colours) == (b"\x89PNG\r\n\x1a\n", 8, 6)
    packed, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        packed += png[at + 8 : at + 8 + length] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += 12 + length
    flat, rows = zlib.decompress(packed), [bytearray(wide * 4)]
    for number in range(high):
        line = flat[number * (wide * 4 + 1) : (number + 1) * (wide * 4 + 1)]
        rows.append(_unfiltered(line[0], line[1:], rows[-1]))
    return rows[1:]


def _unfiltered(kind: int, line: bytes, above: bytearray) -> bytearray:
    made = bytearray(line)
    if kind == 0:
        return made
    if kind == 2:
        return bytearray((one + up) & 255 for one, up in zip(line, above, strict=True))
    for index in range(len(made)):
        left = made[index - 4] if index >= 4 else 0
        corner = above[index - 4] if index >= 4 else 0
        guess = {1: left, 3: (left + above[index]) // 2}.get(kind)
        made[index] = (made[index] + (_paeth(left, above[index], corner) if guess is None else guess)) & 255
    return made


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda each: abs(guess - each))


def colour_at(rows: list[bytearray], x: float, y: float, scale: float = 1.875) -> str:
    """The colour at a place of the drawing."""
    at = round(x * scale) * 4
    return "#" + rows[round(y * scale)][at : at + 3].hex().upper()


def height(chart: Chart) -> float:
    return float(drawn(svg(chart)).attrib["height"])


def assert_fits(chart: Chart) -> None:
    seen, high = texts(svg(chart)), height(chart)
    for text in seen:
        assert text.left >= 0, text
        assert text.right <= WIDTH, text
        assert text.top >= 0, text
        assert text.bottom <= high, text
    touching = [(one.words, other.words) for one, other in combinations(seen, 2) if one.touches(other)]
    assert not touching
