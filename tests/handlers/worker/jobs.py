"""Jobs that go wrong on purpose; a fifo tells the test how far they have come."""

import logging
import os
import signal
import sys
import threading
import warnings
from pathlib import Path
from typing import NoReturn

from bot.statistics.reasons import NotComputable, Reason


def tell_and_hang(fifo: Path) -> NoReturn:
    fifo.write_text(str(os.getpid()))
    threading.Event().wait()
    raise AssertionError


def die(times: int, marks: Path) -> str:
    """Kill the process so many times, then say how often."""
    died = len(list(marks.iterdir()))
    if died < times:
        (marks / str(died)).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return f"died {died} times"


def environment() -> list[str]:
    return sorted(os.environ)


def modules() -> list[str]:
    return sorted(sys.modules)


def pid() -> int:
    return os.getpid()


def echo(value: object) -> object:
    return value


def cannot() -> NoReturn:
    raise NotComputable(Reason.TOO_FEW, "Two are needed.", field="n")


class Awkward(Exception):  # noqa: N818  named for what it is
    def __init__(self, first: int, second: int) -> None:
        super().__init__(f"{first} and {second}")


def stumble() -> NoReturn:
    raise Awkward(1, 2)


def tell_and_go_on(fifo: Path) -> str:
    fifo.write_text("at work")
    return "finished"


class Broken:
    def __init__(self, words: str) -> None:
        self.words = words

    def __del__(self) -> None:
        raise ValueError(self.words)


def chatter(words: str) -> None:
    """Whatever a library may do in there: print, warn, log, fail in a thread and in a destructor."""
    sys.stderr.write(f"{words}\n")
    warnings.warn(words, stacklevel=1)
    logging.getLogger("numpy").error("%s", {"said": words})
    thread = threading.Thread(target=Path, args=(1, words))
    thread.start()
    thread.join()
    Broken(words)
    sys.stderr.flush()
