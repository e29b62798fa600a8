from datetime import timedelta
from typing import get_args

import pytest
from pydantic import ValidationError

from bot.domain.message import Message
from storage.deliveries import read, written
from storage.ledger import Ledger
from storage.tables.deliveries import DeliveryState
from tests.storage.deliveries.conftest import Begin, Unit
from tests.storage.deliveries.saying import (
    ANA,
    CARD,
    CHURN,
    DIGEST,
    EVERY_KIND,
    MONDAY,
    NAG,
    SALES,
    SECOND,
    T1,
    T2,
    outgoing,
    words_of,
)


def test_every_kind_of_message_comes_back_as_it_was_kept() -> None:
    for message in EVERY_KIND:
        assert read(written(message)) == message


def test_the_samples_hold_every_kind_there_is() -> None:
    union = get_args(Message)[0]
    assert {type(message) for message in EVERY_KIND} == set(get_args(union))


def test_a_body_of_another_shape_is_refused() -> None:
    with pytest.raises(ValidationError):
        read('{"kind": "card", "project": 1}')


def test_the_same_key_twice_is_one_message(unit: Unit) -> None:
    with unit() as deliveries:
        assert deliveries.keep(outgoing("nag:1"), MONDAY)
    with unit() as deliveries:
        assert not deliveries.keep(outgoing("nag:1", words="said again"), MONDAY)
        (line,) = deliveries.list()
    assert (line.key, line.state, line.decided_at) == ("nag:1", DeliveryState.PENDING, MONDAY)


def test_the_same_key_in_another_workspace_is_another_message(unit: Unit) -> None:
    for workspace in (T1, T2):
        with unit(workspace) as deliveries:
            assert deliveries.keep(outgoing("nag:1"), MONDAY)
            assert deliveries.exists("nag:1")
            assert len(deliveries.list()) == 1


def test_a_key_is_known_only_where_it_was_kept(unit: Unit) -> None:
    with unit() as deliveries:
        deliveries.keep(outgoing("nag:1"), MONDAY)
    with unit(T2) as deliveries:
        assert not deliveries.exists("nag:1")


def test_what_a_unit_kept_is_forgotten_when_it_fails(unit: Unit) -> None:
    def fail() -> None:
        with unit() as deliveries:
            deliveries.keep(outgoing("nag:1"), MONDAY)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with unit() as deliveries:
        assert not deliveries.exists("nag:1")


def test_numbers_follow_the_order_of_deciding(unit: Unit) -> None:
    with unit() as deliveries:
        for key in ("a", "b", "c"):
            deliveries.keep(outgoing(key), MONDAY)
        assert [line.key for line in deliveries.list()] == ["c", "b", "a"]
        assert [line.id for line in deliveries.list()] == [3, 2, 1]


def test_operators_can_ask_for_states_and_for_few(unit: Unit) -> None:
    with unit() as deliveries:
        for key in ("a", "b", "c"):
            deliveries.keep(outgoing(key, withdrawn=key == "b"), MONDAY)
        assert [line.key for line in deliveries.list(DeliveryState.WITHDRAWN)] == ["b"]
        assert [line.key for line in deliveries.list(DeliveryState.PENDING, limit=1)] == ["c"]
        assert [line.key for line in deliveries.list(DeliveryState.WITHDRAWN, DeliveryState.PENDING)] == ["c", "b", "a"]


def test_a_line_tells_where_a_message_goes(unit: Unit) -> None:
    with unit() as deliveries:
        deliveries.keep(outgoing("a", to=ANA, not_before=MONDAY + SECOND), MONDAY)
        (line,) = deliveries.list()
    assert (line.place, line.destination, line.kind) == ("person", "U0ANA", "parked")
    assert (line.tries, line.ts, line.error, line.payload_hash) == (0, None, None, None)
    assert line.not_before == MONDAY + SECOND


def test_a_message_can_be_withdrawn_by_its_key_before_it_was_said(unit: Unit) -> None:
    with unit() as deliveries:
        deliveries.keep(outgoing("a"), MONDAY)
        assert deliveries.keep(outgoing("a", withdrawn=True), MONDAY)
        assert [line.state for line in deliveries.list()] == [DeliveryState.WITHDRAWN]
        assert not deliveries.keep(outgoing("a", withdrawn=True), MONDAY)


def test_a_message_that_is_being_said_is_not_withdrawn_by_its_key(unit: Unit, begin: Begin) -> None:
    with unit() as deliveries:
        deliveries.keep(outgoing("a"), MONDAY)
    begin()
    with unit() as deliveries:
        assert not deliveries.keep(outgoing("a", withdrawn=True), MONDAY)
        assert [line.state for line in deliveries.list()] == [DeliveryState.TRYING]


def test_a_message_that_may_be_out_is_not_withdrawn_by_its_key(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    with unit() as deliveries:
        deliveries.keep(outgoing("a"), MONDAY)
    ledger.unsure(begin(), MONDAY, "no answer")
    ledger.later(begin(), MONDAY, "ratelimited")
    with unit() as deliveries:
        assert not deliveries.keep(outgoing("a", withdrawn=True), MONDAY)
        assert [line.state for line in deliveries.list()] == [DeliveryState.PENDING]


def test_releasing_a_destination_frees_what_was_parked_there_and_nothing_else(
    unit: Unit, begin: Begin, ledger: Ledger
) -> None:
    for workspace, to in ((T1, CHURN), (T1, SALES), (T2, CHURN)):
        with unit(workspace) as deliveries:
            deliveries.keep(outgoing("a", to=to) if to is CHURN else outgoing("b", to=to), MONDAY)
        ledger.park(begin(), MONDAY, "is_archived")
    with unit() as deliveries:
        assert deliveries.release(CHURN) == 1
        assert deliveries.release(CHURN) == 0
    assert words_of(read(begin(after=timedelta(0)).body)) == "a"
    with unit() as deliveries:
        assert [(line.key, line.error) for line in deliveries.list(DeliveryState.PARKED)] == [("b", "is_archived")]


def test_only_what_was_mended_is_released(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    for key, to, reason in (("a", CHURN, "is_archived"), ("b", SALES, "missing_scope"), ("c", ANA, "missing_scope")):
        with unit() as deliveries:
            deliveries.keep(outgoing(key, to=to), MONDAY)
        ledger.park(begin(), MONDAY, reason)
    with unit() as deliveries:
        assert deliveries.release(CHURN, {"not_in_channel"}) == 0
        assert deliveries.release(causes={"missing_scope"}) == 2
        assert [line.key for line in deliveries.list(DeliveryState.PARKED)] == ["a"]


def test_what_is_released_goes_out_in_its_order_and_only_the_newest_digest(
    unit: Unit, begin: Begin, ledger: Ledger
) -> None:
    with unit() as deliveries:
        for key, body in (("a", None), ("digest:1", DIGEST), ("b", None), ("digest:2", DIGEST), ("digest:3", DIGEST)):
            deliveries.keep(outgoing(key, body=body), MONDAY)
        deliveries.keep(outgoing("elsewhere", to=SALES, body=DIGEST), MONDAY)
    for head in ledger.claim(MONDAY, MONDAY, 10):
        delivery = ledger.begin(head, MONDAY, MONDAY)
        assert delivery is not None
        ledger.park(delivery, MONDAY, "is_archived")
    with unit() as deliveries:
        assert deliveries.release(causes={"is_archived"}) == 4
    said = []
    while heads := ledger.claim(MONDAY, MONDAY, 10):
        for head in heads:
            delivery = ledger.begin(head, MONDAY, MONDAY)
            assert delivery is not None
            ledger.sent(delivery, "1.1", "C1")
            said.append(delivery.key)
    assert [key for key in said if key != "elsewhere"] == ["a", "b", "digest:3"]
    assert "elsewhere" in said


def test_of_several_nags_for_one_person_only_the_newest_is_said(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    with unit() as deliveries:
        for key, to in (("nag:1", ANA), ("nag:2", ANA), ("other", CHURN)):
            deliveries.keep(outgoing(key, to=to, body=NAG), MONDAY)
        deliveries.keep(outgoing("digest", to=ANA, body=DIGEST), MONDAY)
    for head in ledger.claim(MONDAY, MONDAY, 10):
        delivery = ledger.begin(head, MONDAY, MONDAY)
        assert delivery is not None
        ledger.park(delivery, MONDAY, "user_disabled")
    with unit() as deliveries:
        assert deliveries.release(ANA) == 2
        assert [line.key for line in deliveries.list(DeliveryState.PENDING)] == ["digest", "nag:2"]
        assert [line.key for line in deliveries.list(DeliveryState.SUPERSEDED)] == ["nag:1"]


def test_a_place_is_known_to_refuse_for_each_cause(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    with unit() as deliveries:
        deliveries.keep(outgoing("a", to=ANA), MONDAY)
    ledger.park(begin(), MONDAY, "user_disabled")
    with unit() as deliveries:
        assert deliveries.is_parked("user_disabled", to=ANA)
        assert deliveries.is_parked("user_disabled")
        assert not deliveries.is_parked("missing_scope", to=ANA)
        assert not deliveries.is_parked("user_disabled", to=CHURN)
        assert deliveries.unreachable() == {ANA.user}


def test_a_message_that_is_out_is_not_superseded(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    with unit() as deliveries:
        deliveries.keep(outgoing("a"), MONDAY)
    first = begin()
    with unit() as deliveries:
        assert deliveries.supersede(first.id)
    ledger.park(first, MONDAY, "user_disabled")
    with unit() as deliveries:
        assert [line.state for line in deliveries.list()] == [DeliveryState.SUPERSEDED]
        assert not deliveries.supersede(first.id)


def test_an_edit_of_a_parked_message_waits_for_the_same_cause(unit: Unit, begin: Begin, ledger: Ledger) -> None:
    with unit() as deliveries:
        deliveries.keep(outgoing("card:1", living=CARD), MONDAY)
    ledger.unsure(begin(), MONDAY, "no answer")
    ledger.park(begin(), MONDAY, "not_in_channel")
    with unit() as deliveries:
        deliveries.keep(outgoing("card:2", living=CARD), MONDAY)
        assert [line.error for line in deliveries.list(DeliveryState.PARKED)] == ["not_in_channel"] * 2
        assert deliveries.release(CHURN, {"not_in_channel"}) == 2
