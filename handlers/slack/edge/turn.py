"""One payload on its way through the edge, and what a door writes of it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from handlers.slack.edge.payloads import Heard
from handlers.slack.edge.replies import Outcome, Reply
from handlers.slack.edge.shapes import Body
from storage.unfinished import Key


@dataclass(slots=True, kw_only=True)
class Turn:
    """One payload on its way: what was heard, what came of it, and on whose token.

    When the deadline comes first, `row` is the key under which it is kept that this is to be done, `keeping` is who
    keeps it, and `is_kept` whether that was promised. `page` is the waiting page on a form. So many `tries` have begun
    it, and `about` says what it was where whoever heard it is gone.
    """

    heard: Heard
    body: Body
    answered: asyncio.Future[Reply]
    outcome: Outcome | None = None
    token: str | None = None
    page: str = ""
    row: Key | None = None
    keeping: asyncio.Task[None] | None = None
    is_kept: bool = False
    tries: int = 1
    about: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What a door writes; when it is written (or could not be), the door calls `follow`."""

    status: int
    body: str
    follow: Callable[[], None]
