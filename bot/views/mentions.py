"""Mentions: the only markup that is built from values, and only from ids that look like Slack's."""

import re
from datetime import datetime
from typing import Final

from bot.views.typed_text import CLOSE, OPEN

_ID: Final = re.compile(r"[A-Z0-9]{2,40}\Z")


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
