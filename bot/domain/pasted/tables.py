"""Rows of tables in a pasted text: pipes of Markdown and wikis, tabs of spreadsheets, labels down or across."""

import re
from typing import Final

from bot.domain.pasted.headed import Headed, headed, is_figure, takes_figures
from bot.domain.pasted.labels import Labels, folded
from bot.domain.pasted.lines import Line, without_marks

_RULE: Final = re.compile(r"[|:+=\s-]+")
_PIECES: Final = re.compile(r"\s*[;,·•]\s+|\s+(?:and|und)\s+")
_NUMBER: Final = re.compile(r"#|\(?\d{1,3}[.)]?")


def cells_of(line: Line) -> tuple[str, ...]:
    """The cells of a row, or nothing where the line is none."""
    text = line.said
    if "\t" in text:
        cells = text.split("\t")
    elif text.startswith("|") or " | " in text:
        cells = re.split(r"\s*\|{1,2}\s*", text.strip().strip("|"))
    else:
        return ()
    return tuple(without_marks(cell) for cell in cells) if len(cells) > 1 else ()


def is_rule(line: Line) -> bool:
    """Whether a line only divides the head of a table from its rows."""
    return "|" in line.said and _RULE.fullmatch(line.said) is not None


def is_head(cells: tuple[str, ...], labels: Labels) -> bool:
    """Whether a row names columns that say nothing of the project: field, value, notes."""
    return any(cells) and all(folded(cell) in labels.columns for cell in cells if cell)


def columns_of(cells: tuple[str, ...], labels: Labels) -> tuple[str, ...]:
    """The cells where each of them is a name: then the rows below hold the answers, column by column."""
    said = [cell for cell in cells if cell]
    return cells if len(said) > 1 and all(labels.find(cell) for cell in said) else ()


def paired(cells: tuple[str, ...], labels: Labels) -> tuple[str, str, tuple[str, ...]] | None:
    """The name of a row, its answer, and what stands beside; None where no name is known."""
    left = list(cells)
    while len(left) > 2 and (not left[0] or _NUMBER.fullmatch(left[0])):
        del left[0]
    while len(left) > 1 and not left[-1]:
        del left[-1]
    found = headed(Line(text=left[0], said=left[0]), labels)
    if found is None or found.value:
        return None
    return left[0], "".join(left[1:2]), tuple(cell for cell in left[2:] if cell)


def are_lines(cells: tuple[str, ...], labels: Labels) -> bool:
    """Whether each cell is an answer with its own name, set beside the others to save room."""
    found = [headed(Line(text=cell, said=cell), labels) for cell in cells if cell]
    return len(found) > 1 and all(each is not None and each.value for each in found)


def side_by_side(line: Line, labels: Labels) -> tuple[Headed, ...]:
    """Several figures on a line, each with its own name: "now 4.1%, want 5%"; nothing where one of them has none."""
    pieces = _PIECES.split(line.text)
    if len(pieces) < 2 or line.level is not None:
        return ()
    found = [headed(Line(text=piece, said=piece), labels) for piece in pieces]
    named = tuple(each for each in found if each is not None and is_figure(each.value))
    are_figures = all(takes_figures(field, labels) for each in named for field in each.fields[:1])
    return named if len(named) == len(pieces) and are_figures else ()
