"""A pasted text as lines: what editors, wikis and spreadsheets put around the words is told from the words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from typing import Final

from bot.domain import text as texts

_BREAK: Final = re.compile(r"<(?:br\s*/?|/(?:p|div|li|tr|ul|ol|table|h[1-6]))\s*>", re.IGNORECASE)
_LINE_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_UNDERLINE: Final = re.compile(r"={3,}|-{3,}")
CELL_BREAK: Final = "\ue00b"
"""Stands for a break inside a cell of a table."""
_CELL: Final = re.compile(r"</t[dh]\s*>", re.IGNORECASE)
_TAG: Final = re.compile(
    r"</?(?:p|div|span|b|strong|i|em|u|li|ul|ol|t[dhr]|table|tbody|thead|h[1-6])(?:\s[^<>]*)?>", re.IGNORECASE
)
_ESCAPED: Final = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~<&=-])")
_LINK: Final = re.compile(r"\[([^\[\]]+)\]\((https?://[^\s()]+)\)")
_RULE: Final = re.compile(r"[-*_=~\s]{3,}|`{3}\w*|~{3}\w*")
_QUOTED: Final = re.compile(r"(?:>\s?)+")
_NESTED: Final = re.compile(r"\*{2,6}(?=\s+\S)")
"""The bullets of a wiki, which say by their number how deep they stand."""
_HEADING: Final = re.compile(r"(#{1,6})\s+(.*?)\s*#*|h([1-6])\.\s+(.*)")
_NUMBER: Final = re.compile(r"(?:\(?\d{1,2}(?:\.\d{1,2})*[.)]|[A-Za-z]\)|\([a-z]\)|[Qq]\d{1,2}[.:)])\s+(?=\S)")
_BULLET: Final = re.compile(r"(?:[-*+•‣▪▫◦●○·\u2013—o]|[→➔➤▸►])\s+(?=\S)")
_BOX: Final = re.compile(r"(?:\[[ xX✓✔]?\]|[☐☑☒✅✔✓❌⬜◻])\s*(?=\S)")
_PICTURE: Final = re.compile(r"(?::[a-z][a-z0-9_+-]*:|[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?)\s*(?=\S)")
_BOLD: Final = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_WRAPPED: Final = re.compile(r"([*_`])(?=\S)([^*_`]+)(?<=\S)\1")
_BLANKS: Final = {ord(blank): " " for blank in "\u00a0\u2002\u2003\u2007\u2009\u3000"}
_TAB: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line without its marks: how deep it stands, whether it is a heading (1 is the highest), what is bold first.

    `said` still has a number in front of it: it may be part of the words ("10. June").
    """

    text: str
    said: str
    indent: int = 0
    level: int | None = None
    is_listed: bool = False
    bold: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands here, or only a rule."""
        return not self.text


def lines_of(text: str) -> Iterator[Line]:
    """The lines of a text; UnusableText for what cannot be kept."""
    kept = "\n".join(_in_cells(raw) for raw in text.split("\n"))
    tagged = _TAG.sub("", _CELL.sub("\t", _BREAK.sub("\n", kept)))
    raws = texts.clean(unescape(tagged)).split("\n")
    for raw, below in zip(raws, [*raws[1:], ""], strict=True):
        line = _line(raw.translate(_BLANKS))
        underlined = _UNDERLINE.fullmatch(below.strip())
        is_title = underlined is not None and line.text and not line.is_listed and "|" not in line.said
        yield replace(line, level=1 if underlined and underlined[0][0] == "=" else 2) if is_title else line


def _in_cells(raw: str) -> str:
    """A row of a table with the breaks in its cells out of the way: the row goes on behind them."""
    return _LINE_BREAK.sub(CELL_BREAK, raw) if raw.count("|") > 1 else raw


def _line(raw: str) -> Line:
    expanded = raw.expandtabs(_TAB)
    indent = len(expanded) - len(expanded.lstrip())
    text = raw.strip() if "\t" not in raw.strip() else raw.strip(" ")
    if texts.is_empty(text) or _RULE.fullmatch(text):
        return Line(text="", said="")
    text = _QUOTED.sub("", text, count=1) if text.startswith(">") else text
    nested = _NESTED.match(text)
    if nested:
        indent, text = indent + nested.end() - 1, text[nested.end() - 1 :]
    heading = _HEADING.fullmatch(text)
    level = None
    if heading:
        level = len(heading[1]) if heading[1] else int(heading[3])
        text = heading[2] or heading[4] or ""
    said = _BULLET.sub("", text, count=1) if _BULLET.match(text) else text
    text, is_listed = _unlisted(text)
    bold = _BOLD.match(text) or _WRAPPED.match(text)
    return Line(
        text=without_marks(text),
        said=without_marks(said),
        indent=indent,
        level=level,
        is_listed=is_listed,
        bold=without_marks(bold[2]) if bold else "",
    )


def _unlisted(text: str) -> tuple[str, bool]:
    """The text without bullets, numbers, boxes and pictures in front of it."""
    before = text
    for mark in (_BULLET, _NUMBER, _BOX, _PICTURE, _NUMBER):
        found = mark.match(text)
        text = text[found.end() :] if found else text
    return text, text != before


def without_marks(text: str) -> str:
    """Words without the signs of Markdown: bold, escapes, links, and quotes or stars around all of it."""
    plain = _ESCAPED.sub(r"\1", _LINK.sub(r"\1 (\2)", _BOLD.sub(r"\2", text))).strip(" ")
    whole = _WRAPPED.match(plain)
    if whole:
        plain = whole[2] + plain[whole.end() :]
    return plain.strip(" ")
