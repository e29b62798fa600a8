"""The window in which an item is given to somebody else, or said not to apply."""

from typing import Any, Final

from bot.domain.charter_windows import ItemDialog
from bot.views.blocks import context, section
from bot.views.inputs import field, people_select, text_input
from bot.views.modals import compact, modal
from bot.views.names import one_line
from bot.views.words import Words

ITEM: Final = "item/item"
_LABEL_MOST: Final = 200
_REASON_MOST: Final = 300


def item_window(reply: ItemDialog, words: Words) -> dict[str, Any]:
    """The window; what is needed before a signature asks for no reason, because it always applies."""

    def said(part: str) -> str:
        return words.plain(ITEM, part)

    somebody = people_select(words.plain("kickoff/page", "placeholder_person"), reply.to)
    blocks = [
        section(words.line(ITEM, "question", label=one_line(reply.question.label, _LABEL_MOST) or reply.question.id)),
        field("to", said("to_label"), somebody, hint=said("to_hint")),
    ]
    if reply.question.required:
        blocks.append(context(words.line(ITEM, "needed")))
    else:
        reason = text_input(reply.reason, most=_REASON_MOST, multiline=True)
        blocks.append(field("reason", said("reason_label"), reason, hint=said("reason_hint")))
    return modal(
        "item.hand",
        said("title"),
        blocks,
        close=said("close"),
        submit=said("submit"),
        metadata=compact({"project": reply.project.id, "question": reply.question.id}),
    )
