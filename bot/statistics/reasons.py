"""Why a number could not be computed: a named reason instead of 0, NaN or p = 1."""

from enum import StrEnum


class Reason(StrEnum):
    """The codes of what cannot be computed; automation may rely on them."""

    UNKNOWN_TASK = "unknown_task"
    UNKNOWN_METHOD = "unknown_method"
    BAD_INPUT = "bad_input"
    TOO_FEW = "too_few"
    NO_SPREAD = "no_spread"
    NOT_ESTIMABLE = "not_estimable"
    NOT_REACHABLE = "not_reachable"
    POOR_FIT = "poor_fit"
    NO_CONVERGENCE = "no_convergence"


class NotComputable(Exception):  # noqa: N818  says what is wrong
    """There is no such number; `words` say why in one sentence, `field` names the input that is to blame."""

    def __init__(self, reason: Reason, words: str, *, field: str | None = None) -> None:
        super().__init__(words)
        self.reason = reason
        self.words = words
        self.field = field

    def __reduce__(self) -> tuple[object, ...]:
        """It comes back whole from the worker process."""
        return _again, (self.reason, self.words, self.field)


def _again(reason: Reason, words: str, field: str | None) -> NotComputable:
    return NotComputable(reason, words, field=field)
