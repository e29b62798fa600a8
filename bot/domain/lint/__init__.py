"""The charter lint: pure, explainable rules; each fires on an answer and names the words that led to it."""

from bot.domain.lint.linting import blockers, lint, unsettled
from bot.domain.lint.rule import Rule
from bot.domain.lint.rules import RULES

__all__ = ["RULES", "Rule", "blockers", "lint", "unsettled"]
