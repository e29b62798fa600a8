"""The window after a single question: that it is saved, how it was read, and what the lint says of it."""

from typing import Any, Final

from bot.domain.page_windows import SavedDialog
from bot.views.alerts import finding_alerts
from bot.views.blocks import section
from bot.views.degree import Degree
from bot.views.modals import modal
from bot.views.names import project_name
from bot.views.read_back import read_blocks
from bot.views.words import Words

_SAVED: Final = "kickoff/saved"


def saved_window(reply: SavedDialog, words: Words, degree: Degree) -> dict[str, Any]:
    """The window; it has nothing to submit."""
    blocks = [
        section(words.line(_SAVED, "saved")),
        *read_blocks(reply.read, words),
        *finding_alerts(reply.findings, words, degree),
    ]
    title = words.plain(_SAVED, "title", project=project_name(reply.project))
    return modal("kickoff.saved", title, blocks, close=words.plain(_SAVED, "close"))
