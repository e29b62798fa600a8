"""What all tables share: one metadata with names for every constraint, and the kinds of column."""

import math
from datetime import UTC, datetime
from enum import StrEnum
from typing import Generic, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import DateTime, Dialect, Double, MetaData, String, Text
from sqlalchemy.types import TypeDecorator

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Unstorable(ValueError):  # noqa: N818  says what is wrong
    """A value that no column may hold, on either database."""


class Moment(TypeDecorator[datetime]):
    """An instant: refused when naive, kept as UTC, and UTC again when read (SQLite forgets zones)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """To the database; a naive datetime raises Unstorable."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise Unstorable("a naive datetime is not an instant")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """From the database."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text, unchanged, but for the one character that PostgreSQL refuses: both databases refuse it, in our words."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """To the database; NUL raises Unstorable."""
        if value is not None and "\x00" in value:
            raise Unstorable("a NUL character cannot be kept")
        return value


class Id(Words):
    """An identifier that Slack or we made up, so it has a length."""

    cache_ok = True

    def __init__(self, length: int = 32) -> None:
        super().__init__(length)


class Level(TypeDecorator[float]):
    """A number that could be computed: neither NaN, which SQLite would turn into nothing, nor infinite."""

    impl = Double
    cache_ok = True

    def process_bind_param(self, value: float | None, dialect: Dialect) -> float | None:  # noqa: ARG002
        """To the database; what is not finite raises Unstorable."""
        if value is not None and not math.isfinite(value):
            raise Unstorable(f"{value} is not a number to keep")
        return value


class Named(TypeDecorator[E], Generic[E]):
    """One of an enumeration's names, read back as its member; a name that it does not have raises ValueError."""

    impl = String(32)
    cache_ok = True

    def __init__(self, names: type[E]) -> None:
        super().__init__()
        self.names = names

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """To the database."""
        return None if value is None else self.names(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> E | None:  # noqa: ARG002
        """From the database."""
        return None if value is None else self.names(value)


class Json(TypeDecorator[T], Generic[T]):
    """A value of the domain as JSON text, read back as its type; None is NULL."""

    impl = Text
    cache_ok = True

    def __init__(self, adapter: TypeAdapter[T]) -> None:
        super().__init__()
        self.adapter = adapter

    def process_bind_param(self, value: T | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """To the database."""
        return None if value is None else self.adapter.dump_json(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> T | None:  # noqa: ARG002
        """From the database; raises pydantic's ValidationError when an older program wrote another shape."""
        return None if value is None else self.adapter.validate_json(value)
