"""Any chart as PNG bytes, 1200 pixels wide; the job of the worker that draws."""

from typing import Final

import resvg_py

from bot.charts.drawing import Chart, svg
from bot.charts.typeface import FAMILY, covers, paths

PIXELS: Final = 1200


def png(chart: Chart) -> bytes:
    """A chart as a picture.

    The typeface travels with us, so that no machine needs fonts; only for signs that it lacks, such as kanji, those of
    the machine are looked through, which is slow.
    """
    drawn = svg(chart)
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=drawn,
            width=PIXELS,
            font_files=list(paths()),
            font_family=FAMILY,
            skip_system_fonts=covers(drawn.replace("\n", "")),
        )
    )
