"""Instruments count what they were told, by closed lists of labels, from any thread."""

from concurrent.futures import ThreadPoolExecutor
from typing import get_args

import pytest

from handlers.metrics.counting import MOST, OTHER, Counts, Durations
from handlers.metrics.metrics import Metrics, Payload, Repeated, Unused
from handlers.slack.edge.payloads import Command, Event, Press, Shortcut, Submission
from handlers.slack.edge.registry import KINDS


def test_what_is_known_stands_there_before_it_is_counted() -> None:
    counts = Counts("n", "…", ("kind",), [("a",), ("b",)])
    counts.add("a")
    counts.add("a", by=2)
    assert counts.read() == {("a",): 3, ("b",): 0}


def test_what_was_read_does_not_change_any_more() -> None:
    counts = Counts("n", "…")
    read = counts.read()
    counts.add()
    assert (read, counts.read()) == ({(): 0}, {(): 1})


def test_a_page_does_not_grow_without_end() -> None:
    counts = Counts("n", "…", ("method", "status"), ())
    for number in range(MOST + 50):
        counts.add(f"m{number}", "ok")
    counts.add("m0", "ok")
    read = counts.read()
    assert len(read) == MOST + 1
    assert read[OTHER, OTHER] == 50
    assert read["m0", "ok"] == 2


def test_nothing_is_lost_between_threads() -> None:
    counts, durations = Counts("n", "…"), Durations("d", "…", (1.0,))

    def count(_: int) -> None:
        counts.add()
        durations.observe(0.5)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(count, range(4000)))
    assert counts.read() == {(): 4000}
    assert durations.read()[()].cumulative == (4000, 4000)


@pytest.mark.parametrize(
    ("seconds", "cumulative"),
    [(0.05, (1, 1, 1)), (0.1, (1, 1, 1)), (0.11, (0, 1, 1)), (1.0, (0, 1, 1)), (1.01, (0, 0, 1))],
)
def test_a_duration_counts_up_to_the_bound_that_it_does_not_pass(seconds: float, cumulative: tuple[int, ...]) -> None:
    durations = Durations("d", "…", (0.1, 1.0), ("kind",), [("a",), ("b",)])
    durations.observe(seconds, "a")
    assert durations.read()["a",].cumulative == cumulative
    assert durations.read()["a",].total == pytest.approx(seconds)
    assert durations.read()["b",].cumulative == (0, 0, 0)


def test_every_kind_of_payload_has_its_label() -> None:
    kinds = set(KINDS.values())
    assert set(get_args(Payload)) == kinds
    assert {kind.removeprefix("unknown_") for kind in get_args(Unused)} >= kinds
    heard = {KINDS[each] for each in (Command, Press, Submission, Shortcut, Event)}
    assert set(get_args(Repeated)) == heard | {"api"}


def test_every_instrument_is_on_the_page() -> None:
    metrics = Metrics()
    mine = {value for value in vars(metrics).values() if isinstance(value, Counts | Durations)}
    assert mine | {metrics.ticking.durations} == {*metrics.counts, *metrics.durations}


def test_two_bots_count_apart() -> None:
    one, other = Metrics(), Metrics()
    one.doubled.add()
    assert other.doubled.read() == {(): 0}
