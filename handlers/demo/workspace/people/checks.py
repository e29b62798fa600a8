"""What Slack's own client checks before it submits a form."""

import re
from typing import Any

from handlers.demo.workspace.world.inputs import SLOTS, is_empty
from handlers.demo.workspace.world.views import View

Json = dict[str, Any]
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://\S+")
_WHOLE = re.compile(r"-?\d+")
_DECIMAL = re.compile(r"-?\d+(\.\d+)?")
LONGEST_TEXT = 3000


def client_errors(view: View) -> dict[str, str]:
    """The errors that the client shows at the fields, by block_id; empty if the form may go."""
    found: dict[str, str] = {}
    for block_id, item in view.inputs().items():
        element = item["element"]
        entry = view.state[block_id][element["action_id"]]
        problem = _problem(element, entry, optional=bool(item.get("optional")))
        if problem is not None:
            found[block_id] = problem
    return found


def _problem(element: Json, entry: Json, *, optional: bool) -> str | None:
    if is_empty(entry):
        return None if optional else "Please complete this required field."
    value = entry[SLOTS[entry["type"]].key]
    match element["type"]:
        case "plain_text_input":
            return _length(element, str(value))
        case "number_input":
            return _number(element, str(value))
        case "email_text_input":
            return None if _EMAIL.fullmatch(value) else "Please enter a valid email address."
        case "url_text_input":
            return None if _URL.fullmatch(value) else "Please enter a valid URL."
        case _:
            return None


def _length(element: Json, value: str) -> str | None:
    most = element.get("max_length") or LONGEST_TEXT
    least = element.get("min_length") or 0
    if len(value) > most:
        return f"Must be at most {most} characters."
    return f"Must be at least {least} characters." if len(value) < least else None


def _number(element: Json, value: str) -> str | None:
    form = _DECIMAL if element["is_decimal_allowed"] else _WHOLE
    if not form.fullmatch(value):
        return "Must be a number." if element["is_decimal_allowed"] else "Must be a whole number."
    if element.get("min_value") and float(value) < float(element["min_value"]):
        return f"Must be at least {element['min_value']}."
    if element.get("max_value") and float(value) > float(element["max_value"]):
        return f"Must be at most {element['max_value']}."
    return None
