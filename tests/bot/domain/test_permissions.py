"""Who may do what, as a truth table; each refusal says who could."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest

from bot.domain import permissions
from bot.domain.api_tokens import Right
from bot.domain.ids import UserId
from bot.domain.people import Person
from bot.domain.refusal import Denied, NotFound
from tests.bot.domain.builders import MEMBER, OWNER, SPONSOR, channel, person, project

CHURN = project()
REPORTER = person("UREPORTER")
OUTSIDER = person("UOUT")
PEOPLE = {"owner": OWNER, "sponsor": SPONSOR, "member": MEMBER, "reporter": REPORTER, "outsider": OUTSIDER}
EVERYBODY = set(PEOPLE)

Act = Callable[[Person], None]
MAY: dict[str, tuple[Act, set[str]]] = {
    "kickoff.start": (permissions.may_start, EVERYBODY),
    "digest.set": (permissions.may_set_digest, EVERYBODY),
    "reply.share": (permissions.may_share, EVERYBODY),
    "charter.answer": (lambda who: permissions.may_answer(who, CHURN), {"owner", "sponsor", "member"}),
    "sponsor.name": (lambda who: permissions.may_name_sponsor(who, CHURN), {"owner"}),
    "kickoff.adopt": (lambda who: permissions.may_adopt(who, CHURN), {"owner"}),
    "plan.accept": (lambda who: permissions.may_plan(who, CHURN), {"owner"}),
    "experiment.start": (lambda who: permissions.may_run(who, CHURN), {"owner"}),
    "experiment.result": (lambda who: permissions.may_hand_in(who, CHURN), {"owner", "sponsor", "member"}),
    "kpi.log": (
        lambda who: permissions.may_log(who, CHURN, REPORTER.user),
        {"owner", "sponsor", "member", "reporter"},
    ),
    "drill.ask": (lambda who: permissions.may_drill(who, CHURN), {"owner"}),
    "drill.answer": (lambda who: permissions.may_answer_drill(who, CHURN), {"owner", "sponsor", "member"}),
    "nag.snooze": (lambda who: permissions.may_snooze(who, CHURN), {"owner", "sponsor", "member"}),
}


def flawed(flaw: str) -> Person:
    flaws: dict[str, Any] = {flaw: True}
    return person(OWNER.user, **flaws)


def is_allowed(act: Act, who: Person) -> bool:
    try:
        act(who)
    except Denied:
        return False
    return True


@pytest.mark.parametrize("act", list(MAY))
def test_each_act_is_open_to_its_roles_and_to_nobody_else(act: str) -> None:
    check, allowed = MAY[act]
    assert {name for name, who in PEOPLE.items() if is_allowed(check, who)} == allowed


@pytest.mark.parametrize("act", list(MAY))
def test_a_refusal_names_the_act_and_who_could_do_it(act: str) -> None:
    check, _ = MAY[act]
    with pytest.raises(Denied) as denied:
        check(person("UOUT", is_guest=True))
    assert (denied.value.act, denied.value.who_can) == (act, "a full member of this workspace")


@pytest.mark.parametrize("act", [act for act, (_, allowed) in MAY.items() if allowed != EVERYBODY])
def test_a_missing_role_is_refused_with_the_person_to_ask(act: str) -> None:
    with pytest.raises(Denied) as denied:
        MAY[act][0](OUTSIDER)
    assert (denied.value.act, denied.value.ask) == (act, OWNER.user)
    assert denied.value.who_can
    assert "owner" in denied.value.who_can


@pytest.mark.parametrize("flaw", ["is_guest", "is_stranger", "is_bot"])
@pytest.mark.parametrize("act", list(MAY))
def test_guests_strangers_and_bots_write_nothing_even_with_a_role(act: str, flaw: str) -> None:
    assert not is_allowed(MAY[act][0], flawed(flaw))


@pytest.mark.parametrize("act", list(MAY))
def test_the_departed_write_nothing(act: str) -> None:
    assert not is_allowed(MAY[act][0], person(OWNER.user, is_active=False))


DECISIONS = {"launch": {"sponsor"}, "iterate": {"owner", "sponsor"}}


@pytest.mark.parametrize("choice", list(DECISIONS))
def test_only_the_sponsor_launches_and_owner_and_sponsor_iterate_or_stop(choice: str) -> None:
    def decide(who: Person) -> None:
        permissions.may_decide(who, CHURN, launch=choice == "launch")

    assert {name for name, who in PEOPLE.items() if is_allowed(decide, who)} == DECISIONS[choice]
    with pytest.raises(Denied) as denied:
        decide(MEMBER)
    assert (denied.value.act, denied.value.ask) == ("experiment.decide", SPONSOR.user)
    assert "the sponsor" in str(denied.value.who_can)


def test_without_a_sponsor_nobody_launches_and_the_owner_is_asked_to_name_one() -> None:
    with pytest.raises(Denied) as denied:
        permissions.may_decide(OWNER, project(sponsor=None), launch=True)
    assert denied.value.ask == OWNER.user
    assert "whom the owner names first" in str(denied.value.who_can)


def test_without_a_reporter_only_the_projects_people_log_values() -> None:
    assert is_allowed(lambda who: permissions.may_log(who, CHURN, None), MEMBER)
    assert not is_allowed(lambda who: permissions.may_log(who, CHURN, None), REPORTER)


def test_a_person_without_an_id_in_the_roles_is_nobody() -> None:
    alone = project(sponsor=None, members=())
    assert not is_allowed(lambda who: permissions.may_answer(who, alone), SPONSOR)


@pytest.mark.parametrize(
    ("is_here", "has_role", "is_full", "home"),
    list(product([True, False], [True, False], [True, False], ["public", "private", "unknown"])),
)
def test_reading_is_for_the_home_channel_the_projects_people_and_full_members_if_it_is_public(
    *, is_here: bool, has_role: bool, is_full: bool, home: str
) -> None:
    who = person(MEMBER.user if has_role else UserId("UOUT"), is_guest=not is_full)
    place = None if home == "unknown" else channel(is_private=home == "private")
    may = is_here or (is_full and (has_role or home == "public"))
    if may:
        permissions.may_read(who, CHURN, home=place, is_here=is_here)
    else:
        with pytest.raises(NotFound):
            permissions.may_read(who, CHURN, home=place, is_here=is_here)


def test_a_hidden_project_is_answered_exactly_like_a_key_that_does_not_exist() -> None:
    with pytest.raises(NotFound) as hidden:
        permissions.may_read(OUTSIDER, CHURN, home=channel(is_private=True), is_here=False)
    unknown = permissions.no_project("churn-model")
    assert (hidden.value.words, hidden.value.who_can, hidden.value.ask) == (unknown.words, unknown.who_can, unknown.ask)


def test_a_key_of_any_length_is_answered_shortly() -> None:
    assert len(permissions.no_project("x" * 40_000).words) < 100


ADMIN = person("UADMIN", is_admin=True)


@pytest.mark.parametrize(("who", "allowed"), [(ADMIN, True), (OWNER, False), (person("UGUEST", is_guest=True), False)])
def test_only_admins_manage_tokens(who: Person, *, allowed: bool) -> None:
    assert is_allowed(permissions.may_manage_tokens, who) is allowed


@pytest.mark.parametrize(("who", "allowed"), [(ADMIN, True), (OWNER, False), (person("UGUEST", is_guest=True), False)])
def test_only_admins_settle_what_did_not_get_out(who: Person, *, allowed: bool) -> None:
    assert is_allowed(permissions.may_settle_undelivered, who) is allowed


@pytest.mark.parametrize(
    ("who", "allowed"), [(ADMIN, True), (OWNER, True), (MEMBER, True), (OUTSIDER, False), (flawed("is_guest"), False)]
)
def test_who_is_concerned_and_admins_try_again_what_waits(who: Person, *, allowed: bool) -> None:
    assert is_allowed(lambda each: permissions.may_retry(each, (CHURN,)), who) is allowed


def test_where_no_project_is_concerned_only_admins_try_again() -> None:
    assert not is_allowed(lambda each: permissions.may_retry(each, ()), OWNER)
    assert is_allowed(lambda each: permissions.may_retry(each, ()), ADMIN)


@pytest.mark.parametrize("right", list(Right))
@pytest.mark.parametrize("to_write", [True, False])
def test_a_token_to_read_reads_and_one_to_write_does_both(right: Right, *, to_write: bool) -> None:
    allowed = is_allowed(lambda who: permissions.may_use_api(who, right, to_write=to_write), ADMIN)
    assert allowed is (right is Right.WRITE or not to_write)


@pytest.mark.parametrize("flaw", ["is_guest", "is_stranger", "is_bot"])
def test_a_token_of_somebody_who_may_not_write_opens_nothing(flaw: str) -> None:
    flaws: dict[str, Any] = {flaw: True, "is_admin": True}
    who = person("UADMIN", **flaws)
    assert not is_allowed(lambda one: permissions.may_use_api(one, Right.WRITE, to_write=False), who)
