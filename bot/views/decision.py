"""Deciding on an experiment: the window that records it, and the news for the channel."""

from typing import Any, Final

from bot.domain.experiment_messages import DecisionTold
from bot.domain.experiment_windows import DecideDialog
from bot.domain.readouts import Advice, Choice, Readout
from bot.views import readout as said
from bot.views.blocks import context, option, quote, rich, rich_section, rich_text, section
from bot.views.inputs import field, text_input
from bot.views.lines import Line
from bot.views.modals import compact, modal
from bot.views.names import one_line, project_name, who
from bot.views.plan import plan_values
from bot.views.readout_over_time import READOUT
from bot.views.rendered import Block, Rendered
from bot.views.room import TEXT_MOST
from bot.views.typed_text import cut
from bot.views.words import Words

DECIDE: Final = "experiment/decide"
_REASON_MOST: Final = 1500
_REASON_SHOWN_MOST: Final = 800


def decide_window(reply: DecideDialog, words: Words) -> dict[str, Any]:
    """The window: the recommendation, the rule, what can be chosen, and why."""
    offered = _offered(reply)
    blocks = [*_head(reply, words), *_who_can(reply, words), _choice(reply, offered, words), _reason(reply, words)]
    return modal(
        "experiment.decide",
        words.plain(DECIDE, "title", number=reply.number),
        blocks,
        close=words.plain(DECIDE, "close"),
        submit=words.plain(DECIDE, "submit"),
        metadata=compact({"project": reply.project.id}),
    )


def _head(reply: DecideDialog, words: Words) -> list[Block]:
    name = project_name(reply.project)
    quoted = rich_text(
        rich_section(words.line(READOUT, "rule").inline), quote(one_line(reply.plan.decision_rule, 3000))
    )
    if reply.readout is None:
        return [section(words.line(DECIDE, "no_readout", project=name, number=reply.number)), quoted]
    head = said.headline(name, reply.number, reply.plan, reply.readout, words)
    primary = said.primary(reply.plan, reply.readout, reply.unit, words)
    told = said.recommendation(reply.readout, words)
    looks = [section(line) for line in said.look(reply.readout, words)]
    small = context(*said.standing(reply.plan, reply.readout, words))
    return [section(head), *looks, rich(*primary, told), quoted, small]


def _who_can(reply: DecideDialog, words: Words) -> list[Block]:
    """Why launching is not offered: whose right it is, or that there is nothing to launch on."""
    if not reply.may_launch:
        return [context(words.line(DECIDE, "only_sponsor", sponsor=who(reply.sponsor)))]
    return [] if reply.readout is not None else [context(words.line(DECIDE, "no_launch"))]


def _offered(reply: DecideDialog) -> list[Choice]:
    can_launch = reply.may_launch and reply.readout is not None
    return [choice for choice in Choice if can_launch or choice is not Choice.LAUNCH]


def _choice(reply: DecideDialog, offered: list[Choice], words: Words) -> Block:
    """The choices; what the rule recommends is chosen already where it is offered."""
    options = {choice: option(choice.value, words.plain(DECIDE, choice.value)) for choice in offered}
    element: Block = {"type": "radio_buttons", "options": list(options.values())}
    recommended = _recommended(reply.readout)
    if recommended in options:
        element["initial_option"] = options[recommended]
    return field("choice", words.plain(DECIDE, "choice"), element, optional=False)


def _recommended(readout: Readout | None) -> Choice | None:
    advice = readout.recommendation.advice if readout is not None else Advice.WAIT
    return None if advice is Advice.WAIT else Choice(advice.value)


def _advised(choice: Choice | None, words: Words) -> str:
    return "" if choice is None else words.label("advice", choice)


def _reason(reply: DecideDialog, words: Words) -> Block:
    hint = words.plain(DECIDE, "reason_hint", recommended=_advised(_recommended(reply.readout), words))
    return field("reason", words.plain(DECIDE, "reason"), text_input("", most=_REASON_MOST, multiline=True), hint=hint)


def decision_told(message: DecisionTold, words: Words) -> Rendered:
    """The news for the home channel: what was decided, by the rule or against it, why, and what comes next."""
    decided = message.decided
    values = plan_values(message.plan, words)
    head = words.line(
        DECIDE,
        "told",
        project=project_name(message.project),
        number=message.number,
        choice=decided.choice.value,
        design=values["design"],
        metric=values["metric"],
    )
    by = words.line(DECIDE, _standing(message), by=who(decided.by), recommended=_advised(decided.recommended, words))
    results = _results(message, words)
    small = words.line(DECIDE, f"next_{decided.choice}")
    reason = one_line(decided.reason, _REASON_SHOWN_MOST)
    why = [words.line(DECIDE, "reason_text", reason=reason)] if reason else []
    quoted = [_quoted(decided.reason, words)] if reason else []
    blocks = [rich(head, by), *quoted, *([rich(*results)] if results else []), context(small)]
    return Rendered(text=_text([head, by, *why, *results, small]), blocks=blocks)


def _standing(message: DecisionTold) -> str:
    decided = message.decided
    if decided.is_against_the_rule:
        return "against_the_rule"
    return "before_the_rule" if decided.recommended is None else "by_the_rule"


def _quoted(reason: str, words: Words) -> Block:
    return rich_text(rich_section(words.line(DECIDE, "reason_label").inline), quote(reason))


def _results(message: DecisionTold, words: Words) -> list[Line]:
    """What stood in the readout, so that the decision can be judged by it."""
    if message.readout is None:
        return []
    primary = said.primary(message.plan, message.readout, message.unit, words)
    guardrails = said.guardrails(message.plan, message.readout, words)
    return [*primary, *guardrails, said.standing(message.plan, message.readout, words)[1]]


def _text(lines: list[Line]) -> str:
    return cut("\n".join(line.mrkdwn for line in lines), TEXT_MOST)
