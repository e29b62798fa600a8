"""Interactive elements and rich text as plain text."""

from collections.abc import Callable
from typing import Any

from handlers.demo.workspace.rendering.text import readable

Json = dict[str, Any]
NameOf = Callable[[str], str]


def text_of(value: Json, name_of: NameOf) -> str:
    """A text object as the person sees it."""
    content = str(value["text"])
    return readable(content, name_of) if value["type"] == "mrkdwn" else content


def _value(entry: Json | None, name_of: NameOf) -> str:
    """What stands in a field; `entry` is its part of `state.values`."""
    content = next((value for key, value in (entry or {}).items() if key != "type"), None)
    many = content if isinstance(content, list) else [content]
    return ", ".join(_one_value(one, name_of) for one in many if one not in (None, ""))


def _one_value(value: Any, name_of: NameOf) -> str:
    if isinstance(value, dict):
        if "elements" in value:
            return rich_text(value, name_of)
        return str(value["text"]["text"]) if "text" in value else str(value.get("name") or value.get("id"))
    return name_of(value) if isinstance(value, str) else str(value)


def element_text(element: Json, name_of: NameOf, entry: Json | None = None) -> str:
    """One element: `[Button]`, `[placeholder ▾ chosen]`, `(x) option`, or a field with its value."""
    kind = element["type"]
    if kind in {"button", "workflow_button", "icon_button"}:
        return f"[{element['text']['text']}]"
    if kind == "feedback_buttons":
        return f"[{element['positive_button']['text']['text']}] [{element['negative_button']['text']['text']}]"
    if kind == "image":
        return f"(image: {element['alt_text']})"
    if kind in {"plain_text", "mrkdwn"}:
        return text_of(element, name_of)
    if kind == "overflow":
        return f"[… {' | '.join(option['text']['text'] for option in element['options'])}]"
    if kind in {"checkboxes", "radio_buttons"}:
        return _boxes(element, entry)
    placeholder = (element.get("placeholder") or {}).get("text", "")
    return f"[{placeholder} ▾ {_value(entry, name_of)}]" if "select" in kind else f"[{_value(entry, name_of)}]"


def _boxes(element: Json, entry: Json | None) -> str:
    chosen = (entry or {}).get("selected_options") or [(entry or {}).get("selected_option")]
    return " ".join(
        f"({'x' if option in chosen else ' '}) {option['text']['text']}" for option in element["options"]
    )


def rich_text(value: Json, name_of: NameOf) -> str:
    """A rich text: lists with bullets or numbers, quotes with a bar."""
    return "\n".join(line for part in value["elements"] for line in _rich_part(part, name_of))


def _rich_part(part: Json, name_of: NameOf) -> list[str]:
    match part["type"]:
        case "rich_text_list":
            indent = "  " * int(part.get("indent", 0))
            first = int(part.get("offset", 0)) + 1
            marks = [f"{first + index}." if part["style"] == "ordered" else "•" for index in range(len(part["elements"]))]
            return [
                f"{indent}{mark} {_inline(item, name_of)}"
                for mark, item in zip(marks, part["elements"], strict=True)
            ]
        case "rich_text_quote":
            return [f"> {line}" for line in _inline(part, name_of).split("\n")]
        case _:
            return _inline(part, name_of).rstrip("\n").split("\n")


def _inline(part: Json, name_of: NameOf) -> str:
    return "".join(_word(word, name_of) for word in part["elements"])


def _word(word: Json, name_of: NameOf) -> str:
    match word["type"]:
        case "text":
            return str(word["text"])
        case "link":
            return f"{word['text']} ({word['url']})" if word.get("text") else str(word["url"])
        case "user":
            return f"@{name_of(word['user_id'])}"
        case "channel":
            return f"#{name_of(word['channel_id'])}"
        case "usergroup":
            return f"@{word['usergroup_id']}"
        case "emoji":
            return f":{word['name']}:"
        case "broadcast":
            return f"@{word['range']}"
        case "date":
            return str(word.get("fallback") or word["timestamp"])
        case _:
            return str(word["value"])
