"""The benchmarks run; what they print is read by people, not by a test, because machines are noisy."""

import subprocess
import sys
from pathlib import Path

from benchmarks.__main__ import PARTS

ROOT = Path(__file__).parent.parent.parent


MINUTES = {"herd", "pace", "fairness"}
"""These keep Slack's pace in real time, so that even little of them takes a minute: they run in `make bench` alone."""


def test_the_quick_form_prints_every_part_with_its_goals() -> None:
    parts = [part for part in PARTS if part not in MINUTES]
    ran = subprocess.run(  # noqa: S603  our own interpreter and our own parts
        [sys.executable, "-m", "benchmarks", "--quick", *parts], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    for figure in (
        "edge, 100 listeners, commit: 1 at a time, p50",
        "SQLite: answer + audit + commit, p50",
        "digest",
        "SQLite: an idle tick of",
        "A/B readout",
        "intervals of 6 metrics",
        "required alone: until the sponsor is asked",
    ):
        assert figure in ran.stdout
    assert "goal" in ran.stdout
