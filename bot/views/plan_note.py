"""The note about a project's plan: accepted, ready to be accepted, or lacking answers."""

from typing import Final

from bot.domain.experiments import NO_EXPERIMENT
from bot.domain.reply import PlanNote
from bot.views.blocks import actions, button, context, rich
from bot.views.lines import Line
from bot.views.names import one_line, project_name
from bot.views.plan import PLAN, draft
from bot.views.rendered import Rendered
from bot.views.room import TEXT_MOST
from bot.views.typed_text import NOTHING, cut
from bot.views.words import Words

PROOF: Final = 3
"""The part of the kickoff that asks for the plan."""
_LABEL_MOST: Final = 60
_LONGITUDINAL: Final = ("difference_in_differences", "interrupted_time_series")


def plan_note(reply: PlanNote, words: Words) -> Rendered:
    """The plan as it stands, and the button for what comes next."""
    if reply.plan is None:
        return _lacking(reply, words)
    shown = draft(project_name(reply.project), reply.plan, words)
    state = words.line(PLAN, _state(reply))
    page = f"{reply.project.id}|{PROOF}"
    change = button(words.plain(PLAN, "change_button"), "kickoff.open", page)
    accept = button(words.plain(PLAN, "accept_button"), "plan.accept", reply.project.id, style="primary")
    row = actions(accept, change) if reply.may_accept and not reply.is_accepted else actions(change)
    text = cut(f"{shown.text}\n{state.mrkdwn}", TEXT_MOST)
    return Rendered(text=text, blocks=[*(shown.blocks or []), context(state), row])


def _state(reply: PlanNote) -> str:
    if reply.is_accepted:
        return "standing"
    return "changed" if reply.has_changed else "ready"


def _lacking(reply: PlanNote, words: Words) -> Rendered:
    labels = ", ".join(f"“{one_line(question.label, _LABEL_MOST)}”" for question in reply.missing)
    said = words.line(PLAN, "missing", project=project_name(reply.project), items=one_line(labels, 1000) or NOTHING)
    by_time = _over_time(reply, words)
    complete = button(words.plain(PLAN, "open_button"), "plan.open", reply.project.id, style="primary")
    text = "\n".join(line.mrkdwn for line in (said, *by_time))
    return Rendered(
        text=cut(text, TEXT_MOST), blocks=[rich(said), *(context(line) for line in by_time), actions(complete)]
    )


def _over_time(reply: PlanNote, words: Words) -> list[Line]:
    """Where no design stands: what can be planned when nothing can be randomised."""
    design = next((question for question in reply.missing if question.id == "design"), None)
    offered = {option.value: option.label for option in design.options} if design else {}
    labels = [f"“{one_line(offered[each], _LABEL_MOST)}”" for each in _LONGITUDINAL if each in offered]
    none = offered.get(NO_EXPERIMENT)
    if not labels or none is None:
        return []
    return [words.line(PLAN, "over_time", refused=one_line(none, _LABEL_MOST), designs=" or ".join(labels))]
