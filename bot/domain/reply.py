"""What the hand on the button gets back at once: dialogs to open, and notes that only this person sees."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from bot.domain.ids import QuestionId
from bot.domain.notes import Note
from bot.domain.windows import Dialog


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldErrors:
    """A form comes back with words at its fields; nothing was kept."""

    errors: Mapping[QuestionId, str]
    kind: Literal["field_errors"] = "field_errors"


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """There is nothing to say; the message or the window itself shows what changed."""

    kind: Literal["nothing"] = "nothing"


Reply = Annotated[Dialog | Note | FieldErrors | Nothing, Field(discriminator="kind")]
