"""The window after a charter was pasted: what was saved, and every piece that was not, with the reason."""

from typing import Any, Final

from bot.domain.keeping import Kept
from bot.domain.pasted import Unplaced, Unread
from bot.domain.pasted_windows import ImportedDialog
from bot.views.alerts import finding_alerts
from bot.views.answers import answer_text
from bot.views.blocks import actions, bullets, button, context, rich_text, section
from bot.views.degree import Degree
from bot.views.figures import bar
from bot.views.findings import finding_blocks, missing_line
from bot.views.lines import Line
from bot.views.modals import modal
from bot.views.names import one_line, project_name, who
from bot.views.rendered import Block
from bot.views.words import Words

_IMPORTED: Final = "kickoff/imported"
_LABEL_MOST: Final = 60
_TYPED_MOST: Final = 120
_WHY_MOST: Final = 300
_NAMES_MOST: Final = 300
_UNREAD_MOST, _KEPT_MOST, _UNPLACED_MOST, _FINDINGS_MOST = 15, 15, 20, 8


def imported_window(reply: ImportedDialog, words: Words, degree: Degree) -> dict[str, Any]:
    """The window; it has nothing to submit, each button opens the question that it stands beside."""
    blocks = [
        *_head(reply, words),
        *_listed("unread", [_unread(each, reply, words) for each in reply.unread], _UNREAD_MOST, words),
        *_listed("kept", [_kept(each, reply, words) for each in reply.kept], _KEPT_MOST, words),
        *_unplaced(reply, words),
        *_findings(reply, words, degree),
        actions(button(words.plain(_IMPORTED, "continue_button"), "kickoff.open", reply.project.id, style="primary")),
    ]
    return modal("kickoff.imported", words.plain(_IMPORTED, "title"), blocks, close=words.plain(_IMPORTED, "close"))


def _head(reply: ImportedDialog, words: Words) -> list[Block]:
    saved = words.line(
        _IMPORTED,
        "saved",
        project=project_name(reply.project),
        is_new=reply.is_new,
        saved=reply.saved,
        logged=reply.logged,
    )
    filled = bar(reply.answered, reply.required)
    progress = words.line(_IMPORTED, "progress", bar=filled, answered=reply.answered, required=reply.required)
    blocks = [section(saved), section(progress)]
    if reply.proposed:
        labels = ", ".join(f"“{one_line(each.label, _LABEL_MOST)}”" for each in reply.proposed)
        blocks.append(context(words.line(_IMPORTED, "proposed", labels=one_line(labels, _NAMES_MOST))))
    return blocks


def _listed(title: str, rows: list[Block], most: int, words: Words) -> list[Block]:
    """Rows below their title; beyond some only their number."""
    if not rows:
        return []
    return [section(words.line(_IMPORTED, title)), *rows[:most], *_more(len(rows) - most, words)]


def _more(count: int, words: Words) -> list[Block]:
    return [context(words.line(_IMPORTED, "more", count=count))] if count > 0 else []


def _unread(each: Unread, reply: ImportedDialog, words: Words) -> Block:
    line = words.line(
        _IMPORTED,
        "unread_one",
        label=one_line(each.question.label, _LABEL_MOST),
        typed=one_line(each.typed, _TYPED_MOST),
        why=one_line(each.why, _WHY_MOST),
    )
    press = button(words.plain(_IMPORTED, "answer_button"), "kickoff.answer", f"{reply.project.id}|{each.question.id}")
    return section(line, press)


def _kept(each: Kept, reply: ImportedDialog, words: Words) -> Block:
    line = words.line(
        _IMPORTED,
        "kept_one",
        label=one_line(each.question.label, _LABEL_MOST),
        theirs=answer_text(each.question, each.theirs.value, words, most=_TYPED_MOST),
        by=who(each.theirs.by),
        mine=answer_text(each.question, each.mine, words, most=_TYPED_MOST),
    )
    press = button(words.plain(_IMPORTED, "change_button"), "kickoff.answer", f"{reply.project.id}|{each.question.id}")
    return section(line, press)


def _unplaced(reply: ImportedDialog, words: Words) -> list[Block]:
    if not reply.unplaced:
        return []
    lines = [piece_line(each, words) for each in reply.unplaced[:_UNPLACED_MOST]]
    left = reply.left + len(reply.unplaced) - len(lines)
    return [section(words.line(_IMPORTED, "unplaced")), rich_text(bullets(lines)), *_more(left, words)]


def piece_line(each: Unplaced, words: Words) -> Line:
    """A piece of a text that is no answer, and why."""
    names = ", ".join(one_line(name, _NAMES_MOST) for name in each.names)
    return words.line(
        _IMPORTED, each.why.value, text=one_line(each.text, _TYPED_MOST), names=one_line(names, _NAMES_MOST)
    )


def _findings(reply: ImportedDialog, words: Words, degree: Degree) -> list[Block]:
    if not reply.findings:
        return [context(words.line(_IMPORTED, "no_findings"))]
    answered = [each for each in reply.findings if not each.is_missing]
    missing = [each for each in reply.findings if each.is_missing]
    shown = [block for each in answered[:_FINDINGS_MOST] for block in finding_blocks(each, reply.project.id, words)]
    left = finding_alerts(answered[_FINDINGS_MOST:], words, degree)
    title = [section(words.line(_IMPORTED, "findings"))] if answered else []
    return [*title, *shown, *left, *([context(missing_line(missing, words))] if missing else [])]
