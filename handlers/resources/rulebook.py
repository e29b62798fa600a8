"""The rulebook: bank, policy, vocabulary, priors and names of fields, with an operator's own file on top."""

import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from bot.domain.dossier import Rulebook
from bot.domain.reading import (
    BrokenVocabulary,
    BrokenWeights,
    Learned,
    Vocabulary,
    learned_from,
    vocabulary_from,
)
from handlers.resources.bank import bank_of
from handlers.resources.broken import BrokenResource
from handlers.resources.files import SHIPPED, text_of
from handlers.resources.labels import ShippedLabels, synonyms_of
from handlers.resources.policy import PolicyEntry, policy_of
from handlers.resources.priors import PRIORS, priors_of
from handlers.resources.yaml_files import YamlFile

_BANK: Final = "bot/data/questions.yaml"
_VOCABULARY: Final = "bot/data/vocabulary.yaml"
_LEARNED: Final = "bot/data/learned.json"
_LABELS: Final = "bot/data/labels.yaml"


def load_rulebook(policy_path: Path | None = None) -> Rulebook:
    """Everything that answers are asked and read with; BrokenResource names the file, line and reason of a mistake."""
    text = text_of(policy_path, str(policy_path)) if policy_path else ""
    bank = text_of(SHIPPED / "data" / "questions.yaml", _BANK)
    vocabulary = text_of(SHIPPED / "data" / "vocabulary.yaml", _VOCABULARY)
    priors = text_of(SHIPPED / "data" / "priors.yaml", PRIORS)
    return rulebook_of(bank, vocabulary, YamlFile.parse(str(policy_path or "the policy"), text), priors)


def rulebook_of(bank: str, vocabulary: str, policy: YamlFile, priors: str) -> Rulebook:
    """The rulebook of these files' texts."""
    entry = policy.validated(PolicyEntry)
    asked = bank_of(bank, entry.questions, policy)
    labels = YamlFile.parse(_LABELS, text_of(SHIPPED / "data" / "labels.yaml", _LABELS)).validated(ShippedLabels)
    return Rulebook(
        bank=asked,
        policy=policy_of(policy, entry),
        vocabulary=_vocabulary(vocabulary, entry.vocabulary, policy),
        priors=priors_of(YamlFile.parse(PRIORS, priors), entry.realism, policy),
        synonyms=synonyms_of(labels, entry.labels, asked, policy),
    )


@cache
def load_learned() -> Learned:
    """What labelled answers taught, as it is shipped."""
    return learned_of(text_of(SHIPPED / "data" / "learned.json", _LEARNED))


def learned_of(text: str) -> Learned:
    """What labelled answers taught, beside the words; JSON, because nobody writes it by hand."""
    try:
        return learned_from(json.loads(text))
    except (BrokenWeights, json.JSONDecodeError) as broken:
        raise BrokenResource(_LEARNED, None, str(broken)) from None


def _vocabulary(text: str, additions: dict[str, Any] | None, policy: YamlFile) -> Vocabulary:
    shipped = _shipped_vocabulary(text)
    if additions is None:
        return shipped
    try:
        return vocabulary_from(YamlFile.parse(_VOCABULARY, text).content, additions, learned=load_learned())
    except BrokenVocabulary as broken:
        raise policy.broken(("vocabulary", *_place(broken)), f"vocabulary: {broken}") from None


@lru_cache(maxsize=2)
def _shipped_vocabulary(text: str) -> Vocabulary:
    """Without an operator's words; read once, because its lexicons take a third of a second to grow."""
    file = YamlFile.parse(_VOCABULARY, text)
    try:
        return vocabulary_from(file.content, learned=load_learned())
    except BrokenVocabulary as broken:
        raise file.broken(_place(broken), str(broken)) from None


def _place(broken: BrokenVocabulary) -> list[str]:
    """Where the mistake is: its words begin with the place, like `metric.model.en: …`."""
    return str(broken).partition(":")[0].split(".")
