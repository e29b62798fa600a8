"""What a planned test must reach: its level, its tails, and the power asked for."""

from dataclasses import dataclass

from bot.statistics.comparison.sequential import planned_critical
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.tails import normal_quantile


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """The level of one comparison (two-sided, or one-sided in the direction of the effect) and how it is looked at.

    `both_tails` counts a rejection on the wrong side as a rejection too; `sequential` inflates the critical value to
    the confidence sequence's at the planned n, so that anybody may look at any time.
    """

    alpha: float = 0.05
    two_sided: bool = True
    both_tails: bool = False
    sequential: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.alpha < 1:
            raise NotComputable(Reason.BAD_INPUT, "alpha lies between 0 and 1.", field="alpha")

    @property
    def counts_other_tail(self) -> bool:
        """Whether there is another tail, and it is counted."""
        return self.two_sided and self.both_tails

    @property
    def tail(self) -> float:
        """The level on the side of the effect."""
        return self.alpha / 2 if self.two_sided else self.alpha

    @property
    def critical(self) -> float:
        """The z beyond which the test rejects."""
        return planned_critical(2 * self.tail) if self.sequential else normal_quantile(1 - self.tail)

    def must_exceed_level(self, power: float) -> None:
        """BAD_INPUT for a power that a test without any effect would reach."""
        if not self.alpha < power < 1:
            raise NotComputable(Reason.BAD_INPUT, "power lies between alpha and 1.", field="power")


def shared(alpha: float, comparisons: int) -> float:
    """Bonferroni's level for each of several comparisons."""
    if comparisons < 1:
        words = "There must be at least one comparison."
        raise NotComputable(Reason.BAD_INPUT, words, field="n_comparisons_bonferroni")
    return alpha / comparisons
