"""The question bank: the shipped file, and what an operator's own makes of it."""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.questions import AnswerType, BrokenBank, Part, Question, QuestionBank
from bot.domain.wordings import PartWording, Wording
from handlers.resources import own_questions
from handlers.resources.broken import BrokenResource
from handlers.resources.entries import BankEntry, InputEntry, PartEntry, QuestionEntry, QuestionsEntry
from handlers.resources.files import SHIPPED, text_of
from handlers.resources.yaml_files import Place, YamlFile

_NAME: Final = "bot/data/questions.yaml"
_EDITION: Final = 12
_PAGE_MOST: Final = 60
"""A window holds 100 blocks; a page's head takes some of them."""
_TYPED_MOST: Final = 45_000
"""Slack refuses windows of more than 250 kB, and a character may take four bytes."""
_ROW_MOST: Final = 300
"""Characters of a row, as a list shows it."""
_TEXTS: Final = frozenset({AnswerType.TEXT, AnswerType.LONG_TEXT, AnswerType.NUMBER})
_QUESTION: Final = re.compile(r"question ([a-z0-9_.]+)")
"""How the bank begins what it says of a question."""
_NOTHING: Final = QuestionsEntry()

Where = Mapping[str, tuple[YamlFile, Place]]
"""By question id, the file and the place that it stands in."""


def load_bank() -> QuestionBank:
    """The shipped bank; BrokenResource names what cannot be used."""
    return bank_of(text_of(SHIPPED / "data" / "questions.yaml", _NAME))


def bank_of(text: str, own: QuestionsEntry = _NOTHING, policy: YamlFile | None = None) -> QuestionBank:
    """The bank of a file's text with what an operator makes of it, which stands in `policy`."""
    file = YamlFile.parse(_NAME, text)
    entry = file.validated(BankEntry)
    where: dict[str, tuple[YamlFile, Place]] = {
        question.id: (file, ("questions", index)) for index, question in enumerate(entry.questions)
    }
    if policy is not None:
        where |= {each.id: (policy, ("questions", "add", index)) for index, each in enumerate(own.add)}
        own_questions.check(own, entry, policy)
    asked = [each for each in (*entry.questions, *own.add) if each.id not in own.disable]
    _check_pages(asked, where)
    try:
        return QuestionBank(
            edition=_edition(text, own),
            parts=tuple(_part(each, own) for each in entry.parts),
            questions=tuple(_question(each, own) for each in sorted(asked, key=lambda each: each.part)),
            translations={tag.replace("_", "-"): each.translation() for tag, each in own.translate.items()},
        )
    except BrokenBank as broken:
        raise _placed(str(broken), where, file) from None


def _edition(text: str, own: QuestionsEntry) -> str:
    """Names this exact wording: of the file alone, or with what an operator made of it."""
    told = [text] if own == _NOTHING else [text, own.model_dump_json(exclude_defaults=True)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:_EDITION]


def _part(part: PartEntry, own: QuestionsEntry) -> Part:
    words = own.reword_parts.get(part.number)
    return part.part().worded(words.wording() if words else PartWording())


def _question(question: QuestionEntry, own: QuestionsEntry) -> Question:
    words = own.reword.get(question.id)
    return question.question().worded(words.wording() if words else Wording())


def _check_pages(questions: Sequence[QuestionEntry], where: Where) -> None:
    """What Slack would refuse only when somebody opens the page."""
    count: Counter[int] = Counter()
    typed: Counter[int] = Counter()
    for question in questions:
        file, place = where[question.id]
        count[question.part] += 1 + (question.rows_most if question.columns else 0)
        typed[question.part] += question.max_length if question.type in _TEXTS else 0
        typed[question.part] += question.rows_most * _ROW_MOST if question.columns else 0
        if count[question.part] > _PAGE_MOST:
            raise file.broken(
                place, f"part {question.part} has more than {_PAGE_MOST} questions and rows; a page holds no more"
            )
        if typed[question.part] > _TYPED_MOST:
            reason = (
                f"part {question.part} takes more than {_TYPED_MOST:,} characters; lower a max_length or split the part"
            )
            raise file.broken(place, reason)
        _check_options(question, file, place)
        for index, column in enumerate(question.columns):
            _check_options(column, file, (*place, "columns", index))


def _check_options(asked: InputEntry, file: YamlFile, place: Place) -> None:
    values = [option.value for option in asked.options]
    for index, value in enumerate(values):
        if value in values[:index]:
            raise file.broken((*place, "options", index), f"option {value} stands twice")


def _placed(reason: str, where: Where, file: YamlFile) -> BrokenResource:
    """The refusal of what the bank itself found wrong, at the question that it names."""
    named = _QUESTION.match(reason)
    found, place = where[named[1]] if named else (file, ("parts", 0))
    return found.broken(place, reason)
