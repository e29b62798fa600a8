"""Print every figure: `python -m benchmarks [--quick] [part …]`."""

import argparse
import importlib
import os
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from rich.console import Console

from benchmarks.figures import Part, as_markdown, show

PAGE = Path(__file__).parent / "README.md"
MARK = "<!-- the newest full run -->"
PARTS = (
    "ack",
    "product",
    "storage",
    "due",
    "herd",
    "pace",
    "fairness",
    "rendering",
    "pictures",
    "statistics",
    "statistics_series",
    "reading",
    "start",
    "walk",
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], help="which paths; all by default")
    parser.add_argument("--quick", action="store_true", help="only prove that everything runs")
    parser.add_argument("--keep", action="store_true", help="write them into benchmarks/README.md; a full run only")
    asked = parser.parse_args()
    if asked.keep and (asked.quick or asked.parts):
        parser.error("--keep keeps a full run")
    console = Console(width=132)
    tables = []
    for name in asked.parts or PARTS:
        part = cast("Part", importlib.import_module(f"benchmarks.{name}"))
        figures = part.figures(quick=asked.quick)
        show(part.TITLE, figures, console)
        tables.append(as_markdown(part.TITLE, figures))
    if asked.keep:
        PAGE.write_text(_page(tables), encoding="utf-8")


def _page(tables: list[str]) -> str:
    """The page: what is written by hand stays, from the first table on it is the newest run."""
    standing = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
    run = f"Python {platform.python_version()}, {os.cpu_count()} cores, {datetime.now(tz=UTC):%Y-%m-%d}."
    return f"{standing}{MARK}\n\n{run}\n\n" + "\n".join(tables)


if __name__ == "__main__":
    main()
