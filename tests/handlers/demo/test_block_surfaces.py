"""On which surfaces each block may stand."""

from typing import Any

import pytest

from handlers.demo.workspace import validate_blocks

Json = dict[str, Any]


def plain(length: int) -> Json:
    return {"type": "plain_text", "text": "x" * length}


def mrkdwn(length: int) -> Json:
    return {"type": "mrkdwn", "text": "x" * length}


def option(number: int = 0, text: int = 3, **more: Any) -> Json:
    return {"text": plain(text), "value": f"v{number}", **more}


def options(count: int) -> list[Json]:
    return [option(number) for number in range(count)]


def section(**more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(3), **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def field(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain(3), "element": element, **more}


def chart(**chart: Any) -> Json:
    return {"type": "data_visualization", "title": "Churn", "chart": chart}


def pie(*values: float, label: int = 3) -> Json:
    parts = [{"label": f"{number:0{label}d}", "value": value} for number, value in enumerate(values)]
    return chart(type="pie", segments=parts)


def data_table(rows: int = 2, columns: int = 2, text: str = "x", **more: Any) -> Json:
    cells = [[{"type": "raw_text", "text": text} for _ in range(columns)] for _ in range(rows)]
    return {"type": "data_table", "caption": "KPIs", "rows": cells, **more}


def table(rows: int = 1, columns: int = 1, text: str = "x") -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": text}] * columns for _ in range(rows)]}


def rich(*elements: Json) -> Json:
    inner = list(elements) or [{"type": "text", "text": "hello"}]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": inner}]}


def select(**more: Any) -> Json:
    return {"type": "static_select", "action_id": "s", "options": options(2), **more}


CARD = {"type": "card", "title": plain(3)}


NUMBER = field({"type": "number_input", "is_decimal_allowed": True})


SURFACES: list[tuple[str, Json, set[str]]] = [
    ("alert", {"type": "alert", "text": plain(200), "level": "warning"}, {"modal"}),
    ("data_table", data_table(), {"message", "home"}),
    ("table", table(), {"message", "home"}),
    ("data_visualization", pie(1), {"message"}),
    ("markdown", {"type": "markdown", "text": "x"}, {"message"}),
    ("carousel", {"type": "carousel", "elements": [CARD]}, {"message", "home"}),
    ("container", {"type": "container", "child_blocks": [section()]}, {"message", "home"}),
    ("card", CARD, {"message", "modal", "home"}),
    ("file", {"type": "file", "external_id": "x", "source": "remote"}, {"message"}),
    ("plan", {"type": "plan", "title": "p"}, {"message"}),
    ("task_card", {"type": "task_card", "task_id": "1", "title": "t"}, {"message"}),
    ("rich_text", rich(), {"message", "modal", "home"}),
    ("input", field(select()), {"message", "modal", "home"}),
    ("number_input", NUMBER, {"modal"}),
    ("email_text_input", field({"type": "email_text_input"}), {"modal"}),
    ("url_text_input", field({"type": "url_text_input"}), {"modal"}),
    ("file_input", field({"type": "file_input", "max_files": 10}), {"modal"}),
    ("rich_text_input", field({"type": "rich_text_input"}), {"modal", "home"}),
    ("datetimepicker", actions({"type": "datetimepicker"}), {"message", "modal"}),
    ("divider", {"type": "divider"}, {"message", "modal", "home"}),
]


@pytest.mark.parametrize(("block", "surfaces"), [case[1:] for case in SURFACES], ids=[case[0] for case in SURFACES])
def test_a_block_stands_only_on_its_surfaces(block: Json, surfaces: set[str]) -> None:
    accepted = {surface for surface in ("message", "modal", "home") if not validate_blocks([block], surface)}
    assert accepted == surfaces
