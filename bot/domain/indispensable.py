"""The questions that no organisation can leave out, because something cannot work without their answers."""

from collections.abc import Mapping
from typing import Final

from bot.domain.findings import Severity
from bot.domain.ids import QuestionId
from bot.domain.lint import RULES

_PLAN: Final = (
    *("design", "daily_traffic", "mde", "primary_metric", "primary_baseline", "spread", "start", "decision_rule"),
    *("cluster_size", "cluster_correlation", "donors"),
)
"""What a plan of some design may ask for."""


def indispensable() -> Mapping[QuestionId, str]:
    """Why each of them is needed, by its id: for messages, for a plan, or for a rule that stops a sign-off."""
    blockers = {rule.question: f"the rule {rule.id} asks for it" for rule in RULES if rule.severity is Severity.BLOCKER}
    plan = {QuestionId(each): "a plan may need it" for each in _PLAN}
    direction = {QuestionId("metric_direction"): "every figure of the metric is read by it"}
    unit = {QuestionId("metric_unit"): "every value of the metric is read in it"}
    sponsor = {QuestionId("sponsor"): "a charter is signed by the sponsor"}
    return blockers | plan | direction | unit | sponsor
