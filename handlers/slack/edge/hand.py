"""The hand on the button: what can be done for this person at once, while the trigger lives (3 s, one use)."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, Protocol, TypeAlias

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from handlers.slack.edge.payloads import Closed, Event, Heard, OnView, Press, Submission, Suggestion
from handlers.slack_error import error_name

DEAD_TRIGGER: Final = frozenset({"expired_trigger_id", "exchanged_trigger_id", "trigger_expired", "trigger_exchanged"})


After: TypeAlias = "Callable[[Hand], Awaitable[None]]"
"""What is done right behind the acknowledgement, each in a task of its own that nobody cancels."""


class NotSaid(Exception):  # noqa: N818  says what happened
    """Words for a person found no way to them."""


class Webhooks(Protocol):
    """Who builds the client for a response_url."""

    def webhook(self, url: str) -> AsyncWebhookClient:
        """A client for this response_url."""
        ...


MOST_BLOCKS: Final = 50
"""Slack takes so many in a message."""

DEEPEST: Final = 3
"""Slack stacks three modals at most."""


class Hand:
    """What can be done for the person who pressed, typed or submitted."""

    def __init__(self, heard: Heard, *, client: AsyncWebClient, webhooks: Webhooks, about: str | None = None) -> None:
        """What finds no other way comes as a direct message, behind words on what it is `about` if there are any."""
        self.client = client
        self.user = heard.user
        self.trigger_id: str | None = None
        self.response_url: str | None = None
        if not isinstance(heard, Closed | Event | Suggestion):
            self.trigger_id = heard.trigger_id
            self.response_url = heard.response_url
        self._webhooks = webhooks
        self._about = about
        self._in_modal = in_modal(heard)
        self.modal_id = _modal_of(heard)
        self._depth = _depth_of(heard)

    async def open(self, view: Mapping[str, Any], *, otherwise: After) -> Mapping[str, Any] | None:
        """Open a modal and return Slack's view; with a dead trigger, do `otherwise` instead and return None."""
        return await self._with_trigger(self.client.views_open, view, otherwise)

    @property
    def has_room(self) -> bool:
        """Whether a modal is open on which another one fits."""
        return 0 < self._depth < DEEPEST

    async def push(self, view: Mapping[str, Any], *, otherwise: After) -> Mapping[str, Any] | None:
        """Push a modal onto the stack and return Slack's view; with a dead trigger, do `otherwise` instead."""
        return await self._with_trigger(self.client.views_push, view, otherwise)

    async def show(self, view: Mapping[str, Any], *, otherwise: After) -> Mapping[str, Any] | None:
        """Put a modal before the person, on top of an open one; with a dead trigger, do `otherwise` instead."""
        return await (self.push if self._in_modal else self.open)(view, otherwise=otherwise)

    async def update(self, view: Mapping[str, Any], *, view_id: str, view_hash: str | None = None) -> Mapping[str, Any]:
        """Replace a modal that is open, and return Slack's view; with a hash, only while it is the one looked at."""
        answer = await self.client.views_update(view=dict(view), view_id=view_id, hash=view_hash)
        shown: Mapping[str, Any] = answer["view"]
        return shown

    async def publish(self, view: Mapping[str, Any]) -> None:
        """Show the person's Home tab."""
        await self.client.views_publish(user_id=self._person(), view=dict(view))

    async def respond(self, payload: Mapping[str, Any]) -> None:
        """Post to the response_url (30 min, 5 uses); ephemeral and beside the original unless the payload says other.

        Raises NotSaid when there is no such address or Slack refuses it, and nothing is known of what it is `about`.
        """
        refused = await self._refused(payload)
        if refused is None:
            return
        if self._about is None:
            raise NotSaid(refused)
        await self.client.chat_postMessage(channel=self._person(), **_with_words(self._about, payload))

    async def _refused(self, payload: Mapping[str, Any]) -> str | None:
        if self.response_url is None:
            return "this payload carries no response_url"
        body = {"response_type": "ephemeral", "replace_original": False, **payload}
        answer = await self._webhooks.webhook(self.response_url).send_dict(body)
        return None if answer.status_code == 200 else f"response_url answered {answer.status_code}: {answer.body}"

    async def offer(self, payload: Mapping[str, Any]) -> None:
        """Post this where the person sees it: to the response_url, else as a direct message.

        Raises NotSaid when there is nobody, or Slack refuses the response_url.
        """
        if self.response_url is not None:
            await self.respond(payload)
            return
        await self.client.chat_postMessage(channel=self._person(), **_message_of(payload))

    async def tell(self, words: str) -> None:
        """Tell the person these words by the best way there is: the response_url, a small modal, a direct message.

        Raises NotSaid when there is nobody.
        """
        if self.response_url is not None:
            await self.respond(words_message(words))
        elif self.trigger_id is not None:
            await self.show(words_view(words), otherwise=lambda hand: hand.write(words))
        else:
            await self.write(words)

    async def write(self, words: str) -> None:
        """Write the person a direct message. Raises NotSaid when there is nobody."""
        await self.client.chat_postMessage(channel=self._person(), **words_message(words))

    def _person(self) -> str:
        if self.user is None:
            raise NotSaid("nobody to tell")
        return self.user

    async def _with_trigger(
        self, call: Callable[..., Awaitable[Any]], view: Mapping[str, Any], otherwise: After
    ) -> Mapping[str, Any] | None:
        try:
            answer = await call(trigger_id=self.trigger_id, view=dict(view))
        except SlackApiError as error:
            if error_name(error) not in DEAD_TRIGGER:
                raise
            await otherwise(self)
            return None
        shown: Mapping[str, Any] = answer["view"]
        return shown


def _modal_of(heard: Heard) -> str | None:
    """The modal that a button was pressed in."""
    match heard:
        case Press(place=OnView(kind="modal", view_id=view_id)):
            return view_id
        case _:
            return None


def _depth_of(heard: Heard) -> int:
    """How deep in the stack the modal lies in which something was pressed; 0 anywhere else."""
    match heard:
        case Press(place=OnView(kind="modal", depth=depth)):
            return depth
        case _:
            return 0


def in_modal(heard: Heard) -> bool:
    """Whether a modal is open in front of the person: what is shown then goes on top of it."""
    match heard:
        case Submission():
            return True
        case Press(place=OnView(kind="modal")):
            return True
        case _:
            return False


def escaped(words: str) -> str:
    """Words as Slack's text fields want them: nothing in them pings, links or formats a name."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def words_blocks(words: str) -> list[dict[str, Any]]:
    """One block of plain text, cut at Slack's 3,000 characters."""
    return [{"type": "section", "text": {"type": "plain_text", "text": words[:3000], "emoji": False}}]


def words_message(words: str) -> dict[str, Any]:
    """A message that holds nothing but words."""
    return {"text": escaped(words), "blocks": words_blocks(words)}


def _message_of(payload: Mapping[str, Any]) -> dict[str, Any]:
    """What of an answer can stand in a message that everybody there sees."""
    return {name: part for name, part in payload.items() if name in ("text", "blocks")}


def _with_words(words: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    """The same with words before it, so that it is understood elsewhere and later."""
    message = _message_of(payload)
    text = f"{escaped(words)}\n{message.get('text', '')}"
    if "blocks" not in message:
        return {"text": text}
    return {"text": text, "blocks": [*words_blocks(words), *message["blocks"]][:MOST_BLOCKS]}


def words_view(words: str) -> dict[str, Any]:
    """A small modal that holds nothing but words."""
    return {"type": "modal", "title": {"type": "plain_text", "text": "Plumbline"}, "blocks": words_blocks(words)}
