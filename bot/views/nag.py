"""Nags: what is overdue, why it matters, what happens next, and one button each that gets it done."""

from datetime import date
from typing import Final, assert_never

from bot.domain.message import ChannelNag, Nag, NagItem
from bot.domain.policy import ObligationKind, Rung
from bot.domain.readiness.items import PART
from bot.views import mentions
from bot.views.blocks import actions, button, context, header, menu, rich
from bot.views.lines import Line
from bot.views.names import one_line, project_name, who
from bot.views.rendered import Block, Rendered
from bot.views.room import TEXT_MOST, fitting
from bot.views.typed_text import cut
from bot.views.words import Words

_NAG = "nag/nag"
_NAMED_MOST: Final = 3
_LABEL_MOST: Final = 80
SNOOZES = ("1", "3", "next_week")
"""What an item can be put off by: so many working days, or to the start of next week."""


def nag(message: Nag, words: Words) -> Rendered:
    """All that one person owes today, as a direct message that is edited as things get done."""
    headline = _headline(message, words)
    groups = [_group(item, message.day, words) for item in message.items]
    blocks, left = fitting(groups, beside=[header(headline.plain)])
    more = [context(words.line(_NAG, "more", count=left))] if left else []
    lines = [headline, *(line for item in message.items for line in _lines(item, item.rung, message.day, words))]
    return Rendered(text=_text(lines), blocks=[header(headline.plain), *blocks, *more])


def channel_nag(message: ChannelNag, words: Words) -> Rendered:
    """One overdue item in the project's channel."""
    item = message.item
    said, *small = _lines(item, Rung.CHANNEL, message.day, words)
    blocks = [rich(said)]
    if small:
        blocks.append(context(*small))
    if not item.done:
        blocks.append(actions(act_button(item.what, item.project.id, words, ready=item.is_ready)))
    return Rendered(text=_text([said, *small]), blocks=blocks)


def _headline(message: Nag, words: Words) -> Line:
    waiting = [item for item in message.items if not item.done]
    if not waiting:
        return words.line(_NAG, "all_done")
    awake = [item for item in waiting if item.snoozed_until is None]
    return words.line(_NAG, "headline", count=len(awake)) if awake else words.line(_NAG, "only_snoozed")


def _group(item: NagItem, day: date, words: Words) -> list[Block]:
    said, *small = _lines(item, item.rung, day, words)
    if item.done:
        return [rich(said)]
    act = act_button(item.what, item.project.id, words, ready=item.is_ready)
    can_snooze = item.snoozes_left > 0 and item.snoozed_until is None
    row = actions(act, snooze_menu(item.project.id, item.what, words)) if can_snooze else actions(act)
    return [rich(said), context(*small), row]


def _lines(item: NagItem, rung: Rung, day: date, words: Words) -> list[Line]:
    """What is said of one item: the thing itself, why it matters, and what happens next."""
    about = f"nag/{item.what}"
    name = project_name(item.project)
    if item.done:
        return [words.line(about, "done", project=name)]
    said = words.line(
        about,
        rung.value,
        project=name,
        ready=item.is_ready,
        due=words.plain(about, "due", due=words.figures.weekday(item.due), days=(day - item.due).days),
        owner=who(item.owner),
        channel=mentions.place(item.project.channel),
        open=_open_items(item, words) if item.what is ObligationKind.READINESS_OPEN else "",
    )
    if item.snoozed_until is not None:
        return [said, words.line(_NAG, "snoozed", day=words.figures.weekday(item.snoozed_until))]
    is_last = item.snoozes_left == 0 and rung is not Rung.CHANNEL
    more = [words.line(_NAG, "no_snoozes")] if is_last else []
    return [said, words.line(about, "why", ready=item.is_ready), _next(item, words), *more]


def _open_items(item: NagItem, words: Words) -> str:
    """How many requirements are open, and the first of them by name."""
    named = [one_line(label, _LABEL_MOST) for label in item.open_items[:_NAMED_MOST]]
    count = len(item.open_items)
    return words.plain(f"nag/{item.what}", "open", count=count, items="; ".join(named), more=max(0, count - len(named)))


def _next(item: NagItem, words: Words) -> Line:
    day = words.figures.weekday(item.escalates_on) if item.escalates_on else ""
    match item.escalates_to:
        case Rung.CHANNEL:
            return words.line(_NAG, "next_channel", day=day, channel=mentions.place(item.project.channel))
        case Rung.SPONSOR | Rung.OWNER:
            return words.line(_NAG, f"next_{item.escalates_to.value}", day=day)
        case None:
            return words.line(_NAG, "next_nobody")
        case _:
            assert_never(item.escalates_to)


def act_button(what: ObligationKind, project: str, words: Words, *, ready: bool = False) -> Block:
    """The one button that gets this kind of thing done."""
    value = f"{project}|{PART}" if what is ObligationKind.READINESS_OPEN else project
    return button(words.plain(f"nag/{what}", "button", ready=ready), _action(what), value, style="primary")


def _action(what: ObligationKind) -> str:  # noqa: PLR0911  a case for each kind
    match what:
        case ObligationKind.NO_EXPERIMENT:
            return "plan.open"
        case ObligationKind.NOT_SIGNED:
            return "charter.sign"
        case ObligationKind.LATE_START:
            return "experiment.start"
        case ObligationKind.NO_READOUT:
            return "experiment.result"
        case ObligationKind.NO_DECISION:
            return "experiment.decide"
        case ObligationKind.READINESS_OPEN:
            return "kickoff.open"
        case ObligationKind.CHANGES_ASKED:
            return "charter.open"
        case _:
            assert_never(what)


def snooze_menu(project: str, what: ObligationKind, words: Words) -> Block:
    """The menu that puts one item off."""
    options = [(f"{project}|{what}|{code}", words.plain(_NAG, f"snooze_{code}")) for code in SNOOZES]
    return menu(words.plain(_NAG, "snooze_placeholder"), "nag.snooze", options)


def _text(lines: list[Line]) -> str:
    return cut("\n".join(line.mrkdwn for line in lines), TEXT_MOST)
