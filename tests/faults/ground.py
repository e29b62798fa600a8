"""What every run stands on: databases, a process that forks speakers, a folder, and where the dice begin."""

from dataclasses import dataclass
from pathlib import Path

from tests.faults.bases import Bases
from tests.faults.kill_points import KillPoints
from tests.faults.zygote import Zygote


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What every run stands on; `size` is how much of the full size it takes."""

    bases: Bases
    zygote: Zygote
    folder: Path
    seed: int
    size: float = 1.0

    def sized(self, count: int) -> int:
        """So many of so many."""
        return max(1, round(count * self.size))

    def points(self, kind: str, *, freezes: bool = False, mutant: str | None = None) -> KillPoints:
        """Trials at boundaries."""
        return KillPoints(
            bases=self.bases, zygote=self.zygote, kind=kind, folder=self.folder, freezes=freezes, mutant=mutant
        )
