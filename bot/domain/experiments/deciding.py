"""Deciding on an experiment: who may, and against the registered rule only with a reason in writing."""

from dataclasses import replace
from datetime import datetime

from bot.domain import text as texts
from bot.domain.decision import Decision, Fact
from bot.domain.experiments.experiment import Experiment
from bot.domain.ids import QuestionId, UserId
from bot.domain.readouts import Advice, Choice, Decided
from bot.domain.refusal import BadFields, Refusal

REASON = QuestionId("reason")
_SHORTEST_REASON = 20


class NothingToDecide(Refusal):
    """No experiment waits for a decision."""


def recommended(experiment: Experiment) -> Choice | None:
    """What the registered rule says now, None while it cannot speak."""
    advice = experiment.readout.recommendation.advice if experiment.readout else Advice.WAIT
    return None if advice is Advice.WAIT else Choice(advice.value)


def _cleaned(reason: str) -> str:
    try:
        return texts.clean(reason)
    except texts.UnusableText as unsafe:
        raise BadFields({REASON: str(unsafe)}) from None


def decide(
    experiment: Experiment | None, choice: Choice, *, reason: str, by: UserId, now: datetime
) -> Decision[Experiment]:
    """Keep a decision; BadFields asks for a reason where it goes against the rule or comes before the readout."""
    if experiment is None or experiment.decided is not None:
        raise NothingToDecide("No experiment waits for a decision here.")
    rule = recommended(experiment)
    if choice is Choice.LAUNCH and experiment.readout is None:
        raise NothingToDecide(
            "There is no readout yet, so there is nothing to launch on. Hand in the results first, "
            "with /plumb experiment result."
        )
    reason = _cleaned(reason)
    if choice is not rule and len(reason) < _SHORTEST_REASON:
        words = (
            "There is no final readout yet. Write down why you decide before it, in a sentence."
            if rule is None
            else f"The readout, by what was sealed before the start, recommends to {rule.value}. "
            "Write down why you decide otherwise, in a sentence."
        )
        raise BadFields({REASON: words})
    decided = Decided(choice=choice, by=by, at=now, reason=reason, recommended=rule)
    after = replace(experiment, decided=decided)
    fact = Fact(act="experiment.decided", project=experiment.project, subject=experiment.id, after=decided)
    return Decision(state=after, facts=(fact,))
