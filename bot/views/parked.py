"""A message could not reach its channel: told once to somebody who can mend it."""

from bot.domain.message import Parked
from bot.views import mentions
from bot.views.blocks import context, rich
from bot.views.names import project_name
from bot.views.rendered import Rendered
from bot.views.words import Words

_PARKED = "parked/parked"


def parked(message: Parked, words: Words) -> Rendered:
    """What went wrong, and what helps."""
    said = words.line(
        _PARKED,
        "said",
        channel=mentions.place(message.channel),
        project=project_name(message.project) if message.project else "",
        reason=words.label("parked", message.reason),
    )
    rest = words.line(_PARKED, "rest")
    return Rendered(text=f"{said.mrkdwn}\n{rest.mrkdwn}", blocks=[rich(said), context(rest)])
