"""Every kind of block: its fields, its limits, its surfaces."""

from typing import Any

from handlers.demo.workspace.blocks.charts import DATA_VISUALIZATION
from handlers.demo.workspace.blocks.composition import (
    ID,
    IMAGE_ELEMENT,
    SLACK_FILE,
    URL,
    has_one_source,
    plain,
    text,
)
from handlers.demo.workspace.blocks.elements import (
    BUTTON,
    IN_ACTIONS,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    element,
)
from handlers.demo.workspace.blocks.rich_text import RICH_TEXT
from handlers.demo.workspace.blocks.shapes import (
    Check,
    Json,
    Spot,
    anything,
    array,
    boolean,
    one_of,
    shape,
    string,
    typed,
)
from handlers.demo.workspace.blocks.tables import DATA_TABLE, TABLE

_ID: dict[str, Check] = {"block_id": ID}
_EVERYWHERE = frozenset({"message", "modal", "home"})
_MESSAGE = frozenset({"message"})
_MESSAGE_AND_HOME = frozenset({"message", "home"})


def _says_something(value: Json, spot: Spot) -> None:
    if not value.get("text") and not value.get("fields"):
        spot.say("must provide at least one of: text, fields")


def _shows_something(value: Json, spot: Spot) -> None:
    if not any(value.get(part) for part in ("hero_image", "title", "actions", "body")):
        spot.say("must provide at least one of: hero_image, title, actions, body")


def _dispatches_only_what_can(value: Json, spot: Spot) -> None:
    if value["element"]["type"] == "file_input" and value.get("dispatch_action"):
        spot.at("dispatch_action").say("file_input cannot dispatch actions")


def block(value: Any, spot: Spot) -> None:
    """Any block that the surface allows."""
    if not isinstance(value, dict):
        spot.say("must provide an object")
    elif "type" not in value:
        spot.say("missing required field: type")
    elif value["type"] not in BLOCKS or spot.report.surface not in SURFACES.get(value["type"], _EVERYWHERE):
        spot.at("type").say(f"unsupported type: {value['type']}")
    else:
        BLOCKS[value["type"]](value, spot)


_TASK = {
    "task_id": string(255),
    "title": string(255),
}
_TASK_MORE: dict[str, Check] = {
    **_ID,
    "details": typed({"rich_text": RICH_TEXT}),
    "output": typed({"rich_text": RICH_TEXT}),
    "sources": array(anything, 0),
}
_CARD = shape(
    {},
    {
        **_ID,
        "hero_image": IMAGE_ELEMENT,
        "icon": IMAGE_ELEMENT,
        "title": text(150),
        "subtitle": text(150),
        "body": text(200),
        "subtext": text(200),
        "slack_icon": anything,
        "actions": array(BUTTON, 1, 5),
    },
    _shows_something,
)
_PLANNED_TASK = shape(_TASK, {**_TASK_MORE, "status": one_of("pending", "in_progress", "complete", "error")})
_LAYOUT_ITEM = shape(
    {},
    {
        "blocks": array(block, 1),
        "block": block,
        "width": anything,
        "vertical_align": anything,
        "horizontal_align": anything,
    },
)

BLOCKS: dict[str, Check] = {
    "actions": shape({"elements": array(element(IN_ACTIONS), 1, 25)}, _ID),
    "alert": shape({"text": text(200)}, {**_ID, "level": one_of("default", "info", "warning", "error", "success")}),
    "card": _CARD,
    "carousel": shape({"elements": array(typed({"card": _CARD}), 1, 10)}, _ID),
    "container": shape(
        {"child_blocks": array(block, 1, 10)},
        {
            **_ID,
            "title": plain(150),
            "rich_text_title": RICH_TEXT,
            "subtitle": plain(150),
            "width": one_of("narrow", "standard", "wide", "full"),
            "icon": anything,
            "is_collapsible": boolean,
            "default_collapsed": boolean,
            "has_header_divider": boolean,
        },
    ),
    "context": shape(
        {"elements": array(typed({"plain_text": text(3000), "mrkdwn": text(3000), "image": IMAGE_ELEMENT}), 1, 10)},
        _ID,
    ),
    "context_actions": shape({"elements": array(element(IN_CONTEXT_ACTIONS), 1, 5)}, _ID),
    "data_table": DATA_TABLE,
    "data_visualization": DATA_VISUALIZATION,
    "divider": shape({}, _ID),
    "file": shape({"external_id": string(255), "source": one_of("remote")}, _ID),
    "header": shape({"text": plain(150)}, _ID),
    "image": shape(
        {"alt_text": string(2000)},
        {**_ID, "image_url": URL, "slack_file": SLACK_FILE, "title": plain(2000)},
        has_one_source,
    ),
    "input": shape(
        {"label": plain(2000), "element": element(IN_INPUT)},
        {**_ID, "hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
        _dispatches_only_what_can,
    ),
    "layout": shape(
        {"label": string(150), "rows": array(shape({"items": array(_LAYOUT_ITEM, 1)}, {}), 1, 5)},
        {
            **_ID,
            "is_label_visible": boolean,
            "grid_lines": one_of("none", "rows", "outer"),
            "fallback": array(block, 0),
        },
    ),
    "markdown": shape({"text": string(12_000)}, _ID),
    "plan": shape({"title": string(255)}, {**_ID, "tasks": array(typed({"task_card": _PLANNED_TASK}), 0)}),
    "rich_text": RICH_TEXT,
    "section": shape(
        {},
        {
            **_ID,
            "text": text(3000),
            "fields": array(text(2000), 1, 10),
            "accessory": element(IN_SECTION),
            "expand": boolean,
        },
        _says_something,
    ),
    "table": TABLE,
    "task_card": shape(_TASK, {**_TASK_MORE, "status": one_of("in_progress", "complete", "error")}),
    "video": shape(
        {"alt_text": string(2000), "title": plain(200), "thumbnail_url": URL, "video_url": URL},
        {
            **_ID,
            "author_name": string(50),
            "description": plain(200),
            "provider_icon_url": URL,
            "provider_name": string(50),
            "title_url": URL,
        },
    ),
}

SURFACES: dict[str, frozenset[str]] = {
    "alert": frozenset({"modal"}),
    "carousel": _MESSAGE_AND_HOME,
    "container": _MESSAGE_AND_HOME,
    "context_actions": _MESSAGE,
    "data_table": _MESSAGE_AND_HOME,
    "data_visualization": _MESSAGE,
    "file": _MESSAGE,
    "markdown": _MESSAGE,
    "plan": _MESSAGE,
    "table": _MESSAGE_AND_HOME,
    "task_card": _MESSAGE,
}
