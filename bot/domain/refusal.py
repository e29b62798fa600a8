"""The ways to say no: expected, with words for the person, and quiet in the logs."""

from collections.abc import Mapping

from bot.domain.ids import QuestionId, UserId


class Refusal(Exception):  # noqa: N818  a refusal is an answer, not an error
    """Something cannot be done, and the person is told why and who could do it (`ask` names that person)."""

    def __init__(self, words: str, *, who_can: str | None = None, ask: UserId | None = None) -> None:
        super().__init__(words)
        self.words = words
        self.who_can = who_can
        self.ask = ask


class Denied(Refusal):
    """A right is missing; the attempt itself goes into the audit trail."""

    def __init__(self, words: str, *, who_can: str, act: str, ask: UserId | None = None) -> None:
        super().__init__(words, who_can=who_can, ask=ask)
        self.act = act


class NotFound(Refusal):
    """What was named does not exist, or the person may not know that it does."""


class BadFields(Refusal):
    """Typed values that cannot be kept, each with the words that go to its field."""

    def __init__(self, errors: Mapping[QuestionId, str]) -> None:
        super().__init__("; ".join(f"{field}: {words}" for field, words in errors.items()))
        self.errors = dict(errors)
