"""Says a message as richly as Slack takes it: full, else without the newer blocks, else as plain text."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from bot.domain.message import Message
from bot.views.degree import Degree
from bot.views.rendered import Rendered
from handlers.delivery.answers import Answer, Verdict
from handlers.delivery.line import Line
from handlers.delivery.ports import Ports
from handlers.delivery.rendered import Render, simpler
from handlers.slack.edge.borders import new_token
from storage.ledger import EDIT, POST
from storage.ledger_rows import Delivery

_log = structlog.get_logger("plumbline.delivery")

Arguments = dict[str, Any]
Fill = Callable[[Rendered], Arguments]
"""Puts a rendered message into the arguments of the call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The last answer that a message got, when it was asked for (protocol time), and the arguments that it answered.

    There are no arguments when nothing could be rendered.
    """

    answer: Answer
    asked_at: datetime
    arguments: Arguments | None


class Speaker:
    """Calls Slack with one message, and again with a simpler layout where Slack refuses only that."""

    def __init__(self, ports: Ports, line: Line, render: Render) -> None:
        self._ports = ports
        self._line = line
        self._render = render

    async def say(self, delivery: Delivery, message: Message, fill: Fill) -> Said:
        """The answer to the richest layout that is not refused; each step down is kept before it is taken."""
        degree = Degree(delivery.degree)
        said = await self._said(delivery, message, degree, fill)
        while following := _following(degree, said.answer.verdict):
            degree = following
            await self._keep_degree(delivery, degree, said.answer.reason)
            said = await self._said(delivery, message, degree, fill, before=said)
        return said

    async def _keep_degree(self, delivery: Delivery, degree: Degree, reason: str) -> None:
        fields = {"workspace": delivery.workspace, "delivery": delivery.id, "reason": reason}
        _log.warning("layout.refused", next=degree.value, **fields)
        await self._ports.in_thread(lambda: self._ports.ledger.degrade(delivery, degree, reason))

    async def _said(
        self, delivery: Delivery, message: Message, degree: Degree, fill: Fill, *, before: Said | None = None
    ) -> Said:
        asked_at = self._ports.protocol_now()
        try:
            arguments = fill(self._render(message, degree))
        except Exception as error:  # noqa: BLE001  the border to the views: a message that cannot be laid out is one lost
            token = new_token()
            _log.exception("message.unrenderable", delivery=delivery.id, degree=degree, token=token, exc_info=error)
            poison = Answer(verdict=Verdict.POISON, reason=f"unrenderable: {token}")
            return Said(answer=poison, asked_at=asked_at, arguments=None)
        if before is not None and before.arguments == arguments:
            return before
        return Said(answer=await self._call(delivery, arguments), asked_at=asked_at, arguments=arguments)

    async def _call(self, delivery: Delivery, arguments: Arguments) -> Answer:
        if delivery.edits is not None:
            return await self._line.call(delivery.workspace, EDIT, lambda client: client.chat_update(**arguments))
        return await self._line.call(delivery.workspace, POST, lambda client: client.chat_postMessage(**arguments))


def _following(degree: Degree, verdict: Verdict) -> Degree | None:
    """The layout to try next: one step down where the layout was refused, plain text where we do not know why."""
    match verdict:
        case Verdict.DEGRADE:
            return simpler(degree)
        case Verdict.POISON:
            return None if degree is Degree.PLAIN else Degree.PLAIN
        case _:
            return None
