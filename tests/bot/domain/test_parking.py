"""Who is told that a place refuses messages."""

from dataclasses import replace

from bot.domain.ids import ChannelId, UserId
from bot.domain.parking import MENDED_BY_RETURN, MENDED_BY_SCOPE, MENDED_IN_CHANNEL, Hearer, hearer
from bot.domain.people import Channel, Person, gone, unknown
from bot.domain.projects import Project
from tests.storage.samples import NOW, T1, project

OWNER, SPONSOR, MEMBER, ADMIN, OTHER = (UserId(f"U0{name}") for name in ("OWN", "SPO", "MEM", "ADM", "OTH"))
HOME = ChannelId("C0HOME")
CHURN: Project = replace(project(T1), channel=HOME, owner=OWNER, sponsor=SPONSOR, members=(MEMBER,))
FRAUD: Project = replace(CHURN, name="Fraud", owner=OTHER, sponsor=None, members=())
PUBLIC = Channel(workspace=T1, channel=HOME, name="churn", seen_at=NOW)


def person(user: UserId, *, is_bot: bool = False) -> Person:
    return replace(unknown(T1, user, NOW), is_bot=is_bot)


def told(
    *concerned: Project,
    also: tuple[UserId, ...] = (),
    unreachable: tuple[UserId, ...] = (),
    people: tuple[Person, ...] = (),
) -> Hearer | None:
    return hearer(
        concerned,
        also=also,
        people={each.user: each for each in people},
        channels={HOME: PUBLIC},
        unreachable=unreachable,
    )


def test_the_owner_is_told_first_then_the_sponsor_the_members_and_the_others() -> None:
    turns = []
    silent: tuple[UserId, ...] = ()
    while (who := told(CHURN, also=(ADMIN,), unreachable=silent)) is not None:
        turns.append(who.user)
        silent = (*silent, who.user)
    assert turns == [OWNER, SPONSOR, MEMBER, ADMIN]


def test_the_owners_of_all_that_is_concerned_come_before_any_sponsor() -> None:
    assert told(CHURN, FRAUD, unreachable=(OWNER,)) == Hearer(user=OTHER, project=FRAUD)
    assert told(FRAUD, CHURN, unreachable=(OWNER, OTHER)) == Hearer(user=SPONSOR, project=CHURN)


def test_who_left_and_what_is_no_person_is_not_told() -> None:
    assert told(CHURN, people=(gone(person(OWNER)),)) == Hearer(user=SPONSOR, project=CHURN)
    assert told(CHURN, people=(person(OWNER, is_bot=True),)) == Hearer(user=SPONSOR, project=CHURN)
    assert told(CHURN, people=(person(OWNER),)) == Hearer(user=OWNER, project=CHURN)


def test_where_nothing_is_concerned_the_others_are_told_and_else_nobody() -> None:
    assert told(also=(ADMIN,)) == Hearer(user=ADMIN, project=None)
    assert told() is None


def test_others_hear_nothing_of_a_project_whose_channel_is_not_public() -> None:
    everybody = (OWNER, SPONSOR, MEMBER)
    for channels, known in (({HOME: PUBLIC}, CHURN), ({HOME: replace(PUBLIC, is_private=True)}, None), ({}, None)):
        found = hearer((CHURN,), also=(ADMIN,), people={}, channels=channels, unreachable=everybody)
        assert found == Hearer(user=ADMIN, project=known)


def test_no_cause_is_mended_in_two_ways() -> None:
    assert not MENDED_IN_CHANNEL & MENDED_BY_RETURN
    assert not (MENDED_IN_CHANNEL | MENDED_BY_RETURN) & MENDED_BY_SCOPE
