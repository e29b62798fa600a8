"""Mentions and links: the only markup that is built from values, from ids that look like Slack's and web addresses."""

import re
from datetime import datetime
from typing import Final

from bot.domain.text import shorten
from bot.views.typed_text import CLOSE, OPEN, hidden, visible

_ID: Final = re.compile(r"[A-Z0-9]{2,40}\Z")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"|\x00-\x1f\x7f-\x9f\ue000-\uf8ff]+", re.IGNORECASE)
_ENCODED: Final = {"*": "%2A", "`": "%60", "~": "%7E"}
_SHOWN_MOST: Final = 80


class Mention(str):
    """Markup of our own that is never escaped; nothing but the functions of this module makes one."""

    __slots__ = ()


def person(user: str) -> str:
    """A mention of a person; an id that cannot be Slack's is shown as the text that it is."""
    return Mention(f"{OPEN}@{user}{CLOSE}") if _ID.match(user) else user


def place(channel: str) -> str:
    """A link to a channel; an id that cannot be Slack's is shown as the text that it is."""
    return Mention(f"{OPEN}#{channel}{CLOSE}") if _ID.match(channel) else channel


def instant(at: datetime, fallback: str) -> str:
    """An instant (UTC) in the reader's own zone and wording, with a fallback for where Slack does not put it in."""
    safe = re.sub(r"[<>&|^]", " ", fallback)
    return Mention(f"{OPEN}!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{safe}{CLOSE}")


def link(address: str) -> str:
    """A link to a web address that somebody typed; anything else is shown as the text that it is."""
    if visible(address) != address or not _ADDRESS.fullmatch(address):
        return shorten(" ".join(address.split()), _SHOWN_MOST)
    target = "".join(_ENCODED.get(sign, sign) for sign in address).replace("&", hidden("&"))
    return Mention(f"{OPEN}{target}|{hidden(shorten(address, _SHOWN_MOST))}{CLOSE}")
