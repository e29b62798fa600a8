"""What people are told of a sign-off: the sponsor who is asked, and the channel that hears of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from bot.domain.ids import LivingKey, ProjectId, QuestionId, UserId
from bot.domain.projects import ProjectName


class Asked(StrEnum):
    """How it stands with a request: it waits, it was signed, changes were asked for instead, the answers are again
    those of the last signature, or it is not ready any more.
    """

    WAITING = "waiting"
    SIGNED = "signed"
    CHANGES = "changes"
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
    """How it stands with the signature: the last version, whether it still says what stands, and who is asked now.

    `changes_by` asked for changes on the day `changes_on` instead, and these are not made yet.
    """

    version: VersionLine | None
    is_signed: bool
    waits_for: UserId | None
    changes_by: UserId | None = None
    changes_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesLine:
    """What the sponsor asked to be changed (at `at`, UTC): why, of which questions, and which were edited since.

    `is_ready` says that the owner answered that it may be signed as it is.
    """

    by: UserId
    at: datetime
    reason: str
    questions: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    is_ready: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignRequest:
    """The sponsor is asked to sign a version: the first, or one in which these questions have other answers now.

    `changes` is what they asked to be changed before, or instead.
    """

    project: ProjectName
    number: int
    owner: UserId
    metric: str
    changed: tuple[str, ...]
    state: Asked
    changes: ChangesLine | None = None
    kind: Literal["sign_request"] = "sign_request"


class ChangesState(StrEnum):
    """What became of changes that were asked for: they wait, they were made, the owner said that it is ready as it is,
    others were asked for, the version was signed after all, or nobody asks for them any more.
    """

    WAITING = "waiting"
    MADE = "made"
    READY = "ready"
    REPLACED = "replaced"
    SIGNED = "signed"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWanted:
    """A question of which a change was asked, and whether it was answered anew."""

    question: QuestionId
    label: str
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesRequest:
    """The owner hears that the sponsor asked for changes (at `at`, UTC) instead of signing."""

    project: ProjectName
    number: int
    by: UserId
    at: datetime
    reason: str
    questions: tuple[ChangeWanted, ...]
    state: ChangesState
    kind: Literal["changes_request"] = "changes_request"


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


def request_key(project: ProjectId, number: int, under: int = 0) -> LivingKey:
    """The name under which the request for a version lives, so that it is edited once it is signed.

    `under` is the revision of the changes after which it is asked for anew.
    """
    return LivingKey(f"sign:{project}:{number}:{under}" if under else f"sign:{project}:{number}")
