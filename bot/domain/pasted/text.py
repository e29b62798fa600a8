"""From a text with labels, in whatever form it was copied, to the answers that stand behind them."""

import re
from typing import Final

from bot.domain.pasted import tables
from bot.domain.pasted.drafting import Draft
from bot.domain.pasted.headed import Headed, headed
from bot.domain.pasted.labels import Labels, folded
from bot.domain.pasted.lines import Line, lines_of
from bot.domain.pasted.pasted import Pasted, Why

_TITLED: Final = re.compile(r"[^.!?]{1,80}:")
"""A line that ends in a colon heads something, though nobody knows what."""


def read_text(text: str, labels: Labels) -> Pasted:
    """The answers of a text; UnusableText where it holds a character that cannot be kept."""
    draft = Draft(labels=labels)
    for line in lines_of(text):
        _take(line, draft)
    return draft.done()


def _take(line: Line, draft: Draft) -> None:
    if line.is_blank or tables.is_rule(line):
        _part(draft, line)
        return
    cells = tables.cells_of(line)
    if cells and _row(cells, draft):
        return
    if not cells:
        draft.columns = ()
    if draft.nests(line):
        _go_on(line, draft)
        return
    beside = tables.side_by_side(line, draft.labels)
    for each in beside:
        draft.begin(each, line)
    if beside:
        return
    found = headed(line, draft.labels) or draft.follows(line)
    if found is not None:
        draft.begin(draft.named(found), line)
    else:
        _go_on(line, draft)


def _go_on(line: Line, draft: Draft) -> None:
    """A line without a name: a heading, more of what is open, or nothing of ours."""
    if _is_heading(line, draft):
        _section(line, draft)
    elif draft.open is not None and draft.takes(draft.open, line):
        draft.go_on(draft.open, line)
    else:
        draft.close()
        draft.leave(line.text)


def _part(draft: Draft, line: Line) -> None:
    """A blank line ends a paragraph, and a table that has begun."""
    if line.is_blank:
        draft.columns = ()
    if draft.open is not None and draft.open.lines:
        draft.open.is_parted = True


def _is_heading(line: Line, draft: Draft) -> bool:
    """Whether a line without a known name heads something else than what is open."""
    if _section_of(line, draft) is not None:
        return True
    opened = draft.open
    if line.level is not None:
        above = opened.line.level if opened else None
        return above is None or line.level <= above
    is_title = bool(line.bold and line.bold == line.text.rstrip(":")) or bool(_TITLED.fullmatch(line.text))
    return is_title and (opened is None or opened.is_parted) and not line.is_listed


def _section_of(line: Line, draft: Draft) -> int | None:
    said = folded(line.text)
    return draft.labels.sections.get(said) or draft.labels.sections.get(said.lstrip("0123456789 "))


def _section(line: Line, draft: Draft) -> None:
    draft.close()
    draft.part = _section_of(line, draft)
    if draft.part is None:
        draft.entitle(line)
        draft.leave(line.text)


def _row(cells: tuple[str, ...], draft: Draft) -> bool:
    """Whether a row of a table was understood as one."""
    labels = draft.labels
    if draft.columns and len(cells) <= len(draft.columns):
        _across(cells, draft)
        return True
    columns = tables.columns_of(cells, labels)
    if columns or tables.is_head(cells, labels):
        draft.close()
        draft.columns = columns
        return True
    if tables.are_lines(cells, labels):
        for cell in cells:
            _take(Line(text=cell, said=cell), draft)
        return True
    pair = tables.paired(cells, labels)
    if pair is None:
        return False
    label, value, beside = pair
    _cell(label, value, draft)
    for each in beside:
        draft.leave(f"{label}: {each}", Why.BESIDE)
    return True


def _across(cells: tuple[str, ...], draft: Draft) -> None:
    for label, value in zip(draft.columns, cells, strict=False):
        if label and value:
            _cell(label, value, draft)
        elif value:
            draft.leave(value)


def _cell(label: str, value: str, draft: Draft) -> None:
    """One answer in a table, which ends with its cell."""
    line = Line(text=label, said=label)
    name = headed(line, draft.labels)
    if name is not None and value:
        draft.begin(Headed(fields=name.fields, label=name.label, aside=name.aside, value=value), line)
        draft.close()
