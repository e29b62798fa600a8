"""Slack's markup as plain text."""

import re
from collections.abc import Callable

_MARK = re.compile(r"<([^<>]+)>")
_WORDS = {"!channel": "@channel", "!here": "@here", "!everyone": "@everyone"}


def readable(text: str, name_of: Callable[[str], str]) -> str:
    """Markup as the person sees it: names for ids, labels for links, `& < >` for their entities."""
    shown = _MARK.sub(lambda found: _mark(found.group(1), name_of), text)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _mark(inner: str, name_of: Callable[[str], str]) -> str:
    target, _, label = inner.partition("|")
    if target.startswith("@"):
        return f"@{name_of(target[1:])}"
    if target.startswith("#"):
        return f"#{name_of(target[1:])}"
    if target in _WORDS:
        return _WORDS[target]
    if target.startswith("!"):
        return label or target
    return f"{label} ({target})" if label and label != target else target
