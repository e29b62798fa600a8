"""The ways from one page of the kickoff to another, and what could not be saved on the way."""

from typing import Final

from bot.domain.page_windows import PageDialog
from bot.domain.progress import PartProgress
from bot.domain.questions import Question
from bot.views.alerts import Level, notice
from bot.views.blocks import button, context, menu, section
from bot.views.degree import Degree
from bot.views.lines import Line
from bot.views.names import one_line
from bot.views.rendered import Block
from bot.views.words import Words

_PAGE: Final = "kickoff/page"
_WAYS: Final = "kickoff/ways"
_LABEL_MOST: Final = 60
_LEFT_MOST: Final = 5
_RETURNED_MOST: Final = 120


def progress_block(reply: PageDialog, words: Words) -> Block:
    """Where the page stands, beside the menu of all pages.

    The block is another one on every page and after every save: Slack keeps what was chosen in a block that stays, and
    would not tell when the same page is chosen again.
    """
    progress = words.line(
        _PAGE,
        "progress",
        part=reply.part.number,
        parts=reply.parts,
        answered=reply.answered,
        required=reply.required,
    )
    if len(reply.ways) < 2:
        return context(progress)
    options = [(f"{reply.project.id}|{each.part.number}", _way(each, words)) for each in reply.ways]
    made = section(progress, menu(words.plain(_WAYS, "placeholder"), "kickoff.go", options))
    held = ".held" if reply.is_held else ""
    return {"block_id": f"ways.{reply.part.number}.{reply.listed_at}{held}", **made}


def back_button(reply: PageDialog, words: Words) -> list[Block]:
    """The button to the page before this one; none on the first."""
    before = [each.part.number for each in reply.ways if each.part.number < reply.part.number]
    if not before:
        return []
    return [button(words.plain(_WAYS, "back"), "kickoff.back", f"{reply.project.id}|{before[-1]}")]


def moved_notices(reply: PageDialog, words: Words, degree: Degree) -> list[Block]:
    """What became of the page that was left: that it is saved, and each field of any page that could not be."""
    blocks = []
    if reply.told is not None:
        level: Level = "warning" if reply.drafts else "success"
        part = "saved_partly" if reply.drafts else "saved"
        blocks.append(notice(words.line(_WAYS, part, part=reply.told), level, degree))
    if reply.is_held:
        blocks.append(notice(words.line(_WAYS, "held"), "warning", degree))
    here = [question for question in reply.questions if question.id in reply.drafts]
    if here and not reply.is_held:
        labels = ", ".join(f"“{one_line(question.label, _LABEL_MOST)}”" for question in here)
        said = words.line(_WAYS, "returned", labels=one_line(labels, _RETURNED_MOST), count=len(here))
        blocks.append(notice(said, "warning", degree))
    if reply.left:
        blocks.append(context(*_left(reply, words), words.line(_WAYS, "kept")))
    return blocks


def _way(each: PartProgress, words: Words) -> str:
    return words.plain(
        _WAYS,
        "way",
        number=each.part.number,
        title=one_line(each.part.title, _LABEL_MOST),
        answered=each.answered,
        asked=each.asked,
        is_required=each.is_required,
    )


def _left(reply: PageDialog, words: Words) -> list[Line]:
    lines = [_unsaved(question, reply, words) for question in reply.left[:_LEFT_MOST]]
    more = len(reply.left) - len(lines)
    return [*lines, words.line(_WAYS, "more", count=more)] if more else lines


def _unsaved(question: Question, reply: PageDialog, words: Words) -> Line:
    draft = reply.drafts[question.id]
    return words.line(
        _WAYS,
        "unsaved",
        label=one_line(question.label, _LABEL_MOST),
        part=question.part,
        typed=one_line(draft.typed, _LABEL_MOST),
        why=draft.why,
    )
