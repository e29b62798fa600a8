"""The checker of histories finds every way to break a promise, and nothing in a good history."""

from dataclasses import replace

import pytest

from tests.faults.history import (
    Called,
    Decision,
    Deleted,
    Edited,
    Happening,
    History,
    Recovery,
    Said,
    breaks,
    said_again,
    visible,
)

T, C = "T1", "C1"
A = Decision(workspace=T, place=C, number=1, words="a", due=10.0)
B = Decision(workspace=T, place=C, number=2, words="b", due=10.0)
CARD_1 = Decision(workspace=T, place=C, number=3, words="card 1", due=10.0, living="card")
CARD_2 = Decision(workspace=T, place=C, number=4, words="card 2", due=10.0, living="card")
SAID_A = Said(workspace=T, place=C, ts="1", words="a", at=11.0)
SAID_B = Said(workspace=T, place=C, ts="2", words="b", at=11.0)
SAID_CARD = Said(workspace=T, place=C, ts="3", words="card 1", at=11.0)
NEWEST = Edited(workspace=T, place=C, ts="3", words="card 2")
GONE_A = Deleted(workspace=T, place=C, ts="1")
AGAIN_A = replace(SAID_A, ts="9")
GOOD = History(decisions=(A, B, CARD_1, CARD_2), happened=(SAID_A, SAID_B, SAID_CARD, NEWEST))
TOO_FAST = Called(workspace=T, method="m", at=5.0, answered_at=5.1, hold_back=3.0)


def rules(history: History) -> set[str]:
    return {each.rule for each in breaks(history)}


def test_a_good_history_breaks_nothing() -> None:
    assert breaks(GOOD) == ()
    assert said_again(GOOD) == 0
    assert visible(GOOD) == {(T, C): ["a", "b", "card 2"]}


@pytest.mark.parametrize(
    ("happened", "rule"),
    [
        ((SAID_B, SAID_CARD, NEWEST), "missing"),
        ((SAID_A, SAID_B), "missing"),
        ((SAID_A, SAID_B, SAID_CARD, NEWEST, GONE_A), "missing"),
        ((SAID_A, SAID_B, AGAIN_A, SAID_CARD, NEWEST), "doubled"),
        ((SAID_A, SAID_B, SAID_CARD, NEWEST, replace(SAID_CARD, ts="8")), "doubled"),
        ((SAID_A, SAID_B, SAID_CARD), "stale"),
        ((SAID_B, SAID_A, SAID_CARD, NEWEST), "order"),
        ((replace(SAID_A, at=9.0), SAID_B, SAID_CARD, NEWEST), "early"),
        ((*GOOD.happened, replace(SAID_A, ts="7", words="x")), "foreign"),
        ((*GOOD.happened, replace(SAID_A, ts="7", place="C2")), "foreign"),
    ],
)
def test_each_rule_that_is_broken_is_found(happened: tuple[Happening, ...], rule: str) -> None:
    assert rules(replace(GOOD, happened=happened)) == {rule}


def test_what_was_cancelled_must_not_be_said_and_is_not_missed() -> None:
    cancelled = replace(GOOD, decisions=(replace(A, cancelled=True), *GOOD.decisions[1:]))
    assert rules(cancelled) == {"cancelled"}
    assert rules(replace(cancelled, happened=GOOD.happened[1:])) == set()


def test_what_was_due_later_may_come_later() -> None:
    late = replace(GOOD, decisions=(replace(A, due=11.0), *GOOD.decisions[1:]))
    assert rules(replace(late, happened=(SAID_B, SAID_A, *GOOD.happened[2:]))) == set()


def test_where_clocks_were_set_back_a_message_may_look_early() -> None:
    early = replace(GOOD, happened=(replace(SAID_A, at=9.0), *GOOD.happened[1:]))
    assert rules(replace(early, tolerance=2.0)) == set()


def test_what_was_doubled_and_healed_was_said_again_but_is_read_once() -> None:
    healed = (SAID_A, AGAIN_A, SAID_B, SAID_CARD, NEWEST, Deleted(workspace=T, place=C, ts="9"))
    history = replace(GOOD, happened=healed)
    assert rules(history) == set()
    assert said_again(history) == 1


@pytest.mark.parametrize(("at", "is_broken"), [(5.5, False), (7.0, True), (8.2, False)])
def test_a_method_rests_for_retry_after(at: float, *, is_broken: bool) -> None:
    call = Called(workspace=T, method="m", at=at, answered_at=at)
    assert rules(replace(GOOD, calls=(TOO_FAST, call))) == ({"impatient"} if is_broken else set())


def test_another_method_and_another_workspace_need_not_rest() -> None:
    others = [
        Called(workspace=T, method="n", at=7.0, answered_at=7.0),
        Called(workspace="T2", method="m", at=7.0, answered_at=7.0),
    ]
    assert rules(replace(GOOD, calls=(TOO_FAST, *others))) == set()


@pytest.mark.parametrize(("seconds", "is_broken"), [(9.0, False), (11.0, True)])
def test_somebody_goes_on_before_long(seconds: float, *, is_broken: bool) -> None:
    history = replace(GOOD, recoveries=(Recovery(what="restart", seconds=seconds, most=10.0),))
    assert rules(history) == ({"slow"} if is_broken else set())
