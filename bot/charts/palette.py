"""The colours and sizes of every picture: told apart by the colour-blind, on a light ground of their own."""

from enum import StrEnum
from typing import Final

# After Okabe and Ito, "Color Universal Design" (2008); the greys carry no meaning.
BLUE: Final = "#0072B2"
ORANGE: Final = "#D55E00"
GREEN: Final = "#00805E"
SKY: Final = "#56B4E9"
AMBER: Final = "#E69F00"
PURPLE: Final = "#A0527E"
INK: Final = "#1D1C1D"
DIM: Final = "#5B6470"
LINE: Final = "#AEB6C0"
FAINT: Final = "#E6E9ED"
PALE_GREEN: Final = "#EAF5F0"
PALE_BLUE: Final = "#D6E9F5"
GROUND: Final = "#FFFFFF"

WIDTH: Final = 640.0
"""The canvas's width in its own units; nearly two pixels each make the picture 1200 wide, sharp on dense screens."""
MARGIN: Final = 24.0
TITLE: Final = 17.0
BODY: Final = 13.0
SMALL: Final = 11.5


class Tone(StrEnum):
    """What a result means; each tone has a colour and a shape of its own, so that colour is never alone."""

    GOOD = "good"
    BAD = "bad"
    OPEN = "open"


COLOURS: Final = {Tone.GOOD: GREEN, Tone.BAD: ORANGE, Tone.OPEN: BLUE}


class Grade(StrEnum):
    """How well a figure or a link is known."""

    PROVEN = "proven"
    MEASURED = "measured"
    CLAIMED = "claimed"


GRADES: Final = {Grade.PROVEN: GREEN, Grade.MEASURED: SKY, Grade.CLAIMED: AMBER}
