"""The rulebook: question bank, policy and vocabulary, with an operator's own file on top."""

from pathlib import Path
from typing import Any, Final

from bot.domain.dossier import Rulebook
from bot.domain.reading.vocabulary import BrokenVocabulary, Vocabulary, vocabulary_from
from handlers.resources.bank import bank_of
from handlers.resources.files import SHIPPED, text_of
from handlers.resources.policy import PolicyEntry, policy_of
from handlers.resources.yaml_files import YamlFile

_BANK: Final = "bot/data/questions.yaml"
_VOCABULARY: Final = "bot/data/vocabulary.yaml"
_EMPTY: Final = YamlFile.parse("the policy", "{}")


def load_rulebook(policy_path: Path | None = None) -> Rulebook:
    """Everything that answers are asked and read with; BrokenResource names the file, line and reason of a mistake."""
    file = YamlFile.parse(str(policy_path), text_of(policy_path, str(policy_path))) if policy_path else _EMPTY
    entry = file.validated(PolicyEntry)
    bank = bank_of(
        text_of(SHIPPED / "data" / "questions.yaml", _BANK),
        added=entry.questions.add,
        reworded=entry.questions.reword,
        policy=file,
    )
    return Rulebook(bank=bank, policy=policy_of(file, entry), vocabulary=_vocabulary(entry.vocabulary, file))




def _vocabulary(additions: dict[str, Any] | None, policy: YamlFile) -> Vocabulary:
    shipped = YamlFile.parse(_VOCABULARY, text_of(SHIPPED / "data" / "vocabulary.yaml", _VOCABULARY))
    vocabulary = _read(shipped, ())
    return _read(shipped, (additions,), policy) if additions is not None else vocabulary


def _read(shipped: YamlFile, additions: tuple[dict[str, Any], ...], policy: YamlFile | None = None) -> Vocabulary:
    try:
        return vocabulary_from(shipped.content, *additions)
    except BrokenVocabulary as broken:
        words = str(broken)
        place = words.partition(":")[0].split(".")
        if policy is not None:
            raise policy.broken(("vocabulary", *place), f"vocabulary.{words}") from None
        raise shipped.broken(place, words) from None
