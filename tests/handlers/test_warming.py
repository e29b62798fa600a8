"""What is slow the first time is done before somebody waits for it."""

import json
import subprocess
import sys
import threading
from pathlib import Path

from handlers.warming import Warming
from handlers.worker.worker import Worker

HOUSE = Path(__file__).parents[2]
COUNTED = """
import json, re, sys
from bot.domain.explain import Task, explain
from bot.domain.reading import compile_patterns
from handlers import resources
vocabulary = resources.load_rulebook().vocabulary
if sys.argv[1] == "warm":
    compile_patterns()
compiled, compile_one = [], re._compiler.compile
def counting(source, flags=0):
    compiled.append(len(str(source)))
    return compile_one(source, flags)
re._compiler.compile = counting
for task, text in json.loads(sys.stdin.read()):
    explain(Task(task), text, None, vocabulary)
print(sum(compiled))
"""
"""How many characters of patterns are compiled while these answers are read, in a program that has just begun."""

ANSWERS = (
    ("metric_name", "Monthly churn of paying customers"),
    (
        "success_statement",
        "Monthly churn falls from 3.1 % to 2.8 % by June because of the model; margin must not fall.",
    ),
    ("success_statement", "AUC of at least 0.9 on the holdout set"),
    ("experiment_statement", "A/B test on customers at renewal for six weeks; we launch if churn falls by 0.3 points."),
    ("experiment_statement", "We compare the months before and after the launch."),
)


def compiled(how: str) -> int:
    counted = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", COUNTED, how],
        input=json.dumps(ANSWERS),
        capture_output=True,
        text=True,
        check=True,
        cwd=HOUSE,
    )
    return int(counted.stdout)


def test_the_first_answers_of_all_are_read_without_compiling_anything_long() -> None:
    assert compiled("warm") < 1_000
    assert compiled("cold") > 100_000


def test_it_begins_by_itself_and_whoever_ends_soon_begins_no_more() -> None:
    begun = threading.Event()
    soon, ended = Warming(Worker(), begun.set, after=0.01), Warming(Worker(), begun.set, after=0.05)
    ended.start()
    ended.stop()
    ended._timer.join()
    assert not begun.is_set()
    soon.start()
    assert begun.wait(5)


async def test_who_waits_for_it_finds_the_worker_warm() -> None:
    begun = threading.Event()
    async with Worker(warm=(), packages=("bot.statistics",)) as worker:
        await Warming(worker, begun.set).done()
        assert begun.is_set()
        assert worker.is_born
