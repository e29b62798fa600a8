import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.charter import Answer, Choice, Day, Quantity, Row, Rows, Text, Value, Who
from bot.domain.drafts import Draft
from bot.domain.findings import Severity
from bot.domain.ids import QuestionId
from bot.domain.keeping import Kept
from bot.domain.page_windows import ChangedRow, FinishedDialog, PageDialog, ReadBack, StartDialog
from bot.domain.pasted import Unplaced, Unread, Why
from bot.domain.pasted_windows import ImportDialog, ImportedDialog
from bot.domain.people import Role
from bot.domain.progress import PartProgress
from bot.domain.questions import AnswerType, Column, NumberForm, Option, Part, Question
from bot.domain.readiness.items import SILENT_FAILURE, Item, ItemState
from bot.domain.readiness_windows import Below, DrillAnswerDialog, DrillDialog, EvidenceDialog
from bot.domain.row_windows import RowDialog, Underneath
from bot.domain.rows import CellClash, RowClash
from bot.domain.windows import Dialog
from bot.views.degree import Degree
from bot.views.dialogs import dialog
from bot.views.read_back import read_line
from bot.views.words import Words
from tests.bot.views import charters, replies, trials
from tests.bot.views.nasty import typed
from tests.bot.views.realism_strategies import realisms
from tests.bot.views.samples import FRESH_CARD, LIKE_A_SCORE, MODEL_METRIC
from tests.bot.views.seen import assert_window, buttons_of, kinds_of, mrkdwn_of, words_of
from tests.bot.views.strategies import (
    channels,
    days,
    drills,
    findings,
    instants,
    projects,
    proofs,
    questions,
    reasons,
    users,
)
from tests.bot.views.trial_strategies import trial_windows, verdict_lines

DIALOGS = {**replies.DIALOGS, **trials.DIALOGS, **charters.DIALOGS}
options = st.lists(
    st.builds(
        Option, value=st.from_regex(r"[a-z_]{1,20}", fullmatch=True), label=typed.map(lambda text: text[:75] or "—")
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda option: option.value,
).map(tuple)


COLUMNS = ("name", "better", "margin", "since", "from", "to", "effect")
"""Those that the shipped questions word in a sentence are among them."""


@st.composite
def columns(draw: st.DrawFn) -> tuple[Column, ...]:
    ids = draw(st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=7, unique=True))
    kinds = [AnswerType.TEXT, *draw(st.lists(st.sampled_from(CELLS), min_size=7, max_size=7))]
    return tuple(
        Column(
            id=QuestionId(column),
            label=draw(typed) or "—",
            type=kind,
            required=number == 0 or draw(st.booleans()),
            help=draw(typed),
            example=draw(typed),
            form=draw(st.sampled_from(NumberForm)) if kind is AnswerType.NUMBER else None,
            options=draw(options) if kind is AnswerType.CHOICE else (),
            is_key=number == 0,
        )
        for number, (column, kind) in enumerate(zip(ids, kinds, strict=False))
    )


CELLS = (AnswerType.TEXT, AnswerType.LONG_TEXT, AnswerType.NUMBER, AnswerType.DATE, AnswerType.CHOICE)


@st.composite
def bank_questions(draw: st.DrawFn, kinds: Sequence[AnswerType] = tuple(AnswerType)) -> Question:
    kind = draw(st.sampled_from(kinds))
    return Question(
        columns=draw(columns()) if kind is AnswerType.ROWS else (),
        id=draw(questions),
        part=1,
        label=draw(typed) or "—",
        type=kind,
        asked=draw(st.sampled_from(Role)),
        required=draw(st.booleans()),
        help=draw(typed),
        example=draw(typed),
        form=draw(st.sampled_from(NumberForm)) if kind is AnswerType.NUMBER else None,
        options=draw(options) if kind is AnswerType.CHOICE else (),
        max_length=draw(st.integers(1, 3000)),
    )


values: st.SearchStrategy[Value] = st.one_of(
    st.builds(Text, text=typed),
    st.builds(Quantity, value=st.floats(allow_nan=False), unit=st.just("count"), typed=typed, echo=typed),
    st.builds(Day, day=days),
    st.builds(Choice, option=typed),
    st.builds(Who, user=users),
)
cells = st.dictionaries(
    st.sampled_from((*COLUMNS, "asked_no_more")).map(QuestionId),
    st.one_of(
        st.builds(Text, text=typed),
        st.builds(Quantity, value=st.floats(allow_nan=False), unit=st.just("count"), typed=typed, echo=typed),
        st.builds(Day, day=days),
        st.builds(Choice, option=typed),
    ),
    max_size=8,
)
answers_in_rows = st.lists(cells, max_size=14).map(
    lambda rows: Rows(rows=tuple(Row(id=f"r{number}", cells=each) for number, each in enumerate(rows)))
)


def about(question: Question) -> st.SearchStrategy[Value]:
    """An answer of its type, or of another: the bank of a kickoff may ask otherwise than it was answered."""
    return answers_in_rows | values if question.type is AnswerType.ROWS else values


@st.composite
def row_windows(draw: st.DrawFn) -> RowDialog:
    question = draw(bank_questions((AnswerType.ROWS,)))
    row = Row(id="a1", cells=draw(cells))
    clashes = tuple(
        CellClash(column=column, theirs=draw(st.none() | st.just(cell))) for column, cell in row.cells.items()
    )
    return RowDialog(
        project=draw(projects),
        question=question,
        row="a1",
        cells=draw(cells),
        revision=draw(st.integers(0, 999)),
        page=Underneath(
            part=draw(st.none() | st.integers(1, 5)),
            revision=7,
            shown=tuple(QuestionId("q" * 100) for _ in range(20)),
            view="V0" + "A" * 9,
            hash="1234567890.abcdefgh",
        ),
        is_new=draw(st.booleans()),
        clash=draw(st.none() | st.just(RowClash(row=row, cells=clashes)) | st.just(RowClash(row=row, is_gone=True))),
        by=draw(st.none() | users),
        seen=draw(st.none() | st.integers(0, 999)),
    )


@st.composite
def pages(draw: st.DrawFn) -> PageDialog:
    asked = draw(st.lists(bank_questions(), min_size=1, max_size=14, unique_by=lambda question: question.id).map(tuple))
    there = {question.id: draw(st.none() | about(question)) for question in asked}
    clashes = [replies.clash(question, there[question.id]) for question in asked[:3]]
    left = draw(st.lists(bank_questions(), max_size=8, unique_by=lambda question: question.id).map(tuple))
    draft = st.builds(Draft, typed=typed.map(lambda text: text[:80]), why=typed.map(lambda text: text[:80]))
    return PageDialog(
        project=draw(projects),
        part=draw(st.builds(Part, number=st.integers(1, 5), title=typed, question=typed, intro=typed)),
        parts=5,
        questions=asked,
        values={question: value for question, value in there.items() if value is not None},
        revision=draw(st.integers(0, 99)),
        answered=draw(st.integers(0, 14)),
        required=14,
        findings=draw(st.lists(findings, max_size=8).map(tuple)),
        clashes=tuple(draw(st.sampled_from([[], clashes]))),
        saved=draw(st.none() | st.integers(1, 5)),
        is_single=draw(st.booleans()),
        verdict=draw(st.none() | verdict_lines),
        changed_row=draw(
            st.none() | st.just(ChangedRow(question=replies.GUARDRAILS, row=Row(id="r", cells=draw(cells)), by=None))
        ),
        realism=draw(st.none() | realisms),
        ways=draw(st.lists(ways, max_size=7, unique_by=lambda way: way.part.number).map(tuple)),
        drafts={question.id: draw(draft) for question in (*asked[:2], *left)},
        left=left,
        told=draw(st.none() | st.integers(1, 5)),
        is_held=draw(st.booleans()),
    )


ways = st.builds(
    PartProgress,
    part=st.builds(Part, number=st.integers(1, 9), title=typed, question=typed, intro=typed),
    answered=st.integers(0, 40),
    asked=st.integers(0, 40),
    is_required=st.booleans(),
)
starts = st.builds(StartDialog, channel=channels, name=typed.map(lambda name: name[:80]), owner=users)
ends = st.builds(
    FinishedDialog,
    project=projects,
    answered=st.integers(0, 14),
    required=st.just(14),
    findings=st.lists(findings, max_size=8).map(tuple),
    open_questions=st.lists(bank_questions(), max_size=40).map(tuple),
    can_accept_plan=st.booleans(),
    realism=st.none() | realisms,
)


imports = st.builds(
    ImportDialog,
    channel=channels,
    projects=st.lists(projects, max_size=120, unique_by=lambda each: each.id).map(tuple),
    chosen=st.none(),
    name=typed.map(lambda name: name[:80]),
    takes_file=st.booleans(),
)


@st.composite
def kept_answers(draw: st.DrawFn) -> Kept:
    question = draw(bank_questions())
    theirs = Answer(question=question.id, value=draw(st.none() | values), by=draw(users), at=draw(instants), revision=1)
    return Kept(question=question, theirs=theirs, mine=draw(st.none() | values))


imported = st.builds(
    ImportedDialog,
    project=projects,
    is_new=st.booleans(),
    saved=st.integers(0, 60),
    logged=st.integers(0, 500),
    answered=st.integers(0, 14),
    required=st.just(14),
    unread=st.lists(st.builds(Unread, question=bank_questions(), typed=typed, why=typed), max_size=20).map(tuple),
    kept=st.lists(kept_answers(), max_size=20).map(tuple),
    unplaced=st.lists(
        st.builds(Unplaced, text=typed, why=st.sampled_from(Why), names=st.lists(typed, max_size=3).map(tuple)),
        max_size=40,
    ).map(tuple),
    left=st.integers(0, 9000),
    proposed=st.lists(bank_questions(), max_size=2).map(tuple),
    findings=st.lists(findings, max_size=20).map(tuple),
)


@st.composite
def requirement_pages(draw: st.DrawFn) -> PageDialog:
    """Far more requirements than are shipped, in every state, with what people type at its worst."""
    items = draw(
        st.lists(
            st.builds(
                Item,
                question=st.integers(0, 10**6).map(lambda number: QuestionId(f"readiness.a.item_{number}")),
                heading=st.sampled_from(["reliability", "a_heading_of_our_own"]),
                label=typed.map(lambda label: label or "—"),
                state=st.sampled_from(ItemState),
                claim=st.none() | st.sampled_from(["no", "manual", "automated", "not_applicable"]),
                evidence=st.none() | proofs | reasons,
                drill=st.none() | drills,
                until=st.none() | days,
                is_proved=st.booleans(),
            ),
            min_size=1,
            max_size=60,
            unique_by=lambda item: item.question,
        )
    )
    items[0] = replace(items[0], question=SILENT_FAILURE)
    return replace(
        draw(pages()),
        questions=tuple(replies.requirement(item) for item in items),
        requirements=tuple(items),
        values={},
        clashes=(),
        may_drill=draw(st.booleans()),
    )


@st.composite
def evidence_windows(draw: st.DrawFn) -> EvidenceDialog:
    item = replace(
        draw(st.sampled_from([each for each in replies.ITEMS if each.claim not in {None, "no"}])),
        label=draw(typed),
        until=draw(st.none() | days),
    )
    return EvidenceDialog(
        project=draw(projects),
        item=item,
        evidence=draw(st.none() | proofs | reasons),
        until=draw(days),
        revision=draw(st.integers(0, 99)),
        clash=draw(st.none() | (proofs | reasons).map(lambda theirs: replies.clash(replies.NAME, theirs))),
        page=draw(st.none() | st.builds(Below, revision=st.integers(0, 99))),
    )


drill_windows = st.one_of(
    st.builds(DrillDialog, project=projects, asked=users, limit=st.integers(1, 1440), within=st.integers(1, 8760)),
    st.builds(DrillAnswerDialog, project=projects, drill=drills),
)


@given(
    reply=st.one_of(requirement_pages(), evidence_windows(), drill_windows),
    degree=st.sampled_from([Degree.FULL, Degree.CLASSIC]),
)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_slack_takes_every_window_of_the_requirements_and_no_field_is_cut(
    words: Words, reply: Dialog, degree: Degree
) -> None:
    view = dialog(reply, words, degree)
    assert_window(view)
    if isinstance(reply, PageDialog):
        assert list(_fields(view)) == [question.id for question in reply.questions]


def test_where_a_window_has_no_room_for_states_every_field_is_there_all_the_same(words: Words) -> None:
    items = tuple(
        replace(replies.REOPENED, question=QuestionId(f"readiness.reliability.item_{number}")) for number in range(80)
    )
    questions = tuple(replies.requirement(item) for item in items)
    view = dialog(replace(replies.READY_PAGE, questions=questions, requirements=items), words)
    assert_window(view)
    assert list(_fields(view)) == [question.id for question in questions]
    assert 0 < len(buttons_of(view["blocks"])["readiness.evidence"]) < len(items)


def test_a_requirement_shows_where_it_stands_and_takes_evidence_where_it_is_claimed(words: Words) -> None:
    view = dialog(replies.READY_PAGE, words)
    said = words_of(view["blocks"])
    for line in (
        "*Readiness: 0 of 2*, by the weakest heading, Scalability. 4 items are open.",
        "*Reliability* · 1.5 of 3",
        "*Scalability* · 0 of 2",
        "*a_heading_of_our_own* · 0 of 1",
        "Half a point · <https://wiki.example.com/a_b_c|https://wiki.example.com/a_b_c>, The \u2217runbook\u2217 · a",
        "drill was passed (counts until 22 May 2027)",
        "One point · no evidence yet",
        "Open again: its evidence counted until 22 May 2027.",
        "Open: the answer is No.",
        "Does not count: No <peaks>.",
        "Still open: say why it does not apply.",
    ):
        assert line.replace("<", "&lt;").replace(">", "&gt;") in said or line in said, line
    buttons = buttons_of(view["blocks"])
    assert buttons["readiness.evidence"] == [
        f"p1|{item.question}" for item in replies.ITEMS if item.claim not in (None, "no")
    ]
    assert buttons["drill.open"] == ["p1"]
    assert "drill.open" not in buttons_of(dialog(replies.DIALOGS["requirements without a drill"], words)["blocks"])


def test_the_window_of_evidence_has_the_fields_that_its_claim_needs(words: Words) -> None:
    view = dialog(replies.EVIDENCE, words)
    fields = _fields(view)
    assert list(fields) == ["link", "note", "until"]
    assert fields["link"]["element"]["initial_value"] == "https://wiki.example.com/a_b_c"
    assert json.loads(view["private_metadata"]) == {
        "project": "p1",
        "question": "readiness.reliability.silent_failure",
        "revision": 7,
        "page": {"revision": 6, "drafts": {}},
    }
    over = dialog(replies.DIALOGS["evidence that is over"], words)
    assert "page" not in json.loads(over["private_metadata"])
    assert list(_fields(dialog(replies.DIALOGS["why it does not apply"], words))) == ["why"]


def test_the_window_of_a_drill_asks_what_would_tell_and_when(words: Words) -> None:
    assert list(_fields(dialog(replies.DRILL_WINDOW, words))) == ["who", "scenario"]
    fields = _fields(dialog(replies.DIALOGS["answer a drill"], words))
    assert list(fields) == ["what", "how", "hours", "paged", "meanwhile"]
    assert [name for name, block in fields.items() if not block["optional"]] == ["what", "how"]


windows = st.one_of(starts, pages(), row_windows(), ends, trial_windows, charters.charter_windows, imports, imported)


@given(reply=windows, degree=st.sampled_from(Degree))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_slack_takes_every_window(words: Words, reply: Dialog, degree: Degree) -> None:
    view = dialog(reply, words, degree)
    assert_window(view)
    assert degree is Degree.FULL or "alert" not in kinds_of(view["blocks"])


@pytest.mark.parametrize("name", DIALOGS)
@pytest.mark.parametrize("degree", [Degree.FULL, Degree.CLASSIC])
def test_every_sample_is_taken(words: Words, name: str, degree: Degree) -> None:
    assert_window(dialog(DIALOGS[name], words, degree))


def test_every_type_of_window_has_a_sample() -> None:
    assert {type(each) for each in DIALOGS.values()} == set(get_args(Dialog))


def _fields(view: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}


def test_the_first_window_asks_for_the_people_and_remembers_the_channel(words: Words) -> None:
    view = dialog(replies.START, words)
    assert (view["callback_id"], view["private_metadata"]) == ("kickoff.start", "C0CHURN")
    fields = _fields(view)
    assert list(fields) == ["name", "owner", "sponsor", "members"]
    assert [field["optional"] for field in fields.values()] == [False, False, True, True]
    assert fields["name"]["element"]["initial_value"] == "Churn model"
    assert fields["owner"]["element"]["initial_user"] == "U0MEI"
    assert {field["element"]["action_id"] for field in fields.values()} == {"value"}


def test_a_page_asks_each_question_at_its_id_and_lets_every_field_stay_empty(words: Words) -> None:
    view = dialog(replies.PAGE, words)
    fields = _fields(view)
    assert view["callback_id"] == "kickoff.page"
    assert list(fields) == [question.id for question in replies.QUESTIONS]
    assert all(field["optional"] and field["element"]["action_id"] == "value" for field in fields.values())
    assert json.loads(view["private_metadata"]) == {"project": "p1", "part": 1, "revision": 7}
    assert json.loads(dialog(replies.SAVED_PAGE, words)["private_metadata"])["part"] == 2


def test_a_single_question_names_itself_instead_of_a_part(words: Words) -> None:
    view = dialog(replies.SINGLE, words)
    assert json.loads(view["private_metadata"]) == {"project": "p1", "question": "baseline", "revision": 7}
    assert view["submit"]["text"] == "Save"
    empty = dialog(replace(replies.SINGLE, questions=()), words)
    assert json.loads(empty["private_metadata"])["question"] == ""


def test_fields_show_what_stands(words: Words) -> None:
    elements = {field: block["element"] for field, block in _fields(dialog(replies.PAGE, words)).items()}
    assert elements["metric_name"]["initial_value"] == "F1 score"
    assert elements["metric_direction"]["initial_option"]["value"] == "down"
    assert elements["baseline"]["initial_value"] == "3.1%"
    assert elements["deadline"]["initial_date"] == "2027-06-30"
    assert elements["sponsor"]["initial_user"] == "U0PRIYA"
    assert elements["why_now"]["multiline"] is True
    for element in (block["element"] for block in _fields(dialog(replies.EMPTY_PAGE, words)).values()):
        assert not [name for name in element if name.startswith("initial")]


def test_a_choice_that_is_not_offered_any_more_is_not_preselected(words: Words) -> None:
    page = replace(replies.PAGE, values={QuestionId("metric_direction"): Choice(option="sideways")})
    assert "initial_option" not in _fields(dialog(page, words))["metric_direction"]["element"]


def test_an_answer_of_another_kind_than_the_question_takes_by_now_is_still_shown(words: Words) -> None:
    kinds: dict[str, Value] = {"2027-06-30": Day(day=date(2027, 6, 30)), "down": Choice(option="down")}
    for shown, value in kinds.items():
        page = replace(replies.PAGE, values={QuestionId("metric_name"): value})
        assert _fields(dialog(page, words))["metric_name"]["element"]["initial_value"] == shown


def test_nothing_that_stands_is_cut_when_a_field_became_shorter(words: Words) -> None:
    short = replace(replies.NAME, max_length=10)
    page = replace(replies.PAGE, questions=(short,), values={short.id: Text(text="x" * 3000)})
    element = _fields(dialog(page, words))["metric_name"]["element"]
    assert (len(element["initial_value"]), element["max_length"]) == (3000, 3000)


def test_a_hint_echoes_what_was_understood(words: Words) -> None:
    hint = _fields(dialog(replies.PAGE, words))["baseline"]["hint"]["text"]
    assert hint.startswith("Read as 3.1 % = 0.031.")
    assert hint.endswith("Example: 3.1%")
    assert "hint" not in _fields(dialog(replies.PAGE, words))["sponsor"]


def test_required_questions_are_marked_and_the_mark_is_explained(words: Words) -> None:
    view = dialog(replies.PAGE, words)
    marked = [field for field, block in _fields(view).items() if block["label"]["text"].startswith("●")]
    assert marked == [question.id for question in replies.QUESTIONS if question.required]
    assert "● is needed before sign-off" in words_of(view["blocks"])
    assert "Slack calls every field optional" in words_of(view["blocks"])
    assert "●" not in words_of(dialog(replies.LAST_PAGE, words)["blocks"])
    assert "● This answer is needed" in words_of(dialog(replies.SINGLE, words)["blocks"])
    optional = replace(replies.SINGLE, questions=(replies.WHY,))
    assert "●" not in words_of(dialog(optional, words)["blocks"])


TARGET = replace(replies.BASELINE, id=QuestionId("target"), form=NumberForm.METRIC_OR_CHANGE)
LESS = Quantity(value=-0.15, unit="relative_change", typed="-15%", echo="-15 % of the baseline = -0.15")


@pytest.mark.parametrize(
    ("unit", "baseline", "kept_in", "level"),
    [
        ("stock-outs", 1.2, "count", " = 1.02 stock-outs"),
        ("%", 0.04, "percent", " = 3.4 %"),
        ("EUR", 1000.0, "currency:EUR", " = €850"),
        ("%", 0.04, "count", ""),
        ("EUR", 1000.0, "currency:USD", ""),
        ("stock-outs", 0.04, "percent", ""),
    ],
)
def test_a_change_is_read_back_as_a_change_and_as_a_level(
    words: Words, unit: str, baseline: float, kept_in: str, level: str
) -> None:
    values: dict[QuestionId, Value] = {
        QuestionId("metric_unit"): Text(text=unit),
        QuestionId("baseline"): Quantity(value=baseline, unit=kept_in, typed="", echo=""),
        TARGET.id: LESS,
    }
    page = replace(replies.PAGE, questions=(TARGET,), values=values)
    hint = _fields(dialog(page, words))["target"]["hint"]["text"]
    assert hint.startswith(f"Read as \u221215 % of the baseline = \u22120.15{level}. ")


def test_a_change_without_a_known_level_is_read_back_alone(words: Words) -> None:
    unit: dict[QuestionId, Value] = {QuestionId("metric_unit"): Text(text="%")}
    for beside in ({}, unit):
        page = replace(replies.PAGE, questions=(TARGET,), values={**beside, TARGET.id: LESS})
        assert "= \u22120.15. " in _fields(dialog(page, words))["target"]["hint"]["text"]


def test_progress_is_always_visible(words: Words) -> None:
    for page in (replies.PAGE, replies.SINGLE, replies.CLASHING_PAGE):
        assert "Part 1 of 5 · 6 of 14 required answers" in words_of(dialog(page, words)["blocks"][0])


def test_the_button_says_what_comes_next(words: Words) -> None:
    assert dialog(replies.PAGE, words)["submit"]["text"] == "Save and continue"
    assert dialog(replies.LAST_PAGE, words)["submit"]["text"] == "Save and finish"
    assert "submit" not in dialog(replies.FINISHED, words)


def test_a_saved_page_is_confirmed_and_its_findings_teach(words: Words) -> None:
    blocks = dialog(replies.SAVED_PAGE, words)["blocks"]
    alerts = [(block["level"], block["text"]["text"]) for block in blocks if block["type"] == "alert"]
    assert alerts[0] == ("success", "Part 1 is saved.")
    assert [level for level, _ in alerts[1:]] == ["error", "error"]
    assert "“F1 score” tells how good the model is" in alerts[1][1]


@pytest.mark.parametrize(
    "finding", [*FRESH_CARD.findings, MODEL_METRIC, LIKE_A_SCORE], ids=lambda each: each.rule + each.advice
)
def test_no_shipped_finding_is_too_long_for_an_alert(words: Words, finding: Any) -> None:
    blocks = dialog(replace(replies.SAVED_PAGE, findings=(finding,)), words)["blocks"]
    assert all(not block["text"]["text"].endswith("…") for block in blocks if block["type"] == "alert")


def test_a_likeness_is_told_as_one(words: Words) -> None:
    told = words_of(dialog(replace(replies.SAVED_PAGE, findings=(LIKE_A_SCORE,)), words)["blocks"])
    assert "With “labelled”, “classifier”, “catches” it reads like known answers" in told


def test_more_findings_than_a_handful_are_counted(words: Words) -> None:
    blocks = dialog(replace(replies.SAVED_PAGE, findings=(MODEL_METRIC,) * 7), words)["blocks"]
    assert kinds_of(blocks).count("alert") == 6
    assert "2 more findings" in words_of(blocks)


def test_warnings_that_one_answer_mends_come_one_at_a_time_and_blockers_all(words: Words) -> None:
    named = replace(MODEL_METRIC, severity=Severity.WARNING)
    blocks = dialog(replace(replies.SAVED_PAGE, findings=(named, named)), words)["blocks"]
    assert [block["level"] for block in blocks if block["type"] == "alert"] == ["success", "warning"]
    assert "1 more finding stands on the card" in words_of(blocks)
    blocked = dialog(replace(replies.SAVED_PAGE, findings=(MODEL_METRIC, MODEL_METRIC)), words)["blocks"]
    assert [block["level"] for block in blocked if block["type"] == "alert"] == ["success", "error", "error"]


def test_a_requirement_below_its_heading_does_not_repeat_it(words: Words) -> None:
    labels = ("Reliability: a fallback takes over", "Reliability:", "Cost: it is known", "A fallback takes over")
    told = ("A fallback takes over", "Reliability:", "Cost: it is known", "A fallback takes over")
    items = tuple(replies.ready(number, ItemState.AUTOMATED, "automated") for number in range(len(labels)))
    questions = tuple(
        replace(replies.requirement(item), label=label) for item, label in zip(items, labels, strict=True)
    )
    page = replace(replies.READY_PAGE, questions=questions, requirements=items)
    assert tuple(block["label"]["text"] for block in _fields(dialog(page, words)).values()) == told
    alone = replace(page, questions=questions[:1], requirements=())
    assert [block["label"]["text"] for block in _fields(dialog(alone, words)).values()] == [labels[0]]


def test_rows_say_on_a_line_of_their_own_that_there_are_none(words: Words) -> None:
    rows = replace(replies.WHY, type=AnswerType.ROWS, example="Margin, at most 1 % lower")
    page = replace(replies.PAGE, questions=(rows,), values={})
    assert "Example: Margin, at most 1 % lower\nNone yet." in words_of(dialog(page, words)["blocks"])


def test_a_clash_shows_what_the_other_person_saved(words: Words) -> None:
    blocks = dialog(replies.CLASHING_PAGE, words)["blocks"]
    warnings = [block["text"]["text"] for block in blocks if block.get("level") == "warning"]
    assert warnings[0].startswith("<@U0MEI> saved “Baseline” as “4 %” while you were editing.")
    assert "“Better is” as “Higher”" in warnings[1]
    assert "“Sponsor” as “<@U0MEI>”" in warnings[2]
    assert "cleared “Business metric”" in warnings[3]


def test_a_clash_in_a_question_that_is_not_on_the_page_is_still_told(words: Words) -> None:
    page = replace(
        replies.PAGE, questions=(replies.BASELINE,), clashes=(replies.clash(replies.NAME, Text(text="MRR")),)
    )
    assert any("metric_name" in text for text in mrkdwn_of(dialog(page, words)["blocks"]))


def test_the_last_window_says_what_stands_and_what_does_not(words: Words) -> None:
    unfinished, finished = (dialog(each, words) for each in (replies.UNFINISHED, replies.FINISHED))
    assert unfinished["callback_id"] == finished["callback_id"] == "kickoff.finished"
    assert "“Baseline”, “By when”" in words_of(unfinished["blocks"])
    assert "plan.accept" not in buttons_of(unfinished["blocks"])
    assert "The charter of Churn model is complete." in words_of(finished["blocks"])
    assert buttons_of(finished["blocks"]) == {"plan.accept": ["p1"]}


def test_the_last_window_calls_no_charter_complete_that_does_not_hold(words: Words) -> None:
    answered = replace(replies.UNFINISHED, answered=14, open_questions=())
    read = words_of(dialog(answered, words)["blocks"])
    assert "is there,* but 2 things do not hold yet: “The business metric is a model metric”, “No target yet”." in read
    assert "is complete" not in read
    one = replace(answered, findings=(MODEL_METRIC,))
    assert "one thing does not hold yet" in words_of(dialog(one, words)["blocks"])
    warned = replace(answered, findings=(replace(MODEL_METRIC, severity=Severity.WARNING),))
    assert "is complete" in words_of(dialog(warned, words)["blocks"])


def test_after_a_save_each_number_says_how_it_was_read(words: Words) -> None:
    said = "Read as Baseline 3.1 % = 0.031 · Target \N{MINUS SIGN}10 % = 2.79 %"
    for name in ("saved page with numbers", "finished with numbers"):
        assert said in words_of(dialog(replies.DIALOGS[name], words)["blocks"])
    assert "Read as Baseline" not in words_of(dialog(replies.SAVED_PAGE, words)["blocks"])


def test_a_single_number_is_read_back_in_a_window_that_only_closes(words: Words) -> None:
    view = dialog(replies.DIALOGS["saved number"], words)
    assert_window(view)
    assert "submit" not in view
    assert "Read as Baseline 3.1 % = 0.031" in words_of(view["blocks"])


def test_after_a_metric_is_renamed_its_links_are_counted(words: Words) -> None:
    told = {
        name: words_of(dialog(replies.DIALOGS[name], words)["blocks"]) for name in replies.DIALOGS if "links" in name
    }
    assert "1 link follows the new name." in told["saved name with links"]
    assert "Read as" not in told["saved name with links"]
    assert "2 links follow the new name." in told["finished with links"]
    assert "Read as Baseline" in told["saved page with links"]
    assert "2 links follow the new name." in told["saved page with links"]
    assert "the new name" not in words_of(dialog(replies.DIALOGS["saved number"], words)["blocks"])


def test_a_change_whose_level_nobody_can_tell_is_read_back_as_a_change(words: Words) -> None:
    target = replies.READ.questions[1]
    alone = ReadBack(questions=(target,), values={target.id: replies.READ.values[target.id]})
    assert "Target \N{MINUS SIGN}10 % of the baseline = \N{MINUS SIGN}0.1" in read_line(alone, words).plain


def test_whoever_starts_a_kickoff_for_others_is_told_who_has_it_and_who_cannot_see_it(words: Words) -> None:
    view = dialog(replies.STARTED, words)
    assert_window(view)
    assert "submit" not in view
    assert "<@U0MEI> has the checklist" in str(view["blocks"])
    assert "private" not in str(view["blocks"])
    outside = dialog(replies.DIALOGS["started for somebody outside"], words)
    assert str(outside["blocks"]).count("which is private") == 2


@pytest.mark.parametrize(
    ("typed", "echo", "told"),
    [
        ("2,400", "2,400 per day", "Read as Traffic per day 2,400"),
        ("120k/week", "120,000 per week = 17,142.9 per day", "Read as Traffic per day 120,000 per week = 17,142.9"),
    ],
)
def test_traffic_is_not_told_to_be_per_day_twice(words: Words, typed: str, echo: str, told: str) -> None:
    asked = Question(
        id=QuestionId("daily_traffic"),
        part=3,
        label="Traffic per day",
        type=AnswerType.NUMBER,
        form=NumberForm.TRAFFIC,
    )
    value = Quantity(value=2_400, unit="per_day", typed=typed, echo=echo)
    line = read_line(ReadBack(questions=(asked,), values={asked.id: value}), words)
    assert line.plain == told


def test_a_charter_is_taken_in_two_fields_and_a_file_where_one_may_be_read(words: Words) -> None:
    fields = _fields(dialog(replies.IMPORT, words))
    assert list(fields) == ["name", "text", "more"]
    assert all(field["optional"] for field in fields.values())
    both = _fields(dialog(replies.DIALOGS["import beside projects"], words))
    assert list(both) == ["project", "name", "text", "more", "file", "replace"]
    assert both["project"]["element"]["initial_option"]["value"] == "p1"
    assert [each["value"] for each in both["project"]["element"]["options"]][-1] == "new"


def test_every_piece_of_a_pasted_charter_is_told_with_its_reason(words: Words) -> None:
    view = dialog(replies.IMPORTED, words)
    said = words_of(view["blocks"])
    for piece in (
        "9 answers were taken from the text, and 2 earlier values",
        "banana",
        "This is no number.",
        "could be Baseline, Target",
        "is answered further up in the text",
        "there is no such question; near to it: Baseline, Target",
        "… and 3 more.",
        "Read from your words without a label",
    ):
        assert piece in said, piece
    presses = buttons_of(view["blocks"])["kickoff.answer"]
    assert [value.partition("|")[2] for value in presses[:2]] == ["baseline", "deadline"]


def test_of_too_many_pieces_the_rest_is_counted(words: Words) -> None:
    many = replace(
        replies.IMPORTED, unread=replies.IMPORTED.unread * 40, unplaced=replies.IMPORTED.unplaced * 5, left=7
    )
    said = words_of(dialog(many, words)["blocks"])
    assert "… and 25 more." in said
    assert f"… and {len(many.unplaced) - 20 + 7} more." in said
