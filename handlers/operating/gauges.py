"""What is read when somebody asks: how much waits, what is held up, how late the tick is, and whether we can work."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from handlers.metrics.counting import Labels
from handlers.operating.health import Findings
from storage.ledger_rows import Backlog
from storage.tables.deliveries import TROUBLED


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """One gauge with its values by label."""

    name: str
    words: str
    values: Mapping[Labels, float]
    labels: Labels = field(default=())


def checks(findings: Findings) -> Gauge:
    """Whether we can work, by what has to be there for it."""
    return Gauge(
        name="plumbline_check_passed",
        words="Whether each check of /readyz passed: 1 or 0.",
        labels=("check",),
        values={(check,): float(findings.is_passed(check)) for check in findings.wrong},
    )


def backlog(found: Backlog, now: datetime) -> tuple[Gauge, ...]:
    """What waits to be sent, and what waits for a human."""
    age = (now - found.oldest_due).total_seconds() if found.oldest_due is not None else 0.0
    return (
        Gauge(name="plumbline_deliveries_due", words="Messages that are due and not out.", values={(): found.due}),
        Gauge(
            name="plumbline_deliveries_oldest_due_age_seconds",
            words="For how long the oldest of them has been due; 0 where nothing is.",
            values={(): max(0.0, age)},
        ),
        Gauge(
            name="plumbline_deliveries_held",
            words="Messages that wait for a human, by state.",
            labels=("state",),
            values={(state.value,): float(getattr(found, state.value)) for state in TROUBLED},
        ),
    )


def tick_lag(seconds: float) -> Gauge:
    """How late the tick is."""
    return Gauge(
        name="plumbline_tick_lag_seconds",
        words="By how much the last tick was late, or the next one is by now.",
        values={(): seconds},
    )


def drain_age(seconds: float | None) -> tuple[Gauge, ...]:
    """When the drain looked; there is nothing to say where it never did."""
    if seconds is None:
        return ()
    words = "How long ago the drain looked for what is due."
    return (Gauge(name="plumbline_drain_look_age_seconds", words=words, values={(): seconds}),)


def worker_waiting(jobs: int) -> Gauge:
    """How many jobs the worker has before it."""
    words = "Jobs that the worker was asked for and has not finished."
    return Gauge(name="plumbline_worker_jobs_waiting", words=words, values={(): jobs})
