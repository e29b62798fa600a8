"""What the runs found, as lines to print and as the page in benchmarks/."""

import json
import os
import platform
from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

PAGE: Final = Path(__file__).parents[2] / "benchmarks" / "faults.md"
_HEAD: Final = (
    "run",
    "database",
    "processes",
    "messages",
    "decisions",
    "kills",
    "freezes",
    "misfortunes",
    "missing",
    "doubled",
    "said again, healed",
    "other breaks",
    "seconds",
    "longest lag, s",
    "seed",
)


@dataclass(slots=True, kw_only=True)
class Line:
    """One line of the table; `breaks` counts broken promises by rule."""

    run: str
    database: str
    processes: int
    seed: str
    messages: int = 0
    decisions: int = 0
    kills: int = 0
    freezes: int = 0
    misfortunes: int = 0
    again: int = 0
    healed: int = 0
    seconds: float = 0.0
    lag: float = 0.0
    breaks: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    file: Path | None = None

    @property
    def is_broken(self) -> bool:
        """Whether a promise was broken that this run has to keep."""
        return bool(self.breaks)

    @property
    def others(self) -> str:
        """The rules that were broken beside those that have a column."""
        found = (f"{rule} {count}" for rule, count in self.breaks.items() if rule not in {"missing", "doubled"})
        return ", ".join(found) or "0"

    @property
    def cells(self) -> tuple[str, ...]:
        """What stands in the table."""
        counts = (self.messages, self.decisions, self.kills, self.freezes, self.misfortunes)
        broken = (self.breaks["missing"], self.breaks["doubled"])
        return (
            self.run,
            self.database,
            str(self.processes),
            *(f"{count:,}" for count in (*counts, *broken)),
            f"{self.again}, {self.healed}",
            self.others,
            f"{self.seconds:.0f}",
            f"{self.lag:.2f}",
            self.seed,
        )

    @property
    def told(self) -> str:
        """As one line, with what went wrong first and how to repeat it."""
        words = " · ".join(f"{name} {cell}" for name, cell in zip(_HEAD, self.cells, strict=True))
        troubles = "".join(f"\n    {example}" for example in self.examples[:5])
        return words + troubles + (f"\n    repeat: --again {self.file}" if self.file else "")


def table(lines: list[Line]) -> str:
    """All lines, for people and for Markdown alike."""
    rows = [_HEAD, tuple("---" if number < 2 else "---:" for number in range(len(_HEAD))), *(x.cells for x in lines)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def save(lines: list[Line], file: Path) -> None:
    """Keep the lines of a run, to be joined with those of others."""
    kept = [{**asdict(replace(line, file=None, breaks=Counter())), "breaks": dict(line.breaks)} for line in lines]
    file.write_text(json.dumps(kept), encoding="utf-8")


def joined(files: list[Path]) -> list[Line]:
    """The lines of several runs; of those of the same run on the same database, the last."""
    kept: dict[tuple[str, str, int], Line] = {}
    for file in files:
        for line in json.loads(file.read_text(encoding="utf-8")):
            name = line["run"].partition(":")[0], line["database"], line["processes"]
            kept[name] = Line(**line | {"breaks": Counter(line["breaks"])})
    return list(kept.values())


def page(lines: list[Line]) -> str:
    """The page, with what the columns mean."""
    when = f"Python {platform.python_version()}, {os.cpu_count()} cores, {datetime.now(tz=UTC):%Y-%m-%d}."
    return f"""# What delivery withstands

`make faults LONG=1 ARGS=--keep` writes this page, `make faults` runs a short form. Processes that only speak, on a real
database, are killed with SIGKILL, frozen with SIGSTOP and hindered in every other way while messages are decided beside
them, and the workspace's own log is held against the decisions.

- *messages* were decided in several workspaces, channels and conversations, living ones with their versions, later and
  withdrawn ones among them; *decisions* counts what the ledger was told.
- *misfortunes* are answers that were lost, late or broken, refusals, Retry-After and calls that arrived twice.
- *missing* and *doubled* are what people see in the end. *Said again, healed*: what appeared once more though it was
  there already, and what the healer found of it.
- *Longest lag* is by how much the workspaces themselves were late at most: where that is more than the patience of the
  drains, 2 s here and 8 s in production, a request may arrive after the look for it.
- *Other breaks*: out of order, too early, said though withdrawn, an old version, a call before its Retry-After was
  over, something that nobody decided, a recovery that took too long, or a message that was stuck.

{when}

{table(lines)}
"""
