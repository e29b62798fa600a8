"""What people are told of a sign-off: the sponsor who is asked, and the channel that hears of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from bot.domain.ids import LivingKey, ProjectId, UserId
from bot.domain.projects import ProjectName


class Asked(StrEnum):
    """How it stands with a request: it waits, it was signed, the answers are again those of the last signature, or it
    is not ready any more.
    """

    WAITING = "waiting"
    SIGNED = "signed"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """A signed version in a few words; `seal` is the whole SHA-256, of which people compare the beginning."""

    number: int
    signed_by: UserId
    signed_on: date
    seal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningLine:
    """How it stands with the signature: the last version, whether it still says what stands, and who is asked now."""

    version: VersionLine | None
    is_signed: bool
    waits_for: UserId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignRequest:
    """The sponsor is asked to sign a version: the first, or one in which these questions have other answers now."""

    project: ProjectName
    number: int
    owner: UserId
    metric: str
    changed: tuple[str, ...]
    state: Asked
    kind: Literal["sign_request"] = "sign_request"


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterSigned:
    """The channel hears that a version was signed, by whom, and in how many answers it differs from the one before."""

    project: ProjectName
    number: int
    by: UserId
    seal: str
    metric: str
    changed: int
    accepted: int
    kind: Literal["charter_signed"] = "charter_signed"


def request_key(project: ProjectId, number: int) -> LivingKey:
    """The name under which the request for a version lives, so that it is edited once it is signed."""
    return LivingKey(f"sign:{project}:{number}")
