"""A charter file says what it says, and a key that means nothing is shown with the nearest one."""

from typing import Any

import pytest

from bot.domain.pasted import Logged, is_charter, read_charter
from tests.bot.domain.pasted.shipped import labels


def read(**content: Any) -> Any:
    return read_charter(content, labels())


def test_answers_people_and_the_past_are_told_apart() -> None:
    found = read(
        name="Churn model",
        channel="C1",
        owner="U0ANA",
        sponsor="U0SAM",
        members=["U0MEI", "U0TOM"],
        answers={"baseline": "3.1%", "target": None, "success_statement": ["Margin", None, "Returns"]},
        values={"2026-10-31": "3.3%", "2026-11-30": "3.2%"},
    )
    assert (found.name, found.channel) == ("Churn model", "C1")
    assert dict(found.people) == {"owner": "U0ANA", "members": "U0MEI\nU0TOM"}
    assert dict(found.typed) == {
        "baseline": "3.1%",
        "target": None,
        "success_statement": "Margin\nReturns",
        "sponsor": "U0SAM",
    }
    assert found.history == (Logged(day="2026-10-31", value="3.3%"), Logged(day="2026-11-30", value="3.2%"))
    assert found.unplaced == ()


def test_a_list_is_rows_where_the_question_has_some() -> None:
    guardrails = [{"name": "Margin", "margin": "1%", "better": None}, None, "Returns | 2% | down"]
    assert read(answers={"guardrails": guardrails}).typed == {
        "guardrails": [{"name": "Margin", "margin": "1%", "better": None}, "Returns | 2% | down"]
    }
    assert read(answers={"guardrails": "Margin"}).typed == {"guardrails": "Margin"}


def test_answers_may_stand_at_the_top() -> None:
    assert dict(read(name="Churn", baseline="3.1%").typed) == {"baseline": "3.1%"}


def test_the_sponsor_among_the_answers_goes_first() -> None:
    assert read(sponsor="U0SAM", answers={"sponsor": "U0LENA"}).typed == {"sponsor": "U0LENA"}


@pytest.mark.parametrize(
    ("key", "near"),
    [("basline", ("baseline",)), ("KPI", ("metric_name",)), ("sauce", ())],
)
def test_a_key_that_is_no_question_names_the_nearest(key: str, near: tuple[str, ...]) -> None:
    (unplaced,) = read(answers={key: "1"}).unplaced
    assert (unplaced.text, unplaced.why) == (f"{key}: 1", "unknown")
    assert unplaced.names[: len(near)] == near


def test_what_has_the_wrong_shape_is_shown() -> None:
    found = read(answers={"baseline": {"value": 3}}, values={"2026-10-31": {"a": 1}, "2026-11-30": None})
    assert [(each.text, each.why.value) for each in found.unplaced] == [
        ("baseline: {'value': 3}", "beside"),
        ("values: 2026-10-31: {'a': 1}", "no_question"),
        ("values: 2026-11-30: None", "no_question"),
    ]
    assert [each.text for each in read(answers="3.1%", values=[1]).unplaced] == ["answers: 3.1%", "values: [1]"]


@pytest.mark.parametrize(
    ("content", "is_one"),
    [
        ({"answers": {}, "surprise": 1}, True),
        ({"name": "x", "owner": "U1"}, True),
        ({"baseline": "3%", "target": "2%"}, True),
        ({"Baseline": "3%"}, False),
        ({"name": "x", "Baseline": "3%"}, False),
        ({}, False),
        ([], False),
        ("answers", False),
        (None, False),
    ],
)
def test_only_ids_and_the_keys_of_a_file_make_a_charter(content: Any, is_one: bool) -> None:  # noqa: FBT001  the expectation
    assert is_charter(content, labels()) is is_one
