"""Whole surfaces: a message's blocks, a modal, a Home tab, with the limits that hold across blocks."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from handlers.demo.workspace.blocks.composition import plain
from handlers.demo.workspace.blocks.kinds import block
from handlers.demo.workspace.blocks.shapes import Check, Json, Report, Spot, anything, array, boolean, shape, string
from handlers.demo.workspace.blocks.tables import MOST_DATA_TABLE_CHARACTERS, MOST_TABLE_CHARACTERS, characters_in

MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
MOST_BLOCK_CHARACTERS = 13_200
MOST_MARKDOWN_CHARACTERS = 12_000
MOST_CHARTS = 2
MOST_VIEW_BYTES = 250_000

KnownFile = Callable[[Json], bool]


def every_file(_: Json) -> bool:
    """Accepts every file: for checks that know no workspace."""
    return True


def every_block(blocks: Any) -> Iterator[tuple[Json, str]]:
    """All blocks with their pointers, those inside containers and layouts too."""
    for index, item in enumerate(blocks if isinstance(blocks, list) else []):
        if isinstance(item, dict):
            yield item, f"/{index}"
            for inner, pointer in _inside(item):
                yield inner, f"/{index}{pointer}"


def _inside(item: Json) -> Iterator[tuple[Json, str]]:
    for name in ("child_blocks", "blocks"):
        for inner, pointer in every_block(item.get(name)):
            yield inner, f"/{name}{pointer}"
    for row_index, row in enumerate(item.get("rows") or [] if item.get("type") == "layout" else []):
        for item_index, cell in enumerate(row.get("items") or [] if isinstance(row, dict) else []):
            yield from (
                (inner, f"/rows/{row_index}/items/{item_index}{pointer}")
                for inner, pointer in (_inside(cell) if isinstance(cell, dict) else ())
            )


def elements_of(item: Json) -> list[Json]:
    """The interactive elements of one block."""
    found = [item.get("accessory"), item.get("element")]
    if item.get("type") in {"actions", "context_actions"}:
        found += item.get("elements") or []
    if item.get("type") == "card":
        found += item.get("actions") or []
    if item.get("type") == "carousel":
        found += [action for card in item.get("elements") or [] for action in card.get("actions") or []]
    return [one for one in found if isinstance(one, dict)]


def _ids_are_unique(blocks: list[Json], spot: Spot) -> None:
    seen: set[Any] = set()
    for item, pointer in every_block(blocks):
        name = item.get("block_id")
        if name is not None and name in seen:
            Spot(spot.report, f"{spot.pointer}{pointer}/block_id").say("`block_id` already exists")
        seen.add(name)
        actions = [one.get("action_id") for one in elements_of(item) if one.get("action_id") is not None]
        if len(actions) != len(set(actions)):
            Spot(spot.report, spot.pointer + pointer).say("`action_id` already exists")


def _focus_is_one(blocks: list[Json], spot: Spot) -> None:
    focused = [one for item, _ in every_block(blocks) for one in elements_of(item) if one.get("focus_on_load")]
    if len(focused) > 1:
        spot.say("only one element can have focus_on_load set to true")


def _fits_one_message(blocks: list[Json], spot: Spot) -> None:
    everything = [item for item, _ in every_block(blocks)]
    kinds = [item.get("type") for item in everything]
    if kinds.count("data_visualization") > MOST_CHARTS:
        spot.say(f"no more than {MOST_CHARTS} data_visualization blocks allowed")
    if kinds.count("table") > 1:
        spot.say("only one table block allowed")
    totals = {
        "table": MOST_TABLE_CHARACTERS,
        "data_table": MOST_DATA_TABLE_CHARACTERS,
    }
    for kind, most in totals.items():
        if sum(characters_in(item.get("rows")) for item in everything if item.get("type") == kind) > most:
            spot.say(f"{kind} blocks must be less than {most + 1} characters in one message")
    markdown = [item.get("text") for item in everything if item.get("type") == "markdown"]
    if sum(len(text) for text in markdown if isinstance(text, str)) > MOST_MARKDOWN_CHARACTERS:
        spot.say(f"markdown blocks must be less than {MOST_MARKDOWN_CHARACTERS + 1} characters in one message")


def validate_blocks(
    blocks: Any, surface: str = "message", *, known_file: KnownFile = every_file, pointer: str = "/blocks"
) -> list[str]:
    """What Slack would say against these blocks on a surface: `message`, `modal` or `home`; nothing if all is well."""
    report = Report(surface, known_file)
    _check_blocks(blocks, Spot(report, pointer))
    return report.problems


def _check_blocks(blocks: Any, spot: Spot) -> None:
    most = MOST_BLOCKS[spot.report.surface]
    array(block, 0, most)(blocks, spot)
    if not isinstance(blocks, list):
        return
    nested = sum(1 for _ in every_block(blocks))
    if len(blocks) <= most < nested:
        spot.say(f"no more than {most} items allowed")
    _ids_are_unique(blocks, spot)
    _focus_is_one(blocks, spot)
    if spot.report.surface == "message":
        _fits_one_message(blocks, spot)


def weight_of_blocks(blocks: list[Json]) -> int:
    """How many characters the blocks of a message weigh; tables and markdown have limits of their own."""
    heavy = {"table", "data_table", "markdown"}
    return sum(len(json.dumps(item, ensure_ascii=False)) for item in blocks if item.get("type") not in heavy)


_HOME: dict[str, Check] = {
    "private_metadata": string(3000, 0),
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
}
_MODAL: dict[str, Check] = {
    **_HOME,
    "close": plain(24),
    "submit": plain(24),
    "clear_on_close": boolean,
    "notify_on_close": boolean,
    "submit_disabled": boolean,
}


def _inputs_need_submit(view: Json, spot: Spot) -> None:
    if view.get("submit") is None and any(item.get("type") == "input" for item, _ in every_block(view["blocks"])):
        spot.say("missing required field: submit")


def validate_view(view: Any, *, home: bool, known_file: KnownFile = every_file) -> list[str]:
    """What Slack would say against this modal or Home tab."""
    surface = "home" if home else "modal"
    report = Report(surface, known_file)
    spot = Spot(report, "/view")
    required: dict[str, Check] = {"type": _is(surface), "blocks": anything}
    check = (
        shape(required, {**_HOME, "title": anything})
        if home
        else shape({**required, "title": plain(24)}, _MODAL, _inputs_need_submit)
    )
    check(view, spot)
    if isinstance(view, dict) and "blocks" in view:
        _check_blocks(view["blocks"], spot.at("blocks"))
    return report.problems


def _is(word: str) -> Check:
    def check(value: Any, spot: Spot) -> None:
        if value != word:
            spot.say(f"must be {word}")

    return check


def bytes_of(view: Any) -> int:
    """How heavy a view is on the wire."""
    return len(json.dumps(view, ensure_ascii=False).encode())
