"""The benchmarks run; what they print is read by people, not by a test, because machines are noisy."""

import subprocess
import sys
from pathlib import Path

from benchmarks.__main__ import PARTS
from tests.databases import IS_LONG

ROOT = Path(__file__).parent.parent.parent


MINUTES = {"herd", "pace", "fairness"}
"""These keep Slack's pace in real time, so that even little of them takes a minute: they run in `make bench` alone."""
PROGRAMS = {"ack", "storage", "start", "walk"}
"""These start many programs, or a browser: with LONG=1 alone."""


def test_the_quick_form_prints_every_part_with_its_goals() -> None:
    parts = [part for part in PARTS if part not in MINUTES | (set() if IS_LONG else PROGRAMS)]
    ran = subprocess.run(  # noqa: S603  our own interpreter and our own parts
        [sys.executable, "-m", "benchmarks", "--quick", *parts], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    for part, figure in (
        ("ack", "edge, 100 listeners, commit: 1 at a time, p50"),
        ("storage", "SQLite: answer + audit + commit, p50"),
        ("rendering", "digest"),
        ("due", "SQLite: an idle tick of"),
        ("statistics", "A/B readout"),
        ("statistics_series", "intervals of 6 metrics"),
        ("walk", "required alone: until the sponsor is asked"),
    ):
        assert (figure in ran.stdout) == (part in parts)
    assert "goal" in ran.stdout
