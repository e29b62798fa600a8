"""The window in which a finding is accepted, or an experiment waived until a day."""

from typing import Any, Final

from bot.domain.charter_windows import AcceptDialog
from bot.views.blocks import context
from bot.views.findings import finding_blocks
from bot.views.inputs import day_picker, field, text_input
from bot.views.modals import compact, modal
from bot.views.words import Words

_ACCEPT: Final = "finding/accept"
_REASON_MOST: Final = 500


def accept_window(reply: AcceptDialog, words: Words) -> dict[str, Any]:
    """The window; a waiver asks for its last day too."""
    waive = reply.finding.is_waivable

    def said(part: str, **values: object) -> str:
        return words.plain(_ACCEPT, part, **values)

    reason = field(
        "reason",
        said("reason_label"),
        text_input("", most=_REASON_MOST, multiline=True),
        hint=said("reason_hint", waive=waive),
        optional=False,
    )
    until = field(
        "until",
        said("until_label"),
        day_picker(words.plain("kickoff/page", "placeholder_date"), None),
        hint=said("until_hint", most=reply.most_days),
        optional=False,
    )
    blocks = [
        *finding_blocks(reply.finding, None, words),
        context(words.line(_ACCEPT, "intro", waive=waive)),
        reason,
        *([until] if waive else []),
    ]
    return modal(
        "finding.accept",
        said("title", waive=waive),
        blocks,
        close=said("close"),
        submit=said("submit", waive=waive),
        metadata=compact({"project": reply.project.id, "rule": reply.finding.rule}),
    )
