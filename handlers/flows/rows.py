"""Answers in rows: open one row, save it, remove it; the page underneath is shown again as it stands then."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from bot.domain import permissions
from bot.domain.answering import Reader, read_cells
from bot.domain.asked import is_asked
from bot.domain.charter import Cell, Row, Value
from bot.domain.dossier import Dossier
from bot.domain.folding import unfolded
from bot.domain.ids import ProjectId, QuestionId, UserId
from bot.domain.living import name_of
from bot.domain.metrics import unit_of
from bot.domain.page_windows import ChangedRow, PageDialog, ReadBack
from bot.domain.questions import AnswerType, Question
from bot.domain.refusal import BadFields, NotFound, Refusal
from bot.domain.renaming import LINKS, links_that_followed
from bot.domain.reply import Reply
from bot.domain.row_windows import RowDialog, Underneath
from bot.domain.rows import RowClashing, changed_by, rows_in, with_row, without_row
from handlers.flows import asked, dossiers
from handlers.flows.asker import Asker
from handlers.flows.kickoff import kept
from handlers.flows.pages import page, single
from storage.unit_of_work import Work

_ROW_ID: Final = re.compile(r"[a-z0-9]{1,16}")
_SHOWN_MOST: Final = 20
"""A window carries no more than 3,000 characters with it."""
_NO_QUESTION: Final = "This question is not asked in rows any more. Open it again with /plumb kickoff."


@dataclass(frozen=True, slots=True, kw_only=True)
class RowAt:
    """A row of an answer as a window names it, and the page that it lies on: untrusted, so it may name anything.

    `revision` is the charter's when the row was shown, `seen` the one of which a clash was shown.
    """

    project: ProjectId
    question: QuestionId
    row: str
    revision: int
    page: Underneath
    seen: int | None = None


def open_row(work: Work, asker: Asker, at: RowAt, *, is_new: bool) -> Reply:
    """The window of a row, as it stands now; of a new one with the id that the door gave it."""
    found = dossiers.by_id(work, asker, at.project)
    permissions.may_answer(asker.person, found)
    dossier = dossiers.spoken(dossiers.load(work, at.project), asker)
    question = _question(dossier, at)
    rows = rows_in(question, dossier.charter.value(question.id))
    if is_new and len(rows) >= question.rows_most:
        raise Refusal(f"{question.label} takes at most {question.rows_most} rows. Remove one first, or edit one.")
    there = next((row for row in rows if row.id == at.row), None)
    if there is None and not is_new:
        raise NotFound("Somebody removed this row meanwhile.")
    cells = there.cells if there else {}
    fresh = replace(at, revision=dossier.charter.revision, page=_with_conditions(dossier, at.page))
    return _window(dossier, question, fresh, cells, is_new=is_new)


def save_row(work: Work, asker: Asker, at: RowAt, typed: Mapping[QuestionId, str | None], *, is_new: bool) -> Reply:
    """A row was submitted: kept at once, with the page underneath; or asked again, with what clashes."""
    dossier, question = _to_change(work, asker, at)
    base = _answer_at(work, dossier, at, at.revision)
    opened = next((row.cells for row in rows_in(question, base) if row.id == at.row), {})
    cells = _read(question, typed, _reader(dossier, asker, opened))
    row = Row(id=at.row, cells=cells)
    try:
        value = with_row(
            question, dossier.charter.value(question.id), base, row, seen=_seen(work, dossier, question, at)
        )
    except RowClashing as clashing:
        window = _window(dossier, question, at, cells, is_new=is_new)
        by = _who(work, question, at)
        return replace(window, clash=clashing.clash, by=by, seen=dossier.charter.revision)
    return _kept(work, asker, dossier, at, question, value)


def remove_row(work: Work, asker: Asker, at: RowAt) -> Reply:
    """A row was removed: the page without it; or with it and what somebody else changed in it since it was shown."""
    dossier, question = _to_change(work, asker, at)
    try:
        value = without_row(
            question, dossier.charter.value(question.id), _answer_at(work, dossier, at, at.revision), at.row
        )
    except RowClashing as clashing:
        changed = ChangedRow(question=question, row=clashing.clash.row, by=_who(work, question, at))
        return replace(_underneath(dossier, asker, at, question), changed_row=changed)
    return _kept(work, asker, dossier, at, question, value)


def _with_conditions(dossier: Dossier, page: Underneath) -> Underneath:
    """Of the fields that the page shows those that a condition may take away; all others are there by themselves."""
    conditional = (each for each in page.shown if (there := dossier.bank.find(each)) and there.when is not None)
    return replace(page, shown=tuple(islice(conditional, _SHOWN_MOST)))


def _to_change(work: Work, asker: Asker, at: RowAt) -> tuple[Dossier, Question]:
    dossier = asked.to_answer(work, asker, at.project, {})
    return dossier, _question(dossiers.spoken(dossier, asker), at)


def _question(dossier: Dossier, at: RowAt) -> Question:
    question = dossier.bank.find(at.question)
    if question is None or question.type is not AnswerType.ROWS or not _ROW_ID.fullmatch(at.row):
        raise NotFound(_NO_QUESTION)
    return question


def _answer_at(work: Work, dossier: Dossier, at: RowAt, revision: int) -> Value | None:
    """The answer as it stood at a revision; one from outside says no more than today's."""
    answers = work.charters.answers_at(at.project, min(max(revision, 0), dossier.charter.revision))
    answer = answers.get(at.question)
    return answer.value if answer else None


def _seen(work: Work, dossier: Dossier, question: Question, at: RowAt) -> tuple[Row, ...] | None:
    return None if at.seen is None else rows_in(question, _answer_at(work, dossier, at, at.seen))


def _reader(dossier: Dossier, asker: Asker, opened: Mapping[QuestionId, Cell]) -> Reader:
    unit = unit_of(dossier.charter.text("metric_unit") or "")
    return Reader(locale=asker.person.locale, today=asker.today, unit=unit, people={}, shown=dict(opened))


def _read(question: Question, typed: Mapping[QuestionId, str | None], reader: Reader) -> dict[QuestionId, Cell]:
    cells, errors = read_cells(question, typed, reader)
    if errors:
        raise BadFields(errors)
    return cells


def _kept(work: Work, asker: Asker, dossier: Dossier, at: RowAt, question: Question, value: Value | None) -> PageDialog:
    after = kept(work, asker, dossier, {question.id: value}, dossier.charter.answers)
    read = ReadBack(links=links_that_followed(dossier.charter, after.charter) if question.id != LINKS else 0)
    return replace(_underneath(after, asker, at, question), read=read)


def _underneath(dossier: Dossier, asker: Asker, at: RowAt, question: Question) -> PageDialog:
    """The page below as it stands, with the fields that it had: what is typed in them stays, and is of its revision."""
    part = at.page.part
    if part not in dossier.bank.pages:
        return single(dossier, asker, question)
    here = dossiers.spoken(dossier, asker).bank.of_part(part)
    all_ = tuple(each for each in here if each.id in at.page.shown or is_asked(dossier.charter, each))
    whole = at.page.is_whole
    shown = all_ if whole else unfolded(dossier.charter, all_, there=at.page.shown)
    return replace(
        page(dossier, asker, part, is_whole=whole, drafts=at.page.drafts),
        questions=shown,
        folded=len(all_) - len(shown),
        revision=at.page.revision,
        seen=at.page.seen,
    )


def _window(
    dossier: Dossier, question: Question, at: RowAt, cells: Mapping[QuestionId, Cell], *, is_new: bool
) -> RowDialog:
    return RowDialog(
        project=name_of(dossier.project),
        question=question,
        row=at.row,
        cells=cells,
        revision=at.revision,
        page=at.page,
        is_new=is_new,
    )


def _who(work: Work, question: Question, at: RowAt) -> UserId | None:
    history = (answer for answer in work.charters.history(at.project) if answer.question == question.id)
    return changed_by(question, history, at.row)
