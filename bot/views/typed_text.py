"""Text that people typed, next to our own: without tricks of direction, and unable to format, link or ping."""

import re
from typing import Final
from unicodedata import bidirectional

_BIDI: Final = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_CONTROLS: Final = dict.fromkeys([*range(9), *range(0x0B, 0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)])
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})

# What typed text may not do is hidden behind private characters until it is known where the text goes: `*` stays `*`
# in plain and rich text, and looks like one in mrkdwn, where nothing can escape it.
_MARKS: Final = "&<>*~`_:"
_HIDDEN: Final = "".join(chr(0xE000 + index) for index in range(len(_MARKS)))
_HARMLESS: Final = ("&amp;", "&lt;", "&gt;", "\u2217", "\u223c", "\u02cb", "\u02cd", "\u2236")
OPEN, CLOSE = "\ue008", "\ue009"
"""Stand for the brackets of our own mentions, so that no bracket in a text can ever become one."""
_PRIVATE: Final = re.compile("[\ue000-\ue009]")
_UNSHOWN: Final = {**_BIDI, **_CONTROLS, **dict.fromkeys(range(0xE000, 0xE00A))}
_AS_TYPED: Final = str.maketrans(_HIDDEN, _MARKS)
_HIDE_MARKUP: Final = str.maketrans(_MARKS[:6], _HIDDEN[:6])
_AS_MRKDWN: Final = (
    *zip(_MARKS[:3], _HARMLESS[:3], strict=True),
    *zip(_HIDDEN, _HARMLESS, strict=True),
    (OPEN, "<"),
    (CLOSE, ">"),
)
# Anything that must be looked at more closely: controls, marks of direction, private characters, and the scripts that
# are written from right to left.
_SCRIPTS: Final = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
_STRANGE: Final = "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ue000-\ue009"
_SUSPECT: Final = re.compile(f"[{_STRANGE}{_SCRIPTS}]")
_MEANT: Final = re.compile(f"[&<>*~`_:{_STRANGE}{_SCRIPTS}]")
# An underscore inside a word formats nothing, and a colon only spells an emoji with letters behind it.
_ITALIC: Final = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_EMOJI: Final = re.compile(r":(?=[a-z0-9_+'-]*[a-z][a-z0-9_+'-]*:)", re.IGNORECASE)
_ENTITY_CUT: Final = re.compile(r"(&[a-z]{0,3}|<[^<>]*)\Z")
_ELLIPSIS: Final = "…"
NOTHING: Final = "—"
"""Stands where there is nothing to show, since Slack takes no empty text."""


def visible(typed: str) -> str:
    """The text without controls and tricks of direction; right-to-left text is isolated from what stands beside it."""
    if not _SUSPECT.search(typed):
        return typed
    seen = typed.replace("\r\n", "\n").replace("\r", "\n").translate(_UNSHOWN)
    if any(bidirectional(sign) in _RIGHT_TO_LEFT for sign in seen):
        return f"{_FIRST_STRONG_ISOLATE}{seen}{_POP_ISOLATE}"
    return seen


def hidden(typed: str) -> str:
    """The visible text with every sign that could mean something to Slack behind a private character."""
    if not _MEANT.search(typed):
        return typed
    marked = _EMOJI.sub(_HIDDEN[7], visible(typed))
    return _ITALIC.sub(_HIDDEN[6], marked).translate(_HIDE_MARKUP)


def as_typed(text: str) -> str:
    """Hidden signs as they were typed; for plain_text and for the text of rich_text, where they mean nothing."""
    return text.translate(_AS_TYPED) if _PRIVATE.search(text) else text


def as_mrkdwn(text: str) -> str:
    """Hidden signs as mrkdwn shows them harmlessly: `& < >` escaped once, formatting marks as look-alikes.

    Mentions come alive here.
    """
    for sign, shown in _AS_MRKDWN:
        if sign in text:
            text = text.replace(sign, shown)
    return text


def cut(mrkdwn: str, limit: int) -> str:
    """Escaped text within `limit` characters, with an ellipsis where it was longer; no entity or mention is torn."""
    if len(mrkdwn) <= limit:
        return mrkdwn
    return _ENTITY_CUT.sub("", mrkdwn[: limit - 1]).rstrip() + _ELLIPSIS
