import json
from datetime import UTC, datetime

import pytest

from bot.views import mentions
from bot.views.lines import Line
from bot.views.typed_text import as_mrkdwn, as_typed, cut, hidden, visible


def test_marks_of_our_own_become_styles_of_rich_text() -> None:
    line = Line("*Bold* and _italic_ and `code`, not snake_case_words")
    assert line.inline == [
        {"type": "text", "text": "Bold", "style": {"bold": True}},
        {"type": "text", "text": " and "},
        {"type": "text", "text": "italic", "style": {"italic": True}},
        {"type": "text", "text": " and "},
        {"type": "text", "text": "code", "style": {"code": True}},
        {"type": "text", "text": ", not snake_case_words"},
    ]


def test_people_and_places_become_mentions() -> None:
    line = Line(f"{mentions.person('U0MEI')} in {mentions.place('C0HOME')}")
    assert line.mrkdwn == "<@U0MEI> in <#C0HOME>"
    assert line.inline == [
        {"type": "user", "user_id": "U0MEI"},
        {"type": "text", "text": " in "},
        {"type": "channel", "channel_id": "C0HOME"},
    ]


@pytest.mark.parametrize("id_", ["", "u0mei", "U0 MEI", "U0MEI|x", "!channel", "U0MEI\n", "@U0MEI"])
def test_only_ids_become_mentions(id_: str) -> None:
    assert not isinstance(mentions.person(id_), mentions.Mention)
    assert not isinstance(mentions.place(id_), mentions.Mention)


def test_a_web_address_becomes_a_link_that_shows_itself() -> None:
    line = Line(f"See {mentions.link('https://x.example/a?b=1&c=_d_*')}, {hidden('*x*')}")
    assert line.mrkdwn == (
        "See <https://x.example/a?b=1&amp;c=_d_%2A|https://x.example/a?b=1&amp;c=\u02cdd\u02cd\u2217>, \u2217x\u2217"
    )
    assert line.inline == [
        {"type": "text", "text": "See "},
        {"type": "link", "url": "https://x.example/a?b=1&c=_d_%2A", "text": "https://x.example/a?b=1&c=_d_*"},
        {"type": "text", "text": ", *x*"},
    ]
    assert line.plain == "See https://x.example/a?b=1&c=_d_*, *x*"
    assert line.markdown() == "See https\\://x\\.example/a?b=1\\&c=\\_d\\_\\*, \\*x\\*", (
        "what was typed stays dead there"
    )
    (shown,) = Line(mentions.link(f"HTTP://x.example/{'y' * 200}")).inline
    assert shown["url"] == f"HTTP://x.example/{'y' * 200}"
    assert len(shown["text"]) == 80


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "x.example",
        "ftp://x.example",
        "javascript:alert(1)",
        "https://",
        "https://x.example|click",
        "https://x.example/>",
        "https://x.example/<!channel>",
        "https://x.example/a b",
        "https://x.example/\ue009",
        "https://x.example/\u202e",
    ],
)
def test_nothing_but_a_web_address_becomes_a_link(typed: str) -> None:
    assert not isinstance(mentions.link(typed), mentions.Mention)


def test_an_instant_is_shown_in_the_readers_own_zone() -> None:
    at = datetime(2026, 11, 23, 8, tzinfo=UTC)
    line = Line(mentions.instant(at, "23 Nov <2026> | ^ & 08:00"))
    assert line.mrkdwn == f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|23 Nov  2026        08:00>"
    (element,) = line.inline
    assert (element["type"], element["timestamp"]) == ("date", int(at.timestamp()))
    assert element["fallback"].startswith("23 Nov")
    (bare,) = Line(mentions.instant(at, "")).inline
    assert bare["fallback"] == str(int(at.timestamp()))


def test_lines_are_joined_and_strengthened() -> None:
    assert (Line("a") + Line("b")).mrkdwn == "ab"
    assert Line("a").strong.mrkdwn == "*a*"
    assert not Line("").strong
    assert bool(Line("x"))
    assert Line("").inline == []


@pytest.mark.parametrize(
    "source", ["", "plain", "*bold* x *bold*", '"quoted" \\ back', f"a {mentions.person('U0MEI')} _b_ `c`"]
)
def test_a_lines_weight_is_never_less_than_what_it_takes(source: str) -> None:
    line = Line(source)
    section = {"type": "rich_text_section", "elements": line.inline}
    assert line.weight >= len(json.dumps(section, ensure_ascii=False))


def test_private_characters_that_somebody_types_forge_nothing() -> None:
    forged = hidden("\ue008@U0EVIL\ue009 \ue003x\ue003")
    assert as_mrkdwn(forged) == "@U0EVIL x"
    assert as_typed(forged) == "@U0EVIL x"


def test_controls_and_tricks_of_direction_are_not_shown() -> None:
    assert visible("\u202eevil\u202c") == "evil"
    assert visible("a\x07b\x9f") == "ab"
    assert visible("one\r\ntwo\rthree\tfour") == "one\ntwo\nthree\tfour"


def test_right_to_left_words_are_isolated_from_what_stands_beside_them() -> None:
    assert visible("אבג") == "\u2068אבג\u2069"
    assert visible("Grüße 日本") == "Grüße 日本"


def test_an_underscore_or_a_colon_is_touched_only_where_it_means_something() -> None:
    assert as_mrkdwn(hidden("churn_model_v2 at 10:30:00")) == "churn_model_v2 at 10:30:00"
    assert "_" not in as_mrkdwn(hidden("_x_ (_y)"))
    assert ":tada:" not in as_mrkdwn(hidden("a :tada: b"))


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 10, "short"),
        ("exactly10!", 10, "exactly10!"),
        ("longer than that", 10, "longer th…"),
        ("R&amp;D and more", 5, "R…"),
        ("ask <@U0MEI> now", 9, "ask…"),
        ("ask <@U0MEI> now", 14, "ask <@U0MEI>…"),
    ],
)
def test_text_is_cut_between_entities_and_mentions(text: str, limit: int, expected: str) -> None:
    assert cut(text, limit) == expected
