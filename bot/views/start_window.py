"""The first window of a kickoff: what the project is called, and who its people are."""

from typing import Any, Final

from bot.domain.page_windows import StartDialog, StartedDialog
from bot.views import mentions
from bot.views.blocks import button, context, section
from bot.views.inputs import field, many_people_select, people_select, text_input
from bot.views.modals import modal
from bot.views.names import project_name, who
from bot.views.words import Words

_START: Final = "kickoff/start"
_STARTED: Final = "kickoff/started"
_NAME_MOST: Final = 80
_OUTSIDE_MOST: Final = 20


def start_window(reply: StartDialog, words: Words) -> dict[str, Any]:
    """The window; whoever opens it is proposed as the owner."""

    def said(part: str) -> str:
        return words.plain(_START, part)

    somebody = words.plain("kickoff/page", "placeholder_person")
    blocks = [
        section(words.line(_START, "intro"), button(said("paste_button"), "kickoff.paste", f"{reply.channel}|")),
        field(
            "name", said("name_label"), text_input(reply.name, most=_NAME_MOST), hint=said("name_hint"), optional=False
        ),
        field(
            "owner", said("owner_label"), people_select(somebody, reply.owner), hint=said("owner_hint"), optional=False
        ),
        field("sponsor", said("sponsor_label"), people_select(somebody, None), hint=said("sponsor_hint")),
        field("members", said("members_label"), many_people_select(somebody), hint=said("members_hint")),
    ]
    return modal(
        "kickoff.start", said("title"), blocks, close=said("close"), submit=said("submit"), metadata=reply.channel
    )


def started_window(reply: StartedDialog, words: Words) -> dict[str, Any]:
    """The window for somebody who started a kickoff for others; it has nothing to submit."""
    values = {
        "project": project_name(reply.project),
        "owner": who(reply.owner),
        "channel": mentions.place(reply.project.channel),
    }
    blocks = [section(words.line(_STARTED, "started", **values)), context(words.line(_STARTED, "role", **values))]
    outside = [words.line(_STARTED, "outside", **{**values, "person": who(user)}) for user in reply.outside]
    blocks += [section(line) for line in outside[:_OUTSIDE_MOST]]
    return modal("kickoff.started", words.plain(_STARTED, "title"), blocks, close=words.plain(_STARTED, "close"))
