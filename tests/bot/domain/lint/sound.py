"""A charter that the lint is content with, and what it says once an answer is another."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.domain.charter import Choice, Who
from bot.domain.findings import Finding
from bot.domain.lint import lint
from tests.bot.domain.builders import CHURN, EPOCH, SPONSOR, dossier, quantity, rulebook
from tests.bot.domain.lint.asked import BANK

RULES = rulebook(*BANK.questions)
SOUND: dict[str, object] = {
    **CHURN,
    "target": quantity(0.028, "percent", "2.8%"),
    "metric_source": "Finance dashboard",
    "value_per_unit": quantity(400_000, "currency:EUR", "€400k"),
    "sponsor": Who(user=SPONSOR.user),
    "success_statement": "Monthly churn falls from 3.1 % to 2.8 % by 30 June against the holdout.",
    "guardrails": "Margin per customer: at most 1 % lower",
    "design": Choice(option="ab"),
    "mde": quantity(0.05, "relative_change", "5%"),
    "start": date(2027, 3, 1),
    "decision_rule": "Launch if churn falls by at least 5 %; stop if it does not within eight weeks.",
    "readiness.reliability.silent_failure": Choice(option="automated"),
}


def findings(also: Mapping[str, object] | None = None, **known: Any) -> tuple[Finding, ...]:
    """What the lint says of the sound charter with these other answers, None for one that is gone."""
    now = known.pop("now", EPOCH)
    rules = known.pop("rules", RULES)
    return lint(dossier({**SOUND, **(also or {})}, bank=BANK, **known), rules, now)


def found(also: Mapping[str, object] | None = None, **known: Any) -> dict[str, tuple[str, ...]]:
    """The same as rule ids with the words that led to them."""
    return {finding.rule: finding.words for finding in findings(also, **known)}
