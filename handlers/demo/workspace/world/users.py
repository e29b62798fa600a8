"""Users as Slack describes them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_name

Json = dict[str, Any]


@dataclass(eq=False, slots=True, kw_only=True)
class User:
    """One account: a member, a guest, a bot, or a stranger from another workspace."""

    id: str
    team_id: str
    name: str
    real_name: str
    email: str | None = None
    tz: str | None = None
    locale: str = "en-US"
    is_admin: bool = False
    is_owner: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_bot: bool = False
    bot_id: str | None = None
    deleted: bool = False
    updated: int = 0

    def describe(self, now: datetime, *, email: bool, locale: bool) -> Json:
        """The user object of users.info."""
        profile: Json = {"real_name": self.real_name, "display_name": self.name, "team": self.team_id}
        if email and self.email:
            profile["email"] = self.email
        answer: Json = {
            "id": self.id,
            "team_id": self.team_id,
            "name": self.name,
            "deleted": self.deleted,
            "profile": profile,
            "is_bot": self.is_bot,
            "updated": self.updated,
            "is_app_user": False,
        }
        if self.deleted:
            return answer
        answer |= {"real_name": self.real_name, "color": "9f69e7", **self._zone(now)}
        answer |= {
            "is_admin": self.is_admin,
            "is_owner": self.is_owner,
            "is_primary_owner": False,
            "is_restricted": self.is_restricted,
            "is_ultra_restricted": self.is_ultra_restricted,
        }
        if locale:
            answer["locale"] = self.locale
        return answer

    def _zone(self, now: datetime) -> Json:
        if self.tz is None:
            return {}
        local = now.astimezone(ZoneInfo(self.tz))
        offset = local.utcoffset()
        return {
            "tz": self.tz,
            "tz_label": get_timezone_name(local, locale="en_US"),
            "tz_offset": int(offset.total_seconds()) if offset is not None else 0,
        }
