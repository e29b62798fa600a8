"""Answers that are complete and yet allow no verdict on a plan."""

from dataclasses import dataclass

from bot.domain.questions import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongAnswer:
    """An answer that allows no verdict on a plan, and why."""

    question: Question
    why: str
