"""Digests in Slack: preview, save, switch off."""

import json
from dataclasses import dataclass
from typing import Any

from bot.domain import calendar
from bot.domain.calendar import Cadence
from bot.domain.notes import TryAgain, UnknownWord
from bot.domain.refusal import NotFound
from bot.domain.reply import Reply
from bot.domain.rhythms import Rhythm, read_rhythm
from handlers.flows import digests as flows
from handlers.flows.asker import Asker
from handlers.slack.doorway import Doorway
from handlers.slack.edge.answers import PressAnswer
from handlers.slack.edge.payloads import Press
from handlers.slack.edge.registry import Registry
from handlers.slack.plumb import Worded, WordTable
from handlers.slack.replies import Speaker
from handlers.slack.words import Words, nearest

_OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestDoor:
    """Hears everything that belongs to digests."""

    doorway: Doorway
    speaker: Speaker

    async def digest(self, heard: Worded, words: Words) -> Reply:
        """`/plumb digest weekly|biweekly|monthly|off [day] [time] [zone]`."""
        if words.second == _OFF:
            return await self.doorway.change(heard, flows.switch_off)
        known = tuple(Cadence)
        if words.second and words.second not in known:
            near = nearest(words.second, (*known, _OFF)) or known
            return UnknownWord(word=f"digest {words.second}"[:40], near=tuple(f"digest {each}" for each in near))
        cadence = Cadence(words.second) if words.second else Cadence.WEEKLY

        def wanted(asker: Asker) -> Rhythm:
            policy = asker.rules.policy
            zone = asker.person.zone or policy.zone
            usual = Rhythm(cadence=cadence, weekday=policy.digest_weekday, at=policy.digest_at, zone=zone)
            return read_rhythm(words.rest[1:], usual, asker.person.locale)

        return await self.doorway.shown(
            heard,
            lambda work, asker: flows.asked(work, asker, wanted(asker)),
            lambda work, asker, drawn: flows.preview(work, asker, wanted(asker), drawn),
        )

    async def save(self, heard: Press) -> PressAnswer:
        """A button saves the schedule that was previewed."""
        rhythm = _rhythm(heard.value)
        reply = await self.doorway.change(heard, lambda work, asker: flows.set_schedule(work, asker, rhythm))
        return self.speaker.to_press(reply, TryAgain(action="digest.save", value=heard.value or ""))


def _rhythm(value: str | None) -> Rhythm:
    """The schedule in a button's value; untrusted, so it is read as strictly as if it had been typed."""
    try:
        opaque: dict[str, Any] = json.loads(value or "")
        return Rhythm(
            cadence=Cadence(opaque["cadence"]),
            weekday=calendar.Weekday(opaque["weekday"]),
            at=calendar.parse_time(opaque["at"]),
            zone=calendar.zone(opaque["zone"]).key,
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NotFound("This preview is not valid any more. Type /plumb digest weekly again.") from None


def register(registry: Registry, table: WordTable, door: DigestDoor) -> None:
    """Listen to the word and the button."""
    table.word("digest", door.digest)
    registry.action("digest.save", door.save)
