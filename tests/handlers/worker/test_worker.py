"""A real process: what comes back from it, and that it is there again whatever happens to it."""

import asyncio
import contextlib
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.statistics.reasons import NotComputable, Reason
from handlers.worker.refusals import TookTooLong, WorkerBusy, WorkerClosed, WorkerLost
from handlers.worker.worker import Worker
from tests.handlers.counts import counted
from tests.handlers.worker.conftest import JOBS, StartWorker

ROOT = Path(__file__).parents[3]
EVERYTHING = (
    "bot.statistics.analyze",
    "scipy.optimize",
    "scipy.special",
    "scipy.stats",
    "statsmodels.genmod.generalized_linear_model",
    "statsmodels.regression.linear_model",
    "statsmodels.stats.power",
    "statsmodels.stats.proportion",
    "statsmodels.tsa.statespace.sarimax",
)


def told_by_the_kernel(process: int, what: str) -> bytes:
    """A file of /proc."""
    return Path(f"/proc/{process}/{what}").read_bytes()


def processor_seconds(process: int) -> float:
    """How long the processor worked for it: the fourteenth and fifteenth field of `stat`, in ticks, behind its name."""
    fields = told_by_the_kernel(process, "stat").rpartition(b")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def until_gone(process: int) -> None:
    """Wait for the end of a process that is not our child."""
    try:
        watched = os.pidfd_open(process)
    except ProcessLookupError:
        return
    poll = select.poll()
    poll.register(watched, select.POLLIN)
    ended = await asyncio.to_thread(poll.poll, 10_000)
    os.close(watched)
    assert ended


def heard(fifo: Path) -> str:
    """What a job tells, within ten seconds."""
    handle = os.open(fifo, os.O_RDWR | os.O_NONBLOCK)
    poll = select.poll()
    poll.register(handle, select.POLLIN)
    try:
        assert poll.poll(10_000)
        return os.read(handle, 100).decode()
    finally:
        os.close(handle)


async def hanging(worker: Worker, fifo: Path, **more: float) -> tuple["asyncio.Task[object]", int]:
    """A job that is at work and will never end, and the process that works on it."""
    task = asyncio.create_task(worker.run(f"{JOBS}:tell_and_hang", fifo, **more))
    return task, int(await asyncio.to_thread(heard, fifo))


async def test_a_value_comes_back(worker: Worker) -> None:
    assert await worker.run(f"{JOBS}:echo", {"a": (1, float("inf"))}) == {"a": (1, float("inf"))}


async def test_what_cannot_be_computed_comes_back_with_its_reason(worker: Worker) -> None:
    with pytest.raises(NotComputable) as refused:
        await worker.run(f"{JOBS}:cannot")
    assert (refused.value.reason, refused.value.words, refused.value.field) == (
        Reason.TOO_FEW,
        "Two are needed.",
        "n",
    )


async def test_an_error_that_cannot_travel_is_named_and_costs_no_process(worker: Worker) -> None:
    before = await worker.ready()
    with pytest.raises(RuntimeError, match="Awkward: 1 and 2"):
        await worker.run(f"{JOBS}:stumble")
    assert await worker.ready() == before


@pytest.mark.parametrize(
    "job", ["os:system", "bot.domain.text:shorten", "bot.statistics.analyze:_plain", "bot.chartsx:a", "bot.statistics"]
)
async def test_only_the_functions_of_statistics_and_charts_may_be_asked_for(job: str) -> None:
    worker = Worker()
    with pytest.raises(ValueError, match=r"not a job|no public function"):
        await worker.run(job)
    worker.close()


async def test_the_vocabulary_is_answered_by_the_worker_of_the_product(start_worker: StartWorker) -> None:
    worker = start_worker(packages=("bot.statistics",))
    answer = await worker.run("bot.statistics.analyze:analyze", {"id": "a", "task": "no such task"})
    assert answer["error"]["code"] == "unknown_task"


async def test_killed_while_idle_it_is_there_again_before_anybody_asks(
    start_worker: StartWorker, fifo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKER_FIFO", str(fifo))
    worker = start_worker(warm=("tests.handlers.worker.telling",))
    before = int(await asyncio.to_thread(heard, fifo))
    assert await worker.ready() == before
    os.kill(before, signal.SIGKILL)
    after = int(await asyncio.to_thread(heard, fifo))
    assert after != before
    assert await worker.run(f"{JOBS}:pid") == after


async def test_killed_while_idle_the_next_job_does_not_notice(worker: Worker) -> None:
    before = await worker.ready()
    os.kill(before, signal.SIGKILL)
    assert await worker.run(f"{JOBS}:pid") != before


@pytest.mark.parametrize("is_warm", [True, False])
async def test_an_end_that_was_to_come_is_no_news_though_the_process_goes_first(
    start_worker: StartWorker, fifo: Path, monkeypatch: pytest.MonkeyPatch, *, is_warm: bool
) -> None:
    """SIGTERM to a whole group reaches the process before its parent closes it."""
    monkeypatch.setenv("WORKER_FIFO", str(fifo))
    with capture_logs() as logs:
        worker = start_worker(warm=("tests.handlers.worker.telling",))
        process = int(await asyncio.to_thread(heard, fifo))
        if is_warm:
            assert await worker.ready() == process
        os.kill(process, signal.SIGTERM)
        await until_gone(process)
        worker.expect_end()
        await asyncio.to_thread(worker.close)
    assert [line for line in logs if line["log_level"] != "info"] == []


async def test_closed_while_it_warms_up_it_warns_of_nothing(start_worker: StartWorker) -> None:
    with capture_logs() as logs:
        worker = start_worker()
        worker.close()
    assert logs == []


async def test_a_process_that_dies_at_work_just_before_the_parent_hears_of_the_end_is_no_news(
    start_worker: StartWorker, fifo: Path
) -> None:
    with capture_logs() as logs:
        worker = start_worker()
        task, first = await hanging(worker, fifo)
        os.kill(first, signal.SIGTERM)
        worker.expect_end()
        assert int(await asyncio.to_thread(heard, fifo)) != first, "it is tried once more"
        await asyncio.to_thread(worker.close, 0)
        with pytest.raises(WorkerClosed):
            await task
    assert [line for line in logs if line["log_level"] != "info"] == []


async def test_whoever_ends_soon_still_works(worker: Worker) -> None:
    before = await worker.ready()
    worker.expect_end()
    os.kill(before, signal.SIGTERM)
    await until_gone(before)
    after = await worker.run(f"{JOBS}:pid")
    assert after != before


async def test_a_process_that_dies_at_work_is_news(start_worker: StartWorker, fifo: Path) -> None:
    with capture_logs() as logs:
        task, first = await hanging(start_worker(), fifo)
        os.kill(first, signal.SIGKILL)
        second = int(await asyncio.to_thread(heard, fifo))
        os.kill(second, signal.SIGKILL)
        with pytest.raises(WorkerLost):
            await task
    assert [line["event"] for line in logs if line["log_level"] == "warning"] == ["worker.died", "worker.died"]


async def test_killed_while_working_the_job_is_tried_once_more(worker: Worker, fifo: Path) -> None:
    task, first = await hanging(worker, fifo)
    waiting = asyncio.create_task(worker.run(f"{JOBS}:echo", "waits"))
    os.kill(first, signal.SIGKILL)
    second = int(await asyncio.to_thread(heard, fifo))
    assert second != first
    os.kill(second, signal.SIGKILL)
    with pytest.raises(WorkerLost) as lost:
        await task
    assert "broke off" in lost.value.words
    assert await waiting == "waits"


async def test_a_job_that_kills_once_is_done_the_second_time(worker: Worker, tmp_path: Path) -> None:
    assert await worker.run(f"{JOBS}:die", 1, tmp_path) == "died 1 times"


async def test_a_job_whose_time_is_over_is_stopped_and_not_tried_again(worker: Worker, fifo: Path) -> None:
    task, first = await hanging(worker, fifo, seconds=0.2)
    with pytest.raises(TookTooLong) as late:
        await task
    assert "too long" in late.value.words
    await until_gone(first)
    assert await worker.ready() != first


async def test_a_full_line_refuses_at_once_and_takes_again_when_there_is_room(
    start_worker: StartWorker, fifo: Path
) -> None:
    worker = start_worker(most_waiting=2)
    task, _ = await hanging(worker, fifo, seconds=0.5)
    waiting = asyncio.create_task(worker.run(f"{JOBS}:echo", 1))
    await asyncio.sleep(0)
    with pytest.raises(WorkerBusy) as busy:
        await worker.run(f"{JOBS}:echo", 2)
    assert "try again" in busy.value.words
    with pytest.raises(TookTooLong):
        await task
    assert await waiting == 1
    assert await worker.run(f"{JOBS}:echo", 3) == 3


async def test_closing_drops_what_waits_and_ends_the_process(worker: Worker, fifo: Path) -> None:
    task, first = await hanging(worker, fifo)
    waiting = asyncio.create_task(worker.run(f"{JOBS}:echo", 1))
    await asyncio.sleep(0)
    await asyncio.to_thread(worker.close, 0)
    for each in (task, waiting):
        with pytest.raises(WorkerClosed):
            await each
    await until_gone(first)
    with pytest.raises(WorkerClosed):
        await worker.run(f"{JOBS}:echo", 1)


async def test_closing_lets_finish_what_is_being_worked_on(tmp_path: Path, fifo: Path) -> None:
    async with Worker(warm=(), packages=("tests.handlers.worker.jobs",)) as worker:
        task = asyncio.create_task(worker.run(f"{JOBS}:tell_and_go_on", fifo))
        await asyncio.to_thread(heard, fifo)
    assert await task == "finished"


async def test_who_stops_waiting_is_cancelled_and_nothing_else(worker: Worker, fifo: Path) -> None:
    task, _ = await hanging(worker, fifo, seconds=0.3)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await worker.run(f"{JOBS}:echo", 1) == 1


async def test_how_jobs_end_is_counted(start_worker: StartWorker, fifo: Path) -> None:
    worker = start_worker(most_waiting=2)
    await worker.run(f"{JOBS}:echo", 1)
    with pytest.raises(NotComputable):
        await worker.run(f"{JOBS}:cannot")
    with pytest.raises(RuntimeError):
        await worker.run(f"{JOBS}:stumble")
    assert (counted(worker.jobs), worker.waiting) == ({"done": 1, "refused": 1, "failed": 1}, 0)
    task, _ = await hanging(worker, fifo)
    waiting = asyncio.create_task(worker.run(f"{JOBS}:echo", 1))
    await asyncio.sleep(0)
    with pytest.raises(WorkerBusy):
        await worker.run(f"{JOBS}:echo", 2)
    assert (counted(worker.jobs)["busy"], worker.waiting) == (1, 2)
    await asyncio.to_thread(worker.close, 0)
    await asyncio.gather(task, waiting, return_exceptions=True)
    assert (counted(worker.jobs)["dropped"], worker.waiting) == (2, 0)


async def test_a_job_that_took_too_long_or_was_lost_is_counted_as_that(
    worker: Worker, fifo: Path, tmp_path: Path
) -> None:
    task, _ = await hanging(worker, fifo, seconds=0.2)
    with pytest.raises(TookTooLong):
        await task
    with pytest.raises(WorkerLost):
        await worker.run(f"{JOBS}:die", 9, tmp_path)
    assert counted(worker.jobs) == {"timed_out": 1, "lost": 1}


async def test_ctrl_c_does_not_reach_it(worker: Worker) -> None:
    before = await worker.ready()
    os.kill(before, signal.SIGINT)
    assert await worker.run(f"{JOBS}:pid") == before


def test_one_worker_serves_several_loops(worker: Worker) -> None:
    assert [asyncio.run(worker.run(f"{JOBS}:echo", number)) for number in (1, 2)] == [1, 2]


async def test_it_is_born_without_secrets(start_worker: StartWorker, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = ("SLACK_BOT_TOKEN", "DATABASE_URL", "PLUMBLINE_SECRET_KEYS", "PGPASSWORD", "AWS_SECRET_ACCESS_KEY")
    for name in secrets:
        monkeypatch.setenv(name, "hush-hush")
    monkeypatch.setenv("LANG", "C.UTF-8")
    worker = start_worker()
    born_with = told_by_the_kernel(await worker.ready(), "environ")
    assert b"hush-hush" not in born_with
    assert b"LANG=C.UTF-8" in born_with
    assert not set(secrets) & set(await worker.run(f"{JOBS}:environment"))
    assert os.environ["DATABASE_URL"] == "hush-hush"


PARENT = """
import asyncio
import sys
from pathlib import Path
from handlers.worker.worker import Worker

async def main():
    async with Worker(warm=(), packages=("tests.handlers.worker.jobs",)) as worker:
        print(await worker.ready(), flush=True)
        if len(sys.argv) > 1:
            await worker.run("tests.handlers.worker.jobs:tell_and_hang", Path(sys.argv[1]))
        await asyncio.Event().wait()

if __name__ == "__main__":
    asyncio.run(main())
"""


@pytest.mark.parametrize("works", [False, True])
async def test_it_dies_with_its_parent_whatever_it_does(fifo: Path, *, works: bool) -> None:
    command = [sys.executable, "-c", PARENT, *([str(fifo)] if works else [])]
    parent = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT)
    assert parent.stdout is not None
    lines = [await parent.stdout.readline() for _ in range(2)]  # the other one is the log's
    child = next(int(line) for line in lines if line.strip().isdigit())
    if works:
        assert int(await asyncio.to_thread(heard, fifo)) == child
    parent.kill()
    try:
        await until_gone(child)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        await parent.communicate()


async def test_with_everything_imported_it_is_ready_soon_and_small(start_worker: StartWorker) -> None:
    worker = start_worker(warm=EVERYTHING)
    process = await worker.ready()
    spent = processor_seconds(process)
    status = told_by_the_kernel(process, "status").decode()
    resident = next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))
    assert set(EVERYTHING) <= set(await worker.run(f"{JOBS}:modules"))
    assert spent < 5
    assert resident < 250


def test_assembling_the_bot_imports_nothing_scientific() -> None:
    program = (
        "import sys, handlers.app, handlers.cli, handlers.commands.run\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    loaded = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.split()
    assert "handlers" in loaded
    assert not {"numpy", "scipy", "statsmodels", "pandas", "matplotlib", "resvg_py"} & set(loaded)
