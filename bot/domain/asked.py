"""Which questions are asked of a project now: one with a condition waits for it, whatever was answered before."""

from collections.abc import Iterable

from bot.domain.charter import Charter
from bot.domain.questions import Question


def asked_now(charter: Charter, questions: Iterable[Question]) -> tuple[Question, ...]:
    """Those of the questions that fit what was chosen, in their order."""
    return tuple(question for question in questions if is_asked(charter, question))


def is_asked(charter: Charter, question: Question) -> bool:
    """Whether it is asked: without a condition, or with the option that it waits for; an answer to it stays saved."""
    condition = question.when
    return condition is None or charter.choice(condition.question) in condition.options
