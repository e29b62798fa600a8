"""Every limit of Block Kit, each from both sides: what just fits is accepted, one more is refused at its place."""

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


def confirm(**more: Any) -> Json:
    return {"title": plain(100), "text": plain(300), "confirm": plain(30), "deny": plain(30), **more}


def select(**more: Any) -> Json:
    return {"type": "static_select", "action_id": "s", "options": options(2), **more}


def image(**more: Any) -> Json:
    return {"type": "image", "alt_text": "a chart", "image_url": "https://example.com/a.png", **more}


CARD = {"type": "card", "title": plain(3)}
VIDEO = {
    "type": "video",
    "alt_text": "x",
    "title": plain(200),
    "thumbnail_url": "https://e.com/t",
    "video_url": "https://e.com/v",
}

# (what, the blocks that just fit, the blocks that do not, the pointer of the mistake)
MESSAGE_LIMITS: list[tuple[str, list[Json], list[Json], str]] = [
    ("blocks per message", [section()] * 50, [section()] * 51, "/blocks"),
    ("section text", [section(text=mrkdwn(3000))], [section(text=mrkdwn(3001))], "/blocks/0/text/text"),
    ("section fields", [section(fields=[plain(2)] * 10)], [section(fields=[plain(2)] * 11)], "/blocks/0/fields"),
    ("field text", [section(fields=[plain(2000)])], [section(fields=[plain(2001)])], "/blocks/0/fields/0/text"),
    ("empty text", [section()], [section(text=mrkdwn(0))], "/blocks/0/text/text"),
    ("section says something", [section()], [{"type": "section"}], "/blocks/0"),
    (
        "header",
        [{"type": "header", "text": plain(150)}],
        [{"type": "header", "text": plain(151)}],
        "/blocks/0/text/text",
    ),
    (
        "header is plain",
        [{"type": "header", "text": plain(1)}],
        [{"type": "header", "text": mrkdwn(1)}],
        "/blocks/0/text",
    ),
    ("actions", [actions(*[button()] * 25)], [actions(*[button()] * 26)], "/blocks/0/elements"),
    ("no empty actions", [actions(button())], [actions()], "/blocks/0/elements"),
    (
        "context",
        [{"type": "context", "elements": [mrkdwn(3)] * 10}],
        [{"type": "context", "elements": [mrkdwn(3)] * 11}],
        "/blocks/0/elements",
    ),
    (
        "context_actions",
        [{"type": "context_actions", "elements": [{"type": "icon_button", "icon": "trash", "text": plain(3)}] * 5}],
        [{"type": "context_actions", "elements": [{"type": "icon_button", "icon": "trash", "text": plain(3)}] * 6}],
        "/blocks/0/elements",
    ),
    ("block_id", [section(block_id="b" * 255)], [section(block_id="b" * 256)], "/blocks/0/block_id"),
    (
        "action_id",
        [actions(button(action_id="a" * 255))],
        [actions(button(action_id="a" * 256))],
        "/blocks/0/elements/0/action_id",
    ),
    (
        "button text",
        [actions(button(text=plain(75)))],
        [actions(button(text=plain(76)))],
        "/blocks/0/elements/0/text/text",
    ),
    (
        "button value",
        [actions(button(value="v" * 2000))],
        [actions(button(value="v" * 2001))],
        "/blocks/0/elements/0/value",
    ),
    ("button url", [actions(button(url="u" * 3000))], [actions(button(url="u" * 3001))], "/blocks/0/elements/0/url"),
    (
        "button label",
        [actions(button(accessibility_label="v" * 75))],
        [actions(button(accessibility_label="v" * 76))],
        "/blocks/0/elements/0/accessibility_label",
    ),
    (
        "agent prompt",
        [actions(button(agent_prompt="v" * 4000))],
        [actions(button(agent_prompt="v" * 4001))],
        "/blocks/0/elements/0/agent_prompt",
    ),
    ("button style", [actions(button(style="danger"))], [actions(button(style="red"))], "/blocks/0/elements/0/style"),
    (
        "static select",
        [actions(select(options=options(100)))],
        [actions(select(options=options(101)))],
        "/blocks/0/elements/0/options",
    ),
    (
        "option groups",
        [
            actions(
                select(options=None, option_groups=[{"label": plain(75), "options": [option(n)]} for n in range(100)])
            )
        ],
        [
            actions(
                select(options=None, option_groups=[{"label": plain(75), "options": [option(n)]} for n in range(101)])
            )
        ],
        "/blocks/0/elements/0/option_groups",
    ),
    (
        "option text",
        [actions(select(options=[option(text=75)]))],
        [actions(select(options=[option(text=76)]))],
        "/blocks/0/elements/0/options/0/text/text",
    ),
    (
        "option value",
        [actions(select(options=[{"text": plain(3), "value": "v" * 150}]))],
        [actions(select(options=[{"text": plain(3), "value": "v" * 151}]))],
        "/blocks/0/elements/0/options/0/value",
    ),
    (
        "option description",
        [actions(select(options=[option(description=plain(75))]))],
        [actions(select(options=[option(description=plain(76))]))],
        "/blocks/0/elements/0/options/0/description/text",
    ),
    (
        "initial option",
        [actions(select(initial_option=option(1)))],
        [actions(select(initial_option=option(7)))],
        "/blocks/0/elements/0/initial_option",
    ),
    (
        "initial options",
        [actions({"type": "multi_static_select", "options": options(2), "initial_options": [option(1)]})],
        [actions({"type": "multi_static_select", "options": options(2), "initial_options": [option(7)]})],
        "/blocks/0/elements/0/initial_options/0",
    ),
    (
        "options or groups",
        [actions(select())],
        [actions(select(option_groups=[{"label": plain(3), "options": options(1)}]))],
        "/blocks/0/elements/0",
    ),
    ("option values", [actions(select())], [actions(select(options=[option(), option()]))], "/blocks/0/elements/0"),
    (
        "checkboxes",
        [actions({"type": "checkboxes", "options": options(10)})],
        [actions({"type": "checkboxes", "options": options(11)})],
        "/blocks/0/elements/0/options",
    ),
    (
        "radio buttons",
        [actions({"type": "radio_buttons", "options": options(10)})],
        [actions({"type": "radio_buttons", "options": options(11)})],
        "/blocks/0/elements/0/options",
    ),
    (
        "overflow",
        [section(accessory={"type": "overflow", "options": options(5)})],
        [section(accessory={"type": "overflow", "options": options(6)})],
        "/blocks/0/accessory/options",
    ),
    (
        "overflow minimum",
        [section(accessory={"type": "overflow", "options": options(1)})],
        [section(accessory={"type": "overflow", "options": []})],
        "/blocks/0/accessory/options",
    ),
    (
        "placeholder",
        [actions(select(placeholder=plain(150)))],
        [actions(select(placeholder=plain(151)))],
        "/blocks/0/elements/0/placeholder/text",
    ),
    (
        "confirm title",
        [actions(button(confirm=confirm()))],
        [actions(button(confirm=confirm(title=plain(101))))],
        "/blocks/0/elements/0/confirm/title/text",
    ),
    ("image url", [image(image_url="u" * 3000)], [image(image_url="u" * 3001)], "/blocks/0/image_url"),
    ("image alt", [image(alt_text="a" * 2000)], [image(alt_text="a" * 2001)], "/blocks/0/alt_text"),
    ("image title", [image(title=plain(2000))], [image(title=plain(2001))], "/blocks/0/title/text"),
    ("image source", [image()], [image(slack_file={"id": "F1"})], "/blocks/0"),
    (
        "slack file",
        [{"type": "image", "alt_text": "x", "slack_file": {"id": "F1"}}],
        [{"type": "image", "alt_text": "x", "slack_file": {"id": "F1", "url": "https://e.com"}}],
        "/blocks/0/slack_file",
    ),
    ("input label", [field(select(), label=plain(2000))], [field(select(), label=plain(2001))], "/blocks/0/label/text"),
    ("input hint", [field(select(), hint=plain(2000))], [field(select(), hint=plain(2001))], "/blocks/0/hint/text"),
    (
        "text input",
        [field({"type": "plain_text_input", "max_length": 3000})],
        [field({"type": "plain_text_input", "max_length": 3001})],
        "/blocks/0/element/max_length",
    ),
    (
        "text input lengths",
        [field({"type": "plain_text_input", "min_length": 3, "max_length": 3})],
        [field({"type": "plain_text_input", "min_length": 4, "max_length": 3})],
        "/blocks/0/element/min_length",
    ),
    (
        "initial text",
        [field({"type": "plain_text_input", "initial_value": "xxx", "max_length": 3})],
        [field({"type": "plain_text_input", "initial_value": "xxxx", "max_length": 3})],
        "/blocks/0/element/initial_value",
    ),
    (
        "date",
        [actions({"type": "datepicker", "initial_date": "2028-02-29"})],
        [actions({"type": "datepicker", "initial_date": "2027-02-29"})],
        "/blocks/0/elements/0/initial_date",
    ),
    (
        "time",
        [actions({"type": "timepicker", "initial_time": "23:59"})],
        [actions({"type": "timepicker", "initial_time": "24:00"})],
        "/blocks/0/elements/0/initial_time",
    ),
    (
        "markdown per message",
        [{"type": "markdown", "text": "m" * 6000}] * 2,
        [{"type": "markdown", "text": "m" * 6000}, {"type": "markdown", "text": "m" * 6001}],
        "/blocks",
    ),
    ("card body", [{**CARD, "body": plain(200)}], [{**CARD, "body": plain(201)}], "/blocks/0/body/text"),
    (
        "card title",
        [{"type": "card", "title": plain(150)}],
        [{"type": "card", "title": plain(151)}],
        "/blocks/0/title/text",
    ),
    ("card says something", [CARD], [{"type": "card", "subtitle": plain(3)}], "/blocks/0"),
    (
        "carousel",
        [{"type": "carousel", "elements": [CARD] * 10}],
        [{"type": "carousel", "elements": [CARD] * 11}],
        "/blocks/0/elements",
    ),
    (
        "container",
        [{"type": "container", "child_blocks": [section()] * 10}],
        [{"type": "container", "child_blocks": [section()] * 11}],
        "/blocks/0/child_blocks",
    ),
    (
        "layout rows",
        [{"type": "layout", "label": "l" * 150, "rows": [{"items": [{"blocks": [section()]}]}] * 5}],
        [{"type": "layout", "label": "l", "rows": [{"items": [{"blocks": [section()]}]}] * 6}],
        "/blocks/0/rows",
    ),
    (
        "layout label",
        [{"type": "layout", "label": "l", "rows": [{"items": [{"blocks": [section()]}]}]}],
        [{"type": "layout", "label": "l" * 151, "rows": [{"items": [{"blocks": [section()]}]}]}],
        "/blocks/0/label",
    ),
    (
        "nested blocks count",
        [{"type": "container", "child_blocks": [section()] * 9}] * 5,
        [{"type": "container", "child_blocks": [section()] * 10}] * 5,
        "/blocks",
    ),
    ("video title", [VIDEO], [{**VIDEO, "title": plain(201)}], "/blocks/0/title/text"),
    (
        "video author",
        [{**VIDEO, "author_name": "a" * 50}],
        [{**VIDEO, "author_name": "a" * 51}],
        "/blocks/0/author_name",
    ),
    (
        "task status",
        [{"type": "task_card", "task_id": "1", "title": "t", "status": "complete"}],
        [{"type": "task_card", "task_id": "1", "title": "t", "status": "pending"}],
        "/blocks/0/status",
    ),
    (
        "planned task",
        [
            {
                "type": "plan",
                "title": "p",
                "tasks": [{"type": "task_card", "task_id": "1", "title": "t", "status": "pending"}],
            }
        ],
        [
            {
                "type": "plan",
                "title": "p",
                "tasks": [{"type": "task_card", "task_id": "1", "title": "t", "status": "late"}],
            }
        ],
        "/blocks/0/tasks/0/status",
    ),
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
    (
        "unique block_id",
        [section(block_id="a"), section(block_id="b")],
        [section(block_id="a")] * 2,
        "/blocks/1/block_id",
    ),
    (
        "unique action_id",
        [actions(button(action_id="a"), button(action_id="b"))],
        [actions(button(action_id="a"), button(action_id="a"))],
        "/blocks/0",
    ),
    ("rich text words", [rich()], [rich({"type": "shout", "text": "x"})], "/blocks/0/elements/0/elements/0"),
    ("unknown field", [section()], [section(colour="red")], "/blocks/0"),
    ("known blocks", [section()], [{"type": "sektion"}], "/blocks/0/type"),
    ("a block is an object", [section()], ["section"], "/blocks/0"),  # type: ignore[list-item]  # that is the mistake
    ("a block has a type", [section()], [{"text": plain(3)}], "/blocks/0"),
    (
        "a section's accessory",
        [section(accessory=button())],
        [section(accessory={"type": "plain_text_input"})],
        "/blocks/0/accessory",
    ),
    ("an element has a type", [actions(button())], [actions({"text": plain(3)})], "/blocks/0/elements/0"),
    (
        "one focus",
        [field(select(focus_on_load=True))],
        [field(select(focus_on_load=True)), field(select(focus_on_load=True))],
        "/blocks",
    ),
    (
        "file input cannot dispatch",
        [field(select(), dispatch_action=True)],
        [field(select(), dispatch_action="yes")],
        "/blocks/0/dispatch_action",
    ),
]


@pytest.mark.parametrize(
    ("fits", "mistaken", "pointer"), [case[1:] for case in MESSAGE_LIMITS], ids=[case[0] for case in MESSAGE_LIMITS]
)
def test_a_limit_lets_pass_what_just_fits_and_points_at_what_does_not(
    fits: list[Json], mistaken: list[Json], pointer: str
) -> None:
    assert validate_blocks(fits) == []
    problems = validate_blocks(mistaken)
    assert problems, "nothing was refused"
    assert problems[0].endswith(f"[json-pointer:{pointer}]")


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
        ([actions("button")], "missing required field: type"),
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
