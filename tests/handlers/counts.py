"""What an instrument counted, without what it did not."""

from collections import Counter

from handlers.metrics.counting import Counts


def counted(counts: Counts) -> Counter[str]:
    """By label, several joined by a space."""
    return Counter({" ".join(labels): value for labels, value in counts.read().items() if value})
