"""Everything that is data: question bank, vocabulary, policy and templates, read once and checked at the start."""

from handlers.resources.broken import BrokenResource
from handlers.resources.templates import words

__all__ = ["BrokenResource", "words"]
