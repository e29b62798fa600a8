"""Other words for a question bank: an operator's own, and those of another language; what is asked stays as it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.ids import QuestionId


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Other words for a question; None keeps the words that it has, `options` has labels by the value of an option.

    `columns` has other words for the columns of an answer in rows, by their ids.
    """

    label: str | None = None
    help: str | None = None
    example: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[QuestionId, "Wording"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartWording:
    """Other words for a part; None keeps the words that it has."""

    title: str | None = None
    question: str | None = None
    intro: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A bank in another language, as far as somebody translated it: parts by number, questions by id."""

    parts: Mapping[int, PartWording] = field(default_factory=dict)
    questions: Mapping[QuestionId, Wording] = field(default_factory=dict)


def translation_for(translations: Mapping[str, Translation], locale: str | None) -> Translation | None:
    """The translation for a locale such as `de-AT`: its own, else that of its language, else None."""
    wanted = (locale or "").replace("_", "-").casefold()
    by_tag = {tag.casefold(): translation for tag, translation in translations.items()}
    return by_tag.get(wanted) or by_tag.get(wanted.partition("-")[0])
