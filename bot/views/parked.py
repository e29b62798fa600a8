"""Messages cannot reach somebody or a channel: told once to who can mend it, with a button that tries again."""

from typing import Final

from bot.domain.message import Parked
from bot.domain.notes import RetriedNote
from bot.views import mentions
from bot.views.blocks import actions, button, context, rich
from bot.views.names import project_name
from bot.views.rendered import Rendered
from bot.views.words import Words

_PARKED: Final = "parked/parked"


def parked(message: Parked, words: Words) -> Rendered:
    """What went wrong, what helps, and a button for when it is mended."""
    place = mentions.place(message.channel) if message.channel else ""
    said = words.line(
        _PARKED,
        "said",
        channel=place,
        person=mentions.person(message.person) if message.person else "",
        project=project_name(message.project) if message.project else "",
        reason=words.label("parked", message.reason),
    )
    rest = words.line(_PARKED, "rest")
    to = f"person|{message.person}" if message.person else f"channel|{message.channel}"
    again = button(words.plain(_PARKED, "again_button"), "parked.retry", to)
    return Rendered(text=f"{said.mrkdwn}\n{rest.mrkdwn}", blocks=[rich(said), context(rest), actions(again)])


def retried_note(reply: RetriedNote, words: Words) -> Rendered:
    """What waited there is on its way."""
    said = words.line(_PARKED, "retried", count=reply.count)
    return Rendered(text=said.mrkdwn, blocks=[rich(said)])
