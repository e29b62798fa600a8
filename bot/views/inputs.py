"""The fields of modals: one input for each type of answer, filled with what stands already."""

from collections.abc import Sequence
from typing import Any, Final, assert_never

from bot.domain.charter import (
    Accepted,
    ChangesAsked,
    Choice,
    Day,
    Drill,
    NotApplicable,
    Proof,
    Quantity,
    Rows,
    Text,
    Value,
    Who,
)
from bot.domain.questions import Option
from bot.views.blocks import PLACEHOLDER_MOST, option, plain
from bot.views.rendered import Block
from bot.views.typed_text import visible

VALUE: Final = "value"
"""The action id of every input."""
TYPED_MOST: Final = 3000
_LABEL_MOST: Final = 2000
_HINT_MOST: Final = 500
_OPTIONS_MOST: Final = 100


_AS_ONE_TYPES: Final = {"trigger_actions_on": ["on_enter_pressed", "on_character_entered"]}


def field(
    block: str, label: str, element: Block, *, hint: str = "", optional: bool = True, is_live: bool = False
) -> Block:
    """An input with its label and hint; its block id is the question's, so that errors find it.

    A live one tells of each change at once, and not only when the window is submitted.
    """
    made: dict[str, Any] = {
        "type": "input",
        "block_id": block,
        "label": plain(label, _LABEL_MOST),
        "element": {**element, "action_id": VALUE},
        "optional": optional,
    }
    if hint:
        made["hint"] = plain(hint, _HINT_MOST)
    return _live(made) if is_live else made


def _live(made: Block) -> Block:
    if made["element"]["type"] == "plain_text_input":
        made["element"]["dispatch_action_config"] = _AS_ONE_TYPES
    return {**made, "dispatch_action": True}


def text_input(value: str, *, most: int = TYPED_MOST, multiline: bool = False) -> Block:
    """A field for text; one that holds more than `most` already keeps all of it."""
    kept = value[:TYPED_MOST]
    made: dict[str, Any] = {
        "type": "plain_text_input",
        "multiline": multiline or "\n" in kept,
        "max_length": max(most, len(kept)),
    }
    if kept:
        made["initial_value"] = kept
    return made


def people_select(placeholder: str, user: str | None) -> Block:
    """A field for one person."""
    made: dict[str, Any] = {"type": "users_select", "placeholder": plain(placeholder, PLACEHOLDER_MOST)}
    if user:
        made["initial_user"] = user
    return made


def many_people_select(placeholder: str) -> Block:
    """A field for several people."""
    return {"type": "multi_users_select", "placeholder": plain(placeholder, PLACEHOLDER_MOST)}


def day_picker(placeholder: str, value: Value | None) -> Block:
    """A field for a day."""
    made: dict[str, Any] = {"type": "datepicker", "placeholder": plain(placeholder, PLACEHOLDER_MOST)}
    if isinstance(value, Day):
        made["initial_date"] = value.day.isoformat()
    return made


def choice_select(placeholder: str, options: Sequence[Option], value: Value | None) -> Block:
    """A field for one of the offered options; an earlier choice that is not offered any more is not preselected."""
    offered = [option(each.value, visible(each.label)) for each in options[:_OPTIONS_MOST]]
    made: dict[str, Any] = {
        "type": "static_select",
        "placeholder": plain(placeholder, PLACEHOLDER_MOST),
        "options": offered,
    }
    chosen = value.option if isinstance(value, Choice) else None
    for each in offered:
        if each["value"] == chosen:
            made["initial_option"] = each
    return made


def choice(placeholder: str, options: Sequence[Block], chosen: str) -> Block:
    """A field for one of these options, of which one is chosen already."""
    made: dict[str, Any] = {
        "type": "static_select",
        "placeholder": plain(placeholder, PLACEHOLDER_MOST),
        "options": list(options),
    }
    for each in options:
        if each["value"] == chosen:
            made["initial_option"] = each
    return made


def many_select(placeholder: str, groups: Sequence[Block], chosen: Sequence[str], *, most: int) -> Block:
    """A field for several of these options, in groups, of which some are chosen already."""
    offered = (each for group in groups for each in group["options"])
    made: dict[str, Any] = {
        "type": "multi_static_select",
        "placeholder": plain(placeholder, PLACEHOLDER_MOST),
        "option_groups": list(groups),
        "max_selected_items": most,
    }
    already = [each for each in offered if each["value"] in chosen]
    if already:
        made["initial_options"] = already[:most]
    return made


def tick_box(value: str, label: str) -> Block:
    """One box to tick."""
    return {"type": "checkboxes", "options": [option(value, label)]}


def typed(value: Value | None) -> str:
    """What stands in a text field for a value: what the person wrote."""
    match value:
        case Text():
            return value.text
        case Quantity():
            return value.typed
        case Day():
            return value.day.isoformat()
        case Choice():
            return value.option
        case Who() | Rows() | NotApplicable() | Accepted() | Proof() | Drill() | ChangesAsked() | None:
            return ""
        case _:
            assert_never(value)
