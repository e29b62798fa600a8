"""How a person's typing is to be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.domain.charter import Value
from bot.domain.ids import QuestionId, UserId
from bot.domain.metrics import Unit
from bot.domain.people import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """How a person's typing is to be read: their locale, their day, the metric's unit, and who exists.

    `shown` is what the fields said when the page was opened: a field that still says so keeps its answer, though by now
    its day may be over, its person gone, or its number typed by somebody of another locale.
    """

    locale: str | None
    today: date
    unit: Unit
    people: Mapping[UserId, Person]
    shown: Mapping[QuestionId, Value] = field(default_factory=dict)
