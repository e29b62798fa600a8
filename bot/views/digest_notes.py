"""Notes about a channel's digest: what it would look like, that it is on, that it is off."""

from datetime import date
from typing import Final

from bot.domain.calendar import Cadence
from bot.domain.notes import DigestOff, DigestPreview, DigestSet
from bot.domain.schedules import Schedule
from bot.views import mentions
from bot.views.blocks import actions, button, context, section
from bot.views.degree import Degree
from bot.views.digest import digest
from bot.views.lines import Line
from bot.views.modals import compact
from bot.views.rendered import Rendered
from bot.views.words import Words

_DIGEST: Final = "notes/digest"


def digest_preview(reply: DigestPreview, words: Words, degree: Degree) -> Rendered:
    """The digest as it would look today, when it would come, and the button that saves the schedule."""
    shown = digest(reply.digest, words, degree)
    plan = _said("plan", reply, day=reply.next_day, words=words)
    save = button(words.plain(_DIGEST, "save_button"), "digest.save", _rhythm(reply), style="primary")
    replaced = _replaced(reply, words)
    blocks = [*(shown.blocks or []), section(plan), *(context(line) for line in replaced), actions(save)]
    return Rendered(text="\n".join([shown.text, *(line.mrkdwn for line in (plan, *replaced))]), blocks=blocks)


def _replaced(reply: DigestPreview, words: Words) -> list[Line]:
    """What the channel's digest is now, which saving would replace."""
    if reply.replaces is None:
        return []
    return [_said("replaces", reply.replaces, day=reply.replaces.next_day, words=words)]


def _rhythm(reply: DigestPreview) -> str:
    return compact(
        {
            "cadence": reply.cadence.value,
            "weekday": reply.weekday.value,
            "at": reply.at.isoformat("minutes"),
            "zone": reply.zone,
        }
    )


def _said(part: str, reply: DigestPreview | DigestSet | Schedule, *, day: date, words: Words, **more: str) -> Line:
    """When it comes; a monthly one comes on the first such day of a month."""
    return words.line(
        _DIGEST,
        f"{part}_monthly" if reply.cadence is Cadence.MONTHLY else part,
        cadence=words.label("cadence", reply.cadence),
        weekday=words.label("weekday", reply.weekday),
        at=words.figures.clock(reply.at),
        zone=reply.zone,
        day=words.figures.weekday(day),
        **more,
    )


def digest_set(reply: DigestSet, words: Words) -> Rendered:
    """The schedule was saved."""
    said = _said("saved", reply, day=reply.next_day, words=words, channel=mentions.place(reply.channel))
    return Rendered(text=said.mrkdwn, blocks=[section(said)])


def digest_off(reply: DigestOff, words: Words) -> Rendered:
    """The digest is off."""
    said = words.line(_DIGEST, "off" if reply.was_on else "was_off")
    return Rendered(text=said.mrkdwn, blocks=[section(said)])
