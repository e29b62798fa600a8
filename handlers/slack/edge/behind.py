"""What is done behind an acknowledgement: steps side by side, each of which may fail for itself."""

import asyncio
from collections.abc import Sequence

import structlog

from handlers.borders import caught
from handlers.slack.edge.clients import Clients
from handlers.slack.edge.hand import After, Hand, NotSaid
from handlers.slack.edge.payloads import Closed, Event, Heard, Suggestion
from handlers.slack.edge.tasks import Tasks
from handlers.slack.edge.turn import Turn

_log = structlog.get_logger("plumbline.edge")


class Behind:
    """Does the steps that follow, each in a task of its own that nobody cancels."""

    def __init__(self, tasks: Tasks, clients: Clients) -> None:
        self._tasks = tasks
        self._clients = clients

    def start(self, turn: Turn, steps: Sequence[After]) -> None:
        """Begin these."""
        self._begun(turn, steps)

    async def done(self, turn: Turn, steps: Sequence[After]) -> bool:
        """Do these; whether the person knows what is to be known."""
        return all(await asyncio.gather(*self._begun(turn, steps)))

    def _begun(self, turn: Turn, steps: Sequence[After]) -> Sequence[asyncio.Task[bool]]:
        if not steps:
            return ()
        hand = Hand(turn.heard, client=self._clients.web(turn.token), webhooks=self._clients, about=turn.about)
        return [self._tasks.start(_step(turn.heard, hand, step)) for step in steps]


async def _step(heard: Heard, hand: Hand, step: After) -> bool:
    try:
        await step(hand)
    except Exception as error:  # noqa: BLE001  the border of what follows an acknowledgement
        words = caught(error, where="slack.after", saved=True, name=heard.name, workspace=heard.workspace).words
        if isinstance(heard, Event | Closed | Suggestion):
            return True
        return not isinstance(error, NotSaid) and await _told(hand, words)
    return True


async def _told(hand: Hand, words: str) -> bool:
    try:
        await hand.tell(words)
    except Exception as error:  # noqa: BLE001  the last way to the person has failed: only the log is left
        _log.warning("person.unreached", error=repr(error))
        return False
    return True
