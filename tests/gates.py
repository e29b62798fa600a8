"""Coverage floors per part of the house, checked where the whole suite ends; in CI a skipped test is a failure."""

import os
from collections.abc import Generator, Mapping
from io import StringIO
from typing import Any

import pytest
from coverage import Coverage
from coverage.exceptions import CoverageException

FLOORS: Mapping[str, float] = {
    "bot/*": 100,
    "handlers/clock.py": 100,
    "handlers/delivery/*": 100,
    "storage/deliveries.py": 100,
    "storage/governor.py": 100,
    "storage/heads.py": 100,
    "storage/ledger*.py": 100,
    "storage/outlooks.py": 100,
    "storage/rechecks.py": 100,
    "storage/wake_ups.py": 100,
    "storage/keepings.py": 100,
    "storage/keeping_ledger.py": 100,
    "storage/inbox.py": 100,
    "storage/unfinished.py": 100,
    "handlers/slack/edge/behind.py": 100,
    "handlers/slack/edge/late.py": 100,
    "handlers/slack/edge/overdue.py": 100,
    "handlers/slack/edge/turn.py": 100,
    "handlers/slack/edge/unfinished.py": 100,
    "*": 95,
}
"""Branch coverage in percent that a part may not fall below."""


@pytest.hookimpl(wrapper=True)
def pytest_terminal_summary(
    terminalreporter: Any, exitstatus: int, config: pytest.Config
) -> Generator[None, None, None]:
    """Compare what was covered with the floors, above pytest's own closing line."""
    yield
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped and os.environ.get("CI"):
        terminalreporter.write_line(f"{len(skipped)} tests were skipped, and in CI nothing may be", red=True)
        terminalreporter._session.exitstatus = pytest.ExitCode.TESTS_FAILED
    if not config.getoption("cov_source", None) or exitstatus != pytest.ExitCode.OK:
        return
    for missed in below_floor():
        terminalreporter.write_line(missed, red=True)
        terminalreporter._session.exitstatus = pytest.ExitCode.TESTS_FAILED


def below_floor() -> list[str]:
    """One line for each part that fell below its floor."""
    coverage = Coverage()
    coverage.load()
    found = []
    for part, floor in FLOORS.items():
        listing = StringIO()
        try:
            covered = coverage.report(include=None if part == "*" else [part], file=listing, show_missing=True)
        except CoverageException as error:
            found.append(f"coverage of {part}: {error}")
            continue
        if covered < floor:
            found.append(f"coverage of {part} is {covered:.2f} %, below its floor of {floor} %\n{listing.getvalue()}")
    return found
