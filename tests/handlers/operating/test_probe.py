"""However many ask, the question is put once at a time, and nobody waits longer than he said."""

import asyncio
import threading
from collections.abc import Iterator

import pytest

from handlers.operating.probe import Probe


class Slow:
    """A database that answers when the test lets it."""

    def __init__(self) -> None:
        self.asked = 0
        self.go = threading.Event()
        self.error: Exception | None = None

    def __call__(self) -> int:
        self.asked += 1
        assert self.go.wait(10)
        if self.error is not None:
            raise self.error
        return self.asked


@pytest.fixture
def slow() -> Iterator[Slow]:
    made = Slow()
    yield made
    made.go.set()


async def test_many_that_ask_together_are_one_question(slow: Slow) -> None:
    probe = Probe(slow, name="t")
    asking = [asyncio.create_task(probe.answer(10)) for _ in range(50)]
    await asyncio.sleep(0)
    slow.go.set()
    assert await asyncio.gather(*asking) == [1] * 50
    assert await probe.answer(10) == 2
    probe.close()


async def test_a_question_that_hangs_is_not_put_again(slow: Slow) -> None:
    probe = Probe(slow, name="t")
    for _ in range(5):
        with pytest.raises(TimeoutError):
            await probe.answer(0.01)
    assert slow.asked == 1
    slow.go.set()
    assert await probe.answer(10) in {1, 2}
    probe.close()


async def test_what_asking_raises_is_raised_and_asked_again(slow: Slow) -> None:
    slow.go.set()
    slow.error = ZeroDivisionError()
    probe = Probe(slow, name="t")
    with pytest.raises(ZeroDivisionError):
        await probe.answer(10)
    slow.error = None
    assert await probe.answer(10) == 2
    probe.close()
