"""What the core hands back: the one currency of the house."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from bot.domain.ids import ProjectId
from bot.domain.message import Outgoing
from bot.domain.obligations import Obligation
from bot.domain.watches import Watch

State_co = TypeVar("State_co", covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One change as the audit trail keeps it: what, of which project, from what to what (who and when: the unit)."""

    act: str
    project: ProjectId | None
    subject: str
    before: object = None
    after: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Generic[State_co]):
    """State, obligations and watches to keep, facts for the audit trail, messages to say: all in one transaction."""

    state: State_co
    facts: tuple[Fact, ...] = ()
    messages: tuple[Outgoing, ...] = ()
    obligations: tuple[Obligation, ...] = field(default=())
    watches: tuple[Watch, ...] = ()
