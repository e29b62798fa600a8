"""Limits of tables and charts, each from both sides."""

from typing import Any

import pytest

from handlers.demo.workspace import validate_blocks

Json = dict[str, Any]


def chart(**chart: Any) -> Json:
    return {"type": "data_visualization", "title": "Churn", "chart": chart}


def xy(kind: str = "bar", series: int = 1, points: int = 2, **axis: Any) -> Json:
    labels = [f"w{number}" for number in range(points)]
    data = [{"label": label, "value": -1.5} for label in labels]
    many = [{"name": f"s{number}", "data": data} for number in range(series)]
    return chart(type=kind, series=many, axis_config={"categories": labels, **axis})


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


# (what, the blocks that just fit, the blocks that do not, the pointer of the mistake)
LIMITS: list[tuple[str, list[Json], list[Json], str]] = [
    ("data table rows", [data_table(201)], [data_table(202)], "/blocks/0/rows"),
    ("data table needs a row", [data_table(2)], [data_table(1)], "/blocks/0/rows"),
    ("data table columns", [data_table(2, 20)], [data_table(2, 21)], "/blocks/0/rows/0"),
    ("data table size", [data_table(2, 2, "x" * 5000)], [data_table(2, 2, "x" * 5001)], "/blocks/0/rows"),
    (
        "data tables of a message",
        [data_table(2, 2, "x" * 2500)] * 2,
        [data_table(2, 2, "x" * 2500), data_table(2, 2, "x" * 2501)],
        "/blocks",
    ),
    ("data table page", [data_table(page_size=100)], [data_table(page_size=101)], "/blocks/0/page_size"),
    ("data table no page", [data_table(page_size=1)], [data_table(page_size=0)], "/blocks/0/page_size"),
    ("data table caption", [data_table()], [data_table(caption=None)], "/blocks/0"),
    (
        "data table header column",
        [data_table(row_header_column_index=1)],
        [data_table(row_header_column_index=2)],
        "/blocks/0/row_header_column_index",
    ),
    (
        "data table header",
        [data_table(rows=2) | {"rows": [[{"type": "raw_text", "text": "a"}], [rich()]]}],
        [data_table(rows=2) | {"rows": [[rich()], [{"type": "raw_text", "text": "a"}]]}],
        "/blocks/0/rows/0/0",
    ),
    (
        "data table shape",
        [data_table(2, 2)],
        [data_table() | {"rows": [[{"type": "raw_text", "text": "a"}], [{"type": "raw_text", "text": "a"}] * 2]}],
        "/blocks/0/rows",
    ),
    (
        "raw number",
        [data_table() | {"rows": [[{"type": "raw_number", "value": 1.5, "text": "1.5"}]] * 2}],
        [data_table() | {"rows": [[{"type": "raw_number", "value": float("nan"), "text": "?"}]] * 2}],
        "/blocks/0/rows/0/0/value",
    ),
    ("table rows", [table(100)], [table(101)], "/blocks/0/rows"),
    ("table columns", [table(1, 20)], [table(1, 21)], "/blocks/0/rows/0"),
    ("table size", [table(1, 1, "x" * 10_000)], [table(1, 1, "x" * 10_001)], "/blocks/0/rows"),
    ("tables of a message", [table()], [table(), table()], "/blocks"),
    ("chart title", [pie(1) | {"title": "t" * 50}], [pie(1) | {"title": "t" * 51}], "/blocks/0/title"),
    ("charts of a message", [pie(1), pie(1)], [pie(1), pie(1), pie(1)], "/blocks"),
    ("pie segments", [pie(*[1] * 12)], [pie(*[1] * 13)], "/blocks/0/chart/segments"),
    ("pie value", [pie(0.1)], [pie(0)], "/blocks/0/chart/segments/0/value"),
    ("pie label", [pie(1, label=20)], [pie(1, label=21)], "/blocks/0/chart/segments/0/label"),
    ("chart kind", [xy("line")], [xy("scatter")], "/blocks/0/chart"),
    ("series", [xy(series=12)], [xy(series=13)], "/blocks/0/chart/series"),
    ("points", [xy(points=20)], [xy(points=21)], "/blocks/0/chart/series/0/data"),
    ("axis label", [xy(x_label="x" * 50)], [xy(x_label="x" * 51)], "/blocks/0/chart/axis_config/x_label"),
    (
        "unique series",
        [xy(series=2)],
        [chart(**{**xy()["chart"], "series": xy()["chart"]["series"] * 2})],
        "/blocks/0/chart/series",
    ),
    (
        "no gaps",
        [xy()],
        [xy(categories=["w0", "w1", "w2"])],
        "/blocks/0/chart/series/0/data",
    ),
    (
        "finite values",
        [xy()],
        [
            chart(
                type="bar",
                series=[{"name": "s", "data": [{"label": "a", "value": float("inf")}]}],
                axis_config={"categories": ["a"]},
            )
        ],
        "/blocks/0/chart/series/0/data/0/value",
    ),
]


@pytest.mark.parametrize(
    ("fits", "mistaken", "pointer"), [case[1:] for case in LIMITS], ids=[case[0] for case in LIMITS]
)
def test_a_limit_lets_pass_what_just_fits_and_points_at_what_does_not(
    fits: list[Json], mistaken: list[Json], pointer: str
) -> None:
    assert validate_blocks(fits) == []
    problems = validate_blocks(mistaken)
    assert problems, "nothing was refused"
    assert problems[0].endswith(f"[json-pointer:{pointer}]")
