"""From what was typed into a field to a value that can be kept, or the words that go to that field."""

from collections.abc import Callable, Mapping, Sequence

from bot.domain import calendar
from bot.domain import text as texts
from bot.domain.charter import Cell, Choice, Day, NotApplicable, Quantity, Row, Rows, Text, Value, Who
from bot.domain.ids import QuestionId, UserId
from bot.domain.number_forms import BadAnswer
from bot.domain.questions import AnswerType, Column, Input, Question
from bot.domain.reader import Reader as Reader  # noqa: PLC0414  who reads an answer needs one
from bot.domain.row_lines import cells_of_line, in_words, typed_in_line
from bot.domain.rows import key_of, rows_in
from bot.domain.typed_quantities import read_quantity

_OPTIONS_MOST = 20
_EARLIEST_YEAR, _LATEST_YEAR = 1990, 2100


GivenRow = str | Mapping[str, str | None]
"""A row as it is given from outside: its cells as typed, by column, or all of it on one line."""
Given = str | Sequence[GivenRow] | None
"""An answer as it is given from outside: typed text, or rows."""


def read_answer(question: Input, typed: str | None, reader: Reader) -> Value | None:
    """The value of one field, None when it was left empty; BadAnswer has the words for the field."""
    try:
        cleaned = texts.clean(typed or "")
    except texts.UnusableText as unsafe:
        raise BadAnswer(str(unsafe)) from None
    if texts.is_empty(cleaned):
        # A field stays empty that somebody said not to apply; leaving it so takes nothing back.
        kept = reader.shown.get(question.id)
        return kept if isinstance(kept, NotApplicable) else None
    if len(cleaned) > question.max_length:
        raise BadAnswer(
            f"This is {len(cleaned):,} characters long; at most {question.max_length:,} fit. Nothing was cut."
        )
    if isinstance(question, Question) and question.type is AnswerType.ROWS:
        return read_rows(question, [line for line in cleaned.splitlines() if line.strip()], reader)
    return _READERS[question.type](question, cleaned, reader)


def _words(_question: Input, typed: str, _reader: Reader) -> Value:
    return Text(text=typed)


def _day(question: Input, typed: str, reader: Reader) -> Value:
    try:
        day = calendar.parse_day(typed, reader.today, reader.locale)
    except calendar.UnreadableDay as unreadable:
        named = f"“{texts.shorten(typed, 40)}”: {unreadable.reason}"
        raise BadAnswer(f"{named} Example: {reader.today.year + 1}-06-30") from None
    if reader.shown.get(question.id) == Day(day=day):
        return Day(day=day)
    if question.not_in_past and day < reader.today:
        over, today = calendar.written_day(day), calendar.written_day(reader.today)
        raise BadAnswer(f"{over} is over already; today is {today}. Name a day to come.")
    if not _EARLIEST_YEAR <= day.year <= _LATEST_YEAR:
        raise BadAnswer(f"The year {day.year} is too far away. Example: {reader.today.year + 1}-06-30")
    return Day(day=day)


def _choice(question: Input, typed: str, _reader: Reader) -> Value:
    if question.option(typed) is None:
        offered = ", ".join(option.value for option in question.options[:_OPTIONS_MOST])
        raise BadAnswer(f"“{texts.shorten(typed, 40)}” is not offered. Choose one of: {offered}")
    return Choice(option=typed)


def _person(question: Input, typed: str, reader: Reader) -> Value:
    if reader.shown.get(question.id) == Who(user=UserId(typed)):
        return Who(user=UserId(typed))
    person = reader.people.get(UserId(typed))
    if person is None:
        raise BadAnswer("This person is not known in this workspace. Choose somebody else.")
    if not person.can_write:
        raise BadAnswer("Choose a full, active member of this workspace: no app, guest or deactivated account.")
    return Who(user=person.user)


_READERS: Mapping[AnswerType, Callable[[Input, str, Reader], Value]] = {
    AnswerType.TEXT: _words,
    AnswerType.LONG_TEXT: _words,
    AnswerType.DATE: _day,
    AnswerType.CHOICE: _choice,
    AnswerType.PERSON: _person,
    AnswerType.NUMBER: read_quantity,
}


def read_cells(
    question: Question, typed: Mapping[QuestionId, str | None], reader: Reader
) -> tuple[dict[QuestionId, Cell], dict[QuestionId, str]]:
    """The cells of one row: what can be kept, and the words for each column that cannot."""
    cells: dict[QuestionId, Cell] = {}
    errors: dict[QuestionId, str] = {}
    for column in question.columns:
        try:
            value = read_answer(column, typed.get(column.id), reader)
        except BadAnswer as bad:
            errors[column.id] = str(bad)
            continue
        if isinstance(value, Text | Quantity | Day | Choice):
            cells[column.id] = value
        elif column.required:
            errors[column.id] = _needed(column)
    return cells, errors


def _needed(column: Column) -> str:
    example = column.example or ", ".join(option.value for option in column.options)
    return f"“{column.label}” is needed." + (f" Example: {example}" if example else "")


def read_rows(question: Question, given: Sequence[GivenRow], reader: Reader) -> Rows | None:
    """An answer in rows as a file gives it, None without a row; BadAnswer names the rows that cannot be read.

    A row keeps its id where one of the same name stands already.
    """
    read = [_read_row(question, item, reader) for item in given]
    wrong = [
        f"Row {number}{_called(question, cells)}: {words}"
        for number, (cells, errors) in enumerate(read, 1)
        for words in errors
    ]
    keys = [key_of(question, cells) for cells, errors in read if not errors]
    doubled = next((key for key in keys if keys.count(key) > 1), None)
    if doubled:
        wrong.append(f"“{texts.shorten(doubled[0], 60)}” stands in two rows.")
    if len(read) > question.rows_most:
        wrong.append(f"These are {len(read)} rows; at most {question.rows_most} fit.")
    if wrong:
        raise BadAnswer(" ".join(wrong))
    return _with_ids(question, [cells for cells, _ in read], reader) if read else None


def _as_line(question: Question, item: GivenRow) -> GivenRow:
    """What YAML takes for a mapping though a line was meant: `A → B: effect` has one key, and that is no column."""
    if isinstance(item, str) or len(item) != 1:
        return item
    ((key, value),) = item.items()
    return item if question.column(key) is not None else f"{key}: {value or ''}"


def _called(question: Question, cells: Mapping[QuestionId, Cell]) -> str:
    first = cells.get(question.columns[0].id)
    return f" (“{texts.shorten(first.text, 40)}”)" if isinstance(first, Text) else ""


def _read_row(question: Question, item: GivenRow, reader: Reader) -> tuple[dict[QuestionId, Cell], list[str]]:
    item = _as_line(question, item)
    bare = Reader(locale=reader.locale, today=reader.today, unit=reader.unit, people=reader.people)
    if isinstance(item, str) and in_words(question) and "|" not in item:
        cells = dict(cells_of_line(question, item, reader.locale))
        lacking = [column for column in question.columns if column.required and column.id not in cells]
        return cells, [f"{column.label}: {_needed(column)}" for column in lacking]
    typed = typed_in_line(question, item) if isinstance(item, str) else {QuestionId(k): v for k, v in item.items()}
    strange = [each for each in typed if question.column(each) is None]
    if strange:
        known = ", ".join(column.id for column in question.columns)
        return {}, [f"there is no column “{texts.shorten(strange[0], 40)}”; there are {known}."]
    cells, errors = read_cells(question, typed, bare)
    labels = {column.id: column.label for column in question.columns}
    return cells, [f"{labels[column]}: {words}" for column, words in errors.items()]


def _with_ids(question: Question, read: Sequence[Mapping[QuestionId, Cell]], reader: Reader) -> Rows:
    standing = {key_of(question, row.cells): row.id for row in rows_in(question, reader.shown.get(question.id))}
    taken, rows = set(standing.values()), []
    for cells in read:
        row = standing.get(key_of(question, cells)) or next(
            free for number in range(1, len(taken) + 2) if (free := f"r{number}") not in taken
        )
        taken.add(row)
        rows.append(Row(id=row, cells=cells))
    return Rows(rows=tuple(rows))


def read_page(
    questions: tuple[Question, ...], typed: Mapping[QuestionId, Given], reader: Reader
) -> tuple[dict[QuestionId, Value | None], dict[QuestionId, str]]:
    """All fields of one page: what can be kept, and the words for each field that cannot."""
    values: dict[QuestionId, Value | None] = {}
    errors: dict[QuestionId, str] = {}
    for question in questions:
        if question.id not in typed:
            continue
        given = typed[question.id]
        try:
            if given is None or isinstance(given, str):
                values[question.id] = read_answer(question, given, reader)
            elif question.type is AnswerType.ROWS:
                values[question.id] = read_rows(question, given, reader)
            else:
                errors[question.id] = "One answer is needed here, and these are rows."
        except BadAnswer as bad:
            errors[question.id] = str(bad)
    return values, errors
