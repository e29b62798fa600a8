"""What a benchmark hands back: a measured value, its ratio to a limit or a peer of the same run, and its goal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured value; machines differ, so `ratio` (to what `against` names, in the same run) is what compares.

    `reached` says whether the goal was met in this run; None where there is no goal.
    """

    name: str
    value: float
    unit: str
    against: str | None = None
    ratio: float | None = None
    goal: str | None = None
    reached: bool | None = None


class Part(Protocol):
    """A module of this package that measures one path."""

    TITLE: str

    def figures(self, *, quick: bool = False) -> list[Figure]:
        """Measure; `quick` only proves that everything runs."""
        ...


def best_ms(work: Callable[[], object], rounds: int) -> float:
    """The fastest of several rounds in milliseconds: what the work costs when nothing else runs."""
    took = []
    for _ in range(rounds):
        began = perf_counter()
        work()
        took.append(perf_counter() - began)
    return min(took) * 1000


def show(title: str, figures: Sequence[Figure], console: Console) -> None:
    """Print one table."""
    table = Table(title=title, title_justify="left")
    for name, justify in (("figure", "left"), ("value", "right"), ("ratio", "right"), ("to", "left"), ("goal", "left")):
        table.add_column(name, justify="right" if justify == "right" else "left", no_wrap=True)
    for figure in figures:
        table.add_row(
            figure.name,
            f"{figure.value:,.{_digits(figure.value)}f} {figure.unit}",
            "" if figure.ratio is None else f"{figure.ratio:.2f}",
            figure.against or "",
            _goal(figure),
        )
    console.print(table)


def as_markdown(title: str, figures: Sequence[Figure]) -> str:
    """One table of the page that keeps the newest full run."""
    rows = [
        f"| {figure.name} | {figure.value:,.{_digits(figure.value)}f} {figure.unit} "
        f"| {'' if figure.ratio is None else f'{figure.ratio:.2f}'} | {figure.against or ''} | {_goal(figure)} |"
        for figure in figures
    ]
    return "\n".join(
        [f"## {title}", "", "| figure | value | ratio | to | goal |", "|---|---:|---:|---|---|", *rows, ""]
    )


def _digits(value: float) -> int:
    return 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 3


def _goal(figure: Figure) -> str:
    if figure.goal is None:
        return ""
    return f"{figure.goal}: {'reached' if figure.reached else 'missed'}"
