"""Words of the vocabulary that planning tasks share."""

from enum import StrEnum


class TwoSided(StrEnum):
    """The alternative where there is no other."""

    TWO_SIDED = "two-sided"


class OneSided(StrEnum):
    """The alternative of what is proven in one direction."""

    ONE_SIDED = "one-sided"


class Alternative(StrEnum):
    """Against any difference, or against one in the direction of the effect."""

    TWO_SIDED = "two-sided"
    ONE_SIDED = "one-sided"


class ZOnly(StrEnum):
    """The test where there is no other."""

    Z = "z"
