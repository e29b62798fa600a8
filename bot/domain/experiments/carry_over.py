"""Whether a metric is over within a period of a switchback, by its name: what lasts longer shows in the next period."""

import re
from typing import Final

_DAYS: Final = {
    "minute": 1 / 1440,
    "hour": 1 / 24,
    "day": 1.0,
    "week": 7.0,
    "month": 30.0,
    "quarter": 91.0,
    "year": 365.0,
}
_WINDOW: Final = re.compile(
    r"\b(?:within|after|over|in|next|first)\s+(?:the\s+)?(?:next\s+|first\s+)?(?P<some>\d{1,4}|an?|one)[\s-]*"
    r"(?P<unit>minute|hour|day|week|month|quarter|year)s?\b"
    r"|\b(?P<number>\d{1,4})[\s-](?P<of>minute|hour|day|week|month|quarter|year)\b",
    re.IGNORECASE,
)
_LASTING: Final = re.compile(
    r"\b(?:churn\w*|retention|retained|renewals?|renew\w*|lifetime value|c?ltv|clv|survival)\b", re.IGNORECASE
)
"""What happens to a unit once, or counts for good: no next period starts afresh."""


def outlasts(metric: str, period: float) -> bool:
    """Whether carry-over is certain: the outcome's own window is longer than a period (in days), or it never ends.

    A window in the name decides alone: what happens within an hour is over by the next half day, whatever it is.
    """
    windows = [_days(found) for found in _WINDOW.finditer(metric)]
    if windows:
        return max(windows) > period
    return _LASTING.search(metric) is not None


def _days(found: re.Match[str]) -> float:
    count = found["some"] or found["number"]
    unit = found["unit"] or found["of"]
    return (int(count) if count.isdecimal() else 1) * _DAYS[unit.casefold()]
