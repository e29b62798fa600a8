"""Notes about what somebody owes: the list, and that an item was put off."""

from typing import Final

from bot.domain.notes import OwedItem, OwedNote, SnoozeNote
from bot.views.blocks import actions, context, rich, section
from bot.views.lines import Line
from bot.views.nag import act_button, snooze_menu
from bot.views.names import one_line, project_name
from bot.views.rendered import Block, Rendered
from bot.views.room import fitting
from bot.views.short_notes import NOTES, TEXT_MOST
from bot.views.typed_text import cut
from bot.views.words import Words

_OWED: Final = "notes/owed"
_PROJECTS_MOST: Final = 1000


def owed_note(reply: OwedNote, words: Words) -> Rendered:
    """Everything that somebody owes, each with the button and the menu that a nag about it has."""
    projects = _projects(reply, words)
    lines = [Line("• ") + _item(each, words) for each in reply.items]
    text = _text([_headline(reply, words), *lines, projects])
    small = context(projects)
    return Rendered(text=text, blocks=[*owed_blocks(reply, words, beside=small), small])


def owed_blocks(reply: OwedNote, words: Words, *, beside: Block | None = None) -> list[Block]:
    """The list alone, with room for what stands beside it in the same message or view."""
    headline = section(_headline(reply, words))
    groups = [[rich(_item(each, words)), _row(each, words)] for each in reply.items]
    blocks, left = fitting(groups, beside=[headline, beside] if beside else [headline])
    more = [context(words.line(_OWED, "more", count=left))] if left else []
    return [headline, *blocks, *more]


def _headline(reply: OwedNote, words: Words) -> Line:
    if not reply.items:
        return words.line(_OWED, "nothing")
    return words.line(_OWED, "headline", count=len(reply.items))


def _projects(reply: OwedNote, words: Words) -> Line:
    if not reply.projects:
        return words.line(_OWED, "no_projects", may_start=reply.may_start)
    names = ", ".join(project_name(project) for project in reply.projects)
    return words.line(_OWED, "projects", projects=one_line(names, _PROJECTS_MOST))


def _item(each: OwedItem, words: Words) -> Line:
    owed = each.owed
    return words.line(
        _OWED,
        "item",
        project=project_name(owed.project),
        what=words.label("obligation", owed.what),
        due=words.figures.weekday(owed.due),
        overdue=owed.overdue,
        ready=owed.is_ready,
        snoozed=words.figures.weekday(each.snoozed_until) if each.snoozed_until else "",
        is_last=owed.overdue and not each.snoozes_left,
    )


def _row(each: OwedItem, words: Words) -> Block:
    owed = each.owed
    act = act_button(owed.what, owed.project.id, words, ready=owed.is_ready)
    return actions(act, snooze_menu(owed.project.id, owed.what, words)) if each.can_snooze else actions(act)


def snooze_note(reply: SnoozeNote, words: Words) -> Rendered:
    """An item was put off, and how often that is still possible."""
    day = words.figures.weekday(reply.until)
    said = words.line(NOTES, "put_off", project=project_name(reply.project), day=day, left=reply.left)
    return Rendered(text=said.mrkdwn, blocks=[rich(said)])


def _text(lines: list[Line]) -> str:
    return cut("\n".join(line.mrkdwn for line in lines), TEXT_MOST)
