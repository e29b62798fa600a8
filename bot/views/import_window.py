"""The window that takes a whole charter as text or as a file."""

from typing import Any, Final

from bot.domain.pasted_windows import ImportDialog
from bot.views.blocks import context, option, section
from bot.views.inputs import choice, field, text_input, tick_box
from bot.views.modals import modal
from bot.views.names import project_name
from bot.views.rendered import Block
from bot.views.words import Words

_IMPORT: Final = "kickoff/import"
NEW: Final = "new"
"""The choice of a project that does not exist yet."""
FILE_MOST: Final = 40_000
"""Bytes of a file: a charter of a dozen pages."""
_NAME_MOST: Final = 80
_PROJECTS_MOST: Final = 99
_FILE_TYPES: Final = ("txt", "md", "yaml", "yml", "json")


def import_window(reply: ImportDialog, words: Words) -> dict[str, Any]:
    """The window; what stands in its fields stays there when it comes back with words at one of them."""

    def said(part: str) -> str:
        return words.plain(_IMPORT, part)

    name = text_input(reply.name, most=_NAME_MOST)
    more = field("more", said("more_label"), text_input("", multiline=True))
    blocks = [
        section(words.line(_IMPORT, "intro")),
        context(words.line(_IMPORT, "person_hint")),
        *_projects(reply, words),
        field("name", said("name_label"), name, hint=said("name_hint")),
        field("text", said("text_label"), text_input("", multiline=True), hint=said("text_hint")),
        more,
        *_file(reply, words),
    ]
    if reply.projects:
        box = tick_box("replace", said("replace"))
        blocks.append(field("replace", said("replace_label"), box, hint=said("replace_hint")))
    return modal(
        "kickoff.import", said("title"), blocks, close=said("close"), submit=said("submit"), metadata=reply.channel
    )


def _projects(reply: ImportDialog, words: Words) -> list[Block]:
    """Which project the text is for, where the channel has some."""
    if not reply.projects:
        return []
    offered = [option(each.id, project_name(each)) for each in reply.projects[:_PROJECTS_MOST]]
    offered.append(option(NEW, words.plain(_IMPORT, "new")))
    label, placeholder = words.plain(_IMPORT, "project_label"), words.plain("kickoff/page", "placeholder_choice")
    return [field("project", label, choice(placeholder, offered, reply.chosen or NEW), optional=False)]


def _file(reply: ImportDialog, words: Words) -> list[Block]:
    if not reply.takes_file:
        return []
    element: Block = {"type": "file_input", "filetypes": list(_FILE_TYPES), "max_files": 1}
    hint = words.plain(_IMPORT, "file_hint", kilobytes=FILE_MOST // 1000)
    return [field("file", words.plain(_IMPORT, "file_label"), element, hint=hint)]
