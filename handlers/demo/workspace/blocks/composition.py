"""Composition objects: texts, options, confirmations, images' files."""

from typing import Any

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

ID = string(255)
URL = string(3000)


def plain(most: int, least: int = 1) -> Check:
    """A plain_text object."""
    return typed({"plain_text": shape({"text": string(most, least)}, {"emoji": boolean})})


def text(most: int, least: int = 1) -> Check:
    """A plain_text or mrkdwn object."""
    return typed(
        {
            "plain_text": shape({"text": string(most, least)}, {"emoji": boolean}),
            "mrkdwn": shape({"text": string(most, least)}, {"verbatim": boolean}),
        }
    )


STYLE = one_of("primary", "danger")
CONFIRM = shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": STYLE},
)
# Radio buttons and checkboxes may format their options; menus may not.
MENU_OPTION = shape({"text": plain(75), "value": string(150)}, {"description": plain(75)})
RICH_OPTION = shape({"text": text(75), "value": string(150)}, {"description": text(75)})
OVERFLOW_OPTION = shape({"text": plain(75), "value": string(150)}, {"description": plain(75), "url": URL})
OPTION_GROUP = shape({"label": plain(75), "options": array(MENU_OPTION, 1, 100)}, {})
FILTER = shape(
    {},
    {
        "include": array(one_of("im", "mpim", "private", "public"), 1, 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)
DISPATCH = shape({"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), 1, 2)}, {})
WORKFLOW = shape({"trigger": anything}, {})


def _one_way_to_the_file(value: Json, spot: Spot) -> None:
    if (value.get("id") is None) == (value.get("url") is None):
        spot.say("must provide exactly one of: id, url")
    elif not spot.report.known_file(value):
        spot.say("invalid slack file")


SLACK_FILE = shape({}, {"id": string(255), "url": URL}, _one_way_to_the_file)


def has_one_source(value: Json, spot: Spot) -> None:
    """An image comes from a URL or from a file of the workspace, and only from one of them."""
    if (value.get("image_url") is None) == (value.get("slack_file") is None):
        spot.say("must provide exactly one of: image_url, slack_file")


IMAGE_ELEMENT = shape({"alt_text": string(2000)}, {"image_url": URL, "slack_file": SLACK_FILE}, has_one_source)


def options_of(value: Json) -> list[Json]:
    """All options that a menu offers, its groups unfolded."""
    grouped = [option for group in value.get("option_groups") or [] for option in group["options"]]
    return [*(value.get("options") or []), *grouped]


def offers_what_it_selects(value: Json, spot: Spot) -> None:
    """A menu has options or groups, not both, and starts with nothing that it does not offer."""
    if bool(value.get("options")) == bool(value.get("option_groups")):
        spot.say("must provide exactly one of: options, option_groups")
        return
    offered = options_of(value)
    if value.get("initial_option") is not None and value["initial_option"] not in offered:
        spot.at("initial_option").say("must match an option in the list of options")
    for index, chosen in enumerate(value.get("initial_options") or []):
        if chosen not in offered:
            spot.at("initial_options").at(index).say("must match an option in the list of options")


def no_value_twice(value: Json, spot: Spot) -> None:
    """Two options of one menu never carry the same value."""
    values: list[Any] = [option.get("value") for option in options_of(value)]
    if len(values) != len(set(values)):
        spot.say("option values must be unique")
