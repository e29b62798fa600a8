"""A charter as YAML or JSON: read without trust into plain mappings, every scalar as it was typed."""

import json
import re
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Knows no tags and no types: 3.10 stays 3.10, and no stays no."""
_DEEPEST: Final = 8
_MOST_EVENTS: Final = 20_000
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_JSON: Final = re.compile(r"\s*[{\[]")
_QUOTED: Final = re.compile(r"\s*[{\[]\s*(?:\{\s*)?\"")
"""What begins so is JSON, and YAML's words for a mistake in it would only confuse."""


Place = tuple[str | int, ...]
"""The keys, and the numbers in lists, that lead to something in a file."""


class BrokenCharter(ValueError):  # noqa: N818  says what is wrong
    """A text in YAML or JSON cannot be used; the words name the line."""


@dataclass(frozen=True, slots=True)
class Structured:
    """The content of a text that is YAML or JSON, with the first key that stands twice in it."""

    content: Any
    doubled: str = field(default="")


def structured(text: str) -> Structured:
    """The content of YAML or JSON; BrokenCharter names the line of a mistake, of an anchor, of nesting without end."""
    if _JSON.match(text):
        try:
            return _json(text)
        except BrokenCharter:
            if _QUOTED.match(text):
                raise
    _check(text)
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise _broken(error) from None
    doubled: list[str] = []
    return Structured(_plain(node, doubled), next(iter(doubled), ""))


def lines_of(text: str) -> dict[Place, int]:
    """The line of every key, by the keys and numbers that lead to it; nothing for a text that YAML cannot read.

    JSON is YAML as well, and its own reader tells no lines.
    """
    try:
        _check(text)
        found: dict[Place, int] = {}
        _note(yaml.compose(text, Loader=_LOADER), (), found)
    except (BrokenCharter, yaml.YAMLError):
        return {}
    return found


def _note(node: yaml.Node | None, place: Place, found: dict[Place, int]) -> None:
    match node:
        case yaml.MappingNode():
            for key, value in node.value:
                here = (*place, str(key.value))
                found.setdefault(here, key.start_mark.line + 1)
                _note(value, here, found)
        case yaml.SequenceNode():
            for number, value in enumerate(node.value):
                _note(value, (*place, number), found)
        case _:
            pass


def _json(text: str) -> Structured:
    doubled: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        seen: dict[str, Any] = {}
        for key, value in items:
            if key in seen:
                doubled.append(f"“{key[:60]}” stands here twice.")
            seen.setdefault(key, value)
        return seen

    try:
        content = json.loads(text, object_pairs_hook=pairs, parse_float=str, parse_int=str, parse_constant=str)
    except json.JSONDecodeError as error:
        raise BrokenCharter(f"Line {error.lineno}: {error.msg}.") from None
    except RecursionError:
        raise BrokenCharter("This is nested too deeply to be a charter.") from None
    return Structured(_words(content), next(iter(doubled), ""))


def _words(content: Any) -> Any:
    """The same with what JSON calls true and false as words, as they would be typed."""
    match content:
        case dict():
            return {key: _words(value) for key, value in content.items()}
        case list():
            return [_words(each) for each in content]
        case bool():
            return "yes" if content else "no"
        case _:
            return content


def _check(text: str) -> None:
    """Looks at the text event by event, so that neither depth nor anchors can grow into something large."""
    depth = 0
    try:
        for count, event in enumerate(yaml.parse(text, Loader=_LOADER)):
            mark = event.start_mark
            line = mark.line + 1 if mark else 1
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise BrokenCharter(f"Line {line}: write each answer out; anchors (& and *) are not read.")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST or count > _MOST_EVENTS:
                raise BrokenCharter(f"Line {line}: this is nested too deeply, or too long, to be a charter.")
    except yaml.YAMLError as error:
        raise _broken(error) from None


def _broken(error: yaml.YAMLError) -> BrokenCharter:
    mark = getattr(error, "problem_mark", None)
    reason = " ".join(str(getattr(error, "problem", None) or error).split())
    return BrokenCharter(f"Line {mark.line + 1}: {reason}." if mark else f"{reason}.")


def _plain(node: yaml.Node | None, doubled: list[str]) -> Any:
    match node:
        case yaml.MappingNode():
            seen: dict[str, Any] = {}
            for key, value in node.value:
                name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
                if name in seen:
                    doubled.append(f"Line {key.start_mark.line + 1}: “{name[:60]}” stands here twice.")
                seen.setdefault(name, _plain(value, doubled))
            return seen
        case yaml.SequenceNode():
            return [_plain(each, doubled) for each in node.value]
        case yaml.ScalarNode():
            return None if not node.style and node.value in _NULLS else str(node.value)
        case _:
            return None
