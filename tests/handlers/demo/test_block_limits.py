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
LIMITS: list[tuple[str, list[Json], list[Json], str]] = [
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
    ("fits", "mistaken", "pointer"), [case[1:] for case in LIMITS], ids=[case[0] for case in LIMITS]
)
def test_a_limit_lets_pass_what_just_fits_and_points_at_what_does_not(
    fits: list[Json], mistaken: list[Json], pointer: str
) -> None:
    assert validate_blocks(fits) == []
    problems = validate_blocks(mistaken)
    assert problems, "nothing was refused"
    assert problems[0].endswith(f"[json-pointer:{pointer}]")
