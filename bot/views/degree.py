"""How much of Slack's newer layout a rendering may use: what one degree cannot say, the next one down says plainer."""

from enum import StrEnum


class Degree(StrEnum):
    """FULL uses every block; CLASSIC none that is newer than 2025 (tables, charts, alerts); PLAIN is text alone."""

    FULL = "full"
    CLASSIC = "classic"
    PLAIN = "plain"
