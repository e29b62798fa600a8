"""The page as Prometheus' own parser reads it."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import prometheus_client
from prometheus_client.openmetrics.parser import text_string_to_metric_families as openmetrics
from prometheus_client.parser import text_string_to_metric_families as classic

from handlers.metrics.counting import Counts, Durations
from handlers.operating import gauges
from handlers.operating.exposition import Reading, written
from storage.ledger_rows import Backlog

NOW = datetime(2027, 2, 1, 9, tzinfo=UTC)


def reading() -> Reading:
    counts = Counts("plumbline_x_total", "Xs.", ("kind",), [("a",), ("b",)])
    counts.add("a", by=3)
    durations = Durations("plumbline_y_seconds", "Ys.", (0.1, 1.0))
    for seconds in (0.05, 0.5, 5.0):
        durations.observe(seconds)
    found = Backlog(due=7, oldest_due=NOW - timedelta(minutes=2), parked=1, unknown=2, dead=3, sent_blind=4)
    return Reading(
        counts=[counts], durations=[durations], gauges=gauges.backlog(found, NOW), build={"version": "1.2.3"}
    )


def test_every_number_is_on_the_page_under_its_name_and_labels() -> None:
    page, content_type = written(reading(), "")
    assert content_type.startswith("text/plain; version=0.0.4")
    samples = {
        (sample.name, *sample.labels.values()): sample.value
        for family in classic(page.decode())
        for sample in family.samples
        if sample.name.startswith("plumbline_")
    }
    assert samples == {
        ("plumbline_build_info", "1.2.3"): 1,
        ("plumbline_x_total", "a"): 3,
        ("plumbline_x_total", "b"): 0,
        ("plumbline_y_seconds_bucket", "0.1"): 1,
        ("plumbline_y_seconds_bucket", "1.0"): 2,
        ("plumbline_y_seconds_bucket", "+Inf"): 3,
        ("plumbline_y_seconds_count",): 3,
        ("plumbline_y_seconds_sum",): 5.55,
        ("plumbline_deliveries_due",): 7,
        ("plumbline_deliveries_oldest_due_age_seconds",): 120,
        ("plumbline_deliveries_held", "parked"): 1,
        ("plumbline_deliveries_held", "unknown"): 2,
        ("plumbline_deliveries_held", "dead"): 3,
    }


def test_who_understands_openmetrics_gets_it() -> None:
    page, content_type = written(reading(), "application/openmetrics-text; version=1.0.0")
    assert content_type.startswith("application/openmetrics-text")
    families = openmetrics(page.decode())  # type: ignore[no-untyped-call]  # the library types the other parser alone
    assert {family.name for family in families} >= {"plumbline_x", "plumbline_y_seconds"}


def test_the_process_itself_is_on_the_page() -> None:
    page, _ = written(reading(), "")
    names = {family.name for family in classic(page.decode())}
    assert {"process_resident_memory_bytes", "process_open_fds", "process_start_time_seconds"} <= names


def test_nothing_is_due_is_an_age_of_nothing() -> None:
    none = Backlog(due=0, oldest_due=None, parked=0, unknown=0, dead=0, sent_blind=0)
    assert [gauge.values for gauge in gauges.backlog(none, NOW)][:2] == [{(): 0}, {(): 0}]


def test_nothing_is_left_in_the_librarys_own_registry() -> None:
    before = {family.name for family in prometheus_client.REGISTRY.collect()}
    written(reading(), "")
    after = {family.name for family in prometheus_client.REGISTRY.collect()}
    assert before == after
    assert not any(name.startswith("plumbline") for name in after)


def test_a_start_does_not_pay_for_the_library() -> None:
    look = "import sys, handlers.app, handlers.commands.run; print('prometheus_client' in sys.modules)"
    seen = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)  # noqa: S603  ours
    assert seen.stdout.strip() == "False"
