"""Rows that were pasted in pieces: a field of a window holds 3,000 characters, and results may be longer."""

from collections.abc import Mapping
from typing import Final

from bot.domain.ids import QuestionId

ROWS: Final = QuestionId("rows")
MORE: Final = tuple(QuestionId(f"more_{number}") for number in (1, 2, 3))
"""The fields in which rows go on."""


def rows_in(typed: Mapping[QuestionId, str | None]) -> str:
    """All rows in their order, empty where there are none; a header that is repeated counts once.

    It leaves an empty line, so that line numbers in messages count what was pasted.
    """
    first, *more = ((typed.get(field) or "").strip() for field in (ROWS, *MORE))
    pieces = [first, *(_without(first.partition("\n")[0], piece) for piece in more if piece)]
    return "\n".join(pieces).strip() if first else "\n".join(piece for piece in more if piece)


def _without(header: str, piece: str) -> str:
    own, line, rest = piece.partition("\n")
    return f"{line}{rest}" if own.strip() == header.strip() else piece
