"""One try of one message: begun in the ledger, looked for where it may be out already, sent, and settled."""

from dataclasses import replace
from typing import Final, assert_never

import structlog
from pydantic import ValidationError

from bot.domain.ids import ChannelId, UserId
from bot.domain.message import Message, ToChannel, ToPerson
from handlers.delivery import payload
from handlers.delivery.answers import Answer, Verdict
from handlers.delivery.line import Line
from handlers.delivery.ports import Ports
from handlers.delivery.read_back import Found, find
from handlers.delivery.settling import Settler
from handlers.delivery.speaking import Speaker
from storage.deliveries import read
from storage.ledger_rows import Delivery, Head, Posted

_log = structlog.get_logger("plumbline.delivery")

NAGS: Final = frozenset({"nag", "channel_nag"})
"""Kinds that are rather not said than said twice; all others are rather said twice than not."""


class Sender:
    """Tries the message at the head of a queue, and leaves it in a state from which the next try goes on."""

    def __init__(self, ports: Ports, line: Line, speaker: Speaker, settler: Settler) -> None:
        self._ports = ports
        self._line = line
        self._speaker = speaker
        self._settler = settler

    async def begin(self, head: Head) -> Delivery | None:
        """Commit that the try begins; None when there is nothing to try any more."""
        business_now, protocol_now = self._ports.clock.now(), self._ports.protocol_now()
        return await self._ports.in_thread(lambda: self._ports.ledger.begin(head, business_now, protocol_now))

    async def send(self, delivery: Delivery) -> None:
        """Post or edit what was begun."""
        try:
            message = read(delivery.body)
        except ValidationError as unreadable:
            await self._settler.dead(delivery, f"unreadable body: {unreadable.error_count()} errors")
            return
        if delivery.edits is not None:
            await self._edit(delivery, message, delivery.edits)
        else:
            await self._post(delivery, message)

    async def unsure(self, delivery: Delivery, reason: str) -> None:
        """After a fault of our own in the middle of a try: nobody knows how far it came."""
        await self._settler.unsure(delivery, reason, self._ports.protocol_now())

    async def _edit(self, delivery: Delivery, message: Message, edited: Posted) -> None:
        """Change a message in place; to change it twice to the same thing is to change it once."""
        opaque = payload.opaque_key(delivery.workspace, edited.key)
        said = await self._speaker.say(
            delivery, message, lambda rendered: payload.edit(edited.channel, edited.ts, rendered, opaque)
        )
        match said.answer.verdict:
            case Verdict.SENT:
                await self._ports.in_thread(lambda: self._ports.ledger.sent(delivery, edited.ts, edited.channel))
                self._ports.metrics.deliveries.add("sent")
            case Verdict.EDIT_REFUSED:
                _log.info("edit.refused", workspace=delivery.workspace, delivery=delivery.id, reason=said.answer.reason)
                await self._ports.in_thread(lambda: self._ports.ledger.repost(delivery))
                self._ports.metrics.deliveries.add("edit_refused")
            case _:
                await self._settler.settle(delivery, said)

    async def _post(self, delivery: Delivery, message: Message) -> None:
        channel = await self._channel(delivery)
        if isinstance(channel, Answer):
            await self._settler.unsent(delivery, channel)
            return
        if delivery.doubtful and not await self._may_post_again(delivery, channel):
            return
        link = await self._link(delivery)
        if isinstance(link, Answer):
            await self._settler.unsent(delivery, link)
            return
        await self._post_in(channel, delivery, message, link)

    async def _post_in(self, channel: ChannelId, delivery: Delivery, message: Message, link: str | None) -> None:
        opaque = payload.opaque_key(delivery.workspace, delivery.key)
        thread = delivery.under.ts if delivery.under else None
        said = await self._speaker.say(
            delivery,
            message,
            lambda rendered: payload.post(
                channel, payload.linked(rendered, link) if link else rendered, opaque, thread=thread
            ),
        )
        if said.answer.verdict is Verdict.SENT:
            ts, posted_in = str(said.answer.data["ts"]), str(said.answer.data["channel"])
            # Slack counts from when it is asked: from the answer on, every message would wait for the way as well.
            at = said.asked_at
            await self._ports.in_thread(lambda: self._ports.ledger.sent(delivery, ts, posted_in, at=at))
            self._ports.metrics.deliveries.add("sent")
        elif said.answer.reason == "channel_not_found" and delivery.direct is not None:
            # The conversation that was opened once is gone: open it again with the next try.
            await self._ports.in_thread(lambda: self._ports.ledger.standing.forget_direct(delivery.workspace, channel))
            await self._settler.unsent(delivery, Answer(verdict=Verdict.LATER, reason=said.answer.reason))
        elif said.answer.verdict is Verdict.OUT_OF_THREAD and delivery.under is not None:
            _log.warning(
                "thread.refused", workspace=delivery.workspace, delivery=delivery.id, reason=said.answer.reason
            )
            # Kept before it is said beside its thread, because it is looked for where it is said.
            await self._ports.in_thread(lambda: self._ports.ledger.out_of_thread(delivery, said.answer.reason))
            await self._post_in(channel, replace(delivery, under=None), message, link)
        else:
            await self._settler.settle(delivery, said)

    async def _channel(self, delivery: Delivery) -> ChannelId | Answer:
        """Where to post; with a person the conversation is opened once."""
        match delivery.destination:
            case ToChannel(channel=channel):
                return channel
            case ToPerson(user=user):
                return delivery.direct or await self._open(delivery, user)
            case _:
                assert_never(delivery.destination)

    async def _open(self, delivery: Delivery, user: UserId) -> ChannelId | Answer:
        answer = await self._line.call(
            delivery.workspace, "conversations.open", lambda client: client.conversations_open(users=user)
        )
        if answer.verdict is not Verdict.SENT:
            return answer
        channel = ChannelId(str(answer.data["channel"]["id"]))
        await self._ports.in_thread(
            lambda: self._ports.ledger.standing.remember_direct(delivery.workspace, user, channel)
        )
        return channel

    async def _may_post_again(self, delivery: Delivery, channel: ChannelId) -> bool:
        """Look for what may be out already: adopt it, or say whether it is right to post it again."""
        opaque = payload.opaque_key(delivery.workspace, delivery.key)
        thread = delivery.under.ts if delivery.under else None
        match await find(self._line, delivery.workspace, channel, opaque, delivery.first_try, thread=thread):
            case None:
                return True
            case Found(ts=ts):
                now = self._ports.protocol_now()
                await self._ports.in_thread(lambda: self._ports.ledger.sent(delivery, ts, channel, at=now))
                self._ports.metrics.adopted.add()
                return False
            case Answer(verdict=Verdict.LATER | Verdict.STOP_WORKSPACE | Verdict.READ_BACK_FIRST) as answer:
                await self._settler.unsent(delivery, answer)
                return False
            case answer:
                return await self._may_post_blindly(delivery, answer.reason)

    async def _may_post_blindly(self, delivery: Delivery, reason: str) -> bool:
        fields = {
            "workspace": delivery.workspace,
            "delivery": delivery.id,
            "destination": delivery.recipient,
            "kind": delivery.kind,
            "reason": reason,
        }
        if delivery.kind in NAGS:
            await self._ports.in_thread(lambda: self._ports.ledger.unknown(delivery, f"cannot be read back: {reason}"))
            self._ports.metrics.deliveries.add("unknown")
            _log.warning("delivery.unknown", **fields)
            return False
        await self._ports.in_thread(lambda: self._ports.ledger.blind(delivery))
        self._ports.metrics.deliveries.add("sent_blind")
        _log.warning("delivery.sent_blind", **fields)
        return True

    async def _link(self, delivery: Delivery) -> str | Answer | None:
        """The link to the message that Slack did not let us edit; None when there is none to be had."""
        followed = delivery.follows
        if followed is None:
            return None
        answer = await self._line.call(
            delivery.workspace,
            "chat.getPermalink",
            lambda client: client.chat_getPermalink(channel=followed.channel, message_ts=followed.ts),
        )
        match answer.verdict:
            case Verdict.SENT:
                return str(answer.data["permalink"])
            case Verdict.LATER | Verdict.STOP_WORKSPACE | Verdict.READ_BACK_FIRST:
                return answer
            case _:
                return None
