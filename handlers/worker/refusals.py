"""The ways in which the worker says no; the person who waits can read them."""

from bot.domain.refusal import Refusal


class WorkerBusy(Refusal):
    """So much waits already that one more would wait for too long."""

    def __init__(self) -> None:
        super().__init__("Plumbline is computing as much as it can right now. Please try again in a minute.")


class TookTooLong(Refusal):
    """The computation was stopped when its time was over."""

    def __init__(self) -> None:
        super().__init__("The computation took too long and was stopped. Try it with less data.")


class WorkerLost(Refusal):
    """The process died under this job, and again when it was tried once more; others are not troubled by it."""

    def __init__(self) -> None:
        super().__init__("The computation broke off twice. Please tell whoever operates Plumbline.")


class WorkerClosed(Refusal):
    """The program is on its way out."""

    def __init__(self) -> None:
        super().__init__("Plumbline is stopping. Please try again when it is back.")
