"""The questions that the rules of the lint lead to, as a bank asks them."""

from bot.domain.questions import AnswerType
from tests.bot.domain.builders import bank, question

_NAMES = (
    "metric_name",
    "metric_unit",
    "baseline",
    "target",
    "deadline",
    "metric_source",
    "value_per_unit",
    "currency",
    "sponsor",
    "success_statement",
    "metric_links",
    "guardrails",
    "design",
    "mde",
    "start",
    "decision_rule",
    "readiness.reliability.silent_failure",
    "days_to_deploy",
)
BANK = bank(*(question(name, AnswerType.TEXT) for name in _NAMES))
