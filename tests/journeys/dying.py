"""`plumbline run` that kills itself at one moment of the unit of work in which something heard is kept.

It dies once the file that DYING_ARMED names is there, at the moment that DYING_AT names.
"""

import os
import signal
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, Pool, event

from handlers.cli import main

_HEARD: Final = "something heard is kept"


def _dies(moment: str) -> None:
    if os.environ["DYING_AT"] == moment and Path(os.environ["DYING_ARMED"]).exists():
        os.kill(os.getpid(), signal.SIGKILL)


def _statement(connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
    if "inbox" in statement:
        _dies("hearing")
        if statement.startswith("INSERT"):
            connection.info[_HEARD] = True
            _dies("keeping")


def _commit(connection: Connection) -> None:
    if connection.info.get(_HEARD):
        _dies("committing")


def _given_back(_connection: Any, record: Any) -> None:
    if record.info.pop(_HEARD, False):
        _dies("committed")


if __name__ == "__main__":
    event.listen(Engine, "before_cursor_execute", _statement)
    event.listen(Engine, "commit", _commit)
    event.listen(Pool, "checkin", _given_back)
    main()
