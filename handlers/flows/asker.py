"""Who asks for something, from where and when: what every flow is handed beside its own words."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.dossier import Rulebook
from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.people import Channel, Person
from bot.domain.rota import Rota, rota_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """A person with their present profile, the channel they stand in (None in a window), and now."""

    person: Person
    channel: Channel | None
    now: datetime
    rules: Rulebook

    @property
    def workspace(self) -> WorkspaceId:
        """The workspace that everything is scoped to."""
        return self.person.workspace

    @property
    def user(self) -> UserId:
        """The person's id."""
        return self.person.user

    @property
    def rota(self) -> Rota:
        """The person's own working life."""
        return rota_of(self.person, self.rules.policy)

    @property
    def today(self) -> date:
        """The person's calendar day."""
        return self.rota.today(self.now)

    @property
    def here(self) -> ChannelId | None:
        """The channel they stand in."""
        return self.channel.channel if self.channel else None


class MissingProfiles(Exception):  # noqa: N818  not an error: the caller reads the profiles and comes again
    """A flow needs people or channels that are not known yet; nothing was kept."""

    def __init__(self, *, users: frozenset[UserId] = frozenset(), channels: frozenset[ChannelId] = frozenset()) -> None:
        super().__init__("profiles are missing")
        self.users = users
        self.channels = channels
