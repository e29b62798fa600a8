"""A line of words on its way to Slack: one text that can become mrkdwn, plain text or rich text, safely each time."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from bot.views.markdown import escaped
from bot.views.typed_text import CLOSE, OPEN, as_mrkdwn, as_typed, hidden, visible

Inline: TypeAlias = dict[str, Any]

_MARKDOWN: Final = {"bold": "**", "italic": "_"}
_MARKED: Final = re.compile(f"[*_`{OPEN}]")
_MARKUP: Final = re.compile(
    r"\*(?P<bold>[^*\n]+)\*|(?<!\w)_(?P<italic>[^_\n]+)_(?!\w)|`(?P<code>[^`\n]+)`"
    rf"|{OPEN}@(?P<user>\w+){CLOSE}|{OPEN}#(?P<channel>\w+){CLOSE}"
    rf"|{OPEN}(?P<address>(?i:https?)://[^|{CLOSE}]+)\|(?P<shown>[^{CLOSE}]*){CLOSE}"
    rf"|{OPEN}!date\^(?P<stamp>\d+)\^(?P<format>[^|]+)\|(?P<fallback>[^{CLOSE}]*){CLOSE}"
)
_PERSON: Final = re.compile(rf"{OPEN}@(\w+){CLOSE}")
_LINK: Final = re.compile(rf"{OPEN}(?i:https?)://[^|{CLOSE}]+\|([^{CLOSE}]*){CLOSE}")


@dataclass(frozen=True, slots=True)
class Line:
    """Words with their values put in: our markup is markup, and what was typed lies hidden."""

    source: str

    def __bool__(self) -> bool:
        return bool(self.source)

    def __add__(self, other: "Line") -> "Line":
        """Both, one after the other."""
        return Line(self.source + other.source)

    @property
    def weight(self) -> int:
        """No less than the characters that it takes as one line of rich text."""
        text = self.source
        pieces = 1 + text.count("*") + 2 * text.count(OPEN) + 2 * text.count("_") + 2 * text.count("`")
        return 50 + len(text) + text.count('"') + text.count("\\") + 60 * pieces

    @property
    def strong(self) -> "Line":
        """The same in bold."""
        return Line(f"*{self.source}*") if self.source else self

    @property
    def mrkdwn(self) -> str:
        """For `text` and mrkdwn objects: `& < >` escaped once, mentions and our own formatting alive."""
        return as_mrkdwn(self.source)

    @property
    def plain(self) -> str:
        """For plain_text objects and bare strings: exactly what was typed; a link is the text that it shows."""
        return as_typed(self._unlinked)

    @property
    def inline(self) -> list[Inline]:
        """For rich_text: formatting and mentions as elements, what was typed as text."""
        if not _MARKED.search(self.source):
            return _text(self.source)
        found: list[Inline] = []
        end = 0
        for mark in _MARKUP.finditer(self.source):
            found += _text(self.source[end : mark.start()])
            found.append(_element(mark))
            end = mark.end()
        return found + _text(self.source[end:])

    def markdown(self, names: Mapping[str, str] | None = None) -> str:
        """For Slack's canvases: our formatting alive, what was typed escaped sign by sign.

        People stand there by their names, or by their ids where these are not known: a mention would tell them of a
        canvas each time that it is written.
        """
        named = _PERSON.sub(lambda mention: hidden(_called(mention[1], names or {})), self._unlinked)
        return "".join(_as_markdown(element) for element in Line(named).inline)

    @property
    def _unlinked(self) -> str:
        """The source with what a link shows in its place."""
        return _LINK.sub(r"\1", self.source) if OPEN in self.source else self.source


def _called(user: str, names: Mapping[str, str]) -> str:
    """Somebody's name on one line, or the id where it is not known or shows nothing."""
    return " ".join(visible(names.get(user, "")).split()) or user


def _as_markdown(element: Inline) -> str:
    match element["type"]:
        case "channel":
            return f"![](#{element['channel_id']})"
        case "date":
            return escaped(element["fallback"])
        case _:
            return _styled(element["text"], *element.get("style", ()))


def _styled(text: str, style: str = "") -> str:
    """Text in one of our styles; in code nothing can be escaped, so that a backtick becomes its look-alike."""
    if style == "code":
        return f"`{text.replace('`', as_mrkdwn(hidden('`')))}`"
    mark = _MARKDOWN.get(style, "")
    return f"{mark}{escaped(text)}{mark}"


def _text(source: str) -> list[Inline]:
    return [{"type": "text", "text": as_typed(source)}] if source else []


def _element(mark: re.Match[str]) -> Inline:
    kind = mark.lastgroup or ""
    content = mark[kind]
    match kind:
        case "user":
            return {"type": "user", "user_id": content}
        case "channel":
            return {"type": "channel", "channel_id": content}
        case "shown":
            return {"type": "link", "url": as_typed(mark["address"]), "text": as_typed(content)}
        case "fallback":
            return {
                "type": "date",
                "timestamp": int(mark["stamp"]),
                "format": mark["format"],
                "fallback": as_typed(content) or mark["stamp"],
            }
        case _:
            return {"type": "text", "text": as_typed(content), "style": {kind: True}}
