"""Tasks on what significant results exaggerate."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import Field

from bot.statistics import winners_curse
from bot.statistics.vocabulary.task import Figure, Inputs, Method, Task
from bot.statistics.vocabulary.values import Number, guarded, refuse

Alpha = Annotated[float, Field(strict=True, gt=0, lt=1)]


class TypeMInputs(Inputs):
    """The true effect, the standard error of its estimate, and the level of the test."""

    true_effect: Number
    se: Number
    alpha: Alpha | None = None


class ClosedForm(StrEnum):
    """The formula."""

    LU_QIU_DENG = "Lu, Qiu & Deng 2019"


class Alternative(StrEnum):
    """The sides of the test."""

    TWO_SIDED = "two-sided"


class TypeMMethod(Method):
    """Errors of sign and size."""

    closed_form: ClosedForm = ClosedForm.LU_QIU_DENG
    alpha: Alpha | None = None
    alternative: Alternative = Alternative.TWO_SIDED


class SelectedInputs(Inputs):
    """The true effect, the standard error of its estimate, and the value it had to exceed."""

    true_effect: Number
    se: Number
    cutoff: Number


class Note(StrEnum):
    """What is expected."""

    SELECTED = "E[true effect estimate | estimate > cutoff]"


class SelectedMethod(Method):
    """The mean of what was selected."""

    note: Note = Note.SELECTED


def _type_m(inputs: TypeMInputs, method: TypeMMethod) -> Mapping[str, Figure]:
    given = {alpha for alpha in (inputs.alpha, method.alpha) if alpha is not None}
    if len(given) > 1:
        raise refuse("The inputs and the method name different values of alpha.", "alpha")
    found = winners_curse.type_m(inputs.true_effect, inputs.se, alpha=given.pop() if given else 0.05)
    return {"power": found.power, "type_s": found.type_s, "exaggeration": found.exaggeration}


def _selected_mean(inputs: SelectedInputs, method: SelectedMethod) -> Mapping[str, Figure]:
    del method
    expected = winners_curse.selected_mean(inputs.true_effect, inputs.se, inputs.cutoff)
    return {"expected_observed_given_selected": expected}


TASKS: Final[tuple[Task[Any, Any], ...]] = (
    Task(name="winners_curse.type_m", inputs=TypeMInputs, method=TypeMMethod, run=guarded(_type_m)),
    Task(name="winners_curse.selected_mean", inputs=SelectedInputs, method=SelectedMethod, run=guarded(_selected_mean)),
)
