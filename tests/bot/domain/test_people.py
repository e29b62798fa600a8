"""Full, active members write; nobody else does."""

from typing import Any

import pytest

from bot.domain.ids import UserId
from bot.domain.people import gone, unknown
from tests.bot.domain.builders import EPOCH, OWNER, WORKSPACE, channel, person


@pytest.mark.parametrize("flaw", [{"is_guest": True}, {"is_stranger": True}, {"is_bot": True}, {"is_active": False}])
def test_guests_strangers_bots_and_the_departed_change_nothing(flaw: dict[str, Any]) -> None:
    assert person("U1").can_write
    assert not person("U1", **flaw).can_write
    assert not person("U1", **flaw, is_admin=True).can_write


def test_somebody_whose_profile_could_not_be_read_is_an_ordinary_member_without_a_zone() -> None:
    nobody = unknown(WORKSPACE, UserId("U9"), EPOCH)
    assert (nobody.user, nobody.workspace, nobody.seen_at) == ("U9", WORKSPACE, EPOCH)
    assert (nobody.zone, nobody.locale, nobody.can_write, nobody.is_admin) == (None, None, True, False)


def test_who_is_gone_stays_who_they_were() -> None:
    assert not gone(OWNER).is_active
    assert (gone(OWNER).user, gone(OWNER).zone) == (OWNER.user, OWNER.zone)


def test_a_channel_is_public_and_the_bot_in_it_until_slack_says_otherwise() -> None:
    home = channel()
    assert (home.is_private, home.is_shared, home.is_archived, home.is_direct, home.has_bot) == (*[False] * 4, True)
