"""The table of the reference of metrics, written from the page itself: `python -m tests.docs.metric_rows`."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import get_args

from prometheus_client import Metric, ProcessCollector

from handlers.metrics.metrics import CallStatus, Metrics
from handlers.operating import gauges
from handlers.operating.exposition import Reading
from handlers.operating.health import CHECKS, Findings
from handlers.worker.worker import Worker
from storage.ledger_rows import Backlog

_NOTHING = Backlog(due=0, oldest_due=None, parked=0, unknown=0, dead=0, sent_blind=0)
_OPEN = {"method": "any method of Slack's Web API, or `response_url`"}
_KNOWN = {"status": get_args(CallStatus)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A metric as one reads of it: the name in queries, its type, and its labels with what they may be."""

    name: str
    type: str
    words: str
    labels: dict[str, tuple[str, ...]]

    @property
    def row(self) -> str:
        """Its line in the table."""
        labels = "; ".join(_labels(name, values) for name, values in self.labels.items())
        return f"| `{self.name}` | {self.type} | {labels} | {self.words} |"


def described() -> dict[str, Described]:
    """Everything that stands on the page, by the name that queries use (a histogram without its endings)."""
    metrics, worker = Metrics(), Worker()
    metrics.slack_calls.add("chat.postMessage", "ok")
    now = datetime(2027, 2, 1, tzinfo=UTC)
    reading = Reading(
        counts=(*metrics.counts, worker.jobs),
        durations=metrics.durations,
        gauges=[
            gauges.checks(Findings(wrong=dict.fromkeys(CHECKS), vitals=None)),
            *gauges.backlog(_NOTHING, now),
            gauges.tick_lag(0.0),
            *gauges.drain_age(0.0),
            gauges.worker_waiting(0),
        ],
        build=dict.fromkeys(("version", "python", "database", "door"), ""),
    )
    worker.close()
    found = [_described(family) for family in [*reading.collect(), *ProcessCollector(registry=None).collect()]]
    return {each.name: each for each in found}


def rows() -> list[str]:
    """The lines of the table."""
    return [each.row for each in described().values()]


def _described(family: Metric) -> Described:
    labels: dict[str, dict[str, None]] = {}
    for sample in family.samples:
        for name, value in sample.labels.items():
            if name != "le":
                labels.setdefault(name, {})[value] = None
    endings = {"counter": "_total", "info": "_info"}
    kinds = {name: _KNOWN.get(name, () if name in _OPEN else tuple(values)) for name, values in labels.items()}
    words = family.documentation if family.documentation.endswith(".") else f"{family.documentation}."
    return Described(name=family.name + endings.get(family.type, ""), type=family.type, words=words, labels=kinds)


def _labels(name: str, values: Iterable[str]) -> str:
    said = _OPEN.get(name) or ", ".join(f"`{value}`" for value in values if value)
    return f"`{name}`: {said}" if said else f"`{name}`"


if __name__ == "__main__":
    sys.stdout.write("\n".join(rows()) + "\n")
