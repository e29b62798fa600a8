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
    write = _WRITERS.get(element["type"])
    if write is not None:
        return write(element, name_of, entry)
    placeholder = (element.get("placeholder") or {}).get("text", "")
    value = _value(entry, name_of)
    return f"[{placeholder} ▾ {value}]" if "select" in element["type"] else f"[{value}]"


def _button(element: Json, _name_of: NameOf, _entry: Json | None) -> str:
    return f"[{element['text']['text']}]"


def _feedback(element: Json, _name_of: NameOf, _entry: Json | None) -> str:
    return " ".join(f"[{element[part]['text']['text']}]" for part in ("positive_button", "negative_button"))


def _image(element: Json, _name_of: NameOf, _entry: Json | None) -> str:
    return f"(image: {element['alt_text']})"


def _text(element: Json, name_of: NameOf, _entry: Json | None) -> str:
    return text_of(element, name_of)


def _overflow(element: Json, _name_of: NameOf, _entry: Json | None) -> str:
    return f"[… {' | '.join(option['text']['text'] for option in element['options'])}]"


def _boxes(element: Json, _name_of: NameOf, entry: Json | None) -> str:
    chosen = (entry or {}).get("selected_options") or [(entry or {}).get("selected_option")]
    return " ".join(f"({'x' if option in chosen else ' '}) {option['text']['text']}" for option in element["options"])


_WRITERS: dict[str, Callable[[Json, NameOf, Json | None], str]] = {
    "button": _button,
    "workflow_button": _button,
    "icon_button": _button,
    "feedback_buttons": _feedback,
    "image": _image,
    "plain_text": _text,
    "mrkdwn": _text,
    "overflow": _overflow,
    "checkboxes": _boxes,
    "radio_buttons": _boxes,
}


def rich_text(value: Json, name_of: NameOf) -> str:
    """A rich text: lists with bullets or numbers, quotes with a bar."""
    return "\n".join(line for part in value["elements"] for line in _rich_part(part, name_of))


def _rich_part(part: Json, name_of: NameOf) -> list[str]:
    match part["type"]:
        case "rich_text_list":
            indent = "  " * int(part.get("indent", 0))
            first = int(part.get("offset", 0)) + 1
            marks = [
                f"{first + index}." if part["style"] == "ordered" else "•" for index in range(len(part["elements"]))
            ]
            return [
                f"{indent}{mark} {_inline(item, name_of)}" for mark, item in zip(marks, part["elements"], strict=True)
            ]
        case "rich_text_quote":
            return [f"> {line}" for line in _inline(part, name_of).split("\n")]
        case _:
            return _inline(part, name_of).rstrip("\n").split("\n")


def _inline(part: Json, name_of: NameOf) -> str:
    return "".join(_word(word, name_of) for word in part["elements"])


def _word(word: Json, name_of: NameOf) -> str:
    return _WORDS[word["type"]](word, name_of)


_WORDS: dict[str, Callable[[Json, NameOf], str]] = {
    "text": lambda word, _: str(word["text"]),
    "link": lambda word, _: f"{word['text']} ({word['url']})" if word.get("text") else str(word["url"]),
    "user": lambda word, name_of: f"@{name_of(word['user_id'])}",
    "channel": lambda word, name_of: f"#{name_of(word['channel_id'])}",
    "usergroup": lambda word, _: f"@{word['usergroup_id']}",
    "emoji": lambda word, _: f":{word['name']}:",
    "broadcast": lambda word, _: f"@{word['range']}",
    "date": lambda word, _: str(word.get("fallback") or word["timestamp"]),
    "color": lambda word, _: str(word["value"]),
}
