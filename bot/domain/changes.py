"""Changes that a sponsor asks for instead of signing: what was asked of a version, and what was done about it since."""

from bot.domain.charter import ChangesAsked, Charter
from bot.domain.dossier import Dossier
from bot.domain.ids import QuestionId
from bot.domain.questions import QuestionBank
from bot.domain.versions import CHANGES


def changes_of(dossier: Dossier, number: int) -> ChangesAsked | None:
    """What was last asked of the version with this number, whatever came of it."""
    value = dossier.charter.value(CHANGES)
    return value if isinstance(value, ChangesAsked) and value.number == number else None


def edited_since(asked: ChangesAsked, charter: Charter, bank: QuestionBank) -> tuple[QuestionId, ...]:
    """The questions that were answered anew since something was asked, in the order of the bank."""
    return tuple(
        question.id
        for question in bank.questions
        if (answer := charter.answers.get(question.id)) is not None and answer.revision > asked.revision
    )


def is_met(asked: ChangesAsked, charter: Charter, bank: QuestionBank) -> bool:
    """Whether the sponsor is to look again: every question that was named has another answer, or the owner said so.

    Where none was named, any edit will do that is not the sponsor's own.
    """
    edited = edited_since(asked, charter, bank)
    if asked.is_ready:
        return True
    if asked.questions:
        return all(each in edited for each in asked.questions if bank.find(each) is not None)
    return any(charter.answers[each].by != asked.by for each in edited)
