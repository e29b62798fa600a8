"""Coverage floors per part of the house, checked where the whole suite ends; in CI a skipped test is a failure."""

import os
from collections.abc import Generator, Mapping
from fnmatch import fnmatch
from functools import cache
from importlib import import_module
from io import StringIO
from pkgutil import walk_packages
from typing import Any, Final

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


UNMEASURED: Final = (
    "tests/benchmarks/*",
    "tests/browser/*",
    "tests/faults/*",
    "tests/journeys/*",
    "tests/bot/domain/test_message.py",
    "tests/bot/statistics/readout/test_simulations.py",
    "tests/handlers/api/test_observations.py",
    "tests/handlers/api/test_results.py",
    "tests/handlers/demo/test_story.py",
    "tests/handlers/test_no_secret_leaves.py",
)
"""Tests that go through the whole house, or through one thing many times. What they reach has tests of its own, and
counting lines would double the minutes that they take.
"""

MEASURED: Final = tuple(
    f"tests/journeys/test_{name}.py"
    for name in (
        "banks",
        "charter",
        "command_line",
        "commands",
        "deliveries",
        "designs",
        "home",
        "import",
        "moving_databases",
        "operating",
        "over_http",
        "results",
        "rights",
    )
)
"""The journeys that are measured all the same: doors and commands have few other tests."""


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, bool | None, bool | None]:
    """Count no lines while an unmeasured test runs, with all that it asks for."""
    plugin = item.config.pluginmanager.getplugin("_cov")
    counting = getattr(plugin, "cov_controller", None)
    if counting is None or not is_unmeasured(item.nodeid):
        return (yield)
    _import_everything()
    counting.pause()
    try:
        return (yield)
    finally:
        counting.resume()


def is_unmeasured(test: str) -> bool:
    """Whether a test, by its path, is none of those whose lines are counted."""
    file = test.partition("::")[0]
    return file not in MEASURED and any(fnmatch(file, pattern) for pattern in UNMEASURED)


@cache
def _import_everything() -> None:
    """What is imported while nothing counts would never be counted."""
    for package in ("bot", "storage", "handlers"):
        for module in walk_packages(import_module(package).__path__, f"{package}."):
            if not module.name.endswith(("__main__", "migrations.env")) and ".versions." not in module.name:
                import_module(module.name)


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
