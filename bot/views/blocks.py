"""The Block Kit shapes that messages are made of, each within Slack's limits; plain dicts, because they are fast."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from bot.domain.text import shorten
from bot.views.lines import Inline, Line
from bot.views.rendered import Block
from bot.views.typed_text import NOTHING, cut, visible

SECTION_MOST: Final = 3000
HEADER_MOST: Final = 150
BUTTON_MOST: Final = 75
OPTION_MOST: Final = 75
PLACEHOLDER_MOST: Final = 150
RICH_MOST: Final = 3000
"""Slack names no limit for rich text; ours keeps one line from filling a screen."""


def plain(text: str, most: int) -> Block:
    """A plain_text object: nothing in it formats, links, pings or turns into an emoji."""
    return {"type": "plain_text", "text": shorten(text.strip() or NOTHING, most), "emoji": False}


def mrkdwn(line: Line, most: int = SECTION_MOST) -> Block:
    """A mrkdwn object of a line, whose typed values lie escaped in it."""
    return {"type": "mrkdwn", "text": cut(line.mrkdwn, most) or NOTHING, "verbatim": True}


def header(text: str) -> Block:
    """A heading."""
    return {"type": "header", "text": plain(text, HEADER_MOST)}


def section(line: Line, accessory: Block | None = None) -> Block:
    """A paragraph of our words, with a button or menu beside it."""
    return _with(accessory, {"type": "section", "text": mrkdwn(line)})


def plain_section(text: str, accessory: Block | None = None) -> Block:
    """A paragraph shown exactly as it stands, with a button or menu beside it."""
    return _with(accessory, {"type": "section", "text": plain(text, SECTION_MOST)})


def _with(accessory: Block | None, block: Block) -> Block:
    if accessory is not None:
        block["accessory"] = accessory
    return block


def context(*lines: Line) -> Block:
    """Small print: up to ten lines."""
    return {"type": "context", "elements": [mrkdwn(line, 1000) for line in lines[:10]]}


def divider() -> Block:
    """A rule."""
    return {"type": "divider"}


def actions(*elements: Block) -> Block:
    """A row of up to 25 buttons and menus, whose action ids must differ."""
    return {"type": "actions", "elements": list(elements[:25])}


def button(text: str, action: str, value: str, *, style: str | None = None) -> Block:
    """A button; its value carries opaque ids only, and every right is checked again when it is pressed."""
    made: dict[str, Any] = {"type": "button", "text": plain(text, BUTTON_MOST), "action_id": action}
    if value:
        made["value"] = value
    if style:
        made["style"] = style
    return made


def confirmed(asking: Block, *, title: str, text: str, yes: str, no: str) -> Block:
    """A button that asks once more before it is pressed."""
    return {
        **asking,
        "confirm": {
            "title": plain(title, 100),
            "text": plain(text, 300),
            "confirm": plain(yes, 30),
            "deny": plain(no, 30),
        },
    }


def menu(placeholder: str, action: str, options: Sequence[tuple[str, str]]) -> Block:
    """A menu of (value, label) pairs."""
    return {
        "type": "static_select",
        "action_id": action,
        "placeholder": plain(placeholder, PLACEHOLDER_MOST),
        "options": [option(value, label) for value, label in options[:100]],
    }


def option(value: str, label: str) -> Block:
    """One choice of a menu."""
    return {"text": plain(label, OPTION_MOST), "value": value}


def rich(*lines: Line) -> Block:
    """Lines of rich text, one below the other: typed text as it is, mentions alive."""
    inline: list[Inline] = []
    for line in lines:
        if inline:
            inline.append({"type": "text", "text": "\n"})
        inline += line.inline
    return {"type": "rich_text", "elements": [rich_section(inline)]}


def rich_section(inline: list[Inline]) -> Inline:
    """One run of rich text."""
    return {"type": "rich_text_section", "elements": inline}


def bullets(lines: Iterable[Line]) -> Inline:
    """A list with bullets, one element of a rich text block."""
    return {"type": "rich_text_list", "style": "bullet", "elements": [rich_section(line.inline) for line in lines]}


def quote(text: str) -> Inline:
    """A quotation of what somebody typed, one element of a rich text block."""
    shown = shorten(visible(text).strip() or NOTHING, RICH_MOST)
    return {"type": "rich_text_quote", "elements": [{"type": "text", "text": shown}]}


def rich_text(*elements: Inline) -> Block:
    """A rich text block of sections, lists and quotes."""
    return {"type": "rich_text", "elements": list(elements)}
