"""What a word or sign beside a figure does to it."""

from dataclasses import dataclass
from enum import StrEnum, auto


class Role(StrEnum):
    """The parts that words and signs play around a figure; the roles that make us ask back come last."""

    PERCENT = auto()
    POINTS = auto()
    BASIS_POINTS = auto()
    PER_HOUR = auto()
    PER_DAY = auto()
    PER_WEEK = auto()
    PER_MONTH = auto()
    PER_QUARTER = auto()
    PER_YEAR = auto()
    MONEY = auto()
    SCALE = auto()
    UP = auto()
    DOWN = auto()
    RELATIVE = auto()
    PLUS = auto()
    MINUS = auto()
    FILLER = auto()
    NOUN = auto()
    STRAY = auto()
    BOUND = auto()
    ABOUT = auto()
    UNCLEAR = auto()
    OTHER_SCALE = auto()
    PER_OTHER = auto()
    SOME_MONEY = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """A role, with the currency's code or the scale's factor where the role has one."""

    role: Role
    code: str = ""
    factor: int = 1
