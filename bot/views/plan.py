"""A plan in words with the terms that its seal holds, and the news that it was accepted."""

from typing import Final

from bot.domain.experiment_messages import PlanAccepted, PlanLine, RunLine
from bot.views.blocks import bullets, context, quote, rich, rich_section, rich_text
from bot.views.durations import days_of, lateness, weeks_of
from bot.views.experiment_pictures import plan_picture
from bot.views.lines import Line
from bot.views.names import one_line, project_name, who
from bot.views.rendered import Block, Rendered
from bot.views.room import TEXT_MOST
from bot.views.typed_text import NOTHING, cut
from bot.views.words import Words

PLAN: Final = "plan/plan"
_RULE_MOST: Final = 400
_METRIC_MOST: Final = 120
_UNIT_MOST: Final = 80
_GUARDRAILS_MOST: Final = 300
_GUARDRAIL_MOST: Final = 60
SEAL_MOST: Final = 8
"""As much of a seal as tells it apart from others."""


def plan_lines(plan: PlanLine, run: RunLine | None, words: Words) -> tuple[Line, ...]:
    """A plan on a card: what will be done and when, and which result leads to which decision.

    What runs by this plan began on a day of its own, which is told instead of the registered one.
    """
    by = {"by": who(plan.accepted_by), "seal": plan.seal[:SEAL_MOST]}
    values = plan_values(plan, words)
    late = ""
    if run is not None and run.seal in ("", plan.seal):
        values["start"] = words.figures.day(run.started_on)
        late = lateness(run.days_late, words)
    return words.line("card/card", "plan", **values, **by, late=late), _rule_text(plan, words)


def plan_accepted(message: PlanAccepted, words: Words) -> Rendered:
    """The news for the home channel, with all that was sealed."""
    plan = message.plan
    said = words.line(PLAN, "accepted", project=project_name(message.project), **plan_values(plan, words))
    replaces = message.replaces[:SEAL_MOST] if message.replaces else ""
    by = words.line(PLAN, "by", by=who(plan.accepted_by), seal=plan.seal[:SEAL_MOST], replaces=replaces)
    text = "\n".join(line.mrkdwn for line in (said, *_as_text(plan, words), by))
    return Rendered(
        text=cut(text, TEXT_MOST),
        blocks=[rich(said), *_terms_blocks(plan, words), context(by)],
        pictures=plan_picture(message, words),
    )


def draft(project: str, plan: PlanLine, words: Words) -> Rendered:
    """A plan that is shown to be accepted or changed."""
    said = words.line(PLAN, "draft", project=project, **plan_values(plan, words))
    text = "\n".join(line.mrkdwn for line in (said, *_as_text(plan, words)))
    return Rendered(text=text, blocks=[rich(said), *_terms_blocks(plan, words)])


def plan_values(plan: PlanLine, words: Words) -> dict[str, str]:
    """The design, the metric and the start, as sentences about a plan use them."""
    return {
        "design": words.label("design", plan.design),
        "metric": f"“{one_line(plan.primary_metric, _METRIC_MOST)}”",
        "start": words.figures.day(plan.start),
    }


def terms(plan: PlanLine, words: Words) -> list[Line]:
    """What is sealed besides design, metric, start and decision rule."""
    found = []
    if plan.randomisation_unit:
        found.append(words.line(PLAN, "term_unit", unit=one_line(plan.randomisation_unit, _UNIT_MOST) or NOTHING))
    if plan.counted_per is not None:
        found.append(words.line(PLAN, "term_counted", counted=one_line(plan.counted_per, _UNIT_MOST) or NOTHING))
    if plan.effect is not None:
        effect = words.figures.percent(plan.effect)
        found.append(words.line(PLAN, "term_effect", effect=effect, wanted=plan.wanted.value if plan.wanted else ""))
    if plan.weeks is not None:
        found.append(_size(plan, plan.weeks, words))
    named = ", ".join(f"“{one_line(name, _GUARDRAIL_MOST)}”" for name in plan.guardrails)
    found.append(words.line(PLAN, "term_guardrails", guardrails=one_line(named, _GUARDRAILS_MOST)))
    if plan.counter_metric is not None:
        found.append(words.line(PLAN, "term_counter", name=f"“{one_line(plan.counter_metric, _GUARDRAIL_MOST)}”"))
    return [*found, words.line(PLAN, "term_how")]


def _size(plan: PlanLine, weeks: int, words: Words) -> Line:
    units = "" if plan.n_total is None else words.figures.number(plan.n_total)
    counted = words.label("unit", plan.design if plan.design == "switchback" else "ab")
    return words.line(
        PLAN,
        "term_size",
        units=units,
        counted=counted,
        weeks=weeks_of(weeks, words),
        wait=days_of(plan.horizon_days, words),
        pool="" if plan.pool is None else words.figures.number(plan.pool),
    )


def _terms_blocks(plan: PlanLine, words: Words) -> list[Block]:
    return [
        rich_text(bullets(terms(plan, words))),
        rich_text(rich_section(words.line(PLAN, "rule").inline), quote(plan.decision_rule)),
    ]


def _as_text(plan: PlanLine, words: Words) -> list[Line]:
    return [*(Line("• ") + line for line in terms(plan, words)), _rule_text(plan, words)]


def _rule_text(plan: PlanLine, words: Words) -> Line:
    return words.line(PLAN, "rule_text", rule=one_line(plan.decision_rule, _RULE_MOST))
