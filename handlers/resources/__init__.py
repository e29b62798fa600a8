"""Everything that is data: question bank, vocabulary, policy and templates, read once and checked at the start."""

from handlers.resources.bank import load_bank
from handlers.resources.broken import BrokenResource
from handlers.resources.rulebook import load_rulebook
from handlers.resources.templates import words

__all__ = ["BrokenResource", "load_bank", "load_rulebook", "words"]
