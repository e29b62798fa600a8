"""Typing into fields and choosing: from what a person means to the entry that Slack sends."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from handlers.demo.workspace.blocks.composition import options_of
from handlers.demo.workspace.world.files import File
from handlers.demo.workspace.world.inputs import SLOTS, entry_for

Json = dict[str, Any]


class CannotDoError(AssertionError):
    """A person in front of a real client could not do this."""


def entry(element: Json, value: Any, suggested: list[Json]) -> Json:
    """The state entry for a value that a person gives: an option's value, a person, a channel, a date, a text."""
    if value is None:
        return entry_for(element, None)
    kind = element["type"]
    slot = SLOTS[kind]
    if not slot.many:
        return entry_for(element, _one(element, value, suggested))
    given = value if isinstance(value, list | tuple | set | frozenset) else [value]
    chosen = [_one(element, one, suggested) for one in given]
    most = element.get("max_selected_items") or element.get("max_files")
    if most is not None and len(chosen) > most:
        raise CannotDoError(f"{element['action_id']} takes no more than {most}")
    return entry_for(element, chosen)


def _one(element: Json, value: Any, suggested: list[Json]) -> Any:
    kind = element["type"]
    if kind in {"external_select", "multi_external_select"}:
        return _offered(suggested, value, element)
    if "options" in element or "option_groups" in element:
        return _offered(options_of(element), value, element)
    pick: Callable[[Any], Any] = _PICKED.get(kind, _as_text)
    return pick(value)


def _as_text(value: Any) -> str:
    return str(getattr(value, "id", value))


def _offered(options: list[Json], value: Any, element: Json) -> Json:
    for option in options:
        if value in (option["value"], option):
            return option
    offered = ", ".join(str(option["value"]) for option in options)
    raise CannotDoError(f"{element.get('action_id')} does not offer {value!r}, only: {offered}")


def _as_rich_text(value: Any) -> Json:
    if isinstance(value, dict):
        return value
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": str(value)}]}
    return {"type": "rich_text", "elements": [section]}


def _as_date(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise CannotDoError(f"a date picker cannot pick {value!r}") from None


def _as_time(value: Any) -> str:
    try:
        return time.fromisoformat(str(value)).strftime("%H:%M")
    except ValueError:
        raise CannotDoError(f"a time picker cannot pick {value!r}") from None


def _as_moment(value: Any) -> int:
    return int(value.timestamp()) if isinstance(value, datetime) else int(value)


def _as_file(value: Any) -> Json:
    if not isinstance(value, File):
        raise CannotDoError(f"{value!r} is not a file of this workspace")
    return value.describe()


_PICKED: dict[str, Callable[[Any], Any]] = {
    "rich_text_input": _as_rich_text,
    "datepicker": _as_date,
    "timepicker": _as_time,
    "datetimepicker": _as_moment,
    "file_input": _as_file,
}


def one_option(element: Json, value: Any) -> Json:
    """The option with this value, of a menu that keeps nothing."""
    return _offered(options_of(element), value, element)
