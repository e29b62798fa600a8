"""How far each part of a kickoff is, for whoever looks for the page to go to."""

from dataclasses import dataclass

from bot.domain.asked import asked_now
from bot.domain.dossier import Dossier
from bot.domain.metrics import is_answered
from bot.domain.questions import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class PartProgress:
    """A part that has a page: how many of its questions are answered, of the required ones where it has any."""

    part: Part
    answered: int
    asked: int
    is_required: bool


def progress_of(dossier: Dossier) -> tuple[PartProgress, ...]:
    """Every part that asks something, in order."""
    return tuple(_progress(dossier, number) for number in dossier.bank.pages)


def _progress(dossier: Dossier, number: int) -> PartProgress:
    asked = asked_now(dossier.charter, dossier.bank.of_part(number))
    required = tuple(question for question in asked if question.required)
    counted = required or asked
    return PartProgress(
        part=dossier.bank.part(number),
        answered=sum(is_answered(dossier.charter, question.id) for question in counted),
        asked=len(counted),
        is_required=bool(required),
    )
