"""Rows: two people's edits meet cell by cell, names stay apart, and words are rows as the rules read them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.charter import Answer, Cell, Choice, Day, Quantity, Row, Rows, Text, Value
from bot.domain.experiments.guardrails import guardrails_in, guardrails_of, names_of
from bot.domain.ids import QuestionId, UserId
from bot.domain.named_lines import names_in
from bot.domain.questions import AnswerType, Column, NumberForm, Question
from bot.domain.refusal import BadFields
from bot.domain.rows import (
    CellClash,
    RowClash,
    RowClashing,
    alike,
    changed_by,
    key_of,
    named,
    rows_in,
    same_rows,
    with_row,
    without_row,
)
from tests.bot.domain.builders import EPOCH, MEMBER, OWNER, charter, quantity, question


def column(id_: str, type_: AnswerType = AnswerType.TEXT, **also: Any) -> Column:
    form = NumberForm.SHARE if type_ is AnswerType.NUMBER else None
    return Column(id=QuestionId(id_), label=id_.capitalize(), type=type_, form=form, **also)


def asked(id_: str = "guardrails", **also: Any) -> Question:
    columns = (
        column("name", required=True, is_key=True),
        column("margin", AnswerType.NUMBER),
        column("why"),
        column("since", AnswerType.DATE),
    )
    return question(id_, AnswerType.ROWS, **{"columns": columns, **also})


GUARDRAILS = asked()


def cells(**plain: object) -> dict[QuestionId, Cell]:
    def cell(value: object) -> Cell:
        return value if isinstance(value, Quantity | Choice | Day) else Text(text=str(value))

    return {QuestionId(name): cell(value) for name, value in plain.items()}


def row(id_: str, **plain: object) -> Row:
    return Row(id=id_, cells=cells(**plain))


def rows(*each: Row) -> Rows:
    return Rows(rows=each)


BASE = rows(row("a", name="Margin", why="law"), row("b", name="Tickets"))


def clash_of(standing: Value | None, edited: Row, base: Value | None = BASE, **also: Any) -> RowClash:
    with pytest.raises(RowClashing) as raised:
        with_row(GUARDRAILS, standing, base, edited, **also)
    return raised.value.clash


# --- one person ---------------------------------------------------------------------------------------


def test_a_new_row_stands_behind_the_others() -> None:
    found = with_row(GUARDRAILS, BASE, BASE, row("c", name="Trust"))
    assert found == rows(*BASE.rows, row("c", name="Trust"))
    assert with_row(GUARDRAILS, None, None, row("c", name="Trust")) == rows(row("c", name="Trust"))


def test_an_edit_stays_in_its_place_and_an_emptied_cell_is_gone() -> None:
    found = with_row(GUARDRAILS, BASE, BASE, row("a", name="Margin per customer"))
    assert found == rows(row("a", name="Margin per customer"), BASE.rows[1])


def test_what_says_the_same_changes_nothing() -> None:
    assert with_row(GUARDRAILS, BASE, BASE, BASE.rows[0]) is BASE
    retyped = rows(row("a", name="Margin", margin=quantity(0.01, "ratio", "1%")))
    assert (
        with_row(GUARDRAILS, retyped, retyped, row("a", name="Margin", margin=quantity(0.01, "ratio", "0.01")))
        is retyped
    )


def test_the_same_row_submitted_twice_is_one_row() -> None:
    once = with_row(GUARDRAILS, BASE, BASE, row("c", name="Trust"))
    assert with_row(GUARDRAILS, once, BASE, row("c", name="Trust")) is once


@pytest.mark.parametrize("name", ["margin", " MARGIN ", "Mar gin"])
def test_no_two_rows_have_one_name(name: str) -> None:
    if name == "Mar gin":
        assert with_row(GUARDRAILS, BASE, BASE, row("c", name=name)) is not BASE
        return
    with pytest.raises(BadFields) as refused:
        with_row(GUARDRAILS, BASE, BASE, row("c", name=name))
    assert set(refused.value.errors) == {"name"}
    assert "stands there already" in refused.value.errors[QuestionId("name")]


def test_links_are_told_apart_by_both_ends() -> None:
    links = asked("metric_links", columns=(column("from", required=True, is_key=True), column("to", is_key=True)))
    standing = rows(row("a", **{"from": "AUC", "to": "Offers"}))
    added = with_row(links, standing, standing, row("b", **{"from": "AUC", "to": "Churn"}))
    assert isinstance(added, Rows)
    assert len(added.rows) == 2
    assert key_of(links, added.rows[1].cells) == ("auc", "churn")
    with pytest.raises(BadFields):
        with_row(links, added, added, row("c", **{"from": "auc", "to": "CHURN"}))


def test_a_question_holds_no_more_rows_than_it_takes() -> None:
    full = asked(rows_most=2)
    with pytest.raises(BadFields) as refused:
        with_row(full, BASE, BASE, row("c", name="Trust"))
    assert "at most 2 rows" in refused.value.errors[QuestionId("name")]
    assert with_row(full, BASE, BASE, row("a", name="Margins")) is not None, "an edit needs no room"


def test_the_last_row_takes_the_answer_with_it() -> None:
    left = without_row(GUARDRAILS, BASE, BASE, "a")
    assert left == rows(BASE.rows[1])
    assert without_row(GUARDRAILS, left, BASE, "b") is None
    assert without_row(GUARDRAILS, left, BASE, "a") is left, "what is gone is not removed twice"
    assert without_row(GUARDRAILS, None, None, "a") is None


# --- two people ---------------------------------------------------------------------------------------


def test_cells_that_only_one_of_two_changed_are_kept_from_both() -> None:
    theirs = rows(row("a", name="Margin", why="law", margin=quantity(0.02, "ratio")), BASE.rows[1])
    found = with_row(GUARDRAILS, theirs, BASE, row("a", name="Margin per head", why="law"))
    assert isinstance(found, Rows)
    assert found.rows[0] == row("a", name="Margin per head", why="law", margin=quantity(0.02, "ratio"))


def test_a_cell_that_both_changed_clashes_and_is_replaced_when_it_was_seen() -> None:
    theirs = rows(row("a", name="Margin", why="habit"), BASE.rows[1])
    mine = row("a", name="Margin", why="contract")
    assert clash_of(theirs, mine) == RowClash(
        row=mine, cells=(CellClash(column=QuestionId("why"), theirs=Text(text="habit")),)
    )
    decided = with_row(GUARDRAILS, theirs, BASE, mine, seen=theirs.rows)
    assert decided == rows(mine, BASE.rows[1])


def test_what_a_third_person_saved_after_the_clash_is_asked_about_again() -> None:
    seen = rows(row("a", name="Margin", why="habit"), BASE.rows[1])
    later = rows(row("a", name="Margin", why="law of 2027"), BASE.rows[1])
    mine = row("a", name="Margin", why="contract")
    assert clash_of(later, mine, seen=seen.rows).cells[0].theirs == Text(text="law of 2027")
    assert with_row(GUARDRAILS, rows(mine, BASE.rows[1]), BASE, mine, seen=seen.rows) == rows(mine, BASE.rows[1])


def test_the_second_submit_overwrites_no_cell_that_was_not_touched() -> None:
    theirs = rows(row("a", name="Margin per head", why="habit"), BASE.rows[1])
    mine = row("a", name="Margin", why="contract")
    decided = with_row(GUARDRAILS, theirs, BASE, mine, seen=theirs.rows)
    assert decided == rows(row("a", name="Margin per head", why="contract"), BASE.rows[1])


def test_a_cell_that_they_emptied_clashes_too() -> None:
    theirs = rows(row("a", name="Margin"), BASE.rows[1])
    assert clash_of(theirs, row("a", name="Margin", why="contract")).cells[0].theirs is None
    emptied = with_row(GUARDRAILS, theirs, BASE, row("a", name="Margin"))
    assert emptied is theirs, "both emptied it"


def test_a_row_that_was_removed_under_an_edit_comes_back_only_when_that_was_seen() -> None:
    left = rows(BASE.rows[1])
    edited = row("a", name="Margin", why="contract")
    assert clash_of(left, edited).is_gone
    assert clash_of(left, edited, seen=BASE.rows).is_gone, "what was seen was another clash"
    back = with_row(GUARDRAILS, left, BASE, edited, seen=left.rows)
    assert back == rows(BASE.rows[1], edited)
    assert with_row(GUARDRAILS, left, BASE, BASE.rows[0]) is left, "an untouched window brings nothing back"


def test_a_row_that_was_edited_is_not_removed_unseen() -> None:
    edited = rows(row("a", name="Margin", why="contract"), BASE.rows[1])
    with pytest.raises(RowClashing) as raised:
        without_row(GUARDRAILS, edited, BASE, "a")
    assert raised.value.clash == RowClash(row=edited.rows[0])
    with pytest.raises(RowClashing):
        without_row(GUARDRAILS, edited, None, "a")
    assert without_row(GUARDRAILS, edited, edited, "a") == rows(BASE.rows[1])


def test_who_changed_a_row_last_is_found_in_the_history() -> None:
    def saved(value: Value | None, by: UserId) -> Answer:
        return Answer(question=GUARDRAILS.id, value=value, by=by, at=EPOCH, revision=1)

    edited = rows(row("a", name="Margin", why="contract"), BASE.rows[1])
    history = [saved(BASE, OWNER.user), saved(edited, MEMBER.user), saved(rows(edited.rows[0]), OWNER.user)]
    assert changed_by(GUARDRAILS, history, "a") == MEMBER.user
    assert changed_by(GUARDRAILS, history, "b") == OWNER.user
    assert changed_by(GUARDRAILS, history, "c") is None


def test_rows_are_the_same_in_the_same_order_only() -> None:
    assert same_rows(BASE.rows, BASE.rows)
    assert not same_rows(BASE.rows, BASE.rows[::-1])
    assert not same_rows(BASE.rows, BASE.rows[:1])
    assert not alike(Text(text="1"), quantity(1))


# --- answers in words ---------------------------------------------------------------------------------

TYPED = """- Margin per customer: at most 1 % lower, today 12.40 ± 3.10
Tickets: at most 10 % higher, our counter-metric

Approved payments: at most 0.7 % fewer, today 97 %
Trust"""


def shipped(id_: str) -> Question:
    names = {
        "guardrails": ("name", "better", "margin", "today", "spread", "counter"),
        "model_metrics": ("name", "today", "target", "measured"),
        "proxy_metrics": ("name", "unit", "today", "why", "better"),
    }
    return asked(
        id_, columns=tuple(column(name, required=name == "name", is_key=name == "name") for name in names[id_])
    )


def test_guardrails_in_words_are_the_same_as_rows_and_the_other_way_round() -> None:
    found = rows_in(shipped("guardrails"), Text(text=TYPED))
    assert [each.id for each in found] == ["r1", "r2", "r3", "r4"]
    turned = charter(guardrails=Rows(rows=found))
    assert guardrails_of(turned) == guardrails_in(TYPED) == guardrails_of(charter(guardrails=TYPED))
    assert names_of(turned, "guardrails") == names_in(TYPED)
    assert names_of(charter(proxy_metrics="Offers: why\nVisits"), "proxy_metrics") == ("Offers", "Visits")


@given(st.text(max_size=80))
def test_every_line_is_a_row_at_least_by_name(typed: str) -> None:
    for id_ in ("guardrails", "model_metrics", "proxy_metrics"):
        found = rows_in(shipped(id_), Text(text=typed))
        assert len(found) == sum(bool(line.strip()) for line in typed.splitlines())
        assert all(named(shipped(id_), each) != each.id for each in found)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "AUC on the last full month: 0.74 today, 0.80 wanted",
            {"name": "AUC on the last full month", "today": "0.74", "target": "0.80"},
        ),
        (
            "AUC: today 74%, target: 80%, holdout",
            {"name": "AUC", "today": "74%", "target": "80%", "measured": "holdout"},
        ),
        ("AUC 0.61 -> 0.66", {"name": "AUC", "today": "0.61", "target": "0.66"}),
        (
            "Recall at 5 % alerts: from 0.48 to 0.60",
            {"name": "Recall at 5 % alerts", "today": "0.48", "target": "0.60"},
        ),
        ("PR-AUC 0,61 → 0,66", {"name": "PR-AUC", "today": "0,61", "target": "0,66"}),
        (
            "F1: 0.4 -> 0.5 on the holdout",
            {"name": "F1", "today": "0.4", "target": "0.5", "measured": "on the holdout"},
        ),
        ("MAPE from 24 to 18 %", {"name": "MAPE", "today": "24%", "target": "18 %"}),
        ("AUC today 0.61, want 0.66", {"name": "AUC", "today": "0.61", "target": "0.66"}),
        ("AUC today: 0.61, target: 0.66", {"name": "AUC", "today": "0.61", "target": "0.66"}),
        ("F1: current 0.61, goal 0.66", {"name": "F1", "today": "0.61", "target": "0.66"}),
        ("Bias: aim: 0.5", {"name": "Bias", "target": "0.5"}),
        ("Trefferquote: Ist 0,61, Soll 0,70", {"name": "Trefferquote", "today": "0,61", "target": "0,70"}),
        ("MAPE: heute 24 %, Ziel 18 Prozent", {"name": "MAPE", "today": "24 %", "target": "18 Prozent"}),
        ("AUC: 1.2.3 -> 0.66", {"name": "AUC", "measured": "1.2.3 -> 0.66"}),
        ("AUC: want 1.2.3", {"name": "AUC", "measured": "want 1.2.3"}),
        ("0.61 -> 0.66", {"name": "0.61 -> 0.66"}),
        ("AUC", {"name": "AUC"}),
        ("AUC: as good as it gets", {"name": "AUC", "measured": "as good as it gets"}),
        (": 0.7 today", {"name": "0.7", "today": "0.7"}),
        ("=", {"name": "="}),
    ],
)
def test_model_metrics_in_words_are_read(line: str, expected: dict[str, str]) -> None:
    (found,) = rows_in(shipped("model_metrics"), Text(text=line))
    told = {
        name: cell.typed if isinstance(cell, Quantity) else getattr(cell, "text", "")
        for name, cell in found.cells.items()
    }
    assert told == expected


def test_proxies_keep_why_they_move_the_next_one() -> None:
    found = rows_in(shipped("proxy_metrics"), Text(text="Offers accepted: each saves some churn\nVisits\n: x"))
    assert [each.cells for each in found] == [
        cells(name="Offers accepted", why="each saves some churn"),
        cells(name="Visits"),
        cells(name=": x"),
    ]


def test_other_questions_take_a_line_as_the_name() -> None:
    assert rows_in(asked("suppliers"), Text(text="Acme: good")) == (row("r1", name="Acme: good"),)
    assert rows_in(asked("suppliers"), Choice(option="x")) == ()
    assert named(asked("suppliers"), Row(id="r7", cells={})) == "r7"


def test_a_guardrail_in_a_row_is_exactly_what_stands_there() -> None:
    def read(**plain: object) -> Any:
        (found,) = guardrails_of(charter(guardrails=rows(row("a", **{"name": "Churn of partners", **plain}))))
        return found

    assert read(better=Choice(option="up")).wanted.value == "up"
    assert read().wanted.value == "down", "where it was not said, the name tells"
    assert read(margin=quantity(0.05, "ratio")).margin == 0.05
    assert read(margin=quantity(1.5, "ratio")).margin is None
    assert (read(today=quantity(0.97)).level, read(today=quantity(97)).level) == (0.97, None)
    mean = read(today=quantity(97), spread=quantity(4))
    assert (mean.level, mean.sd) == (97, 4)
    assert read(counter=Choice(option="yes")).is_counter
    assert not read(counter=Choice(option="no")).is_counter
    doubled = charter(guardrails=rows(row("a", name="X"), row("b", name="x"), row("c", name="")))
    assert [each.name for each in guardrails_of(doubled)] == ["X"]
    assert names_of(doubled, "guardrails") == ("X", "x")
