"""The append-only record of what the app asked, what it was answered, and what became visible."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiCall:
    """One call of a Web API method; `answer` is None when the caller never got one."""

    method: str
    args: Json
    status: int
    answer: Json | None
    fault: str | None
    at: datetime
    real_at: float

    @property
    def ok(self) -> bool:
        """Whether the caller was told that it worked."""
        return bool(self.answer and self.answer.get("ok"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that became visible or was delivered: posted, updated, deleted, ephemeral, view_opened and so on."""

    kind: str
    detail: Json
    at: datetime
    real_at: float


@dataclass(slots=True)
class Record:
    """Everything that happened, in order."""

    entries: list[ApiCall | Happening] = field(default_factory=list)

    def __iter__(self) -> Iterator[ApiCall | Happening]:
        return iter(tuple(self.entries))

    def __len__(self) -> int:
        return len(self.entries)

    def calls(self, method: str | None = None) -> list[ApiCall]:
        """The calls of one method, or all of them."""
        return [one for one in self.entries if isinstance(one, ApiCall) and method in {None, one.method}]

    def happenings(self, kind: str | None = None) -> list[Happening]:
        """What happened of one kind, or all of it."""
        return [one for one in self.entries if isinstance(one, Happening) and kind in {None, one.kind}]

    def posts(self, channel: str | None = None) -> list[Happening]:
        """The messages that the app got posted, in one channel (by id) or everywhere."""
        return [one for one in self.happenings("posted") if channel in {None, one.detail["channel"]}]
