"""What is heard twice is answered as the first time: the inbox by what was heard, and how often that happened."""

from typing import Any

from pydantic import TypeAdapter

from bot.domain.reply import Reply
from handlers.metrics.metrics import Metrics
from handlers.slack.edge.payloads import Command, Event, Press, Submission
from handlers.slack.edge.registry import KINDS
from storage.unit_of_work import Work

_REPLY: TypeAdapter[Any] = TypeAdapter(Reply)


class Repeats:
    """The answers that were given, in the unit of work in which something was heard."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def answered(self, work: Work, heard: Command | Press | Submission) -> Reply | None:
        """The answer of the first time, None where this is the first time."""
        stored = work.inbox.heard(heard.heard_key)
        if stored is None:
            return None
        self._metrics.repeats.add(KINDS[type(heard)])
        reply: Reply = _REPLY.validate_json(stored)
        return reply

    def keep(self, work: Work, heard: Command | Press | Submission, reply: Reply) -> None:
        """Remember how this was answered."""
        work.inbox.keep(heard.heard_key, _REPLY.dump_json(reply).decode())

    def is_new(self, work: Work, event: Event) -> bool:
        """Whether this event is heard for the first time; from here on it is not."""
        if work.inbox.heard(event.heard_key) is not None:
            self._metrics.repeats.add("event")
            return False
        work.inbox.keep(event.heard_key, "{}")
        return True
