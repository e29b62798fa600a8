"""The windows that read and sign a charter: its answers, its versions, and what was edited."""

from collections.abc import Sequence
from typing import Any, Final

from bot.domain.charter_messages import SheetPart
from bot.domain.charter_windows import EDITS_PAGE, CharterDialog, Edit
from bot.domain.signing_messages import VersionLine
from bot.domain.versions import CHANGES
from bot.views import mentions
from bot.views.answers import answer_text
from bot.views.blocks import (
    actions,
    bullets,
    button,
    context,
    divider,
    menu,
    mrkdwn,
    plain,
    rich_section,
    rich_text,
    section,
)
from bot.views.changes import changes_said, ready_button
from bot.views.charter_sheet import LABEL_MOST, SHEET, answer_of, warning_line
from bot.views.lines import Line
from bot.views.modals import compact, modal
from bot.views.names import one_line, project_name, who
from bot.views.rendered import Block
from bot.views.signing import sign_button, signing_line
from bot.views.words import Words

_CHARTER: Final = "charter/charter"
_ANSWER_MOST: Final = 300
_EDIT_MOST: Final = 120
_ACCEPTED_MOST: Final = 12
DIFFERENCES_MOST: Final = 40
_PARTS_MOST: Final = 20


def charter_window(reply: CharterDialog, words: Words) -> dict[str, Any]:
    """The window that reads a charter; it has nothing to submit."""
    blocks = [section(signing_line(reply.signing, words))]
    if reply.changes is not None:
        blocks += changes_said(reply.changes, words)
    if reply.in_the_way:
        blocks.append(context(words.line(_CHARTER, "in_the_way", count=reply.in_the_way)))
    blocks += [*_buttons(reply, words), *_compared(reply, words), divider()]
    blocks += parts_blocks(reply.parts, words) or [context(words.line(_CHARTER, "empty"))]
    if reply.accepted:
        warnings = [warning_line(each, words, _ANSWER_MOST) for each in reply.accepted[:_ACCEPTED_MOST]]
        blocks.append(listed(words.line(_CHARTER, "accepted"), warnings))
    if reply.edits:
        blocks += [divider(), *_edits(reply, words)]
    title = words.plain(_CHARTER, "title", project=project_name(reply.project))
    metadata = compact({"project": reply.project.id})
    return modal("charter.read", title, blocks, close=words.plain(_CHARTER, "close"), metadata=metadata)


def _edits(reply: CharterDialog, words: Words) -> list[Block]:
    """A page of the edits, newest first, with the ways to those before and after it."""
    shown = reply.edits[:EDITS_PAGE]
    newest = reply.edits_total - reply.edits_upto + 1
    oldest = newest + len(shown) - 1
    heading = words.line(
        _CHARTER, "edits", newest=newest, oldest=oldest, total=reply.edits_total, is_page=reply.edits_total > len(shown)
    )
    ways = []
    if reply.edits_upto < reply.edits_total:
        ways.append(_page_of_edits("newer", min(reply.edits_upto + EDITS_PAGE, reply.edits_total), reply, words))
    if reply.edits_upto > len(shown):
        ways.append(_page_of_edits("older", reply.edits_upto - len(shown), reply, words))
    block = listed(heading, [edit_line(each, words) for each in shown])
    return [block, actions(*ways)] if ways else [block]


def _page_of_edits(way: str, upto: int, reply: CharterDialog, words: Words) -> Block:
    value = f"{reply.project.id}|{upto}|{reply.compared or ''}"
    return button(words.plain(_CHARTER, f"{way}_button"), f"charter.{way}", value)


def _buttons(reply: CharterDialog, words: Words) -> list[Block]:
    project = reply.project.id
    made = [sign_button(project, words)] if reply.may_sign else []
    if reply.may_answer:
        made.append(button(words.plain(_CHARTER, "edit_button"), "kickoff.open", project))
        made.append(button(words.plain(_CHARTER, "review_button"), "charter.review", project))
    if reply.may_ready:
        made.append(ready_button(project, words))
    if reply.may_adopt:
        made.append(_confirmed(button(words.plain(_CHARTER, "adopt_button"), "charter.adopt", project), "adopt", words))
    return [actions(*made)] if made else []


def _compared(reply: CharterDialog, words: Words) -> list[Block]:
    """The menu of versions, and what differs from the one that was chosen."""
    if not reply.versions:
        return []
    project = reply.project.id
    options = [(f"{project}|{each.number}", _version(each, words)) for each in reply.versions]
    choice = menu(words.plain(_CHARTER, "compare_placeholder"), "charter.compare", options)
    blocks = [section(words.line(_CHARTER, "compare"), choice)]
    if reply.compared is None:
        return blocks
    heading = words.line(_CHARTER, "compared", number=reply.compared)
    differing = [edit_line(each, words) for each in reply.differences[:DIFFERENCES_MOST]]
    blocks.append(listed(heading, differing or [words.line(_CHARTER, "no_differences")]))
    if reply.may_restore and reply.differences:
        blocks.append(actions(_restore(project, reply.compared, words)))
    return blocks


def _restore(project: str, number: int, words: Words) -> Block:
    """Asks once more: it changes many answers at once."""
    label = words.plain(_CHARTER, "restore_button", number=number)
    made = button(label, "charter.restore", f"{project}|{number}", style="danger")
    return _confirmed(made, "restore", words, number=number)


def _confirmed(made: Block, act: str, words: Words, **values: object) -> Block:
    """A button that asks once more before it does what changes many answers."""
    made["confirm"] = {
        "title": plain(words.plain(_CHARTER, f"{act}_title", **values), 100),
        "text": mrkdwn(words.line(_CHARTER, f"{act}_text", **values), 300),
        "confirm": plain(words.plain(_CHARTER, f"{act}_confirm"), 30),
        "deny": plain(words.plain(_CHARTER, f"{act}_deny"), 30),
    }
    return made


def _version(version: VersionLine, words: Words) -> str:
    return words.plain(_CHARTER, "version", number=version.number, day=words.figures.day(version.signed_on))


def parts_blocks(parts: Sequence[SheetPart], words: Words) -> list[Block]:
    """The answers, a block for each part."""
    return [
        listed(
            words.line(SHEET, "part", number=part.part.number, title=one_line(part.part.title, LABEL_MOST)),
            [answer_of(each, words, _ANSWER_MOST) for each in part.answers],
        )
        for part in parts[:_PARTS_MOST]
    ]


def edit_line(edit: Edit, words: Words) -> Line:
    """One answer that became another, with who made it so and when, as far as that is known."""
    label = one_line(edit.asked.label if edit.asked else _label(edit, words), LABEL_MOST)
    changed = words.line(
        _CHARTER,
        "edit",
        label=label,
        before=answer_text(edit.asked, edit.before, words, most=_EDIT_MOST),
        after=answer_text(edit.asked, edit.after, words, most=_EDIT_MOST),
    )
    if edit.by is None:
        return changed
    at = mentions.instant(edit.at, edit.at.strftime("%Y-%m-%d %H:%M UTC")) if edit.at else ""
    return words.line(_CHARTER, "edit_by", at=at, by=who(edit.by)) + Line(" ") + changed


def _label(edit: Edit, words: Words) -> str:
    """What is not asked: an accepted finding by its title, a sponsor's wish as such, anything else by its id."""
    if edit.question == CHANGES:
        return words.plain(_CHARTER, "changes")
    kind, _, rule = edit.question.partition(".")
    template = f"lint/{rule}"
    if kind != "accepted" or not words.has(template):
        return str(edit.question)
    title = words.plain(template, "title", named="", rule=rule, advice="")
    return words.plain(_CHARTER, "acceptance", title=title)


def listed(heading: Line, lines: Sequence[Line]) -> Block:
    """A heading with a list below it."""
    return rich_text(rich_section(heading.inline), bullets(lines))
