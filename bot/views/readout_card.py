"""The readout as a post in the home channel, and as the window after results were handed in."""

from typing import Any, Final

from bot.domain.experiment_messages import PlanLine, ReadoutCard
from bot.domain.experiment_windows import ReadoutDialog
from bot.domain.metrics import Unit
from bot.domain.readouts import Readout
from bot.views import readout as said
from bot.views.alerts import Level, notice
from bot.views.blocks import actions, button, context, divider, quote, rich, rich_section, rich_text, section
from bot.views.degree import Degree
from bot.views.experiment_pictures import readout_picture
from bot.views.lines import Line
from bot.views.modals import modal
from bot.views.names import project_name, who
from bot.views.readout_over_time import READOUT
from bot.views.rendered import Block, Rendered
from bot.views.room import TEXT_MOST
from bot.views.typed_text import cut
from bot.views.words import Words

_LEVELS: Final[dict[str, Level]] = {"won": "success", "running": "info", "harmed": "error", "guardrail_harmed": "error"}


def readout_card(message: ReadoutCard, words: Words) -> Rendered:
    """The card: how it came out, the primary metric, the guardrails, the recommendation and its rule."""
    plan, readout = message.plan, message.readout
    head = said.headline(project_name(message.project), message.number, plan, readout, words)
    found = [rich(*lines) for lines in _paragraphs(plan, readout, message.unit, words)]
    small = said.standing(plan, readout, words)
    blocks = [section(head), *_looks(readout, words), context(said.about(plan, readout, words)), *found]
    blocks += [_rule(plan, words), context(*small)]
    tail = _next(message, words) if readout.calls_for_decision else ()
    if readout.calls_for_decision:
        press = button(words.plain(READOUT, "decide_button"), "experiment.decide", message.project.id, style="primary")
        blocks += [*(section(line) for line in tail), actions(press)]
    lines = [head, *said.look(readout, words), said.about(plan, readout, words)]
    lines += [line for paragraph in _paragraphs(plan, readout, message.unit, words) for line in paragraph]
    text = _text([*lines, said.rule_text(plan, words), *small, *tail])
    return Rendered(text=text, blocks=blocks, pictures=readout_picture(message, words))


def _next(message: ReadoutCard, words: Words) -> tuple[Line, ...]:
    return (words.line(READOUT, "decides", sponsor=who(message.sponsor)),) if message.sponsor else ()


def _looks(readout: Readout, words: Words) -> list[Block]:
    return [section(line) for line in said.look(readout, words)]


def _paragraphs(plan: PlanLine, readout: Readout, unit: Unit, words: Words) -> list[tuple[Line, ...]]:
    """The sizes of the arms first, because nothing else counts where they are wrong."""
    found = [
        said.sizes(readout, words),
        said.doubts(readout, unit, words),
        said.primary(plan, readout, unit, words),
        said.guardrails(plan, readout, words),
        (said.recommendation(readout, words),),
    ]
    return [lines for lines in found if lines]


def _rule(plan: PlanLine, words: Words) -> Block:
    return rich_text(rich_section(words.line(READOUT, "rule").inline), quote(plan.decision_rule))


def readout_window(reply: ReadoutDialog, words: Words, degree: Degree) -> dict[str, Any]:
    """The window; it has nothing to submit, and a button for what comes next."""
    plan, readout = reply.plan, reply.readout
    head = said.headline(project_name(reply.project), reply.number, plan, readout, words)
    blocks = [notice(head, _LEVELS.get(said.outcome(plan, readout), "warning"), degree), *_looks(readout, words)]
    blocks += [rich(*lines) for lines in _paragraphs(plan, readout, reply.unit, words)]
    blocks += [divider(), _rule(plan, words), context(*said.standing(plan, readout, words))]
    if readout.calls_for_decision:
        press = button(words.plain(READOUT, "decide_button"), "experiment.decide", reply.project.id, style="primary")
        blocks.append(actions(press))
    blocks.append(context(words.line(READOUT, "told")))
    title = words.plain(READOUT, "title", number=reply.number)
    return modal("experiment.readout", title, blocks, close=words.plain(READOUT, "close"))


def _text(lines: list[Line]) -> str:
    return cut("\n".join(line.mrkdwn for line in lines), TEXT_MOST)
