"""What a message is made of, checked as Slack checks it before anything is shown."""

import json
from dataclasses import dataclass
from typing import Any

from handlers.demo.workspace.blocks.validation import MOST_BLOCK_CHARACTERS, validate_blocks, weight_of_blocks
from handlers.demo.workspace.web_api.arguments import Args
from handlers.demo.workspace.world.errors import ApiError, invalid
from handlers.demo.workspace.world.world import World

Json = dict[str, Any]
MOST_TEXT = 40_000
# Slack does not document the size of metadata; this is far above what an opaque key needs.
MOST_METADATA = 8_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The text and blocks of a message, fit to be shown."""

    text: str
    blocks: list[Json]


def content_of(world: World, args: Args) -> Content:
    """Text and blocks from the arguments, or Slack's refusal."""
    text, blocks = args.text("text"), checked_blocks(world, args)
    if not text.strip() and not blocks and not args.structure("attachments"):
        raise ApiError("no_text")
    if not text.strip():
        world.warn("missing_text_in_message")
    if len(text) > MOST_TEXT:
        world.warn("message_truncated")
    return Content(text=text[:MOST_TEXT], blocks=blocks)


def checked_blocks(world: World, args: Args) -> list[Json]:
    """The blocks with ids filled in, or `invalid_blocks` with a pointer to each mistake."""
    blocks = args.structure("blocks", "invalid_blocks_format")
    if not blocks:
        return []
    problems = validate_blocks(blocks, known_file=lambda given: knows_file(world, given))
    if problems:
        raise invalid("invalid_blocks", problems)
    if weight_of_blocks(blocks) > MOST_BLOCK_CHARACTERS:
        raise ApiError("msg_blocks_too_long")
    return world.with_ids(blocks)


def knows_file(world: World, given: Json) -> bool:
    """Whether an image block may show this file: it is the app's own, and Slack is done with it.

    Each look brings it nearer to being done, as time does in Slack: an app that may not read files can only try again.
    """
    found = [one for one in world.files.values() if given.get("id") == one.id or given.get("url") == one.url]
    mine = [one for one in found if one.owner == world.bot.id and one.completed]
    is_ready = any(one.is_ready for one in mine)
    for one in mine:
        one.steps_left -= 1
    return is_ready


def metadata_of(args: Args) -> Json | None:
    """The metadata, or Slack's refusal; None if it was not given."""
    metadata = args.structure("metadata", "invalid_metadata_format")
    if metadata is None:
        return None
    if not isinstance(metadata, dict):
        raise ApiError("invalid_metadata_format")
    if not metadata:
        return {}
    if not isinstance(metadata.get("event_type"), str) or not isinstance(metadata.get("event_payload"), dict):
        raise ApiError("invalid_metadata_schema")
    if any(not _is_flat(value) for value in metadata["event_payload"].values()):
        raise ApiError("invalid_metadata_schema")
    if len(json.dumps(metadata)) > MOST_METADATA:
        raise ApiError("metadata_too_large")
    return metadata


def _is_flat(value: Any) -> bool:
    """One level of objects or lists of objects, and no deeper."""
    inner = [value] if isinstance(value, dict) else value if isinstance(value, list) else []
    return all(
        not isinstance(leaf, dict | list) for one in inner for leaf in (one.values() if isinstance(one, dict) else [])
    )
