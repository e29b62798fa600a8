"""A modal window, within Slack's limits."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.views.blocks import plain
from bot.views.rendered import Block

TITLE_MOST: Final = 24
BLOCKS_MOST: Final = 100


def modal(
    callback: str, title: str, blocks: Sequence[Block], *, close: str, submit: str = "", metadata: str = ""
) -> dict[str, Any]:
    """A window; without `submit` it can only be closed."""
    view: dict[str, Any] = {
        "type": "modal",
        "callback_id": callback,
        "title": plain(title, TITLE_MOST),
        "close": plain(close, TITLE_MOST),
        "blocks": list(blocks[:BLOCKS_MOST]),
        "private_metadata": metadata,
    }
    if submit:
        view["submit"] = plain(submit, TITLE_MOST)
    return view


def compact(values: Mapping[str, object]) -> str:
    """Values as compact JSON, for metadata and for the values of buttons."""
    return json.dumps(values, separators=(",", ":"), ensure_ascii=False)
