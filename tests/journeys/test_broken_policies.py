"""A policy that cannot be used stops every program with one line that says where and why, and exit status 2."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.journeys.programs import ran

WRONG = 2
PROGRAMS = {
    "run": ("run",),
    "kickoff": ("kickoff", "-", "--check"),
    "demo": ("demo", "--once"),
    "due": ("due",),
}
CHARTER = "{name: Churn model, channel: C0CHURN, owner: U0ANA, answers: {}}"
LABEL, OPTION = "x" * 201, "x" * 76
MANY = "".join(f"    - {{ id: mine_{number}, part: 1, label: Mine, type: date }}\n" for number in range(60))

BROKEN: Mapping[str, tuple[str, int, str]] = {
    "no YAML": ("zone: [UTC\nhours: {}\n", 2, "expected"),
    "a tab": ("hours:\n\tstart: '09:00'\n", 2, "cannot start any token"),
    "a list": ("- zone\n", 1, "the file"),
    "a doubled key": ("zone: UTC\ncountry: DE\nzone: UTC\n", 3, "“zone” stands here twice"),
    "an unknown key": ("zone: UTC\ntimezone: UTC\n", 2, "timezone: there is no such entry"),
    "an unknown key of a question": (
        "questions:\n  add:\n    - id: mine\n      part: 1\n      label: X\n      type: text\n      helps: Y\n",
        7,
        "questions.add.0.helps: there is no such entry",
    ),
    "a wrong type": ("snooze:\n  at_most: often\n", 2, "valid integer"),
    "an unknown type of answer": (
        "questions:\n  add:\n    - id: mine\n      part: 1\n      label: X\n      type: txt\n",
        6,
        "'text', 'long_text', 'number'",
    ),
    "an unknown role": (
        "questions:\n  add:\n    - id: mine\n      part: 1\n      label: X\n      type: text\n      asked: boss\n",
        7,
        "'owner', 'sponsor' or 'member'",
    ),
    "a question without a label": (
        "questions:\n  add:\n    - { id: mine, part: 1, type: text }\n",
        3,
        "label: is missing",
    ),
    "a choice without options": (
        "questions:\n  add:\n    - { id: mine, part: 1, label: X, type: choice }\n",
        3,
        "question mine: options belong to choices, and each choice needs some",
    ),
    "an option that stands twice": (
        (
            "questions:\n  add:\n    - id: mine\n      part: 1\n      label: X\n      type: choice\n      options:\n"
            "        - { value: a, label: A }\n        - { value: a, label: B }\n"
        ),
        9,
        "option a stands twice",
    ),
    "a number without a form": (
        "questions:\n  add:\n    - { id: mine, part: 1, label: X, type: number }\n",
        3,
        "a form belongs to numbers",
    ),
    "a mistake in the one of two with names alike": (
        (
            "questions:\n  add:\n    - { id: mine_too, part: 9, label: X, type: text }\n"
            "    - { id: mine, part: 1, label: X, type: text }\n"
        ),
        3,
        "question mine_too: part 9 does not exist",
    ),
    "a condition on a missing question": (
        (
            "questions:\n  add:\n    - id: mine\n      part: 1\n      label: X\n      type: text\n"
            "      when: { question: yours, options: [a] }\n"
        ),
        3,
        "its condition names yours, which its part does not ask",
    ),
    "a condition on a missing option": (
        (
            "questions:\n  add:\n    - id: mine\n      part: 1\n      label: X\n      type: text\n"
            "      when: { question: cadence, options: [yearly] }\n"
        ),
        3,
        "cadence has no option yearly",
    ),
    "an id that stands twice": (
        "questions:\n  add:\n    - { id: baseline, part: 1, label: X, type: text }\n",
        3,
        "question baseline stands twice in the bank",
    ),
    "a part that does not exist": (
        "questions:\n  add:\n    - { id: mine, part: 9, label: X, type: text }\n",
        3,
        "question mine: part 9 does not exist",
    ),
    "too many questions on a page": (f"questions:\n  add:\n{MANY}", 49, "part 1 has more than 60 questions"),
    "too long a label": (f"questions:\n  reword:\n    baseline: {{ label: {LABEL} }}\n", 3, "at most 200 characters"),
    "too long a label of an option": (
        f"questions:\n  reword:\n    metric_direction: {{ options: {{ up: {OPTION} }} }}\n",
        3,
        "at most 75 characters",
    ),
    "an unknown question": ("questions:\n  disable:\n    - whynow\n", 3, "there is no question whynow to disable"),
    "an indispensable question": ("questions:\n  disable: [baseline]\n", 2, "baseline cannot be disabled"),
    "an unknown locale": ("questions:\n  translate:\n    deutsch: {}\n", 3, "“deutsch” is no language and no locale"),
    "an unknown option in a translation": (
        "questions:\n  translate:\n    de:\n      questions:\n        metric_direction: { options: { left: Links } }\n",
        5,
        "question metric_direction has no option left",
    ),
    "a language that is not translated": ("language: fr\n", 1, "questions.translate has no fr"),
    "an unknown time zone": ("country: DE\nzone: Mars/Phobos\n", 2, "Mars/Phobos"),
    "an unknown country": ("country: XX\n", 1, "XX"),
    "an unknown obligation": ("ladders:\n  no_experimnt: { due_after: 5 }\n", 2, "no_experiment"),
    "hours that end before they begin": ("hours:\n  start: '18:00'\n  end: '09:00'\n", 2, "must start before they end"),
    "words of an unknown kind": ("vocabulary:\n  edition: ours\n  metrics: {}\n", 3, "metrics: no such section"),
}


def complaint(tmp_path: Path, program: str, policy: Path) -> tuple[int, list[str]]:
    """The exit status and the lines of a program with this policy."""
    variables = {
        "SLACK_BOT_TOKEN": "xoxb-1-1-x",
        "SLACK_APP_TOKEN": "xapp-1-1-x",
        "SLACK_API_URL": "http://127.0.0.1:9/api/",
        "DATABASE_URL": f"sqlite:///{tmp_path}/plumbline.db",
        "PLUMBLINE_DATA": str(tmp_path),
        "PLUMBLINE_POLICY": str(policy),
    }
    status, printed, complained = ran(*PROGRAMS[program], typed=CHARTER, **variables)
    return status, [*printed.splitlines(), *complained.splitlines()]


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("mistake", BROKEN)
def test_a_mistake_is_one_line_with_file_line_and_reason(tmp_path: Path, program: str, mistake: str) -> None:
    text, line, reason = BROKEN[mistake]
    policy = tmp_path / "policy.yaml"
    policy.write_text(text, encoding="utf-8")
    status, lines = complaint(tmp_path, program, policy)
    assert status == WRONG
    assert len(lines) == 1, lines
    assert lines[0].startswith(f"plumbline: {policy}:{line}: "), lines[0]
    assert re.search(re.escape(reason), lines[0]), lines[0]
    assert not (tmp_path / "plumbline.db").exists()


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_policy_that_is_not_there_is_named(tmp_path: Path, program: str) -> None:
    status, lines = complaint(tmp_path, program, tmp_path / "nowhere.yaml")
    assert (status, lines) == (WRONG, [f"plumbline: {tmp_path}/nowhere.yaml: there is no such file"])
