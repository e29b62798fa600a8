"""Messages that did not get out, in words: why, and what can be done."""

from typing import Final

from bot.domain.notes import SettledNote
from bot.domain.parking import NOTICED
from bot.domain.undelivered import Trouble
from bot.views.blocks import rich
from bot.views.rendered import Rendered
from bot.views.words import Words

UNDELIVERED: Final = "undelivered/undelivered"


def plain_reason(trouble: str, cause: str, words: Words) -> str:
    """Why it did not get out, with Slack's own name for it where we have no better words."""
    known = words.label("parked", cause) if trouble == Trouble.PARKED else cause
    named = f"{known} ({cause})" if known != cause else known
    return words.plain(UNDELIVERED, "reason", trouble=str(trouble), cause=named)


def plain_todo(trouble: str, cause: str, words: Words) -> str:
    """What a human can do about it, and whether it goes on by itself then."""
    return words.plain(UNDELIVERED, "todo", trouble=str(trouble), is_noticed=cause in NOTICED)


def settled_note(reply: SettledNote, words: Words) -> Rendered:
    """Why a message stays as it is."""
    outcome = words.label("settled", reply.outcome)
    said = words.line("notes/home", "settled", number=str(reply.number), outcome=outcome)
    return Rendered(text=said.mrkdwn, blocks=[rich(said)])
