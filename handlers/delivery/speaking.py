"""Says a message as richly as Slack takes it: full, else without the newer blocks, else as plain text."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

import structlog

from bot.domain.message import Message
from bot.views.degree import Degree
from bot.views.rendered import Rendered
from handlers.borders import new_token
from handlers.delivery.answers import Answer, Verdict
from handlers.delivery.line import Line
from handlers.delivery.payload import illustrated
from handlers.delivery.pictures import Files, Pictures
from handlers.delivery.ports import Ports
from handlers.delivery.rendered import Render, simpler
from storage.heads import EDIT, POST
from storage.ledger_rows import Delivery

_log = structlog.get_logger("plumbline.delivery")

T = TypeVar("T")

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


class _UnrenderableError(Exception):
    """A message that cannot be laid out is one lost; the words are the token in the log."""


@dataclass(slots=True, kw_only=True)
class _Telling:
    """One message on its way through the layouts, with the files of its pictures as far as they are known."""

    delivery: Delivery
    message: Message
    fill: Fill
    files: Files = field(default_factory=dict)


class Speaker:
    """Calls Slack with one message, and again with a simpler layout where Slack refuses only that."""

    def __init__(self, ports: Ports, line: Line, render: Render, pictures: Pictures) -> None:
        self._ports = ports
        self._line = line
        self._render = render
        self._pictures = pictures

    async def say(self, delivery: Delivery, message: Message, fill: Fill) -> Said:
        """The answer to the richest layout that is not refused; each step down is kept before it is taken."""
        degree, telling = Degree(delivery.degree), _Telling(delivery=delivery, message=message, fill=fill)
        telling.files |= delivery.pictures
        said = await self._said(telling, degree)
        while following := _following(degree, said.answer.verdict):
            degree = following
            await self._keep_degree(delivery, degree, said.answer.reason)
            said = await self._said(telling, degree, before=said)
        return said

    async def _keep_degree(self, delivery: Delivery, degree: Degree, reason: str) -> None:
        fields = {"workspace": delivery.workspace, "delivery": delivery.id, "reason": reason}
        self._ports.metrics.deliveries.add("degraded")
        _log.warning("layout.refused", next=degree.value, **fields)
        await self._ports.in_thread(lambda: self._ports.ledger.degrade(delivery, degree, reason))

    async def _said(self, telling: _Telling, degree: Degree, *, before: Said | None = None) -> Said:
        began = self._ports.protocol_now()
        try:
            rendered = _made(telling, degree, lambda: self._render(telling.message, degree))
            if rendered.pictures:
                files = await self._pictures.files(telling.delivery, rendered.pictures, telling.files)
                telling.files |= files
            arguments = _made(telling, degree, lambda: telling.fill(illustrated(rendered, telling.files)))
            if before is not None and before.arguments == arguments:
                return before
            said = await self._call(telling.delivery, arguments)
            if not rendered.pictures:
                return said
            plain = _made(telling, degree, lambda: telling.fill(illustrated(rendered, {})))
        except _UnrenderableError as error:
            poison = Answer(verdict=Verdict.POISON, reason=f"unrenderable: {error}")
            return Said(answer=poison, asked_at=began, arguments=None)
        return said if plain == arguments else await self._patiently(telling, said, plain, began)

    async def _patiently(self, telling: _Telling, said: Said, plain: Arguments, began: datetime) -> Said:
        """Give Slack the time to be done with the files of its pictures, but not for ever: then without them."""
        arguments, waits = said.arguments or plain, self._ports.waits
        for rest in waits.ready:
            if not said.answer.may_be_about_a_file or self._ports.protocol_now() - began > waits.picture:
                break
            await asyncio.sleep(rest.total_seconds())
            said = await self._call(telling.delivery, arguments)
        answer = said.answer
        if not (answer.may_be_about_a_file or answer.is_about_a_file):
            return said
        delivery, telling.files = telling.delivery, dict.fromkeys(telling.files)
        why = answer.reason if answer.is_about_a_file else "refused"
        _log.warning("picture.left_out", workspace=delivery.workspace, delivery=delivery.id, reason=why)
        await self._pictures.keep(delivery, telling.files)
        return await self._call(delivery, plain)

    async def _call(self, delivery: Delivery, arguments: Arguments) -> Said:
        asked_at, workspace = self._ports.protocol_now(), delivery.workspace
        before = delivery.began + self._ports.waits.fresh
        if delivery.edits is not None:
            answer = await self._line.call(
                workspace, EDIT, lambda client: client.chat_update(**arguments), before=before
            )
        else:
            answer = await self._line.call(
                workspace, POST, lambda client: client.chat_postMessage(**arguments), before=before
            )
        return Said(answer=answer, asked_at=asked_at, arguments=arguments)


def _made(telling: _Telling, degree: Degree, make: Callable[[], T]) -> T:
    """What the views make of a message; whatever they raise is logged under the token of what is raised here."""
    try:
        return make()
    except Exception as error:
        token = new_token()
        fields = {"delivery": telling.delivery.id, "degree": degree}
        _log.exception("message.unrenderable", token=token, exc_info=error, **fields)
        raise _UnrenderableError(token) from error


def _following(degree: Degree, verdict: Verdict) -> Degree | None:
    """The layout to try next: one step down where the layout was refused, plain text where we do not know why."""
    match verdict:
        case Verdict.DEGRADE:
            return simpler(degree)
        case Verdict.POISON:
            return None if degree is Degree.PLAIN else Degree.PLAIN
        case _:
            return None
