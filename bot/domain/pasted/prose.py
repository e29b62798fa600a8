"""A text without labels: only what is certainly one whole statement is proposed, and no number is pulled out of it."""

from dataclasses import replace
from typing import Final

from bot.domain.ids import QuestionId
from bot.domain.pasted.labels import Labels
from bot.domain.pasted.lines import lines_of
from bot.domain.pasted.pasted import Pasted, Unplaced
from bot.domain.reading import Vocabulary, read_experiment_statement, read_success_statement

SUCCESS, EXPERIMENT = QuestionId("success_statement"), QuestionId("experiment_statement")
_MOST: Final = 1500
_NO_DESIGNS: Final = frozenset({"none", "unclear", "offline_only"})


def with_statements(pasted: Pasted, text: str, labels: Labels, vocabulary: Vocabulary) -> Pasted:
    """The same; where nothing at all was labelled, with the one paragraph that states success, and the proof."""
    if pasted.typed or pasted.people or pasted.name or pasted.history:
        return pasted
    paragraphs = _paragraphs(text)
    found: dict[QuestionId, str] = {}
    for question, states in ((SUCCESS, _states_success), (EXPERIMENT, _states_experiment)):
        stating = [each for each in paragraphs if _is_prose(each) and states(each, vocabulary)]
        if len(stating) == 1 and labels.bank.find(question) is not None:
            found[question] = stating[0]
    if not found:
        return pasted
    left = tuple(Unplaced(text=each) for each in paragraphs if each not in found.values())
    return replace(pasted, typed=found, unplaced=left, proposed=tuple(found))


def _is_prose(paragraph: str) -> bool:
    """Whether this reads like sentences: lists of pairs and tables do not."""
    return len(paragraph) <= _MOST and paragraph.count(": ") < 2 and "|" not in paragraph and "\t" not in paragraph


def _paragraphs(text: str) -> list[str]:
    paragraphs, lines = [], list[str]()
    for line in lines_of(text):
        if line.is_blank:
            paragraphs.append(" ".join(lines))
            lines = []
        else:
            lines.append(line.text)
    return [each for each in (*paragraphs, " ".join(lines)) if each]


def _states_success(paragraph: str, vocabulary: Vocabulary) -> bool:
    reading = read_success_statement(paragraph, vocabulary)
    return bool(reading.has_target and reading.has_deadline and not reading.offline_only)


def _states_experiment(paragraph: str, _vocabulary: Vocabulary) -> bool:
    # By rules alone: by likeness six times as many success statements would be proposed as experiments.
    reading = read_experiment_statement(paragraph)
    return reading.design not in _NO_DESIGNS and bool(reading.has_duration or reading.has_decision_rule)
