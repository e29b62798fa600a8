"""A plan in words, and the news that it was accepted."""

from typing import Final

from bot.domain.message import PlanAccepted, PlanLine
from bot.views.blocks import context, quote, rich, rich_section, rich_text
from bot.views.lines import Line
from bot.views.names import one_line, project_name, who
from bot.views.rendered import Block, Rendered
from bot.views.room import TEXT_MOST
from bot.views.typed_text import cut
from bot.views.words import Words

PLAN: Final = "plan/plan"
_RULE_MOST: Final = 400
_METRIC_MOST: Final = 120
_SEAL: Final = 8


def plan_lines(plan: PlanLine, words: Words) -> tuple[Line, ...]:
    """A plan on a card: what will be done and when, and which result leads to which decision."""
    values = _values(plan, words)
    by = {"by": who(plan.accepted_by), "seal": plan.seal[:_SEAL]}
    return words.line("card/card", "plan", **values, **by), _rule_text(plan, words)


def plan_accepted(message: PlanAccepted, words: Words) -> Rendered:
    """The news for the home channel."""
    plan = message.plan
    name = project_name(message.project)
    said = words.line(PLAN, "accepted", project=name, **_values(plan, words))
    by = words.line(PLAN, "by", by=who(plan.accepted_by), seal=plan.seal[:_SEAL])
    text = "\n".join(line.mrkdwn for line in (said, _rule_text(plan, words), by))
    return Rendered(text=cut(text, TEXT_MOST), blocks=[rich(said), _rule(plan, words), context(by)])


def draft(project: str, plan: PlanLine, words: Words) -> Rendered:
    """A plan that is shown to be accepted or changed."""
    said = words.line(PLAN, "draft", project=project, **_values(plan, words))
    text = f"{said.mrkdwn}\n{_rule_text(plan, words).mrkdwn}"
    return Rendered(text=text, blocks=[rich(said), _rule(plan, words)])


def _values(plan: PlanLine, words: Words) -> dict[str, str]:
    return {
        "design": words.label("design", plan.design),
        "metric": f"“{one_line(plan.primary_metric, _METRIC_MOST)}”",
        "start": words.figures.day(plan.start),
    }


def _rule_text(plan: PlanLine, words: Words) -> Line:
    return words.line(PLAN, "rule_text", rule=one_line(plan.decision_rule, _RULE_MOST))


def _rule(plan: PlanLine, words: Words) -> Block:
    return rich_text(rich_section(words.line(PLAN, "rule").inline), quote(plan.decision_rule))
