"""What stands in the fields of a view or a message: Slack's state, read once into plain values."""

import json
from collections.abc import Mapping
from typing import Any, Final

from handlers.slack.edge.payloads import BadPayload, FieldValue

VALUE: Final = "value"
"""The action_id of every input of ours."""

_TEXTS: Final = (
    "value",
    "selected_user",
    "selected_channel",
    "selected_conversation",
    "selected_date",
    "selected_time",
)
_LISTS: Final = ("selected_users", "selected_channels", "selected_conversations")


def field_values(state: Any) -> dict[str, FieldValue]:
    """The values by block_id from a payload's `state`, taken from the elements whose action_id is `value`."""
    values = state.get("values") if isinstance(state, dict) else None
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise BadPayload("state.values is not an object")
    return {block: element_value(elements[VALUE]) for block, elements in values.items() if _is_ours(elements)}


def _is_ours(elements: Any) -> bool:
    if not isinstance(elements, dict):
        raise BadPayload("a block of state.values is not an object")
    return VALUE in elements


def element_value(element: Any) -> FieldValue:
    """The value of one element: text, one choice, several choices, or nothing.

    A date and time is its epoch second as text, a file its id, rich text its JSON: whoever asked knows how to read it.
    """
    if not isinstance(element, dict):
        raise BadPayload("an element is not an object")
    several = _several(element)
    return _one(element) if several is None else several


def _one(element: Mapping[str, Any]) -> str | None:
    for name in _TEXTS:
        if element.get(name) is not None:
            return _text(element[name])
    if element.get("selected_option") is not None:
        return _option(element["selected_option"])
    if element.get("selected_date_time") is not None:
        return str(element["selected_date_time"])
    if element.get("rich_text_value") is not None:
        return json.dumps(element["rich_text_value"], sort_keys=True)
    return None


def _several(element: Mapping[str, Any]) -> tuple[str, ...] | None:
    if "selected_options" in element:
        return tuple(_option(option) for option in _list(element["selected_options"]))
    if "files" in element:
        return tuple(_member(file, "id") for file in _list(element["files"]))
    for name in _LISTS:
        if name in element:
            return tuple(_text(item) for item in _list(element[name]))
    return None


def _option(option: Any) -> str:
    return _member(option, "value")


def _member(item: Any, name: str) -> str:
    if not isinstance(item, dict):
        raise BadPayload(f"an item with a {name} is not an object")
    return _text(item.get(name))


def _list(items: Any) -> list[Any]:
    if items is None:
        return []
    if not isinstance(items, list):
        raise BadPayload("a list of choices is not a list")
    return items


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise BadPayload("a field's value is not text")
    return value
