"""Looking at a rendering as Slack and its readers do: what would be refused, and what would come alive."""

import re
from collections.abc import Iterator
from typing import Any

from bot.views.rendered import Block, Rendered
from handlers.demo.workspace.blocks.validation import (
    MOST_BLOCK_CHARACTERS,
    validate_blocks,
    validate_view,
    weight_of_blocks,
)

EDITED_MOST = 4000
POSTED_MOST = 40_000
_TOKEN = re.compile(r"<([^<>]*)>")
_LINK = r"(?i:https?)://[^\s|<>*`~]+\|[^|<>]+"
_OURS = re.compile(rf"@[A-Z0-9]+|#[A-Z0-9]+|!date\^\d+\^\{{date_short_pretty\}} \{{time\}}\|[^|<>]+|{_LINK}")
_FORMAT = re.compile(r"[*~`]|(?<![^\W_])_|_(?![^\W_])")


def assert_message(rendered: Rendered, *, most: int = EDITED_MOST) -> None:
    """Slack takes it as a message, with its text alone as well, and nothing in it is alive that should not be."""
    assert rendered.text.strip()
    assert len(rendered.text) <= most
    assert_tame(rendered.text)
    if rendered.blocks is not None:
        assert validate_blocks(rendered.blocks, "message") == []
        assert weight_of_blocks(rendered.blocks) <= MOST_BLOCK_CHARACTERS
        for text in mrkdwn_of(rendered.blocks):
            assert_tame(text)


def assert_window(view: Block) -> None:
    """Slack takes it as a modal, and nothing in it is alive that should not be."""
    assert validate_view(view, home=False) == []
    for text in mrkdwn_of(view["blocks"]):
        assert_tame(text)


def assert_tame(mrkdwn: str) -> None:
    """Only mentions of ids, web addresses and dates of our own stand in brackets; every other bracket is escaped."""
    for inner in _TOKEN.findall(mrkdwn):
        assert _OURS.fullmatch(inner), inner
    rest = _TOKEN.sub("", mrkdwn)
    assert "<" not in rest
    assert ">" not in rest
    assert not re.search(r"&(?!(amp|lt|gt);)", rest)


def formatting(mrkdwn: str) -> list[str]:
    """The signs that format something."""
    return _FORMAT.findall(mrkdwn)


def mrkdwn_of(value: Any) -> Iterator[str]:
    """Every mrkdwn text in blocks; in none of them, nor in plain text, does Slack look for more than we wrote."""
    for item in _objects(value):
        assert item.get("type") != "plain_text" or item["emoji"] is False
        if item.get("type") == "mrkdwn":
            assert item["verbatim"] is True
            yield item["text"]


def mentions_of(blocks: Any) -> set[str]:
    """Everybody whom the blocks mention."""
    rich = {item["user_id"] for item in _objects(blocks) if item.get("type") == "user"}
    return rich | {user for text in mrkdwn_of(blocks) for user in re.findall(r"<@(\w+)>", text)}


def broadcasts_of(blocks: Any) -> list[Any]:
    """Everything in rich text that would ping a crowd."""
    return [item for item in _objects(blocks) if item.get("type") in {"broadcast", "usergroup"}]


def buttons_of(blocks: Any) -> dict[str, list[str]]:
    """The values of all buttons by action."""
    found: dict[str, list[str]] = {}
    for item in _objects(blocks):
        if item.get("type") == "button":
            found.setdefault(item["action_id"], []).append(item.get("value", ""))
    return found


def options_of(blocks: Any, action: str) -> list[str]:
    """The values of all options of a menu."""
    menus = [item for item in _objects(blocks) if item.get("action_id") == action and "options" in item]
    return [option["value"] for menu in menus for option in menu["options"]]


def menu_of(blocks: Any) -> list[dict[str, Any]]:
    """The choices of every menu, in order."""
    return [option for each in _objects(blocks) for option in each.get("options", ()) if each.get("action_id")]


def kinds_of(blocks: Any) -> list[str]:
    """The types of the blocks."""
    return [block["type"] for block in blocks]


def words_of(blocks: Any) -> str:
    """Everything that can be read in blocks."""
    texts = [item["text"] for item in _objects(blocks) if isinstance(item.get("text"), str)]
    return "\n".join(texts)


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner)
