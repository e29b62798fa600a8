"""What the channels of one workspace keep of signed charters."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, select, update

from bot.domain.ids import ChannelId, LivingKey
from storage.repository import Repository, mine
from storage.tables.keepings import KeptAs, keepings, kept_sheets
from storage.upsert import insert_if_new

_k, _s = keepings.c, kept_sheets.c
_ONE: Final = select(_k.kept_as, _k.canvas, _k.failures, _k.done, _k.asked).where(
    mine(keepings), _k.channel == bindparam("channel_")
)
_PINNED: Final = select(_s.living).where(mine(kept_sheets), _s.channel == bindparam("channel_"), _s.is_pinned)
_WITH_IT: Final = select(_s.channel).where(mine(kept_sheets), _s.living == bindparam("living_"))
_ASK: Final = update(keepings).where(mine(keepings), _k.channel.in_(_WITH_IT)).values(asked=_k.asked + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How a channel keeps its charters; `failures` are Slack's words by method, `pinned` sheets have a pin."""

    kept_as: KeptAs
    canvas: str | None
    pinned: frozenset[LivingKey]
    failures: Mapping[str, str]
    is_settled: bool


class Keepings(Repository):
    """Asks for a sheet to be kept, and tells how it is."""

    def ask(self, living: LivingKey, channel: ChannelId) -> None:
        """Slack has this sheet in this channel: keep it there, and no longer in channels that it has left."""
        place = {"workspace": self._workspace, "channel": channel}
        insert_if_new(self._connection, keepings, place)
        insert_if_new(self._connection, kept_sheets, place | {"living": living})
        self._run(_ASK, living_=living)

    def of(self, channel: ChannelId) -> Kept | None:
        """How this channel keeps its charters; None where none was ever signed."""
        row = self._run(_ONE, channel_=channel).mappings().first()
        if row is None:
            return None
        return Kept(
            kept_as=row["kept_as"],
            canvas=row["canvas"],
            pinned=frozenset(LivingKey(living) for (living,) in self._run(_PINNED, channel_=channel)),
            failures=json.loads(row["failures"]),
            is_settled=row["done"] >= row["asked"],
        )
