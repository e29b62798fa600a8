"""The instruments: counters and histograms that cost a microsecond, of which any thread may count.

They are our own so that neither a start nor an acknowledgement pays for Prometheus' library: that one is imported when
somebody asks for the page, and writes it.
"""

import threading
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, TypeAlias

Labels: TypeAlias = tuple[str, ...]

MOST: Final = 100
"""How many series a counter may have that does not know its labels beforehand."""
OTHER: Final = "other"
"""The label of everything beyond."""


class Counts:
    """A counter, by its labels; those that are known beforehand stand on the page from the start, with 0."""

    def __init__(self, name: str, words: str, labels: Labels = (), known: Iterable[Labels] = ((),)) -> None:
        self.name = name
        self.words = words
        self.labels = labels
        self._counted: dict[Labels, int] = dict.fromkeys(known, 0)
        self._most = max(MOST, len(self._counted))
        self._lock = threading.Lock()

    def add(self, *labels: str, by: int = 1) -> None:
        """Count; a label that would be one too many is counted as `other`, so that a page never grows without end."""
        with self._lock:
            if labels not in self._counted and len(self._counted) >= self._most:
                labels = (OTHER,) * len(self.labels)
            self._counted[labels] = self._counted.get(labels, 0) + by

    def read(self) -> Mapping[Labels, int]:
        """What was counted so far."""
        with self._lock:
            return dict(self._counted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """What a histogram saw of one label: how many up to each bound, the last of which has none, and their sum."""

    cumulative: Sequence[int]
    total: float


class Durations:
    """A histogram of seconds, by its labels, all of which are known beforehand."""

    def __init__(
        self, name: str, words: str, bounds: Sequence[float], labels: Labels = (), known: Iterable[Labels] = ((),)
    ) -> None:
        self.name = name
        self.words = words
        self.labels = labels
        self.bounds = tuple(bounds)
        self._seen = {each: [0] * (len(self.bounds) + 1) for each in known}
        self._totals = dict.fromkeys(self._seen, 0.0)
        self._lock = threading.Lock()

    def observe(self, seconds: float, *labels: str) -> None:
        """Count one duration."""
        place = bisect_left(self.bounds, seconds)
        with self._lock:
            self._seen[labels][place] += 1
            self._totals[labels] += seconds

    def read(self) -> Mapping[Labels, Spread]:
        """What was seen so far."""
        with self._lock:
            return {
                each: Spread(cumulative=tuple(accumulate(seen)), total=self._totals[each])
                for each, seen in self._seen.items()
            }
