"""Keys can be typed and are unique; roles and stage follow from what a project has."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import UserId
from bot.domain.people import Role
from bot.domain.projects import Stage, key_for, stage_of
from tests.bot.domain.builders import MEMBER, OWNER, SPONSOR, project


def test_a_person_can_hold_several_roles_and_most_hold_none() -> None:
    both = project(sponsor=OWNER.user, members=(OWNER.user, MEMBER.user))
    assert both.roles(OWNER.user) == {Role.OWNER, Role.SPONSOR, Role.MEMBER}
    assert project().roles(SPONSOR.user) == {Role.SPONSOR}
    assert project().roles(MEMBER.user) == {Role.MEMBER}
    assert project().roles(UserId("UOUT")) == frozenset()


def test_the_people_are_named_once_each_owner_first() -> None:
    assert project().people == (OWNER.user, SPONSOR.user, MEMBER.user)
    assert project(sponsor=None, members=(OWNER.user, MEMBER.user)).people == (OWNER.user, MEMBER.user)
    assert project(sponsor=OWNER.user, members=()).people == (OWNER.user,)


def test_the_stage_follows_from_the_plan() -> None:
    assert (stage_of(plan_accepted=False), stage_of(plan_accepted=True)) == (Stage.KICKOFF, Stage.PLANNED)


@pytest.mark.parametrize(
    ("latest", "stage"),
    [
        ({"running": True}, Stage.RUNNING),
        ({"read": True}, Stage.READOUT),
        ({"decided": "launch"}, Stage.LAUNCHED),
        ({"decided": "stop"}, Stage.STOPPED),
        ({"decided": "iterate"}, Stage.PLANNED),
        ({"decided": "stop", "running": True}, Stage.RUNNING),
    ],
)
def test_the_stage_follows_from_the_latest_experiment(latest: dict[str, Any], stage: Stage) -> None:
    assert stage_of(plan_accepted=True, **latest) is stage


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Churn model", "churn-model"),
        ("  Prévision des ventes (2027) ", "prevision-des-ventes-2027"),
        ("Größe", "grosse"),
        ("解約予測", "project"),
        ("<!channel> a&b", "channel-a-b"),
        ("'; DROP TABLE projects;--", "drop-table-projects"),
        ("x" * 39 + " yz", "x" * 39),
        ("all", "all-2"),
        ("Import", "import-2"),
        ("--", "project"),
    ],
)
def test_a_key_is_the_name_as_it_can_be_typed(name: str, key: str) -> None:
    assert key_for(name, ()) == key


def test_a_key_that_is_taken_gets_the_next_free_number() -> None:
    assert key_for("Churn", {"churn"}) == "churn-2"
    assert key_for("Churn", {"churn", "churn-2", "churn-3"}) == "churn-4"


@given(st.text(max_size=100), st.sets(st.sampled_from(["project", "a", "a-2", "all", "all-2"])))
def test_a_key_is_new_short_and_plain(name: str, taken: set[str]) -> None:
    key = key_for(name, taken)
    assert key not in taken
    assert 0 < len(key) <= 43
    assert key.isascii()
    assert key == key.lower().strip("-")
    assert set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
