"""Text in Markdown, which Slack's canvases are written in: every sign that could mean something is escaped."""

import re
from typing import Final

_ALWAYS: Final = r"[!#&()*<>@\[\\\]_`|~]"
_IN_EMOJI_OR_LINK: Final = r":(?=\S)|\.(?=[^\s\d])|(?<!\d)\.(?=\d)"
_BEFORE_AN_ITEM: Final = r"(?<=\d)\.(?=[ ])|\+(?!\S)|(?<![^\W_])-|-(?![^\W_])"
_SIGNS: Final = re.compile(f"{_ALWAYS}|{_IN_EMOJI_OR_LINK}|{_BEFORE_AN_ITEM}")


def escaped(text: str) -> str:
    """The text on one line, with a backslash before each sign that may format, link or mention.

    A parser that knows escapes shows what was typed; for one that does not, no mark, link or mention is in one piece.
    """
    return _SIGNS.sub(r"\\\g<0>", " ".join(text.split("\n")))
