"""Answers in rows: what stands, which rows are alike, and what one row's edit does to the others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.charter import Answer, Cell, Quantity, Row, Rows, Text, Value
from bot.domain.ids import QuestionId, UserId
from bot.domain.questions import Question
from bot.domain.refusal import BadFields, Refusal
from bot.domain.row_lines import cells_of_line
from bot.domain.text import shorten

Cells = Mapping[QuestionId, Cell]
_NAME_MOST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class CellClash:
    """One cell that somebody else changed while its row was being edited; None where they emptied it."""

    column: QuestionId
    theirs: Cell | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowClash:
    """A row that somebody else changed, or removed, while it was being edited."""

    row: Row
    cells: tuple[CellClash, ...] = ()
    is_gone: bool = False


class RowClashing(Refusal):
    """A row's edit would overwrite what changed under it; nothing is kept until the person has seen both."""

    def __init__(self, clash: RowClash) -> None:
        super().__init__("Somebody changed this row while you were editing.")
        self.clash = clash


def rows_in(question: Question, value: Value | None) -> tuple[Row, ...]:
    """The rows of an answer; one that was given as words has a row for each of its lines."""
    match value:
        case Rows():
            return value.rows
        case Text():
            lines = [line for line in value.text.splitlines() if line.strip()]
            return tuple(
                Row(id=f"r{number}", cells=cells_of_line(question, line)) for number, line in enumerate(lines, 1)
            )
        case _:
            return ()


def named(question: Question, row: Row) -> str:
    """How a row is called: by what stands in its first column."""
    first = row.cells.get(question.columns[0].id)
    return first.text if isinstance(first, Text) else row.id


def key_of(question: Question, cells: Cells) -> tuple[str, ...]:
    """What no two rows have alike: the key columns, without case and blanks."""
    keys = (cells.get(column.id) for column in question.columns if column.is_key)
    return tuple(_folded(cell) for cell in keys)


def _folded(cell: Cell | None) -> str:
    typed = cell.text if isinstance(cell, Text) else str(cell or "")
    return " ".join(typed.casefold().split())


def with_row(
    question: Question, standing: Value | None, base: Value | None, row: Row, *, seen: Sequence[Row] | None = None
) -> Value | None:
    """The answer with this row added or edited.

    `base` is the answer when the window was opened: a cell that still says what it said then keeps what others have
    saved since. RowClashing where both changed a cell, or the row is gone, unless that is what the person was shown
    already (`seen`) and submitted again; BadFields for a name that is taken.
    """
    rows, opened = rows_in(question, standing), _find(rows_in(question, base), row.id)
    theirs = _find(rows, row.id)
    if theirs is None and opened is not None and (seen is None or _find(seen, row.id) is not None):
        if _alike(opened.cells, row.cells):
            return standing
        raise RowClashing(RowClash(row=row, is_gone=True))
    merged = row if theirs is None else _merged(row, theirs, opened, _find(seen or (), row.id))
    if theirs is not None and _alike(theirs.cells, merged.cells):
        return standing
    _must_fit(question, [each for each in rows if each.id != row.id], merged)
    if theirs is None:
        return Rows(rows=(*rows, merged))
    return Rows(rows=tuple(merged if each.id == row.id else each for each in rows))


def without_row(question: Question, standing: Value | None, base: Value | None, row: str) -> Value | None:
    """The answer without this row, None where it was the last; RowClashing where somebody edited it since."""
    rows = rows_in(question, standing)
    there, opened = _find(rows, row), _find(rows_in(question, base), row)
    if there is None:
        return standing
    if opened is None or not _alike(there.cells, opened.cells):
        raise RowClashing(RowClash(row=there))
    left = tuple(each for each in rows if each.id != row)
    return Rows(rows=left) if left else None


def changed_by(question: Question, history: Iterable[Answer], row: str) -> UserId | None:
    """Who last changed or removed this row, by the answers ever given to the question, oldest first."""
    last, cells = None, None
    for answer in history:
        found = _find(rows_in(question, answer.value), row)
        now = found.cells if found else None
        if (now is None) != (cells is None) or (now is not None and cells is not None and not _alike(now, cells)):
            last, cells = answer.by, now
    return last


def same_rows(one: Sequence[Row], other: Sequence[Row]) -> bool:
    """Whether two answers in rows say the same in the same order; a number is the same however it was typed."""
    return len(one) == len(other) and all(
        mine.id == theirs.id and _alike(mine.cells, theirs.cells) for mine, theirs in zip(one, other, strict=True)
    )


def same_number(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers mean the same, however they were typed."""
    return (one.value, one.unit, one.low, one.high) == (other.value, other.unit, other.low, other.high)


def alike(one: Cell | None, other: Cell | None) -> bool:
    """Whether two cells mean the same; a number is the same however it was typed."""
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return same_number(one, other)
    return one == other


def _alike(one: Cells, other: Cells) -> bool:
    return all(alike(one.get(column), other.get(column)) for column in {*one, *other})


def _find(rows: Iterable[Row], row: str) -> Row | None:
    return next((each for each in rows if each.id == row), None)


def _merged(mine: Row, theirs: Row, opened: Row | None, seen: Row | None) -> Row:
    """My edit on top of theirs, cell by cell; a cell that both changed to something else clashes, unless I saw it."""
    before: Cells = opened.cells if opened else {}
    known: Cells = seen.cells if seen else {}
    cells, clashes = dict(theirs.cells), []
    for column in (*mine.cells, *(each for each in theirs.cells if each not in mine.cells)):
        own, other, old = mine.cells.get(column), theirs.cells.get(column), before.get(column)
        if alike(own, old) or alike(own, other):
            continue
        if not alike(other, old) and (seen is None or not alike(other, known.get(column))):
            clashes.append(CellClash(column=column, theirs=other))
        elif own is None:
            del cells[column]
        else:
            cells[column] = own
    if clashes:
        raise RowClashing(RowClash(row=mine, cells=tuple(clashes)))
    return replace(theirs, cells=cells)


def _must_fit(question: Question, others: Sequence[Row], row: Row) -> None:
    first = question.columns[0].id
    if any(key_of(question, each.cells) == key_of(question, row.cells) for each in others):
        name = shorten(named(question, row), _NAME_MOST)
        raise BadFields({first: f"“{name}” stands there already. Edit that row, or choose another name."})
    if len(others) >= question.rows_most:
        words = f"{question.label} takes at most {question.rows_most} rows. Remove one first, or edit one."
        raise BadFields({first: words})
