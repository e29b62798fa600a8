"""The way of a slash command from socket to acknowledgement: the limit, stock bolt and our edge, in one run."""

import multiprocessing
import statistics
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Final

from uvicorn.protocols.http.auto import AutoHTTPProtocol

from benchmarks.ack_servers import LAST, Kind, serve
from benchmarks.figures import Figure
from benchmarks.load import Run, commands, cpu_seconds, run

TITLE: Final = f"Acknowledging Slack (HTTP read by {AutoHTTPProtocol.__name__})"
MANY: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One server under measurement, and how many requests it gets in a round."""

    name: str
    kind: Kind
    listeners: int
    singly: int = 1_500
    together: int = 5_000


@dataclass(slots=True)
class Measured:
    """The runs of one subject, in rounds, so that a noisy second hits all subjects alike."""

    singly: list[Run] = field(default_factory=list)
    together: list[Run] = field(default_factory=list)


LIMIT: Final = Subject(name="limit: signature only", kind="limit", listeners=1)
STOCK_FEW: Final = Subject(name="stock bolt, 5 listeners", kind="stock", listeners=5, singly=100, together=1_000)
STOCK_MANY: Final = Subject(name="stock bolt, 100 listeners", kind="stock", listeners=100, singly=100, together=1_000)
EDGE_FEW: Final = Subject(name="edge, 5 listeners", kind="edge", listeners=5)
EDGE_MANY: Final = Subject(name="edge, 100 listeners", kind="edge", listeners=100)
COMMIT: Final = Subject(name="edge, 100 listeners, commit", kind="commit", listeners=100, singly=1_000, together=3_000)
SUBJECTS: Final = (LIMIT, STOCK_FEW, STOCK_MANY, EDGE_FEW, EDGE_MANY, COMMIT)


def figures(*, quick: bool = False) -> list[Figure]:
    """Measure all subjects in rounds and set them against the limit and their goals."""
    rounds, share = (1, 0.02) if quick else (3, 1.0)
    measured = {subject.name: Measured() for subject in SUBJECTS}
    with ExitStack() as servers:
        ports = {subject.name: servers.enter_context(_server(subject)) for subject in SUBJECTS}
        trigger = 0
        for turn in range(rounds + 1):
            for subject in SUBJECTS:
                requests = commands(max(20, int((subject.singly + subject.together) * share)), LAST, trigger)
                trigger += len(requests)
                singly = max(4, int(subject.singly * share))
                alone = run(ports[subject.name], requests[:singly], at_once=1, cpu=cpu_seconds)
                crowd = run(ports[subject.name], requests[singly:], at_once=MANY, cpu=cpu_seconds)
                if turn:  # the first round warms up
                    measured[subject.name].singly.append(alone)
                    measured[subject.name].together.append(crowd)
    return [figure for subject in SUBJECTS for figure in _of(subject, measured)] + _few_and_many(measured)


@contextmanager
def _server(subject: Subject) -> Iterator[int]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(subject.kind, subject.listeners, theirs), daemon=True)
    process.start()
    yield ours.recv()
    ours.send(None)
    process.join()


def _of(subject: Subject, measured: dict[str, Measured]) -> list[Figure]:
    mine, limit = measured[subject.name], measured[LIMIT.name]
    p50, p99 = _quantile(mine.singly, 0.50), _quantile(mine.singly, 0.99)
    speed, crowd99 = _speed(mine.together), _quantile(mine.together, 0.99)
    cpu = _cpu(mine.together)
    goals = _goals(subject, p50=p50, p99=p99, speed=speed, cpu=cpu / _cpu(limit.together))
    values = {
        "1 at a time, p50": (p50, "ms", p50 / _quantile(limit.singly, 0.50)),
        "1 at a time, p99": (p99, "ms", p99 / _quantile(limit.singly, 0.99)),
        f"{MANY} at a time": (speed, "req/s", speed / _speed(limit.together)),
        f"{MANY} at a time, p99": (crowd99, "ms", crowd99 / _quantile(limit.together, 0.99)),
        "CPU per request": (cpu, "µs", cpu / _cpu(limit.together)),
    }
    return [
        Figure(
            name=f"{subject.name}: {what}",
            value=value,
            unit=unit,
            against=None if subject is LIMIT else "limit",
            ratio=None if subject is LIMIT else ratio,
            goal=goals.get(what, (None, None))[0],
            reached=goals.get(what, (None, None))[1],
        )
        for what, (value, unit, ratio) in values.items()
    ]


def _goals(subject: Subject, *, p50: float, p99: float, speed: float, cpu: float) -> dict[str, tuple[str, bool]]:
    if subject is COMMIT:
        return {
            "1 at a time, p50": ("<= 1 ms", p50 <= 1.0),
            "1 at a time, p99": ("<= 5 ms", p99 <= 5.0),
            f"{MANY} at a time": (">= 2,000/s", speed >= 2_000),
        }
    if subject is EDGE_MANY:
        return {
            f"{MANY} at a time": (">= 4,000/s", speed >= 4_000),
            "CPU per request": ("<= 4 x limit", cpu <= 4.0),
        }
    return {}


def _few_and_many(measured: dict[str, Measured]) -> list[Figure]:
    pairs = ((STOCK_FEW, STOCK_MANY, None), (EDGE_FEW, EDGE_MANY, "within 10 %"))
    found = []
    for few, many, goal in pairs:
        ratio = _cpu(measured[many.name].together) / _cpu(measured[few.name].together)
        found.append(
            Figure(
                name=f"{many.name}: CPU per request",
                value=_cpu(measured[many.name].together),
                unit="µs",
                against=few.name,
                ratio=ratio,
                goal=goal,
                reached=None if goal is None else ratio <= 1.1,
            )
        )
    return found


def _quantile(runs: Sequence[Run], share: float) -> float:
    """Milliseconds; over all requests of all rounds."""
    latencies = sorted(latency for one in runs for latency in one.latencies)
    return latencies[min(len(latencies) - 1, int(len(latencies) * share))] * 1e3


def _speed(runs: Sequence[Run]) -> float:
    """Requests per second; the median round."""
    return statistics.median(len(one.latencies) / one.seconds for one in runs)


def _cpu(runs: Sequence[Run]) -> float:
    """Microseconds of the server's processor time for a request; the median round."""
    return statistics.median(one.cpu_seconds / len(one.latencies) for one in runs) * 1e6
