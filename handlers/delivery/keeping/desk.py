"""One try to keep a channel's charters: what it is for, how it asks Slack, and what was refused on the way."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Final, TypeVar

import structlog

from bot.domain.charter_messages import CharterSheet
from bot.domain.ids import LivingKey
from handlers.delivery.answers import Answer, Verdict
from handlers.delivery.line import Call, Line
from handlers.delivery.ports import Ports
from storage.keeping_ledger import Keeping, KeepingLedger

_log = structlog.get_logger("plumbline.delivery")

T = TypeVar("T")

_NOT_NOW: Final = frozenset({Verdict.LATER, Verdict.READ_BACK_FIRST, Verdict.STOP_WORKSPACE})


class NotNow(Exception):  # noqa: N818  says what it is: no answer for good
    """Slack did not answer for good: the step is done again later, and each step may be done twice."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.reason)
        self.answer = answer


@dataclass(slots=True, kw_only=True)
class Desk:
    """A try with its means; `sheets` are those that are in the channel, `failures` begin as the last try left them."""

    ports: Ports
    line: Line
    keeping: Keeping
    sheets: dict[LivingKey, CharterSheet]
    failures: dict[str, str] = field(default_factory=dict)
    is_bookmarked: bool = False

    async def ask(self, method: str, call: Call, *, fine: Collection[str] = ()) -> Answer:
        """Call one method; errors in `fine` are as good as a yes, those that time mends raise NotNow."""
        answer = await self.line.call(self.keeping.workspace, method, call)
        if answer.verdict in _NOT_NOW and answer.reason not in fine:
            self.failures[method] = answer.reason
            raise NotNow(answer)
        if answer.verdict is Verdict.SENT or answer.reason in fine:
            self.reached(method)
        return answer

    def refused(self, method: str, reason: str) -> None:
        """Slack said no for good; it is logged when it is news, and the charter is kept without."""
        if self.failures.get(method) != reason:
            workspace, channel = self.keeping.workspace, self.keeping.channel
            _log.warning("keeping.refused", workspace=workspace, channel=channel, method=method, reason=reason)
        self.failures[method] = reason

    def reached(self, *methods: str) -> None:
        """What these methods were asked for is there, however they answered."""
        for method in methods:
            self.failures.pop(method, None)

    async def write(self, write: Callable[[KeepingLedger], T]) -> T:
        """Remember a step, before the next is taken."""
        ledger = self.ports.ledger.keepings
        return await self.ports.in_thread(lambda: write(ledger))
