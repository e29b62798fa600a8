"""The shipped names, and charters read with them."""

from functools import cache

from bot.domain.dossier import Rulebook
from bot.domain.pasted import Labels, Pasted, labels_of, read_text, with_statements
from handlers import resources


@cache
def rules() -> Rulebook:
    return resources.load_rulebook(None)


@cache
def labels() -> Labels:
    return labels_of(rules().bank, rules().synonyms)


def read(text: str) -> Pasted:
    return with_statements(read_text(text, labels()), text, labels(), rules().vocabulary)


def typed(text: str) -> dict[str, object]:
    return {str(question): value for question, value in read(text).typed.items()}


def left(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """What was not placed: the text, why, and the names beside it."""
    return [(each.text, each.why.value, each.names) for each in read(text).unplaced]
