"""The one function that catches at every border: a refusal becomes words, anything else a fault with a token."""

import secrets
from dataclasses import dataclass
from typing import Any, Final

import structlog

from bot.domain.refusal import BadFields, Refusal

NOTHING_SAVED: Final = "Something went wrong on our side, nothing was saved. Token {token}."
ALREADY_SAVED: Final = "Something went wrong on our side after your change was saved. Token {token}."
NOT_KNOWN: Final = "Something went wrong on our side: nobody here knows {name}. Token {token}."
_log = structlog.get_logger("plumbline.borders")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caught:
    """What the person is told; `token` is there for a fault and stands in the log too, `errors` are words at fields."""

    words: str
    token: str | None = None
    errors: dict[str, str] | None = None


def caught(error: BaseException, *, where: str, saved: bool = False, **fields: Any) -> Caught:
    """Class what was caught at the border `where`, log it, and hand back the words for the person.

    `saved` says that the change was committed before; `fields` go into the log line.
    """
    match error:
        case BadFields():
            _log.info("request.refused", where=where, refusal="BadFields", at=sorted(error.errors), **fields)
            return Caught(words=error.words, errors={str(field): words for field, words in error.errors.items()})
        case Refusal():
            _log.info("request.refused", where=where, refusal=type(error).__name__, **fields)
            return Caught(words=refusal_words(error))
        case _:
            token = new_token()
            _log.error("request.failed", where=where, token=token, saved=saved, exc_info=error, **fields)
            return Caught(words=(ALREADY_SAVED if saved else NOTHING_SAVED).format(token=token), token=token)


def unknown(kind: str, name: str, **fields: Any) -> Caught:
    """Something arrived that no listener knows: the manifest and the listeners have drifted apart."""
    token = new_token()
    _log.error("request.unknown", kind=kind, name=name, token=token, **fields)
    return Caught(words=NOT_KNOWN.format(name=name, token=token), token=token)


def refusal_words(refusal: Refusal) -> str:
    """A refusal's words, with who could do it."""
    if not refusal.who_can:
        return refusal.words
    sentence = refusal.who_can[0].upper() + refusal.who_can[1:]
    if sentence.endswith((".", "!", "?")):
        return f"{refusal.words} {sentence}"
    return f"{refusal.words} {sentence}." if " can " in sentence else f"{refusal.words} {sentence} can do it."


def new_token() -> str:
    """Six characters by which a person and an operator find the same log line; none of them is mistaken for another."""
    return "".join(secrets.choice("ABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _ in range(6))
