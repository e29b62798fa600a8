"""The arguments of a post and of an edit, with the opaque key by which a message is found again."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.domain.ids import WorkspaceId
from bot.domain.text import shorten
from bot.views.rendered import Block, Picture, Rendered
from bot.views.typed_text import NOTHING
from handlers.delivery.rendered import EARLIER_VERSION

EVENT_TYPE: Final = "plumbline_delivery"
MOST_BLOCKS: Final = 50
MOST_ALT_TEXT: Final = 2000
MOST_EDIT_TEXT: Final = 4000
"""Slack refuses longer texts in an edit, though it takes ten times as much in a post."""


def opaque_key(workspace: WorkspaceId, key: str) -> str:
    """The ledger's key as metadata may carry it: every member of the workspace can read it there."""
    return hashlib.sha256(f"{workspace}\n{key}".encode()).hexdigest()[:32]


def metadata(opaque: str) -> dict[str, Any]:
    """The metadata of every message that goes through the ledger."""
    return {"event_type": EVENT_TYPE, "event_payload": {"key": opaque}}


def opaque_key_of(message: Mapping[str, Any]) -> str | None:
    """The key that a message of Slack's history carries; None for everything that is not ours."""
    found = message.get("metadata") or {}
    key = (found.get("event_payload") or {}).get("key") if found.get("event_type") == EVENT_TYPE else None
    return key if isinstance(key, str) else None


def post(channel: str, rendered: Rendered, opaque: str, *, thread: str | None = None) -> dict[str, Any]:
    """The arguments of chat.postMessage; `thread` is the ts of the message in whose thread it goes."""
    return {
        "channel": channel,
        **({"thread_ts": thread} if thread else {}),
        "text": rendered.text,
        **({"blocks": rendered.blocks} if rendered.blocks else {}),
        "metadata": metadata(opaque),
        "parse": "none",
        "link_names": False,
        "unfurl_links": False,
        "unfurl_media": False,
    }


def edit(channel: str, ts: str, rendered: Rendered, opaque: str) -> dict[str, Any]:
    """The arguments of chat.update; Slack keeps what an edit leaves out, so no blocks are said with an empty list."""
    return {
        "channel": channel,
        "ts": ts,
        "text": shorten(rendered.text, MOST_EDIT_TEXT),
        "blocks": rendered.blocks or [],
        "metadata": metadata(opaque),
        "parse": "none",
        "link_names": False,
    }


def illustrated(rendered: Rendered, files: Mapping[str, str | None]) -> Rendered:
    """The same message with those of its pictures for which there is a file, as far as there is room for them."""
    blocks = rendered.blocks or []
    shown = [(picture, file) for picture in rendered.pictures if (file := files.get(fingerprint(picture)))]
    room = max(0, MOST_BLOCKS - len(blocks))
    images = [(_place(picture, blocks), _image(picture, file)) for picture, file in shown[:room]]
    laid: list[Block] = []
    for number in range(len(blocks) + 1):
        laid += [image for place, image in images if place == number]
        laid += blocks[number : number + 1]
    return Rendered(text=rendered.text, blocks=laid or rendered.blocks)


def _place(picture: Picture, blocks: Sequence[Block]) -> int:
    return len(blocks) if picture.before is None else min(picture.before, len(blocks))


def _image(picture: Picture, file: str) -> Block:
    alt_text = shorten(picture.alt_text.strip() or NOTHING, MOST_ALT_TEXT)
    return {"type": "image", "alt_text": alt_text, "slack_file": {"id": file}}


def fingerprint(picture: Picture) -> str:
    """What a picture is recognised by: everything that it shows."""
    return hashlib.sha256(f"{picture.job}\n{picture.data!r}".encode()).hexdigest()[:32]


def linked(rendered: Rendered, permalink: str) -> Rendered:
    """The same message with a link to the one that it takes the place of."""
    link = f"<{permalink}|{EARLIER_VERSION}>"
    text = f"{rendered.text}\n{link}"
    if not rendered.blocks or len(rendered.blocks) >= MOST_BLOCKS:
        return Rendered(text=text, blocks=rendered.blocks)
    context = {"type": "context", "elements": [{"type": "mrkdwn", "text": link, "verbatim": True}]}
    return Rendered(text=text, blocks=[*rendered.blocks, context])


def payload_hash(arguments: Mapping[str, Any]) -> str:
    """What a dead letter is recognised by, without its content."""
    return hashlib.sha256(json.dumps(arguments, sort_keys=True).encode()).hexdigest()
