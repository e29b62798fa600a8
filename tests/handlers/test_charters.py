"""YAML and JSON are read as they were typed, without trust: no tags, no anchors, no depth, no key twice."""

from typing import Any

import pytest

from handlers.charters import BrokenCharter, lines_of, structured

JSON = """
{"answers": {"baseline": 3.10, "go": false, "on": "2027-06-30", "gap": null, "also": null, "quoted": "",
 "list": ["a", "b"]}}
"""


@pytest.mark.parametrize(
    "text",
    [
        "answers:\n  baseline: 3.10\n  go: no\n  on: 2027-06-30\n  gap:\n  also: ~\n  quoted: ''\n  list: [a, b]",
        JSON,
        "{answers: {baseline: 3.10, go: no, on: 2027-06-30, gap: null, also: ~, quoted: '', list: [a, b]}}",
    ],
)
def test_scalars_stay_as_they_were_typed(text: str) -> None:
    answers = {"baseline": "3.10", "go": "no", "on": "2027-06-30", "gap": None, "also": None, "quoted": ""}
    assert structured(text).content == {"answers": {**answers, "list": ["a", "b"]}}
    assert structured(text).doubled == ""


def test_yes_in_json_is_a_word() -> None:
    assert structured('{"a": true}').content == {"a": "yes"}


@pytest.mark.parametrize("text", ["", "   ", "# only a remark"])
def test_nothing_is_nothing(text: str) -> None:
    assert structured(text).content is None


@pytest.mark.parametrize(
    ("text", "doubled"),
    [
        ("name: x\nanswers:\n  baseline: 1\n  baseline: 2", "Line 4: “baseline” stands here twice."),
        ('{"name": "x", "name": "y"}', "“name” stands here twice."),
    ],
)
def test_a_key_that_stands_twice_is_named(text: str, doubled: str) -> None:
    found = structured(text)
    assert found.doubled == doubled
    assert "y" not in str(found.content)


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(BOMB, "Line 1: write each answer out; anchors", id="anchors"),
        pytest.param("a: [\n" * 50, "Line ", id="deep"),
        pytest.param("[" * 100_000, "nested too deeply", id="deep brackets"),
        pytest.param('{"a":' * 100_000, "nested too deeply", id="deep JSON"),
        pytest.param("- x\n" * 30_000, "too long, to be a charter", id="long"),
        pytest.param("a: b\n---\nc: d", "Line 2: ", id="two documents"),
        pytest.param("a: b\n c: d\n", "Line 2: ", id="a mistake"),
        pytest.param('{"a": 1,}', "Line 1: ", id="a mistake in JSON"),
        pytest.param("a: [1", "Line ", id="no end"),
        pytest.param("a: \x07", "", id="a control character"),
    ],
)
def test_what_cannot_be_used_names_its_line(text: str, words: str) -> None:
    with pytest.raises(BrokenCharter) as broken:
        structured(text)
    assert words in str(broken.value)
    assert "\n" not in str(broken.value)


def test_tags_are_only_words() -> None:
    content: Any = structured("a: !!python/object/apply:os.system ['true']\n? [b, c]\n: d").content
    assert content == {"a": ["true"], "?": "d"}


def test_every_key_has_its_line_in_both_forms() -> None:
    found = lines_of("projects:\n  - name: x\n    values:\n      2026-10-31: 3%\n      ? [a]\n      : b")
    assert found["projects", 0, "values", "2026-10-31"] == 4
    found = lines_of('{"values": {\n  "2026-10-31": "3%",\n  "2026-10-31": "4%"\n}}')
    assert (found["values",], found["values", "2026-10-31"]) == (1, 2)
    for unreadable in ("a: [1", "a: &x 1", ""):
        assert lines_of(unreadable) == {}
