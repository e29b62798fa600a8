"""Profiles and channels are kept as Slack told them last."""

from datetime import timedelta

import pytest

from storage.failures import WrongWorkspace
from tests.storage.conftest import Reading, Unit
from tests.storage.samples import ANA, BEN, CAT, ELSEWHERE, HOME, NOW, T2, channel, person


def test_the_last_profile_counts(unit: Unit, reading: Reading) -> None:
    changed = person(
        name="Ana 🚀",
        zone=None,
        locale=None,
        is_guest=True,
        is_stranger=True,
        is_bot=True,
        is_active=False,
        is_admin=True,
        seen_at=NOW + timedelta(days=1),
    )
    with unit() as work:
        work.people.save(person())
        work.people.save(changed)
        work.people.save(person(user=BEN))
    with reading() as work:
        assert work.people.get(ANA) == changed
        assert work.people.get(CAT) is None
        assert work.people.many({ANA, BEN, CAT}) == {ANA: changed, BEN: person(user=BEN)}
        assert work.people.many(()) == {}
        assert sorted(work.people.every(), key=lambda each: each.user) == sorted(
            [changed, person(user=BEN)], key=lambda each: each.user
        )


def test_the_last_description_of_a_channel_counts(unit: Unit, reading: Reading) -> None:
    changed = channel(
        name="umbenannt-äöü", is_private=True, is_shared=True, is_archived=True, is_direct=True, has_bot=False
    )
    with unit() as work:
        work.channels.save(channel())
        work.channels.save(changed)
    with reading() as work:
        assert work.channels.get(HOME) == changed
        assert work.channels.get(ELSEWHERE) is None
        assert work.channels.many({HOME, ELSEWHERE}) == {HOME: changed}


def test_people_and_channels_of_another_workspace_are_refused(unit: Unit) -> None:
    with pytest.raises(WrongWorkspace), unit() as work:
        work.people.save(person(T2))
    with pytest.raises(WrongWorkspace), unit() as work:
        work.channels.save(channel(T2))
