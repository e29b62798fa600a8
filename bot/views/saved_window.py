"""The window after a single question with a number: that it is saved, and how it was read."""

from typing import Any, Final

from bot.domain.windows import SavedDialog
from bot.views.blocks import context, section
from bot.views.modals import modal
from bot.views.names import project_name
from bot.views.read_back import read_line
from bot.views.words import Words

_SAVED: Final = "kickoff/saved"


def saved_window(reply: SavedDialog, words: Words) -> dict[str, Any]:
    """The window; it has nothing to submit."""
    blocks = [section(words.line(_SAVED, "saved")), context(read_line(reply.read, words))]
    title = words.plain(_SAVED, "title", project=project_name(reply.project))
    return modal("kickoff.saved", title, blocks, close=words.plain(_SAVED, "close"))
