"""Which mutants there are, and a sample of them that is spread over all files."""

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.utils.file_utils import walk_mutatable_files
from mutmut.utils.format_utils import get_mutant_name


def every_mutant() -> dict[Path, list[str]]:
    """The names of all mutants by file."""
    found = {}
    for file in sorted(walk_mutatable_files()):
        mutated = mutate_file_contents(str(file), file.read_text(encoding="utf-8"))
        found[file] = [get_mutant_name(file, name) for name in mutated.mutant_names]
    return found


def sample(mutants: Mapping[Path, Sequence[str]], size: int, seed: int) -> dict[Path, list[str]]:
    """So many of all, from each file in proportion to what it has; the same for the same seed and the same files."""
    dice = random.Random(seed)
    total = sum(len(names) for names in mutants.values())
    shares = {file: size * len(names) / total for file, names in mutants.items()}
    counts = {file: int(share) for file, share in shares.items()}
    by_rest = sorted(shares, key=lambda file: counts[file] - shares[file])
    for file in by_rest[: size - sum(counts.values())]:
        counts[file] += 1
    return {file: sorted(dice.sample(list(names), counts[file])) for file, names in mutants.items()}
