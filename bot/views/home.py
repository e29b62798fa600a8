"""The Home tab: what waits for somebody, their projects, and for admins what did not get out."""

from typing import Final

from bot.domain.home import Home, Stuck, StuckMessage
from bot.domain.message import ToPerson
from bot.domain.notes import OwedNote
from bot.domain.undelivered import Trouble
from bot.views import mentions
from bot.views.blocks import actions, button, confirmed, context, divider, header, plain_section, section
from bot.views.names import project_name
from bot.views.owed_notes import owed_blocks
from bot.views.rendered import Block
from bot.views.undelivered import UNDELIVERED, plain_reason
from bot.views.words import Words

HOME: Final = "home"
_HOME: Final = "notes/home"
_PROJECTS_MOST: Final = 15


def home(shown: Home, words: Words) -> Block:
    """The view as Slack is given it, within its 100 blocks: 48 for what is owed, 17 for projects, 23 for admins."""
    blocks = [
        header(words.plain(_HOME, "owed")),
        *owed_blocks(shown.owed, words),
        divider(),
        *_projects(shown.owed, words),
    ]
    if shown.stuck is not None:
        blocks += [divider(), *_stuck(shown.stuck, words)]
    return {"type": "home", "callback_id": HOME, "blocks": blocks}


def _projects(owed: OwedNote, words: Words) -> list[Block]:
    head = header(words.plain(_HOME, "projects"))
    if not owed.projects:
        return [head, section(words.line("notes/owed", "no_projects", may_start=owed.may_start))]
    label = words.plain(_HOME, "status_button")
    shown = [
        plain_section(project_name(project), button(label, "project.pick", f"status|{project.id}"))
        for project in owed.projects[:_PROJECTS_MOST]
    ]
    left = len(owed.projects) - len(shown)
    return [head, *shown, *([context(words.line(_HOME, "more_projects", count=left))] if left else [])]


def _stuck(stuck: Stuck, words: Words) -> list[Block]:
    head = header(words.plain(UNDELIVERED, "headline"))
    if not any(stuck.counts.values()):
        return [head, context(words.line(UNDELIVERED, "none"))]
    counted = words.line(UNDELIVERED, "counts", **{trouble.value: stuck.counts.get(trouble, 0) for trouble in Trouble})
    blocks = [head, context(counted)]
    for each in stuck.newest:
        blocks += _message(each, words)
    return [*blocks, *([context(words.line(UNDELIVERED, "more", count=stuck.left))] if stuck.left > 0 else [])]


def _message(each: StuckMessage, words: Words) -> list[Block]:
    message = each.message
    to = message.to
    said = words.line(
        UNDELIVERED,
        "item",
        kind=words.label("message_kind", message.kind),
        to=mentions.person(to.user) if isinstance(to, ToPerson) else mentions.place(to.channel),
        day=words.figures.weekday(each.due),
        reason=plain_reason(message.trouble, message.reason, words),
    )
    retry = button(words.plain(UNDELIVERED, "retry_button"), "undelivered.retry", str(message.id))
    drop = button(words.plain(UNDELIVERED, "drop_button"), "undelivered.drop", str(message.id), style="danger")
    sure = {part: words.plain(UNDELIVERED, f"drop_{part}") for part in ("title", "text", "yes", "no")}
    return [section(said), actions(retry, confirmed(drop, **sure))]
