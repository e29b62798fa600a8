"""Print every figure: `python -m benchmarks [--quick] [part …]`."""

import argparse
import importlib
import importlib.util
from typing import cast

from rich.console import Console

from benchmarks.figures import Part, show

PARTS = ("ack", "storage", "rendering", "statistics")


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], help="which paths; all by default")
    parser.add_argument("--quick", action="store_true", help="only prove that everything runs")
    asked = parser.parse_args()
    console = Console(width=132)
    for name in asked.parts or PARTS:
        if importlib.util.find_spec(f"benchmarks.{name}") is None:
            continue
        part = cast("Part", importlib.import_module(f"benchmarks.{name}"))
        show(part.TITLE, part.figures(quick=asked.quick), console)


if __name__ == "__main__":
    main()
