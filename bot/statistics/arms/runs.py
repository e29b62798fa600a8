"""Whether the arms of periods in a row follow each other as chance would have it, or in blocks."""

import math
from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import groupby
from typing import Final

BLOCKS: Final = 0.001
"""The level below which an order has too few runs for chance; as strict as the check of the arms' sizes."""


def too_few_runs(order: Sequence[Hashable]) -> float:
    """The p-value of the one-sided runs test: how often chance makes as few runs of one arm as this order has.

    For any number of arms, by the normal distribution with a continuity correction (Wald and Wolfowitz 1940; Barton and
    David 1957 for more than two); 1 where one arm alone, or every arm once, leaves nothing to chance. Many runs, as of
    arms that alternate, are never few.
    """
    n, counts = len(order), Counter(order).values()
    squares, cubes = sum(count**2 for count in counts), sum(count**3 for count in counts)
    if n < 2 or squares in (n, n**2):
        return 1.0
    expected = n + 1 - squares / n
    variance = (squares * (squares + n * (n + 1)) - 2 * n * cubes - n**3) / (n**2 * (n - 1))
    runs = sum(1 for _ in groupby(order))
    return 0.5 * math.erfc((expected - runs - 0.5) / math.sqrt(2 * variance))
