import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from handlers.worker.worker import Worker

JOBS = "tests.handlers.worker.jobs"
StartWorker = Callable[..., Worker]


@pytest.fixture
def start_worker() -> Iterator[StartWorker]:
    """Workers that may perform the tests' own jobs; they are closed at the end."""
    running: list[Worker] = []

    def start(**switches: Any) -> Worker:
        worker = Worker(**{"warm": (), "packages": (JOBS,), **switches})
        running.append(worker)
        worker.start()
        return worker

    yield start
    for worker in running:
        worker.close(grace=0)


@pytest.fixture
def worker(start_worker: StartWorker) -> Worker:
    return start_worker()


@pytest.fixture
def fifo(tmp_path: Path) -> Path:
    path = tmp_path / "fifo"
    os.mkfifo(path)
    return path
