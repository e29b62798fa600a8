"""What the deadline came before: promised by a row, answered late, and its row gone when the person knows.

A row is not deleted with the change but when the words are said: until then a crash has it done again, and the inbox
turns that into the answer of the first time.
"""

import asyncio
import json
from collections.abc import Sequence
from typing import Final

import structlog

from bot.domain.text import shorten
from handlers.borders import caught, new_token
from handlers.metrics.metrics import Metrics
from handlers.slack.edge.behind import Behind
from handlers.slack.edge.late import late_steps
from handlers.slack.edge.parsing import parse
from handlers.slack.edge.payloads import Command, Heard, Submission
from handlers.slack.edge.replies import PLAIN, UNACKNOWLEDGED, Outcome, Reply, Told, telling, waiting
from handlers.slack.edge.sentences import INTERRUPTED, NOT_FINISHED
from handlers.slack.edge.turn import Turn
from handlers.slack.edge.unfinished import HeardOnce, UnfinishedWork, key_of
from storage.unfinished import Acknowledged

_LONGEST_QUOTE: Final = 200
_log = structlog.get_logger("plumbline.edge")


class Overdue:
    """Minds what could not be answered in time."""

    def __init__(self, behind: Behind, metrics: Metrics, unfinished: UnfinishedWork) -> None:
        self._behind = behind
        self._metrics = metrics
        self._unfinished = unfinished

    async def promise(self, turn: Turn, heard: HeardOnce) -> None:
        """Acknowledge that it will be done, once that outlives us; what cannot be kept in time is not acknowledged."""
        turn.row, page = key_of(heard), f"waiting.{new_token()}{new_token()}"
        turn.is_kept = await self._unfinished.keep(heard, turn.body, page)
        if turn.answered.done():  # the answer was faster
            return
        turn.page = page if turn.is_kept else ""
        turn.answered.set_result(waiting(heard, page) if turn.is_kept else self._unacknowledged())

    async def in_time(self, turn: Turn) -> None:
        """It was answered in time; where its row was on its way already, that goes."""
        if turn.keeping is not None:
            await turn.keeping
            await self._done(turn)

    async def answer(self, turn: Turn, outcome: Outcome) -> None:
        """Bring a late outcome to the person, and be done with it when they know.

        Whoever is told that nothing was saved can rely on it: it is kept first that nobody tries again.
        """
        steps = late_steps(turn.heard, outcome, turn.page)
        await self._conclude(turn, is_told=await self._may_tell(turn, outcome) and await self._behind.done(turn, steps))

    async def _may_tell(self, turn: Turn, outcome: Outcome) -> bool:
        is_fault = isinstance(outcome, Told) and outcome.fault
        return not (is_fault and turn.is_kept and turn.row) or await self._unfinished.spend(turn.row)

    # --- what nobody works on any more --------------------------------------------------------------

    async def lapsed(self) -> Sequence[Acknowledged]:
        """What is to be done now because whoever heard it is gone."""
        return await self._unfinished.lapsed()

    def is_hopeless(self, row: Acknowledged) -> bool:
        """Whether it is not to be tried again, but told of."""
        return self._unfinished.is_hopeless(row)

    async def give_up(self, turn: Turn) -> None:
        """Tell the person that they have to look for themselves."""
        _log.error("work.given_up", name=turn.heard.name, workspace=turn.heard.workspace, tries=turn.tries)
        steps = [telling(NOT_FINISHED.format(what=_what(turn.heard)))]
        await self._conclude(turn, is_told=await self._behind.done(turn, steps))

    async def failed(self, row: Acknowledged, error: Exception) -> None:
        """It could not even be begun: somebody tries again, later each time."""
        caught(error, where="slack.after", saved=True, workspace=row.workspace)
        await self._unfinished.put_off(row.which, row.tries)

    async def let_go(self) -> None:
        """We end: what is not done is for whoever comes next."""
        await self._unfinished.let_go()

    async def _conclude(self, turn: Turn, *, is_told: bool) -> None:
        if turn.is_kept and turn.row is not None and not is_told:
            await self._unfinished.put_off(turn.row, turn.tries)
        else:
            await self._done(turn)

    def _unacknowledged(self) -> Reply:
        self._metrics.payloads_unused.add("unacknowledged")
        return UNACKNOWLEDGED

    async def _done(self, turn: Turn) -> None:
        if turn.row is not None:
            await self._unfinished.end(turn.row)


def resumed(row: Acknowledged) -> Turn:
    """A turn for what somebody heard who is gone: acknowledged already. Raises BadPayload where nobody can read it."""
    body = json.loads(row.body)
    heard = parse(body)
    answered = asyncio.get_running_loop().create_future()
    answered.set_result(PLAIN)
    _log.info("work.resumed", name=heard.name, workspace=heard.workspace, tries=row.tries)
    return Turn(
        heard=heard,
        body=body,
        answered=answered,
        page=row.page,
        row=row.which,
        is_kept=True,
        tries=row.tries,
        about=INTERRUPTED.format(what=_what(heard)),
    )


def _what(heard: Heard) -> str:
    """What it was, in words for the person who did it."""
    match heard:
        case Command():
            return f"“{shorten(f'{heard.command} {heard.text}'.strip(), _LONGEST_QUOTE)}”"
        case Submission():
            return "the form that you submitted"
        case _:
            return "what you asked for with a button"
