"""Every line that the program logs is documented, and is an event with fields instead of a sentence."""

import re
from pathlib import Path
from typing import get_args

from handlers.slack.edge.registry import KINDS, Kind
from tests.docs.log_rows import ROOT, events, lines

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "logs.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^(\| `[a-z]+\.[a-z_]+` \| \w+ \|.*?\|.*?\|) (.+) \|$", PAGE, re.MULTILINE)


def test_every_event_is_documented_with_its_level_its_logger_and_its_fields() -> None:
    """`python -m tests.docs.log_rows` prints the columns that must stand there."""
    assert [columns for columns, _ in ROWS] == [event.columns for event in events().values()]


def test_an_event_is_a_noun_and_a_verb() -> None:
    odd = [f"{line.where}: {line.event}" for line in lines() if not re.fullmatch(r"[a-z]+\.[a-z_]{3,20}", line.event)]
    assert odd == []


def test_an_event_means_one_thing() -> None:
    for event in events().values():
        assert len(event.levels) == 1, event.name
    assert all(len(words.split()) >= 4 for _, words in ROWS)


def test_a_fault_of_ours_has_its_exception_and_its_token() -> None:
    lost = {"exception.unraisable", "thread.crashed", "program.crashed"}
    for line in lines():
        if line.event.endswith(("failed", "unsettled")):
            assert {"exception", "token"} <= line.fields, line.where
        assert ("exception" in line.fields) == ("token" in line.fields) or line.event in {*lost, "request.unknown"}, (
            line.where
        )


def test_nothing_logs_but_through_the_houses_own_loggers() -> None:
    """The standard library's loggers take sentences; printing goes past every sink."""
    spoken = re.compile(r"\blogging\.(?:debug|info|warning|error|critical|exception)\(|\bprint\(|traceback\.print_")
    found = [
        f"{file.relative_to(ROOT)}: {call}"
        for part in ("bot", "storage", "handlers")
        for file in (ROOT / part).rglob("*.py")
        for call in spoken.findall(file.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_every_border_is_named() -> None:
    named = set(re.findall(r"`(slack\.\w+|tick\.\w+|api)`", PAGE))
    assert {f"slack.{kind}" for kind in get_args(Kind)} == {f"slack.{kind}" for kind in KINDS.values()}
    survived = set(re.findall(r'_survived\("(\w+)"', (ROOT / "handlers" / "due.py").read_text(encoding="utf-8")))
    assert named == {f"slack.{kind}" for kind in KINDS.values()} | {f"tick.{what}" for what in survived} | {
        "slack.after",
        "api",
    }
