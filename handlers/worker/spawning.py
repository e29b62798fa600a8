"""How the worker process is born: spawned, watched, and without the secrets that only the parent needs."""

import os
import threading
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from multiprocessing.connection import wait
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any, Final

OnEnd = Callable[[], None]

_BEGINNINGS: Final = ("SLACK_", "PLUMBLINE_", "DATABASE_URL", "PG")
_PARTS: Final = ("TOKEN", "SECRET", "PASSWORD", "PASSWD", "CREDENTIAL", "API_KEY", "PRIVATE_KEY", "_DSN")
_BIRTH: Final = threading.Lock()


def is_secret(name: str) -> bool:
    """Whether an environment variable stays with the parent; computing and drawing need no settings of ours at all."""
    upper = name.upper()
    return upper.startswith(_BEGINNINGS) or any(part in upper for part in _PARTS)


@contextmanager
def without_secrets(environment: MutableMapping[str, str]) -> Iterator[None]:
    """Take the secrets out for as long as a child is being born, or a library looks for some by itself.

    multiprocessing hands its own environment on and offers no other way; nobody reads ours by then, because settings
    are read once, before anything starts.
    """
    with _BIRTH:
        kept = {name: environment.pop(name) for name in list(environment) if is_secret(name)}
        try:
            yield
        finally:
            environment.update(kept)


class Born(SpawnProcess):
    """A process that is born without secrets, and whose end is told in a thread."""

    on_end: OnEnd | None = None

    def start(self) -> None:
        """Be born, and be watched from then on."""
        with without_secrets(os.environ):
            super().start()
        # pebble closes the sentinel when it has noticed the end itself, so we watch a copy.
        watched = os.dup(self.sentinel)
        threading.Thread(target=_watch, args=(watched, self.on_end), daemon=True, name="watch the worker").start()

    def __getstate__(self) -> dict[str, Any]:
        """What goes over to the child: nothing of the parent's watching."""
        return {name: value for name, value in vars(self).items() if name != "on_end"}


class Spawning(SpawnContext):
    """A context whose processes are born so; `on_end` is called whenever one of them is gone."""

    def __init__(self, on_end: OnEnd) -> None:
        super().__init__()
        self._on_end = on_end

    def Process(self, *arguments: Any, **named: Any) -> Born:  # type: ignore[override]  # noqa: N802  multiprocessing's
        """A process, not started."""
        born = Born(*arguments, **named)
        born.on_end = self._on_end
        return born


def _watch(sentinel: int, on_end: OnEnd | None) -> None:
    try:
        wait([sentinel])
    finally:
        os.close(sentinel)
    if on_end is not None:
        on_end()
