"""Changes that a sponsor asks for instead of signing: the window, what the owner is told, and the lines about it."""

from typing import Any, Final, assert_never

from bot.domain.asking_changes import REASON, REASON_MOST
from bot.domain.charter_windows import ChangesDialog
from bot.domain.signing_messages import ChangesLine, ChangesRequest, ChangesState, ChangeWanted
from bot.views import mentions
from bot.views.blocks import actions, button, context, option, plain, quote, rich, rich_section, rich_text, section
from bot.views.inputs import field, many_select, text_input
from bot.views.lines import Line
from bot.views.modals import compact, modal
from bot.views.names import one_line, project_name, who
from bot.views.rendered import Block, Rendered
from bot.views.room import TEXT_MOST
from bot.views.typed_text import cut
from bot.views.words import Words

CHANGES: Final = "changes/changes"
QUESTIONS: Final = "questions"
"""The id of the field in which questions are chosen."""
CHOSEN_MOST: Final = 20
_LABEL_MOST: Final = 150
_LABELS_MOST: Final = 8
_SHORT_MOST: Final = 60
_TOLD_MOST: Final = 600


def changes_button(project: str, words: Words) -> Block:
    """The button that opens the window."""
    return button(words.plain(CHANGES, "button"), "changes.open", project)


def ready_button(project: str, words: Words) -> Block:
    """The button by which the owner answers that it may be signed as it is."""
    return button(words.plain(CHANGES, "ready_button"), "changes.ready", project)


def changes_window(reply: ChangesDialog, words: Words) -> dict[str, Any]:
    """The window; its block ids are `reason` and `questions`."""

    def said(part: str) -> str:
        return words.plain(CHANGES, part)

    name, owner = project_name(reply.project), who(reply.owner)
    groups = [
        {
            "label": plain(each.part.title, 75),
            "options": [option(question.id, one_line(question.label, 75)) for question in each.questions[:100]],
        }
        for each in reply.offered[:100]
    ]
    reason = text_input(reply.reason, most=REASON_MOST, multiline=True)
    chosen = many_select(said("questions_placeholder"), groups, reply.chosen, most=CHOSEN_MOST)
    blocks = [
        section(words.line(CHANGES, "intro", project=name, number=reply.number, owner=owner)),
        field(REASON, said("reason_label"), reason, hint=said("reason_hint"), optional=False),
        *([field(QUESTIONS, said("questions_label"), chosen, hint=said("questions_hint"))] if groups else []),
    ]
    return modal(
        "changes.ask",
        said("title"),
        blocks,
        close=said("close"),
        submit=said("submit"),
        metadata=compact({"project": reply.project.id}),
    )


def changes_request(message: ChangesRequest, words: Words) -> Rendered:
    """What the owner is told: the reason, a button to each question that was named, and how it ended."""
    by, name = who(message.by), project_name(message.project)
    told = words.line(CHANGES, "told", by=by, project=name, number=message.number)
    why = words.line(CHANGES, "reason", reason=one_line(message.reason, _TOLD_MOST))
    wanted = [(each, _wanted(each, words)) for each in message.questions[:CHOSEN_MOST]]
    tail, row = _ending(message, words)
    lines = [told, why, *(Line("• ") + line for _, line in wanted), tail]
    blocks = [
        rich_text(rich_section(told.inline), quote(message.reason)),
        *(section(line, _mend(message, each, words)) for each, line in wanted),
        context(tail),
        *row,
    ]
    return Rendered(text=cut("\n".join(line.mrkdwn for line in lines), TEXT_MOST), blocks=blocks)


def _wanted(each: ChangeWanted, words: Words) -> Line:
    return words.line(CHANGES, "wanted_done" if each.done else "wanted", label=one_line(each.label, _LABEL_MOST))


def _mend(message: ChangesRequest, each: ChangeWanted, words: Words) -> Block | None:
    """The button to a question, as long as it is asked for and was not answered anew."""
    if each.done or message.state is not ChangesState.WAITING:
        return None
    return button(words.plain(CHANGES, "wanted_button"), "kickoff.answer", f"{message.project.id}|{each.question}")


def _ending(message: ChangesRequest, words: Words) -> tuple[Line, list[Block]]:
    """What comes next, with the buttons for it; or how it ended."""
    by, project = who(message.by), message.project.id
    match message.state:
        case ChangesState.WAITING:
            following = words.line(CHANGES, "next", by=by, questions=len(message.questions))
            edit = button(words.plain(CHANGES, "open_button"), "kickoff.open", project)
            return following, [actions(edit, ready_button(project, words))]
        case ChangesState.MADE | ChangesState.READY | ChangesState.REPLACED | ChangesState.SIGNED | ChangesState.LAPSED:
            return words.line(CHANGES, f"ended_{message.state}", by=by, number=message.number), []
        case _:
            assert_never(message.state)


def asked_lines(changes: ChangesLine, words: Words) -> tuple[Line, Line]:
    """What was asked, by whom and when, and what was done about it since."""
    asked = words.line(
        CHANGES,
        "asked",
        by=who(changes.by),
        at=when(changes),
        reason=one_line(changes.reason, _TOLD_MOST),
        questions=labels_of(changes.questions),
    )
    return asked, words.line(CHANGES, "since", edited=labels_of(changes.edited), ready=changes.is_ready)


def when(changes: ChangesLine) -> str:
    """The instant at which changes were asked for, in the reader's zone."""
    return mentions.instant(changes.at, changes.at.strftime("%Y-%m-%d %H:%M UTC"))


def labels_of(labels: tuple[str, ...]) -> str:
    """The first of some questions by their labels, on one line."""
    shown = ", ".join(one_line(label, _SHORT_MOST) for label in labels[:_LABELS_MOST])
    return f"{shown}, …" if len(labels) > _LABELS_MOST else shown


def changes_said(message: ChangesLine, words: Words) -> list[Block]:
    """The same as blocks at the head of a window."""
    asked, since = asked_lines(message, words)
    return [rich(asked), context(since)]
