"""Which questions a page shows at once: what can wait is folded away, so that a small project sees little."""

from collections.abc import Collection
from typing import Final

from bot.domain.charter import Charter
from bot.domain.experiments.asking import method_of, needed_for_verdict
from bot.domain.metrics import is_answered
from bot.domain.questions import Question
from bot.statistics.verdicts.summary import Method

_DESIGN: Final = "design"
_OF_DESIGN: Final = {
    Method.CLUSTER: ("cluster_size", "cluster_correlation"),
    Method.SWITCHBACK: ("periods_per_day",),
    Method.SYNTHETIC_CONTROL: ("donors", "history_days"),
}
"""What one design alone is planned by; a verdict that takes the usual instead would be of another plan."""


def unfolded(charter: Charter, questions: tuple[Question, ...], *, there: Collection[str] = ()) -> tuple[Question, ...]:
    """Those of a page's questions that are shown at once; all of them where the page needs nothing.

    Shown is what a signature needs, what the bank marks, what is answered, what the verdict still lacks once a
    design is chosen, what that design alone is planned by, and every field that is `there` with something typed
    into it. What a chosen option asks for besides, such as the arms of an A/B test, has a usual value and waits
    with the rest.
    """
    if not any(question.required for question in questions):
        return questions
    lacking = set[str]()
    if charter.choice(_DESIGN) is not None:
        lacking = {*needed_for_verdict(charter), *_OF_DESIGN.get(method_of(charter), ())}
    return tuple(
        question
        for question in questions
        if question.required
        or question.at_once
        or question.id in lacking
        or question.id in there
        or is_answered(charter, question.id)
    )
