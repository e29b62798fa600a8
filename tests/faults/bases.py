"""Databases for processes under test: migrated, empty, one for each trial, and troubles that come from outside."""

import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, make_url, text

from storage.engine import open_engine
from storage.migrate import upgrade
from tests.databases import empty

SQLITE, POSTGRESQL = KINDS = ("sqlite", "postgresql")
_TEMPLATE: Final = "plumbline_faults"
_READ_ONLY: Final = "ALTER DATABASE {name} SET default_transaction_read_only = {on}"
_CUT: Final = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND pid <> pg_backend_pid()"
)


class Bases:
    """Hands out databases below a folder, and on a server where there is one."""

    def __init__(self, folder: Path, server: str | None, *, restart: Callable[[], None] | None = None) -> None:
        self._folder, self._server, self._count = folder, server, 0
        self.restart = restart
        self._template: Path | None = None
        self._made: list[str] = []
        self._free: list[str] = []

    def fresh(self, kind: str) -> str:
        """The address of a migrated, empty database."""
        if kind == SQLITE:
            return self._file()
        if self._free:
            engine = open_engine(url := self._free.pop())
            empty(engine)
            engine.dispose()
            return url
        return self._database()

    def give_back(self, url: str) -> None:
        """It is needed no more."""
        if not url.startswith(SQLITE):
            self._free.append(url)

    def close(self) -> None:
        """Drop what was made on the server."""
        if self._server is not None:
            for name in self._made:
                self.command(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            self._made.clear()

    def command(self, words: str) -> None:
        """Tell the server something."""
        assert self._server is not None
        engine = open_engine(self._server)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(words))
        engine.dispose()

    def read_only(self, name: str, *, on: bool) -> None:
        """Let a database on the server take no change, or take them again."""
        self.command(_READ_ONLY.format(name=name, on="on" if on else "off"))
        self.command(_CUT.format(name=name))

    def _file(self) -> str:
        self._count += 1
        if self._template is None:
            self._template = self._folder / "template.db"
            _migrate(f"sqlite:///{self._template}")
        file = self._folder / f"base-{self._count}" / "plumbline.db"
        file.parent.mkdir()
        shutil.copy(self._template, file)
        return f"sqlite:///{file}"

    def _database(self) -> str:
        assert self._server is not None
        self._count += 1
        template = f"{_TEMPLATE}_{os.getpid()}_{id(self)}"
        if not self._made:
            self._made.append(template)
            self.command(f"CREATE DATABASE {template}")
            self.command(f"ALTER DATABASE {template} SET synchronous_commit = off")
            _migrate(self._address(template))
        name = f"{template}_{self._count}"
        self.command(f"CREATE DATABASE {name} TEMPLATE {template}")
        # What kills a process takes no commit away, and what restarts the server writes all out before.
        self.command(f"ALTER DATABASE {name} SET synchronous_commit = off")
        self._made.append(name)
        return self._address(name)

    def _address(self, name: str) -> str:
        assert self._server is not None
        return make_url(self._server).set(database=name, drivername="postgresql").render_as_string(hide_password=False)


def lock(url: str, seconds: float) -> None:
    """Let nobody else use a database for a while."""
    address = make_url(url)
    if address.drivername == SQLITE:
        connection = sqlite3.connect(str(address.database), timeout=5, isolation_level=None)
        connection.execute("BEGIN EXCLUSIVE")
        time.sleep(seconds)
        connection.execute("ROLLBACK")
        connection.close()
        return
    engine: Engine = open_engine(url)
    with engine.begin() as held:
        held.execute(text("SET LOCAL lock_timeout = '10s'"))
        held.execute(text("LOCK TABLE deliveries, allowances IN ACCESS EXCLUSIVE MODE"))
        time.sleep(seconds)
    engine.dispose()


def restarts(server: object) -> Callable[[], None]:
    """How to restart a server of our own, as an update of it does."""
    program, data = Path(server.bin_path) / "pg_ctl", str(server.pgdata)  # type: ignore[attr-defined]  # untyped
    user: str | None = server.system_user  # type: ignore[attr-defined]  # untyped

    def restart() -> None:
        words = [str(program), "-w", "-D", data, "-m", "fast", "-l", f"{data}/log", "restart"]
        prefix = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"] if user else []
        subprocess.run([*prefix, *words], check=True, capture_output=True)  # noqa: S603  the server's own program

    return restart


def _migrate(url: str) -> None:
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()
