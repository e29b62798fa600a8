"""The words and pointers of the block validator's errors."""

from typing import Any

import pytest

from handlers.demo.workspace import validate_blocks

Json = dict[str, Any]


def plain(length: int) -> Json:
    return {"type": "plain_text", "text": "x" * length}


def mrkdwn(length: int) -> Json:
    return {"type": "mrkdwn", "text": "x" * length}


def button(**more: Any) -> Json:
    return {"type": "button", "text": plain(5), **more}


def section(**more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(3), **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def field(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain(3), "element": element, **more}


def chart(**chart: Any) -> Json:
    return {"type": "data_visualization", "title": "Churn", "chart": chart}


def data_table(rows: int = 2, columns: int = 2, text: str = "x", **more: Any) -> Json:
    cells = [[{"type": "raw_text", "text": text} for _ in range(columns)] for _ in range(rows)]
    return {"type": "data_table", "caption": "KPIs", "rows": cells, **more}


def image(**more: Any) -> Json:
    return {"type": "image", "alt_text": "a chart", "image_url": "https://example.com/a.png", **more}


def test_the_words_are_those_of_slack() -> None:
    assert validate_blocks([section()] * 51) == ["no more than 50 items allowed [json-pointer:/blocks]"]
    assert validate_blocks([section(text=mrkdwn(3001))]) == [
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    ]
    assert validate_blocks([{"type": "header"}]) == ["missing required field: text [json-pointer:/blocks/0]"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("not a list", "must be an array"),
        ([actions(button(visible_to_user_ids="U1"))], "must be an array"),
        ([section(text="raw")], "must provide an object"),
        ([section(text={"text": "x"})], "missing required field: type"),
        ([section(text={"type": "markdown", "text": "x"})], "unsupported type: markdown"),
        ([section(text={"type": "mrkdwn", "text": 5})], "must be a string"),
        ([section(expand="yes")], "must be a boolean"),
        ([{"type": "actions", "elements": ["button"]}], "missing required field: type"),
        ([actions({"type": "datepicker", "initial_date": 5})], "must be a date"),
        ([data_table(page_size=2.5)], "must be an integer"),
        (
            [data_table() | {"rows": [[{"type": "raw_number", "value": True, "text": "x"}]] * 2}],
            "must be a finite number",
        ),
        ([image(image_url=None)], "must provide exactly one of"),
        ([section(accessory={"type": "image", "alt_text": "x"})], "must provide exactly one of: image_url, slack_file"),
    ],
)
def test_a_wrong_kind_of_value_is_named(wrong: Any, said: str) -> None:
    problems = validate_blocks(wrong)
    assert len(problems) >= 1
    assert said in problems[0]


@pytest.mark.parametrize(
    ("element", "said"),
    [
        ({"type": "number_input", "is_decimal_allowed": True, "min_value": "5", "max_value": "4"}, "cannot be greater"),
        ({"type": "number_input", "is_decimal_allowed": True, "min_value": "five"}, "must be numbers"),
        ({"type": "number_input"}, "missing required field: is_decimal_allowed"),
        ({"type": "file_input", "max_files": 11}, "must be less than 11"),
    ],
)
def test_a_modals_own_fields_have_their_limits(element: Json, said: str) -> None:
    problems = validate_blocks([field(element)], "modal")
    assert said in problems[0]


def test_a_file_field_never_dispatches() -> None:
    problems = validate_blocks([field({"type": "file_input"}, dispatch_action=True)], "modal")
    assert problems == ["file_input cannot dispatch actions [json-pointer:/blocks/0/dispatch_action]"]


def test_a_nested_block_is_checked_where_it_stands() -> None:
    container = {"type": "container", "child_blocks": [section(block_id="a"), section(block_id="a", text=mrkdwn(3001))]}
    assert validate_blocks([container]) == [
        "must be less than 3001 characters [json-pointer:/blocks/0/child_blocks/1/text/text]",
        "`block_id` already exists [json-pointer:/blocks/0/child_blocks/1/block_id]",
    ]
    layout = {"type": "layout", "label": "l", "rows": [{"items": [{"blocks": [section(block_id="a")]}]}] * 2}
    assert validate_blocks([layout]) == [
        "`block_id` already exists [json-pointer:/blocks/0/rows/1/items/0/blocks/0/block_id]"
    ]
