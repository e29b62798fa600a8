"""Reading a final result anew: possible until somebody decides, never without a reason, and it leaves a trace."""

from typing import Final

from bot.domain import text as texts
from bot.domain.experiments.experiment import Experiment
from bot.domain.ids import QuestionId
from bot.domain.readouts import Again, Because

REASON: Final = QuestionId("reason")
_SHORTEST: Final = 20
_EXAMPLE: Final = "Example: the control was counted twice on 3 March; the logs have been mended."


def wants_reason(experiment: Experiment) -> bool:
    """Whether a final result is there already, which further results replace."""
    return experiment.readout is not None and not experiment.readout.early


def reason_in(typed: str, experiment: Experiment, errors: dict[QuestionId, str]) -> str:
    """Why a final result is read anew, empty where it is the first; what is missing goes into `errors`."""
    if not wants_reason(experiment):
        return ""
    try:
        reason = texts.clean(typed)
    except texts.UnusableText as unsafe:
        errors[REASON] = str(unsafe)
        return ""
    if len(reason) < _SHORTEST:
        errors[REASON] = f"There is a final reading already. Write down in a sentence why it is read again. {_EXAMPLE}"
    return reason


def again(experiment: Experiment, reason: str) -> Again | None:
    """The trace that a new reading keeps of the final ones before it; None where it is the first."""
    before = experiment.readout
    if before is None or before.early:
        return None
    earlier = before.again
    mismatched = before.recommendation.because is Because.MISMATCH
    return Again(
        readings=(earlier.readings if earlier else 1) + 1,
        said=before.recommendation.because,
        number=before.number,
        was_withheld=mismatched or (earlier is not None and earlier.was_withheld),
        reason=reason,
    )
