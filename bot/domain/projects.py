"""A project, its people, its key, and the stage that follows from what it has."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import ChannelId, ProjectId, UserId, WorkspaceId
from bot.domain.people import Role

_KEY_LENGTH = 40
_RESERVED = frozenset({"all", "import"})
"""Words that commands take in the place of a key (`/plumb impact all`)."""


class Stage(StrEnum):
    """How far a project has come; derived, never typed in."""

    KICKOFF = "kickoff"
    CHARTERED = "chartered"
    PLANNED = "planned"
    RUNNING = "running"
    READOUT = "readout"
    LAUNCHED = "launched"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """An ML initiative with a key, a home channel, an owner and a sponsor."""

    workspace: WorkspaceId
    id: ProjectId
    key: str
    name: str
    channel: ChannelId
    owner: UserId
    sponsor: UserId | None
    members: tuple[UserId, ...]
    created_at: datetime

    def roles(self, user: UserId) -> frozenset[Role]:
        """The roles that somebody holds here; empty for everybody else."""
        held = set()
        if user == self.owner:
            held.add(Role.OWNER)
        if user == self.sponsor:
            held.add(Role.SPONSOR)
        if user in self.members:
            held.add(Role.MEMBER)
        return frozenset(held)

    @property
    def people(self) -> tuple[UserId, ...]:
        """Everybody with a role, once each: the owner, the sponsor, then the members."""
        return tuple(dict.fromkeys([self.owner, *([self.sponsor] if self.sponsor else []), *self.members]))


def stage_of(
    *, signed: bool = False, plan_accepted: bool, running: bool = False, read: bool = False, decided: str | None = None
) -> Stage:
    """The stage that follows from what the project has; the one place that says so.

    `running`, `read` and `decided` are those of the latest experiment; a decision to iterate leads back to the plan.
    """
    if running:
        return Stage.RUNNING
    if read:
        return Stage.READOUT
    if decided == "launch":
        return Stage.LAUNCHED
    if decided == "stop":
        return Stage.STOPPED
    if plan_accepted:
        return Stage.PLANNED
    return Stage.CHARTERED if signed else Stage.KICKOFF


def key_for(name: str, taken: Collection[str]) -> str:
    """A key to type: the name in lower case with hyphens, numbered when it is taken already."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_KEY_LENGTH].strip("-") or "project"
    if stem not in taken and stem not in _RESERVED:
        return stem
    number = 2
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectName:
    """How a message names a project."""

    id: ProjectId
    key: str
    name: str
    channel: ChannelId
