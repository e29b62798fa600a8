"""One page of the kickoff, or one question of it: where it stands, what others changed, and the fields."""

from typing import Any, Final

from bot.domain.drafts import carried
from bot.domain.kickoff import Clash
from bot.domain.page_windows import PageDialog
from bot.domain.questions import AnswerType, Question
from bot.views.alerts import finding_alerts, notice
from bot.views.answer_inputs import answer_input, excused, input_hint
from bot.views.answers import answer_text
from bot.views.blocks import actions, button, context, section
from bot.views.degree import Degree
from bot.views.inputs import field
from bot.views.item_window import ITEM
from bot.views.lines import Line
from bot.views.modals import BLOCKS_MOST, compact, modal
from bot.views.names import one_line, project_name, who
from bot.views.read_back import read_back, read_blocks
from bot.views.readiness import below_heading, heading_block, requirements_head, state_block
from bot.views.realism import MOVES_REALISM, realism_blocks
from bot.views.rendered import Block
from bot.views.rows import changed_row, listed_rows
from bot.views.verdict import verdict_blocks
from bot.views.ways import back_button, moved_notices, progress_block
from bot.views.words import Words

_PAGE: Final = "kickoff/page"
_LABEL_MOST: Final = 200
_THEIRS_MOST: Final = 60
MOVES_VERDICT: Final = frozenset(
    {
        "design",
        "randomisation_unit",
        "counted_per",
        "primary_metric",
        "spread",
        "daily_traffic",
        "pool",
        "outcome_horizon",
        "mde",
        "alpha",
        "power",
        "arms",
        "longest_run",
        "primary_baseline",
        "pre_period_correlation",
        "cluster_size",
        "cluster_correlation",
        "periods_per_day",
        "donors",
        "history_days",
    }
)
"""The questions whose answers the verdict follows while they are typed, on the page that shows it or will."""


def page_window(reply: PageDialog, words: Words, degree: Degree) -> dict[str, Any]:
    """The window of a page; every field may stay empty, because half a page may be saved."""
    head = _head(reply, words, degree)
    beside = _beside(reply, words)
    asked = [*_fields(reply, words, room=BLOCKS_MOST - len(head) - len(beside)), *beside]
    submit = _submit(reply)
    return modal(
        "kickoff.page",
        words.plain(_PAGE, "title", project=project_name(reply.project)),
        [*head, *asked],
        close=words.plain(_PAGE, "close" if submit else "close_rows"),
        submit=words.plain(_PAGE, submit) if submit else "",
        metadata=_metadata(reply),
    )


def _beside(reply: PageDialog, words: Words) -> list[Block]:
    """What stands below the fields: the way out of a single question, the way back, or those that were folded away."""
    if reply.is_single:
        return [_not_mine(reply, words)] if reply.questions else []
    buttons = back_button(reply, words)
    if reply.folded:
        label = words.plain(_PAGE, "unfold_button", count=reply.folded)
        buttons.append(button(label, "kickoff.unfold", reply.project.id))
    return [actions(*buttons)] if buttons else []


def _not_mine(reply: PageDialog, words: Words) -> Block:
    """The way out for whoever is not the one to answer."""
    value = f"{reply.project.id}|{reply.questions[0].id}"
    return actions(button(words.plain(ITEM, "hand_button"), "item.hand", value))


def _fields(reply: PageDialog, words: Words, *, room: int) -> list[Block]:
    """The fields in order; requirements stand under their headings, each with its state as far as there is room."""
    items = {item.question: item for item in reply.requirements}
    room -= len(reply.questions)
    blocks, heading = [], ""
    for question in reply.questions:
        item = items.get(question.id)
        if item is not None and item.heading != heading and room > 0:
            heading, room = item.heading, room - 1
            blocks.append(heading_block(reply, item, words))
        is_below = item is not None and item.heading == heading
        blocks += _asked(below_heading(question, heading, words) if is_below else question, reply, words)
        state = state_block(reply.project.id, item, words) if item is not None and room > 0 else None
        if state is not None:
            room -= 1
            blocks.append(state)
    return blocks


def _asked(question: Question, reply: PageDialog, words: Words) -> list[Block]:
    if question.type is AnswerType.ROWS:
        return listed_rows(question, reply, words)
    return [_field(question, reply, words)]


def _submit(reply: PageDialog) -> str:
    """The words of the button; none for rows alone, which are saved already."""
    if reply.is_single and all(question.type is AnswerType.ROWS for question in reply.questions):
        return ""
    if reply.is_single:
        return "submit_single"
    return "submit_last" if reply.part.number == reply.parts else "submit"


def _metadata(reply: PageDialog) -> str:
    about: dict[str, object] = {"project": reply.project.id}
    if reply.is_single:
        about["question"] = reply.questions[0].id if reply.questions else ""
    else:
        about["part"] = reply.part.number
    about["revision"] = reply.revision
    if reply.is_whole:
        about["whole"] = True
    if reply.is_detailed:
        about["details"] = True
    here = {question.id for question in reply.questions}
    elsewhere = {question: draft for question, draft in reply.drafts.items() if question not in here}
    if elsewhere:
        about["drafts"] = carried(elsewhere)
    return compact(about if reply.seen is None else {**about, "seen": reply.seen})


def _head(reply: PageDialog, words: Words, degree: Degree) -> list[Block]:
    verdict = verdict_blocks(reply.verdict, words, degree) if reply.verdict is not None else []
    if reply.realism is not None:
        details = reply.is_detailed
        verdict += realism_blocks(reply.realism, words, degree, project=reply.project.id, is_detailed=details)
    # What moves while somebody types stands first.
    blocks = [*verdict, progress_block(reply, words), *moved_notices(reply, words, degree)]
    blocks += [notice(_clash(clash, reply, words), "warning", degree) for clash in reply.clashes]
    if reply.changed_row is not None:
        blocks.append(notice(changed_row(reply.changed_row, words), "warning", degree))
    if reply.saved is not None:
        blocks.append(notice(words.line(_PAGE, "saved", part=reply.saved), "success", degree))
    blocks += read_blocks(reply.read, words)
    blocks += finding_alerts(reply.findings, words, degree)
    is_needed = any(question.required for question in reply.questions)
    if reply.is_single:
        return [*blocks, context(words.line(_PAGE, "marks_single"))] if is_needed else blocks
    part = reply.part
    title = words.line(_PAGE, "question", question=one_line(part.question, _LABEL_MOST))
    marks = "marks" if is_needed else "no_marks"
    if verdict:
        return [*blocks, section(title), context(words.line(_PAGE, f"{marks}_briefly"))]
    intro = words.line(_PAGE, "intro", intro=part.intro.strip())
    told = [section(title + Line("\n") + intro), context(words.line(_PAGE, marks))]
    return [*blocks, *told, *requirements_head(reply, words)]


def _clash(clash: Clash, reply: PageDialog, words: Words) -> Line:
    """What the other person saved, with the words of the page for the field."""
    asked = next((question for question in reply.questions if question.id == clash.question), None)
    label = one_line(asked.label, _THEIRS_MOST) if asked else clash.question
    values = {"by": who(clash.theirs.by), "label": label}
    theirs = clash.theirs.value
    if theirs is None:
        return words.line(_PAGE, "clash_cleared", **values)
    return words.line(_PAGE, "clash", **values, theirs=answer_text(asked, theirs, words, most=_THEIRS_MOST))


def _field(question: Question, reply: PageDialog, words: Words) -> Block:
    value = reply.values.get(question.id)
    label = words.plain(_PAGE, "label", label=one_line(question.label, _LABEL_MOST), required=question.required)
    echo = read_back(question, reply.values, words.figures)
    draft = reply.drafts.get(question.id)
    hint = input_hint(question, words, echo=echo, excused=excused(value), unsaved=draft.why if draft else "")
    is_live = question.id in MOVES_VERDICT | MOVES_REALISM and not reply.is_single
    return field(question.id, label, answer_input(question, value, words), hint=hint, is_live=is_live)
