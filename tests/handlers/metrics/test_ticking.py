"""How late a tick was, against a clock that the test moves."""

import pytest

from handlers.metrics.ticking import Ticking


class Hand:
    """A clock."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def ticked(ticking: Ticking, hand: Hand, *, took: float) -> None:
    with ticking.tick(15.0):
        hand.at += took


def test_a_bot_that_does_not_tick_is_never_late() -> None:
    assert Ticking(Hand()).lag == 0.0


def test_a_tick_in_time_is_not_late() -> None:
    hand = Hand()
    ticking = Ticking(hand)
    ticked(ticking, hand, took=1.0)
    hand.at = 115.0
    ticked(ticking, hand, took=2.0)
    assert ticking.lag == 0.0
    assert ticking.durations.read()[()].total == 3.0


def test_a_tick_is_late_by_what_its_rhythm_promised() -> None:
    hand = Hand()
    ticking = Ticking(hand)
    ticked(ticking, hand, took=1.0)
    hand.at = 122.0
    ticked(ticking, hand, took=1.0)
    assert ticking.lag == 7.0
    hand.at = 137.0
    ticked(ticking, hand, took=1.0)
    assert ticking.lag == 0.0


def test_a_tick_that_hangs_is_seen_while_it_hangs() -> None:
    hand = Hand()
    ticking = Ticking(hand)
    with ticking.tick(15.0):
        hand.at = 175.0
        assert ticking.lag == 60.0


def test_a_tick_that_fails_took_its_time_too() -> None:
    hand = Hand()
    ticking = Ticking(hand)

    def fail() -> None:
        hand.at += 3.0
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), ticking.tick(15.0):
        fail()
    assert ticking.durations.read()[()].total == 3.0
