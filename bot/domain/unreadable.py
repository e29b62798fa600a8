"""What was typed cannot be read: the one shape of such refusals, with a reason and an example for the field."""

from bot.domain.refusal import Refusal


class Unreadable(Refusal, ValueError):  # noqa: N818  a refusal is an answer, not an error
    """A typed text is not what the field takes; `reason` says why, `hint` shows what would be."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(f"{reason} {hint}".strip())
        self.reason = reason
        self.hint = hint
