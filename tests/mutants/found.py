"""What became of mutants: caught, or alive, or proven to be no change at all."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

import yaml
from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.stats import status_by_exit_code
from mutmut.utils.format_utils import mangled_name_from_mutant_name

_EQUIVALENT: Final = Path(__file__).parent / "equivalent.yaml"
_QUANTILE: Final = 1.959964
"""Of the standard normal distribution, for an interval of 95 %."""


class Fate(StrEnum):
    """What became of a mutant."""

    KILLED = "killed"
    TIMEOUT = "timeout"
    SURVIVED = "survived"
    EQUIVALENT = "equivalent"
    UNTRIED = "untried"


_FATES: Final = {
    "killed": Fate.KILLED,
    "check was interrupted by user": Fate.KILLED,  # with this status pytest says that a module could not be loaded
    "segfault": Fate.KILLED,
    "suspicious": Fate.KILLED,
    "timeout": Fate.TIMEOUT,
    "survived": Fate.SURVIVED,
    "no tests": Fate.SURVIVED,
    "not checked": Fate.UNTRIED,
}


_NOT_LOADED: Final = 255
"""With this exit status a run ends whose modules raise while they are loaded; mutmut calls it a timeout."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What became of one mutant."""

    file: Path
    name: str
    fate: Fate


def found(mutants: Mapping[Path, Iterable[str]]) -> list[Found]:
    """What earlier runs found of these."""
    known = equivalents()
    fates = []
    for file, names in mutants.items():
        kept = SourceFileMutationData(path=file)
        kept.load()
        for name in names:
            fate = _fate(kept.exit_code_by_key.get(name))
            # A hang of what is no change was one of the machine.
            if fate in {Fate.SURVIVED, Fate.TIMEOUT} and change(name, file) in known:
                fate = Fate.EQUIVALENT
            fates.append(Found(file=file, name=name, fate=fate))
    return fates


def _fate(status: int | None) -> Fate:
    return Fate.KILLED if status == _NOT_LOADED else _FATES[status_by_exit_code[status]]


def change(name: str, file: Path) -> tuple[str, str, str]:
    """What a mutant changes: the function, its lines before, and its lines after."""
    lines = get_diff_for_mutant(name, path=file).splitlines()[2:]
    before, after = (" ".join(line[1:].strip() for line in lines if line.startswith(sign)) for sign in "-+")
    return mangled_name_from_mutant_name(name), before, after


def equivalents() -> list[tuple[str, str, str]]:
    """The changes that are proven to be none."""
    listed = yaml.safe_load(_EQUIVALENT.read_text(encoding="utf-8"))
    return [(each["function"], each["is"], each["becomes"]) for each in listed]


def table(mutants: Iterable[Found]) -> str:
    """One line for each file and one for all, the names of the survivors, and the score with its interval."""
    by_file: dict[str, Counter[Fate]] = {}
    for each in (mutants := list(mutants)):
        by_file.setdefault(str(each.file), Counter())[each.fate] += 1
    head = ["| file | mutants | " + " | ".join(Fate) + " |", "| --- |" + " ---: |" * (1 + len(Fate))]
    total = Counter(each.fate for each in mutants)
    rows = [_row(file, fates) for file, fates in by_file.items()] + [_row("all", total)]
    alive = [each.name for each in mutants if each.fate is Fate.SURVIVED]
    return "\n".join([*head, *rows, "", *alive, "", _score(total)])


def _row(name: str, fates: Counter[Fate]) -> str:
    return f"| {name} | {fates.total()} | " + " | ".join(str(fates[fate]) for fate in Fate) + " |"


def _score(fates: Counter[Fate]) -> str:
    caught = fates[Fate.KILLED] + fates[Fate.TIMEOUT]
    of = caught + fates[Fate.SURVIVED]
    if not of:
        return "no score: nothing was tried"
    low, high = wilson(caught, of)
    return f"score {caught} of {of}: {caught / of:.1%} (95 % interval by Wilson: {low:.1%} to {high:.1%})"


def wilson(caught: int, of: int) -> tuple[float, float]:
    """Wilson's interval of a share, both ends between 0 and 1 (Wilson 1927, J. Am. Stat. Assoc. 22:209)."""
    z2 = _QUANTILE**2
    middle = (caught + z2 / 2) / (of + z2)
    half = _QUANTILE * math.sqrt(caught * (of - caught) / of + z2 / 4) / (of + z2)
    return middle - half, middle + half
