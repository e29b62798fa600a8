"""Signed charters as a canvas: Markdown in which nothing that was typed comes alive."""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.charter import Text
from bot.domain.charter_messages import AcceptedWarning, CharterSheet, SheetAnswer, SheetPart
from bot.domain.findings import Finding, Severity
from bot.domain.ids import QuestionId, UserId
from bot.views import mentions
from bot.views.charter_canvas import BOOKMARK_MOST, CANVAS_MOST, charter_bookmark, charter_canvas, charter_canvas_title
from bot.views.lines import Line
from bot.views.markdown import escaped
from bot.views.typed_text import hidden
from bot.views.words import Words
from tests.bot.domain.sheets import OUTCOME, asked, name, sheet
from tests.bot.domain.test_chain import CHURN_NAME, of, rows
from tests.bot.domain.test_chain import whole as whole_chain
from tests.bot.views.nasty import NASTY, typed
from tests.bot.views.strategies import sheets

NO_GUARDRAIL = Finding(rule="no-guardrail", severity=Severity.WARNING, question=QuestionId("guardrails"))
CHAIN = whole_chain(of({"from": "AUC", "to": CHURN_NAME}, models=rows({"name": "AUC"})))
OURS = re.compile(r"!\[\]\(#[A-Z0-9]+\)|\*\*")
ALIVE = re.compile(r"(?<!\\)(?:\\\\)*([!#&*<>\[\]_`|~]|:(?=\S)|@)")
OUTCOME_LIST = (
    "- **Business metric:** Monthly churn of paying customers",
    "- **Better is:** Lower",
    "- **Baseline:** 3.1%",
    "- **Sponsor:** Priya Shah",
)
ITEM = re.compile(r"(?:# |## |- |    - |)")


def test_a_canvas_holds_each_charter_under_its_heading(words: Words) -> None:
    fraud = sheet(name("P2", called="Fraud"), parts=(), accepted=(), signed_by=UserId("U0TOM"))
    later = AcceptedWarning(rule="no-money", reason="Finance prices it.", by=UserId("U0TOM"), later=True)
    churn = sheet(version=3, chain=CHAIN, open=(NO_GUARDRAIL,))
    churn = replace(churn, accepted=(*churn.accepted, later))
    canvas = charter_canvas([churn, fraud], words, names={UserId("U0PRIYA"): "Priya Shah"})
    accepted = (
        "- **house-rule:** Nothing else can get worse. \\(Priya Shah\\)",
        "- **Nobody knows yet what one unit is worth:** Finance prices it. \\(U0TOM, after the signature\\)",
    )
    unsettled = "- **No guardrail is named:** Almost every metric can be had at the cost of another. "
    assert [line.partition("Name one thing")[0] for line in canvas.split("\n\n")] == [
        "Plumbline writes this canvas anew with each signature or accepted warning: what else is written here is lost.",
        "# Charter of Churn model, version 3",
        "Signed by Priya Shah on 23 Nov 2026 · sealed 3f2a9c41d07b",
        "## 1\\. The outcome",
        "\n".join(OUTCOME_LIST),
        "## 2\\. Success",
        "- **Guardrails:**\n    - Margin · at most 3.1 % lower = 0.031\n    - Complaints · better higher, no margin",
        "## The metric chain",
        "Claimed chain: AUC → Monthly churn of paying customers",
        "## Accepted warnings",
        "\n".join(accepted),
        "## Open warnings",
        unsettled,
        "# Charter of Fraud, version 1",
        "Signed by U0TOM on 23 Nov 2026 · sealed 3f2a9c41d07b",
    ]


def test_a_channel_that_its_charters_have_left_says_so(words: Words) -> None:
    assert charter_canvas([], words).split("\n\n")[1] == "No signed charter lives in this channel now."


def test_a_part_without_answers_says_so(words: Words) -> None:
    canvas = charter_canvas([sheet(parts=(SheetPart(part=OUTCOME, answers=()),), accepted=())], words)
    assert canvas.endswith("## 1\\. The outcome\n\nNo answers.")


def long(project: int) -> CharterSheet:
    """A charter with three answers that are as long as answers can be, every sign of them to be escaped."""
    said = tuple(SheetAnswer(question=asked(f"q{each}", "Question"), value=Text(text="*" * 3000)) for each in range(3))
    return sheet(name(f"P{project}", called=f"Project {project}"), parts=(SheetPart(part=OUTCOME, answers=said),))


@pytest.mark.parametrize(("count", "shown"), [(1, 2999), (4, 599), (16, 119), (60, 119)])
def test_a_canvas_is_never_larger_than_slack_takes(words: Words, count: int, shown: int) -> None:
    canvas = charter_canvas([long(number) for number in range(count)], words, most=24_000)
    assert len(canvas.encode()) <= 24_000
    assert max(len(found) // 2 for found in re.findall(r"(?:\\\*)+", canvas)) in {shown, shown + 1}
    told = re.search(r"(\d+) more charters of this channel did not fit here", canvas)
    assert canvas.count("# Charter of") + int(told[1] if told else 0) == count
    assert bool(told) == (count == 60)


@given(charters=st.lists(sheets, max_size=2))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_nothing_typed_comes_alive_in_a_canvas(words: Words, charters: list[CharterSheet]) -> None:
    canvas = charter_canvas(charters, words)
    assert len(canvas.encode()) <= CANVAS_MOST
    for line in canvas.splitlines():
        inner = OURS.sub("", line[len(ITEM.match(line)[0]) :])  # type: ignore[index]  # it matches nothing at least
        assert not ALIVE.search(inner), inner


@pytest.mark.parametrize("evil", NASTY)
def test_typed_text_reads_as_it_was_typed_where_escapes_are_known(evil: str) -> None:
    assert re.sub(r"\\(.)", r"\1", escaped(evil)) == " ".join(evil.split("\n"))


@given(text=typed)
def test_no_two_signs_of_a_mark_stand_together(text: str) -> None:
    """What a parser that knows no escapes would see: no link, mention, heading, emoji or address in one piece."""
    for whole in ("](", "![", "**", "__", "://", "<@", "# ", "- ", "`"):
        assert whole not in escaped(text).replace(f"\\{whole[0]}", "")


def test_numbers_and_words_stay_readable() -> None:
    assert escaped("From 3.1 % to 2.5 %, by 5 % (week-on-week), since 10:30 now. Why?") == (
        "From 3.1 % to 2.5 %, by 5 % \\(week-on-week\\), since 10\\:30 now. Why?"
    )


@pytest.mark.parametrize(
    ("typed_text", "shown"),
    [
        ("1. first", "1\\. first"),
        ("- item", "\\- item"),
        ("+ item", "\\+ item"),
        ("+5 %", "+5 %"),
        ("www.example.com", "www\\.example\\.com"),
        (".5", "\\.5"),
        ("a_b", "a\\_b"),
        (":tada:", "\\:tada:"),
        ("a\nb", "a b"),
    ],
)
def test_what_could_begin_something_is_escaped(typed_text: str, shown: str) -> None:
    assert escaped(typed_text) == shown


def test_our_own_marks_become_markdown() -> None:
    date = mentions.Mention("\ue008!date^1^{date_short_pretty} {time}|23 Nov [x]\ue009")
    line = Line(f"*Bold* _soft_ `/plumb` {mentions.person('U0MEI')} {mentions.place('C0HOME')} {date} {hidden('*a*')}")
    assert line.markdown({"U0MEI": "Mei *Li*"}) == (
        "**Bold** _soft_ `/plumb` Mei \\*Li\\* ![](#C0HOME) 23 Nov \\[x\\] \\*a\\*"
    )
    assert Line(f"`{hidden('a`b')}`").markdown() == "`a\N{MODIFIER LETTER GRAVE ACCENT}b`"


def test_the_tab_of_the_canvas_has_a_name(words: Words) -> None:
    assert charter_canvas_title(words) == "Signed charters"


def test_a_bookmark_is_named_after_its_project(words: Words) -> None:
    assert charter_bookmark(sheet(), words) == "Charter of Churn model"
    assert len(charter_bookmark(sheet(name(called="x" * 200)), words)) == BOOKMARK_MOST
