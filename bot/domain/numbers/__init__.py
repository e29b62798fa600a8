"""Numbers: what somebody meant by a typed number, its unit, and the words to ask back with."""

from bot.domain.numbers.outcome import GENERAL_HINT, AskBack, Invalid, Number, Reading
from bot.domain.numbers.ranges import Range, read_range, read_signed
from bot.domain.numbers.reader import read_number
from bot.domain.numbers.written import echo_of, write_number

__all__ = [
    "GENERAL_HINT",
    "AskBack",
    "Invalid",
    "Number",
    "Range",
    "Reading",
    "echo_of",
    "read_number",
    "read_range",
    "read_signed",
    "write_number",
]
