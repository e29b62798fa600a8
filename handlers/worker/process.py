"""What runs inside the worker process: getting ready, performing a job by its name, and not outliving the parent."""

import importlib
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Iterable, Sequence
from multiprocessing.connection import wait
from typing import Any, Final

from handlers.logs import Form, Redacting, configure_logs

ALLOWED: Final = ("bot.statistics", "bot.charts")
"""The packages whose functions may be asked for."""


def checked(job: str, packages: Sequence[str]) -> tuple[str, str]:
    """The module and the function that a job `module:function` names; ValueError when it may not be asked for."""
    module, _, function = job.partition(":")
    if not any(module == allowed or module.startswith(f"{allowed}.") for allowed in packages):
        raise ValueError(f"{job!r} is not a job of the worker: only {' and '.join(packages)} are.")
    if not function.isidentifier() or function.startswith("_"):
        raise ValueError(f"{job!r} names no public function.")
    return module, function


def get_ready(modules: Iterable[str]) -> None:
    """Import what jobs will need, once, after seeing to it that nothing but the parent ends this process.

    Ctrl-C goes to the whole group of processes, and the parent is the one that decides what to finish. SIGTERM ends
    it at once: a handler of Python's would wait for the end of whatever is being computed.
    """
    # One job at a time on small matrices: threads of the linear algebra library only get into each other's way.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    form: Form = "console" if sys.stderr.isatty() else "json"
    sys.stderr = Redacting(sys.stderr)
    configure_logs(level="warning", form=form)
    threading.Thread(target=_die_with_the_parent, daemon=True, name="watch the parent").start()
    for module in modules:
        importlib.import_module(module)


def perform(module: str, function: str, arguments: tuple[Any, ...]) -> Any:
    """The result of one job; an error that does not survive the way home is named in one that does."""
    try:
        return getattr(importlib.import_module(module), function)(*arguments)
    except Exception as error:
        if not _travels(error):
            raise RuntimeError(f"{type(error).__name__}: {error}") from None
        raise


def here() -> int:
    """This process's id, once it is ready."""
    return os.getpid()


def _travels(error: Exception) -> bool:
    """Whether it can be put together again in the parent; if not, the pipe home would break."""
    try:
        return isinstance(pickle.loads(pickle.dumps(error)), type(error))  # noqa: S301  our own bytes of just now
    except Exception:  # noqa: BLE001  whatever a foreign class does wrong here, the answer is no
        return False


def _die_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
