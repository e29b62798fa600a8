"""The note about a project's plan: accepted, ready to be accepted, lacking answers, or unable to show its effect."""

from typing import Final

from bot.domain.experiment_messages import PlanLine
from bot.domain.experiments.plan import NO_EXPERIMENT
from bot.domain.notes import PlanNote
from bot.views.blocks import actions, button, context, rich
from bot.views.lines import Line
from bot.views.names import one_line, project_name
from bot.views.plan import PLAN, draft
from bot.views.rendered import Block, Rendered
from bot.views.room import TEXT_MOST
from bot.views.typed_text import NOTHING, cut
from bot.views.verdict import differing, verdict_said
from bot.views.words import Words

PROOF: Final = 3
"""The part of the kickoff that asks for the plan."""
_LABEL_MOST: Final = 60
_WHY_MOST: Final = 500
_LONGITUDINAL: Final = ("difference_in_differences", "interrupted_time_series")


def plan_note(reply: PlanNote, words: Words) -> Rendered:
    """The plan as it stands, the verdict on it, and the button for what comes next."""
    if reply.wrong:
        return _wrong(reply, words)
    if reply.plan is None:
        return _lacking(reply, words)
    verdict = verdict_said(reply.verdict, reply.unit, words) if reply.verdict is not None else None
    paragraphs = verdict.paragraphs if verdict is not None else ()
    shown = draft(project_name(reply.project), reply.plan, words)
    state = words.line(PLAN, _state(reply))
    change = _change(reply, words)
    accept = button(words.plain(PLAN, "accept_button"), "plan.accept", reply.project.id, style="primary")
    row = [actions(accept, change) if _can_accept(reply) else actions(change)] if reply.may_write else []
    paragraphs = (*_differing(reply.plan, words), *paragraphs)
    said = [line.mrkdwn for lines in paragraphs for line in lines]
    text = cut("\n".join([shown.text, state.mrkdwn, *said]), TEXT_MOST)
    blocks = [*(shown.blocks or []), *(rich(*lines) for lines in paragraphs), context(state), *row]
    return Rendered(text=text, blocks=blocks)


def _differing(plan: PlanLine, words: Words) -> tuple[tuple[Line, ...], ...]:
    """The warning about a metric that is counted per something else than is randomised."""
    if plan.counted_per is None or plan.randomisation_unit is None:
        return ()
    return ((differing(plan.counted_per, plan.randomisation_unit, words),),)


def _fits(reply: PlanNote) -> bool:
    return reply.verdict is not None and reply.verdict.fits


def _can_accept(reply: PlanNote) -> bool:
    return reply.may_accept and not reply.is_accepted and _fits(reply)


def _state(reply: PlanNote) -> str:
    if reply.is_accepted:
        return "standing"
    if not _fits(reply):
        return "unfit"
    return "changed" if reply.has_changed else "ready"


def _change(reply: PlanNote, words: Words) -> Block:
    return button(words.plain(PLAN, "change_button"), "kickoff.open", f"{reply.project.id}|{PROOF}")


def _wrong(reply: PlanNote, words: Words) -> Rendered:
    """Answers that allow no verdict, each with its field and the reason, and the way to them."""
    said = words.line(PLAN, "wrong", project=project_name(reply.project))
    reasons = [
        words.line(
            PLAN, "wrong_at", label=one_line(each.question.label, _LABEL_MOST), words=one_line(each.why, _WHY_MOST)
        )
        for each in reply.wrong
    ]
    row = [actions(_change(reply, words))] if reply.may_write else []
    text = "\n".join(line.mrkdwn for line in (said, *reasons))
    return Rendered(text=cut(text, TEXT_MOST), blocks=[rich(said, *reasons), *row])


def _lacking(reply: PlanNote, words: Words) -> Rendered:
    labels = ", ".join(f"“{one_line(question.label, _LABEL_MOST)}”" for question in reply.missing)
    said = words.line(PLAN, "missing", project=project_name(reply.project), items=one_line(labels, 1000) or NOTHING)
    by_time = _over_time(reply, words)
    complete = button(words.plain(PLAN, "open_button"), "plan.open", reply.project.id, style="primary")
    row = [actions(complete)] if reply.may_write else []
    text = "\n".join(line.mrkdwn for line in (said, *by_time))
    return Rendered(text=cut(text, TEXT_MOST), blocks=[rich(said), *(context(line) for line in by_time), *row])


def _over_time(reply: PlanNote, words: Words) -> list[Line]:
    """Where no design stands: what can be planned when nothing can be randomised."""
    design = next((question for question in reply.missing if question.id == "design"), None)
    offered = {option.value: option.label for option in design.options} if design else {}
    labels = [f"“{one_line(offered[each], _LABEL_MOST)}”" for each in _LONGITUDINAL if each in offered]
    if not labels:
        return []
    none = one_line(offered.get(NO_EXPERIMENT, ""), _LABEL_MOST) if reply.refuses else ""
    return [words.line(PLAN, "over_time", refused=none, designs=" or ".join(labels))]
