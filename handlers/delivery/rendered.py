"""What the voice is handed to say: a text that carries the full meaning, and blocks that show it better."""

from collections.abc import Callable
from typing import Final, assert_never

from bot.domain.message import Message
from bot.views.degree import Degree
from bot.views.rendered import Rendered

Render = Callable[[Message, Degree], Rendered]

EARLIER_VERSION: Final = "Earlier version of this message"
"""The words of the link to a message that Slack did not let us edit."""


def simpler(degree: Degree) -> Degree | None:
    """The next simpler layout; None below plain text."""
    match degree:
        case Degree.FULL:
            return Degree.CLASSIC
        case Degree.CLASSIC:
            return Degree.PLAIN
        case Degree.PLAIN:
            return None
        case _:
            assert_never(degree)
