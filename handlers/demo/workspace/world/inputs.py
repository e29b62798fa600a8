"""What stands in the fields of a form: the values a view starts with, and what survives its update."""

from dataclasses import dataclass
from typing import Any

from handlers.demo.workspace.blocks.validation import elements_of, every_block

Json = dict[str, Any]
Values = dict[str, dict[str, Json]]


@dataclass(frozen=True, slots=True)
class Slot:
    """How one kind of element carries its value in `state.values`, and what it starts with."""

    key: str
    initial: str
    many: bool = False


SLOTS: dict[str, Slot] = {
    "plain_text_input": Slot("value", "initial_value"),
    "number_input": Slot("value", "initial_value"),
    "email_text_input": Slot("value", "initial_value"),
    "url_text_input": Slot("value", "initial_value"),
    "rich_text_input": Slot("rich_text_value", "initial_value"),
    "static_select": Slot("selected_option", "initial_option"),
    "external_select": Slot("selected_option", "initial_option"),
    "radio_buttons": Slot("selected_option", "initial_option"),
    "users_select": Slot("selected_user", "initial_user"),
    "channels_select": Slot("selected_channel", "initial_channel"),
    "conversations_select": Slot("selected_conversation", "initial_conversation"),
    "datepicker": Slot("selected_date", "initial_date"),
    "timepicker": Slot("selected_time", "initial_time"),
    "datetimepicker": Slot("selected_date_time", "initial_date_time"),
    "checkboxes": Slot("selected_options", "initial_options", many=True),
    "multi_static_select": Slot("selected_options", "initial_options", many=True),
    "multi_external_select": Slot("selected_options", "initial_options", many=True),
    "multi_users_select": Slot("selected_users", "initial_users", many=True),
    "multi_channels_select": Slot("selected_channels", "initial_channels", many=True),
    "multi_conversations_select": Slot("selected_conversations", "initial_conversations", many=True),
    "file_input": Slot("files", "initial_files", many=True),
}


def starting_values(blocks: list[Json], before: Values | None = None) -> Values:
    """The state of a form; a field that was there before under the same ids and kind keeps what was typed."""
    values: Values = {}
    for item, _ in every_block(blocks):
        for element in elements_of(item):
            slot = SLOTS.get(element["type"])
            if slot is None:
                continue
            kept = ((before or {}).get(item["block_id"]) or {}).get(element["action_id"])
            if kept is None or kept["type"] != element["type"]:
                kept = entry_for(element, element.get(slot.initial))
            values.setdefault(item["block_id"], {})[element["action_id"]] = kept
    return values


def entry_for(element: Json, value: Any) -> Json:
    """One entry of `state.values`."""
    slot = SLOTS[element["type"]]
    empty: Any = [] if slot.many else None
    return {"type": element["type"], slot.key: empty if value is None else value}


def is_empty(entry: Json) -> bool:
    """Whether the person left this field empty."""
    value = entry[SLOTS[entry["type"]].key]
    return value is None or value in ("", [])
