"""Which question of a kickoff somebody means, and what they are told of one that it does not have."""

from collections.abc import Mapping

from bot.domain.dossier import Dossier
from bot.domain.ids import QuestionId
from bot.domain.questions import Question, QuestionBank
from bot.domain.refusal import BadFields, NotFound
from handlers.flows.asker import Asker


def named(dossier: Dossier, asker: Asker, words: str) -> Question:
    """The question of this kickoff with this id or label, in the words of whoever asks; NotFound without one."""
    found = _named(asker, dossier.bank, words)
    if found is None:
        raise NotFound(_not_asked(asker, words))
    return found


def must_be(dossier: Dossier, asker: Asker, typed: Mapping[QuestionId, str | None]) -> None:
    """What was typed for a question that the kickoff does not have is said at its field, and not lost in silence."""
    strange = [question for question, words in typed.items() if words and dossier.bank.find(question) is None]
    if strange:
        raise BadFields({question: _not_asked(asker, question) for question in strange})


def _named(asker: Asker, bank: QuestionBank, words: str) -> Question | None:
    found = bank.named(words)
    return bank.spoken(asker.person.locale).find(found.id) if found else None


def _not_asked(asker: Asker, question: str) -> str:
    known = _named(asker, asker.rules.bank, question)
    what = f"“{known.label}”" if known else "This question"
    return f"{what} is not asked in this kickoff, which has the questions that it started with."
