"""Interactive elements: their fields, their limits, and on which surfaces they live."""

import re
from datetime import date
from typing import Any

from handlers.demo.workspace.blocks.composition import (
    CONFIRM,
    DISPATCH,
    FILTER,
    ID,
    IMAGE_ELEMENT,
    MENU_OPTION,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    RICH_OPTION,
    STYLE,
    URL,
    WORKFLOW,
    no_value_twice,
    offers_what_it_selects,
    plain,
)
from handlers.demo.workspace.blocks.rich_text import RICH_TEXT
from handlers.demo.workspace.blocks.shapes import Check, Json, Spot, array, boolean, number, shape, string

# Slack does not document these two; they are what its own menus hold.
_MOST_INITIAL = 100
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def _date(value: Any, spot: Spot) -> None:
    try:
        well_formed = isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        well_formed = False
    if not well_formed:
        spot.say("must be a date in the format YYYY-MM-DD")


def _time(value: Any, spot: Spot) -> None:
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        spot.say("must be a time in the format HH:mm")


_COMMON: dict[str, Check] = {"action_id": ID, "focus_on_load": boolean}
_MENU: dict[str, Check] = {**_COMMON, "confirm": CONFIRM, "placeholder": plain(150)}
_MULTI: dict[str, Check] = {**_MENU, "max_selected_items": number(1, whole=True)}
_TYPED: dict[str, Check] = {**_COMMON, "placeholder": plain(150), "dispatch_action_config": DISPATCH}
_IDS = array(string(255), 0, _MOST_INITIAL)
_OFFER: dict[str, Check] = {"options": array(MENU_OPTION, 1, 100), "option_groups": array(OPTION_GROUP, 1, 100)}
_RESPONSE: dict[str, Check] = {"response_url_enabled": boolean}


def _shortest_before_longest(value: Json, spot: Spot) -> None:
    low, high = value.get("min_length"), value.get("max_length")
    if low is not None and high is not None and low > high:
        spot.at("min_length").say("must be less than or equal to max_length")
    if len(value.get("initial_value") or "") > (high or 3000):
        spot.at("initial_value").say(f"must be less than {(high or 3000) + 1} characters")


def _agrees_with_itself(value: Json, spot: Spot) -> None:
    try:
        numbers = {name: float(value[name]) for name in ("min_value", "max_value", "initial_value") if value.get(name)}
    except ValueError:
        spot.say("min_value, max_value and initial_value must be numbers")
        return
    if numbers.get("min_value", float("-inf")) > numbers.get("max_value", float("inf")):
        spot.at("min_value").say("cannot be greater than max_value")


BUTTON = shape(
    {"text": plain(75)},
    {
        "action_id": ID,
        "url": URL,
        "value": string(2000),
        "style": STYLE,
        "confirm": CONFIRM,
        "accessibility_label": string(75),
        "visible_to_user_ids": array(string(255), 1, 100),
        "agent_prompt": string(4000),
        "agent_prompt_display": string(4000),
    },
)
_MENU_RULES = (offers_what_it_selects, no_value_twice)
_BOX_OFFER: dict[str, Check] = {"options": array(RICH_OPTION, 1, 10)}
_BOX: dict[str, Check] = {**_COMMON, "confirm": CONFIRM}

ELEMENTS: dict[str, Check] = {
    "button": BUTTON,
    "workflow_button": shape(
        {"text": plain(75), "workflow": WORKFLOW},
        {"action_id": ID, "style": STYLE, "accessibility_label": string(75)},
    ),
    "checkboxes": shape(_BOX_OFFER, {**_BOX, "initial_options": array(RICH_OPTION, 1, 10)}, *_MENU_RULES),
    "radio_buttons": shape(_BOX_OFFER, {**_BOX, "initial_option": RICH_OPTION}, *_MENU_RULES),
    "overflow": shape({"options": array(OVERFLOW_OPTION, 1, 5)}, {"action_id": ID, "confirm": CONFIRM}, no_value_twice),
    "static_select": shape({}, {**_MENU, **_OFFER, "initial_option": MENU_OPTION}, *_MENU_RULES),
    "multi_static_select": shape(
        {}, {**_MULTI, **_OFFER, "initial_options": array(MENU_OPTION, 1, _MOST_INITIAL)}, *_MENU_RULES
    ),
    "external_select": shape({}, {**_MENU, "initial_option": MENU_OPTION, "min_query_length": number(0, whole=True)}),
    "multi_external_select": shape(
        {},
        {
            **_MULTI,
            "initial_options": array(MENU_OPTION, 1, _MOST_INITIAL),
            "min_query_length": number(0, whole=True),
        },
    ),
    "users_select": shape({}, {**_MENU, "initial_user": string(255)}),
    "multi_users_select": shape({}, {**_MULTI, "initial_users": _IDS}),
    "channels_select": shape({}, {**_MENU, **_RESPONSE, "initial_channel": string(255)}),
    "multi_channels_select": shape({}, {**_MULTI, "initial_channels": _IDS}),
    "conversations_select": shape(
        {},
        {
            **_MENU,
            **_RESPONSE,
            "initial_conversation": string(255),
            "default_to_current_conversation": boolean,
            "filter": FILTER,
        },
    ),
    "multi_conversations_select": shape(
        {}, {**_MULTI, "initial_conversations": _IDS, "default_to_current_conversation": boolean, "filter": FILTER}
    ),
    "datepicker": shape({}, {**_MENU, "initial_date": _date}),
    "timepicker": shape({}, {**_MENU, "initial_time": _time, "timezone": string(100)}),
    "datetimepicker": shape({}, {**_COMMON, "confirm": CONFIRM, "initial_date_time": number(0, whole=True)}),
    "plain_text_input": shape(
        {},
        {
            **_TYPED,
            "initial_value": string(3000, 0),
            "multiline": boolean,
            "min_length": number(0, 3000, whole=True),
            "max_length": number(1, 3000, whole=True),
        },
        _shortest_before_longest,
    ),
    "rich_text_input": shape({}, {**_TYPED, "initial_value": RICH_TEXT}),
    "number_input": shape(
        {"is_decimal_allowed": boolean},
        {**_TYPED, "initial_value": string(255), "min_value": string(255), "max_value": string(255)},
        _agrees_with_itself,
    ),
    "email_text_input": shape({}, {**_TYPED, "initial_value": string(3000, 0)}),
    "url_text_input": shape({}, {**_TYPED, "initial_value": string(3000, 0)}),
    "file_input": shape(
        {}, {"action_id": ID, "filetypes": array(string(50), 1), "max_files": number(1, 10, whole=True)}
    ),
    "feedback_buttons": shape(
        {
            "positive_button": shape({"text": plain(75), "value": string(2000)}, {"accessibility_label": string(75)}),
            "negative_button": shape({"text": plain(75), "value": string(2000)}, {"accessibility_label": string(75)}),
        },
        {"action_id": ID},
    ),
    "icon_button": shape(
        {"icon": string(50), "text": plain(75)},
        {
            "action_id": ID,
            "value": string(2000),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
            "visible_to_user_ids": array(string(255), 1, 100),
        },
    ),
    "image": IMAGE_ELEMENT,
}

_CHOICES = {name for name in ELEMENTS if name.endswith("_select")} | {"checkboxes", "radio_buttons"}
_PICKERS = {"datepicker", "timepicker"}
_FIELDS = {"plain_text_input", "rich_text_input"}
_MODAL_FIELDS = {"number_input", "email_text_input", "url_text_input", "file_input"}

IN_ACTIONS = _CHOICES | _PICKERS | {"datetimepicker", "button", "workflow_button", "overflow", "rich_text_input"}
IN_SECTION = _CHOICES | _PICKERS | {"button", "workflow_button", "overflow", "image"}
IN_INPUT = _CHOICES | _PICKERS | _FIELDS | _MODAL_FIELDS | {"datetimepicker"}
IN_CONTEXT_ACTIONS = {"feedback_buttons", "icon_button"}

NOT_ON: dict[str, frozenset[str]] = {
    "datetimepicker": frozenset({"home"}),
    "rich_text_input": frozenset({"message"}),
    "workflow_button": frozenset({"modal", "home"}),
    **dict.fromkeys(_MODAL_FIELDS, frozenset({"message", "home"})),
}


def element(allowed: set[str]) -> Check:
    """An element that may stand here and on this surface."""

    def check(value: Any, spot: Spot) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        if kind is None:
            spot.say("missing required field: type")
        elif kind not in allowed or spot.report.surface in NOT_ON.get(str(kind), ()):
            spot.say(f"unsupported type: {kind}")
        else:
            ELEMENTS[str(kind)](value, spot)

    return check
