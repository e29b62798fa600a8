"""Each kind of block as a person reads it in a transcript."""

from typing import Any

import pytest

from handlers.demo.workspace import Message
from handlers.demo.workspace.rendering.blocks import render_blocks
from handlers.demo.workspace.rendering.text import readable

Json = dict[str, Any]
NAMES = {"U1": "Ana", "C1": "churn"}


def name_of(some_id: str) -> str:
    return NAMES.get(some_id, some_id)


def plain(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def cell(words: str) -> Json:
    return {"type": "raw_text", "text": words}


def rich(*parts: Json) -> Json:
    return {"type": "rich_text", "elements": list(parts)}


def line(*words: Json, kind: str = "rich_text_section", **more: Any) -> Json:
    return {"type": kind, "elements": list(words), **more}


def words(text: str) -> Json:
    return {"type": "text", "text": text}


OPTIONS = [{"text": plain("Up"), "value": "up"}, {"text": plain("Down"), "value": "down"}]
CARD = {
    "type": "card",
    "hero_image": {"type": "image", "alt_text": "logo", "image_url": "https://e.com/a.png"},
    "title": plain("Churn"),
    "body": plain("falls"),
    "actions": [{"type": "button", "text": plain("Open")}],
}
AXIS = {"categories": ["w1", "w2"], "x_label": "week", "y_label": "%"}
SERIES = [{"name": "churn", "data": [{"label": "w2", "value": 4.5}, {"label": "w1", "value": 5}]}]
TASK = {"type": "task_card", "task_id": "1", "title": "Read", "status": "complete", "output": rich(line(words("done")))}

CASES: list[tuple[str, Json, str]] = [
    ("header", {"type": "header", "text": plain("KPI & co")}, "# KPI & co"),
    ("section", {"type": "section", "text": {"type": "mrkdwn", "text": "*a* &lt;b&gt; <@U1>"}}, "*a* <b> @Ana"),
    (
        "section with fields and a button",
        {"type": "section", "fields": [plain("a"), plain("b")], "accessory": {"type": "button", "text": plain("Go")}},
        "  a\n  b\n[Go]",
    ),
    (
        "context",
        {"type": "context", "elements": [plain("by"), {"type": "image", "alt_text": "face"}]},
        "by (image: face)",
    ),
    ("divider", {"type": "divider"}, "────"),
    (
        "actions",
        {
            "type": "actions",
            "elements": [
                {"type": "button", "text": plain("Yes")},
                {"type": "overflow", "options": OPTIONS},
                {"type": "static_select", "action_id": "s", "placeholder": plain("Pick"), "options": OPTIONS},
            ],
        },
        "[Yes] [… Up | Down] [Pick ▾ ]",
    ),
    (
        "feedback",
        {
            "type": "context_actions",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "positive_button": {"text": plain("Good"), "value": "g"},
                    "negative_button": {"text": plain("Bad"), "value": "b"},
                }
            ],
        },
        "[Good] [Bad]",
    ),
    ("image", {"type": "image", "alt_text": "a chart", "title": plain("Churn")}, "(image: Churn: a chart)"),
    ("alert", {"type": "alert", "text": plain("late"), "level": "warning"}, "(warning) late"),
    ("markdown", {"type": "markdown", "text": "**bold**"}, "**bold**"),
    ("card", CARD, "(image: logo)\nChurn\nfalls\n[Open]"),
    ("carousel", {"type": "carousel", "elements": [{"type": "card", "title": plain("One")}]}, "One"),
    (
        "container",
        {
            "type": "container",
            "title": plain("Box"),
            "rich_text_title": rich(line(words("Rich"))),
            "child_blocks": [{"type": "divider"}],
        },
        "Rich\nBox\n  ────",
    ),
    (
        "layout",
        {
            "type": "layout",
            "label": "Grid",
            "rows": [{"items": [{"blocks": [{"type": "divider"}]}, {"block": {"type": "divider"}}]}],
        },
        "Grid\n  ────\n  ────",
    ),
    ("task", TASK, "[complete] Read\n  done"),
    ("plan", {"type": "plan", "title": "Plan", "tasks": [TASK]}, "Plan\n  [complete] Read\n    done"),
    ("video", {"type": "video", "title": plain("Demo")}, "(video: Demo)"),
    ("unknown", {"type": "file"}, "(file)"),
    (
        "data_table",
        {
            "type": "data_table",
            "caption": "KPIs",
            "rows": [
                [cell("KPI"), cell("Now")],
                [cell("Churn"), {"type": "raw_number", "value": 4.2, "text": "4.2 %"}],
                [rich(line(words("NPS"))), cell("31")],
            ],
        },
        "KPIs\nKPI   | Now\n------+------\nChurn | 4.2 %\nNPS   | 31",
    ),
    ("table", {"type": "table", "rows": [[cell("a"), cell("b")]]}, "a | b"),
    (
        "line chart",
        {
            "type": "data_visualization",
            "title": "Churn",
            "chart": {"type": "line", "series": SERIES, "axis_config": AXIS},
        },
        "(line chart) Churn\ny: %\nweek | churn\n-----+------\nw1   | 5\nw2   | 4.5",
    ),
    (
        "bar chart without labels",
        {
            "type": "data_visualization",
            "title": "Churn",
            "chart": {"type": "bar", "series": SERIES, "axis_config": {"categories": ["w1", "w2"]}},
        },
        "(bar chart) Churn\n   | churn\n---+------\nw1 | 5\nw2 | 4.5",
    ),
    (
        "pie chart",
        {
            "type": "data_visualization",
            "title": "Share",
            "chart": {"type": "pie", "segments": [{"label": "yes", "value": 3}, {"label": "no", "value": 1}]},
        },
        "(pie chart) Share\nyes | 3\nno  | 1",
    ),
    (
        "rich text",
        rich(
            line(
                words("To "), {"type": "user", "user_id": "U1"}, words(" in "), {"type": "channel", "channel_id": "C1"}
            ),
            line(line(words("one")), line(words("two")), kind="rich_text_list", style="bullet", indent=1),
            line(line(words("three")), kind="rich_text_list", style="ordered", offset=2),
            line(words("said\nso"), kind="rich_text_quote"),
            line(words("x = 1\n"), kind="rich_text_preformatted"),
            line(
                {"type": "link", "url": "https://e.com", "text": "here"},
                {"type": "link", "url": "https://e.com"},
                {"type": "emoji", "name": "eyes"},
                {"type": "broadcast", "range": "here"},
                {"type": "usergroup", "usergroup_id": "S1"},
                {"type": "date", "timestamp": 5, "format": "x", "fallback": "Monday"},
                {"type": "color", "value": "#fff"},
            ),
        ),
        (
            "To @Ana in #churn\n  • one\n  • two\n3. three\n> said\n> so\nx = 1\n"
            "here (https://e.com)https://e.com:eyes:@here@S1Monday#fff"
        ),
    ),
]


@pytest.mark.parametrize(("block", "shown"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_block_reads_as_a_person_sees_it(block: Json, shown: str) -> None:
    assert render_blocks([block], name_of) == shown


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<@U1> in <#C1|old>", "@Ana in #churn"),
        ("<!channel> <!here> <!everyone|x>", "@channel @here @everyone"),
        ("<!date^1^{date}|Monday> <!subteam^S1>", "Monday !subteam^S1"),
        ("<https://e.com|the page> <https://e.com>", "the page (https://e.com) https://e.com"),
        ("&lt;@U1&gt; a &amp; b &amp;lt;", "<@U1> a & b &lt;"),
    ],
)
def test_markup_reads_as_a_person_sees_it(markup: str, shown: str) -> None:
    assert readable(markup, name_of) == shown


@pytest.mark.parametrize(
    ("element", "entry", "shown"),
    [
        ({"type": "static_select", "options": OPTIONS}, {"selected_option": OPTIONS[0]}, "[ ▾ Up]"),
        ({"type": "users_select"}, {"selected_user": "U1"}, "[ ▾ Ana]"),
        ({"type": "multi_users_select"}, {"selected_users": ["U1", "U2"]}, "[ ▾ Ana, U2]"),
        ({"type": "datetimepicker"}, {"selected_date_time": 5}, "[5]"),
        ({"type": "radio_buttons", "options": OPTIONS}, {"selected_option": OPTIONS[1]}, "( ) Up (x) Down"),
        ({"type": "checkboxes", "options": OPTIONS}, {"selected_options": [OPTIONS[0]]}, "(x) Up ( ) Down"),
        ({"type": "file_input"}, {"files": [{"id": "F1", "name": "a.csv"}]}, "[a.csv]"),
        ({"type": "rich_text_input"}, {"rich_text_value": rich(line(words("hi")))}, "[hi]"),
    ],
)
def test_a_field_shows_what_stands_in_it(element: Json, entry: Json, shown: str) -> None:
    item = {
        "type": "input",
        "block_id": "b",
        "label": plain("Field"),
        "hint": plain("why"),
        "optional": True,
        "element": {**element, "action_id": "a"},
    }
    values = {"b": {"a": {"type": element["type"], **entry}}}
    assert render_blocks([item], name_of, values) == f"Field: {shown}\n  (why)"


def test_a_message_without_blocks_reads_as_its_text() -> None:
    message = Message(channel_id="C1", ts="1.0", user="U1", text="hi <@U1>", name_of=name_of)
    assert message.rendered() == "hi @Ana"
    assert repr(message) == "Message(1.0 in C1: 'hi <@U1>')"
