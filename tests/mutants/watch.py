"""A plugin for the run of one mutant: the quickest tests first, PostgreSQL's last, and an end to a test that hangs.

What lies before the database does the same on both: mutants of it are tried on SQLite alone.
Some functions run only while modules are loaded, to put statements together. Every test that comes near a module with
such functions has to do with them, and for a mutant of one of them our modules are loaded anew.
"""

import json
import os
import signal
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Final, NoReturn

import pytest
from mutmut.state import state

PATIENCE: Final = 60
"""Seconds for one test; the longest takes ten, while the machine is busy."""

HANGS: Final = 36
"""With this exit status mutmut counts a mutant as caught because nothing ended."""

_TIMES: Final = Path("mutmut-stats.json")
_AT_LOAD: Final = Path("at-load.json")
_MUTANT: Final = "MUTANT_UNDER_TEST"
_STATS: Final = "stats"
_MUTATED: Final = ("storage", "handlers", "tests")
_ON_BOTH: Final = ("storage.", *(f"handlers.delivery.{name}." for name in ("agenda", "looking", "shared", "trying")))
"""Where mutants lie that may do one thing on SQLite and another on PostgreSQL."""


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Forget our modules where the mutant is a function that runs while they are loaded."""
    function = os.environ.get(_MUTANT, "").partition("__mutmut_")[0]
    if not _AT_LOAD.exists() or function not in json.loads(_AT_LOAD.read_text()):
        return
    for name in list(sys.modules):
        if name.partition(".")[0] in _MUTATED and not name.startswith("tests.mutants"):
            del sys.modules[name]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort so that most mutants are caught within a second, and leave out what says nothing new of this one."""
    times = json.loads(_TIMES.read_text())["duration_by_test"] if _TIMES.exists() else {}
    items.sort(key=lambda item: (_is_on_postgresql(item), times.get(item.nodeid, 0.0)))
    mutant = os.environ.get(_MUTANT, "")
    if "__mutmut_" in mutant and not mutant.startswith(_ON_BOTH):
        items[:] = [item for item in items if not _is_on_postgresql(item)]


def _is_on_postgresql(item: pytest.Item) -> bool:
    return "[postgresql" in item.nodeid


def pytest_collection_finish() -> None:
    """Note which functions ran while the modules were loaded."""
    if os.environ.get(_MUTANT) == _STATS:
        _AT_LOAD.write_text(json.dumps(sorted(state()._stats)))
        state()._stats.clear()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown() -> None:
    """Count a test for those as well when it comes near their modules."""
    if os.environ.get(_MUTANT) == _STATS:
        at_load = set(json.loads(_AT_LOAD.read_text()))
        if {_module(function) for function in at_load} & {_module(function) for function in state()._stats}:
            state()._stats.update(at_load)


def _module(function: str) -> str:
    return function.rpartition(".")[0]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    """End the process when a test does not end."""
    signal.signal(signal.SIGALRM, _hangs)
    signal.alarm(PATIENCE)
    try:
        return (yield)
    finally:
        signal.alarm(0)


def _hangs(*_: object) -> NoReturn:
    os._exit(HANGS)
