"""What a task of the vocabulary is: its inputs and its method as strict models, and the function that runs it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.statistics.reasons import NotComputable, Reason

Figure: TypeAlias = float | int | bool | Sequence["Figure"] | None
"""What a result may hold; None means "not estimable" or "not reachable"."""


class Inputs(BaseModel):
    """The inputs of a task: aggregates or series, shares as fractions; a key that it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Method(BaseModel):
    """The variant of a task: each key an enumeration of the strings that are known, defaults where nobody chooses."""

    model_config = ConfigDict(extra="forbid", frozen=True)


I = TypeVar("I", bound=Inputs)  # noqa: E741  the usual name of a type of inputs
M = TypeVar("M", bound=Method)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Generic[I, M]):
    """One task of the vocabulary."""

    name: str
    inputs: type[I]
    method: type[M]
    run: Callable[[I, M], Mapping[str, Figure]]

    def perform(self, inputs: Mapping[str, Any], method: Mapping[str, Any]) -> Mapping[str, Figure]:
        """Run it on what was given; NotComputable names an unknown method, a bad input, or what has no answer."""
        try:
            variant = self.method.model_validate(method)
        except ValidationError as error:
            raise _told(error, Reason.UNKNOWN_METHOD, f"{self.name} knows no such method") from None
        try:
            given = self.inputs.model_validate(inputs)
        except ValidationError as error:
            raise _told(error, Reason.BAD_INPUT, f"{self.name} cannot use its inputs") from None
        return self.run(given, variant)


def _told(error: ValidationError, reason: Reason, words: str) -> NotComputable:
    first = error.errors(include_url=False)[0]
    field = ".".join(str(part) for part in first["loc"])
    told = first["msg"].removeprefix("Value error, ")
    return NotComputable(reason, f"{words}: {field + ': ' if field else ''}{told}.", field=field or None)
