"""Labels in any form lead to their questions, and what is not certain is shown instead of taken."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.pasted import Synonyms, labels_of, read_text
from bot.domain.text import UnusableText
from tests.bot.domain.builders import bank, question
from tests.bot.domain.pasted.shipped import labels, left, read, typed

BASELINE = {"baseline": "3.1%"}


@pytest.mark.parametrize(
    "line",
    [
        "Baseline: 3.1%",
        "baseline : 3.1%",
        "BASELINE = 3.1%",
        "Baseline \u2013 3.1%",
        "Baseline - 3.1%",
        "Baseline -> 3.1%",
        "Baseline => 3.1%",
        "Baseline 3.1%",
        "Baseline\t3.1%",
        "| Baseline | 3.1% |",
        "|| Baseline || 3.1% ||",
        "| 3 | Baseline | 3.1% |",
        "**Baseline:** 3.1%",
        "**Baseline**: 3.1%",
        "**Baseline** 3.1%",
        "__Baseline__ \u2013 3.1%",
        "*Baseline:* 3.1%",
        "- Baseline: 3.1%",
        "• Baseline: 3.1%",
        "3. Baseline: 3.1%",
        "3) Baseline: 3.1%",
        "1.2 Baseline: 3.1%",
        "Q3: Baseline: 3.1%",
        "[x] Baseline: 3.1%",
        "- [ ] Baseline: 3.1%",
        "☑ Baseline: 3.1%",
        "> Baseline: 3.1%",
        "🎯 Baseline: 3.1%",
        ":dart: Baseline: 3.1%",
        "## Baseline\n3.1%",
        "h2. Baseline\n3.1%",
        "Baseline\n--------\n3.1%",
        "Baseline:\n\n  3.1%",
        "Baseline (required): 3.1%",
        "Baseline [optional]: 3.1%",
        "Our baseline: 3.1%",
        "What is the baseline? 3.1%",
        "Baseline?\nA: 3.1%",
        "Baselin: 3.1%",
        "Basleine: 3.1%",
        "Current value: 3.1%",
        "Ausgangswert: 3.1%",
        "<p><b>Baseline:</b> 3.1%</p>",
        "<tr><td>Baseline</td><td>3.1%</td></tr>",
        "Baseline&colon; 3.1%",
        '"Baseline": "3.1%",',
        "Baseline\u200b\u00a0: 3.1%",
        "\u202aBaseline\u202c: 3.1%",
        "Baseline\uff1a3.1%",
    ],
)
def test_a_label_is_known_in_every_form(line: str) -> None:
    assert typed(line) == BASELINE
    assert left(line) == []


@pytest.mark.parametrize("question", labels().bank.questions, ids=lambda each: each.id)
def test_every_question_is_known_by_its_label_and_by_its_id(question: object) -> None:
    id_, label = str(getattr(question, "id", "")), str(getattr(question, "label", ""))
    assert typed(f"{label}: something") == {id_: "something"}
    assert typed(f"{id_}: something") == {id_: "something"}


@pytest.mark.parametrize(
    "line",
    [
        "We think that the baseline is 3.1%",
        "Baseline 3.1% or so, nobody knows",
        "The target group are customers at risk",
        "Power users are out of scope",
        "Start with the easy ones",
        "Baseline",
        "Baseline: TBD",
        "Baseline: …",
        "Baseline: n/a",
        "Baseline: ___",
        "Baseline: <>",
    ],
)
def test_no_number_is_pulled_out_of_a_sentence_or_a_gap(line: str) -> None:
    assert typed(line) == {}


def test_an_answer_of_signs_alone_is_one() -> None:
    assert typed("KPI: 😀") == {"metric_name": "😀"}


def test_not_applicable_is_an_answer_where_it_is_offered() -> None:
    assert typed("Scalability: capacity follows the load: not applicable") == {
        "readiness.scalability.autoscaling": "not applicable"
    }


def test_a_name_of_two_questions_is_shown_with_both_names() -> None:
    assert left("Metric: churn") == [("Metric: churn", "either", ("Business metric", "Primary metric"))]


def test_the_part_that_a_name_stands_in_decides_it() -> None:
    assert typed("## Experiment\nMetric: churn within 30 days") == {"primary_metric": "churn within 30 days"}
    assert typed("## Business goal\nMetric: churn") == {"metric_name": "churn"}


def test_the_form_of_the_answer_decides_a_name_too() -> None:
    assert typed("Goal: 2.5%") == {"target": "2.5%"}
    assert typed("Goal: fewer customers leave") == {"success_statement": "fewer customers leave"}


def test_a_rule_between_answers_is_none() -> None:
    assert typed("KPI: churn\n---\nBaseline: 3.1%\n***\nUnit: %") == {
        "metric_name": "churn",
        "metric_unit": "%",
        **BASELINE,
    }


def test_the_first_of_two_answers_stands_and_the_other_is_shown() -> None:
    text = "Target: 2.5%\nTarget: 2.4%\nTarget: 2.5%"
    assert typed(text) == {"target": "2.5%"}
    assert left(text) == [("Target: 2.4%", "again", ("Target",))]


def test_what_stands_in_brackets_behind_a_name_is_shown() -> None:
    assert left("Baseline (Q4): 3.1%") == [("Baseline (Q4)", "beside", ("Baseline",))]


def test_behind_brackets_only_a_figure_needs_no_divider() -> None:
    assert typed("Baseline (Q4) 3.1%") == BASELINE
    assert typed("Target (group) are customers at risk") == {}


def test_what_stands_beside_an_answer_in_a_table_is_shown() -> None:
    table = "| Field | Value | Notes |\n|---|---|---|\n| Baseline | 3.1% | from finance |"
    assert typed(table) == BASELINE
    assert left(table) == [("Baseline: from finance", "beside", ())]


def test_a_table_may_lie_on_its_side() -> None:
    table = "KPI\tUnit\tBaseline\nChurn\t%\t3.1%\nReturns\t%\t18%"
    assert typed(table) == {"metric_name": "Churn", "metric_unit": "%", **BASELINE}
    assert [text for text, why, _ in left(table) if why == "again"] == ["KPI: Returns", "Baseline: 18%"]


def test_a_row_longer_than_its_table_is_no_row_of_it() -> None:
    assert left("KPI\tUnit\nChurn\t%\tand more")[0][0].startswith("Churn")


@pytest.mark.parametrize("row", ["| Baseline | |", "| 1 | Baseline |  |", "KPI\tUnit\tTarget\nchurn\t\t2%"])
def test_an_empty_cell_is_no_answer_and_nothing_that_was_left_out(row: str) -> None:
    assert "baseline" not in typed(row)
    assert left(row) == []


def test_a_cell_without_a_column_name_is_shown() -> None:
    assert ("odd", "no_question", ()) in left("KPI\t\tUnit\nChurn\todd\t%")


def test_breaks_in_a_cell_are_lines_of_the_answer() -> None:
    assert typed("| Guardrails | Margin: at most 1 %<br>Returns |") == {"guardrails": "Margin: at most 1 %\nReturns"}


def test_a_long_answer_goes_on_until_the_next_heading() -> None:
    text = "## Success\nChurn falls.\n\nComplaints do not rise.\n### How sure are we\nQuite.\n## Team\nAna"
    assert typed(text) == {
        "success_statement": "Churn falls.\n\nComplaints do not rise.\nHow sure are we\nQuite.",
    }
    assert [each for each, _, _ in left(text)] == []
    assert read(text).people == {"members": "Ana"}


def test_a_long_answer_behind_its_name_ends_with_its_paragraph() -> None:
    text = "Success: churn falls\nby June.\n\nThanks everybody!"
    assert typed(text) == {"success_statement": "churn falls\nby June."}
    assert left(text) == [("Thanks everybody!", "no_question", ())]


def test_a_short_answer_ends_with_its_line_unless_the_page_broke_it() -> None:
    assert typed("KPI: churn\nWe talked about it.") == {"metric_name": "churn"}
    wrapped = "KPI: the share of parcels that are delivered in the first attempt\nin both cities"
    assert typed(wrapped)["metric_name"] == f"{wrapped.partition(': ')[2]}"


def test_names_deeper_in_a_list_belong_to_the_answer_above_them() -> None:
    text = "Model metrics:\n- AUC\n  - baseline: 0.74\n  - target: 0.8\nBaseline: 3.1%"
    assert typed(text) == {"model_metrics": "AUC: baseline: 0.74, target: 0.8", **BASELINE}


def test_a_metric_may_have_its_two_levels_and_the_day_behind_it() -> None:
    both = {"metric_name": "Churn", "baseline": "3.1%", "target": "2.5%"}
    for text in (
        "KPI: Churn 3.1% -> 2.5%",
        "KPI: Churn, from 3.1% to 2.5%",
        "KPI: Churn\n3.1% → 2.5%",
        "## KPI\nChurn\n\nfrom 3.1% to 2.5%",
        "KPI: Churn\nBaseline → target: 3.1% → 2.5%",
        "KPI: Churn\nBaseline / target: 3.1% / 2.5%",
        "KPI: Churn\nNow 3.1%, want 2.5%",
        "KPI: Churn\nBaseline: 3.1%; Target: 2.5%",
        "KPI: Churn\nToday 3.1% and goal 2.5%",
    ):
        assert typed(text) == both, text
    assert typed("Kennzahl: Churn von 3,1% auf 2,5% bis 30.06.2027") == {
        "metric_name": "Churn",
        "baseline": "3,1%",
        "target": "2,5%",
        "deadline": "30.06.2027",
    }


def test_a_target_may_have_the_baseline_in_front_and_its_words_are_shown() -> None:
    assert typed("Goal: 3.1% -> 2.5%") == {"baseline": "3.1%", "target": "2.5%"}
    assert typed("KR1: Lower churn from 3.1% to 2.5%") == {"baseline": "3.1%", "target": "2.5%"}
    assert left("KR1: Lower churn from 3.1% to 2.5%") == [("KR1: Lower churn", "beside", ("Target",))]


def test_two_levels_of_nothing_are_shown() -> None:
    assert left("3.1% -> 2.5%") == [("3.1% -> 2.5%", "no_question", ())]
    assert typed("Unit: %\n3.1% -> 2.5%") == {"metric_unit": "%"}
    only = labels_of(bank(question("metric_name", label="KPI")), Synonyms())
    assert read_text("KPI: Churn 3.1% -> 2.5%", only).typed == {"metric_name": "Churn 3.1% -> 2.5%"}


def test_the_same_level_written_closer_is_no_second_answer() -> None:
    assert left("KPI: Churn 3.1% -> 2.5%\nBaseline: 3.1 %") == []
    assert left("KPI: Churn 3.1% -> 2.5%\nBaseline: 3.2%") == [("Baseline: 3.2%", "again", ("Baseline",))]


def test_figures_side_by_side_need_a_name_each() -> None:
    assert typed("Baseline: 3.1%, measured in May") == {"baseline": "3.1%, measured in May"}
    assert typed("Unit 3, Target 2.5%") == {}
    assert typed("# Now 3.1%, want 2.5%") == {}


def test_below_the_heading_of_the_metric_a_name_is_its_name() -> None:
    assert typed("## Metric\n- Name: Churn\n- Baseline: 3.1%") == {"metric_name": "Churn", **BASELINE}
    assert read("KPI: Churn\nName: Churn model").name == "Churn model"


def test_the_stars_of_a_wiki_say_how_deep_a_line_stands() -> None:
    assert typed("* Model metrics:\n** AUC\n*** today: 0.6\n** Recall\n* Baseline: 3.1%") == {
        "model_metrics": "AUC: today: 0.6\nRecall",
        **BASELINE,
    }


def test_only_the_sign_of_a_quoted_mail_is_taken_off() -> None:
    assert typed("> Model metric: AUC 0.61 -> 0.66") == {"model_metrics": "AUC 0.61 -> 0.66"}
    assert read("> > Lead: Ana <ana@example.com>").people == {"owner": "Ana <ana@example.com>"}


def test_an_unknown_title_ends_an_answer() -> None:
    text = "Guardrails:\nMargin\n\nOut of scope:\nbusiness customers"
    assert typed(text) == {"guardrails": "Margin"}
    assert [each for each, _, _ in left(text)] == ["Out of scope:", "business customers"]


def test_a_page_with_several_answers_in_a_row_is_read_cell_by_cell() -> None:
    assert typed("KPI: churn | Unit: % | Baseline: 3.1%") == {"metric_name": "churn", "metric_unit": "%", **BASELINE}


def test_people_and_the_project_are_told_from_answers() -> None:
    found = read("Project: Churn model\nOwner: @Ana\nMembers:\n- @Sam\n- @Mei\nChannel: #churn")
    assert (found.name, found.channel, found.typed) == ("Churn model", "#churn", {})
    assert dict(found.people) == {"owner": "@Ana", "members": "@Sam\n@Mei"}


def test_a_character_that_cannot_be_kept_is_refused() -> None:
    with pytest.raises(UnusableText):
        read("Baseline: 3.1%\x00")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_to_its_end(text: str) -> None:
    found = read(text)
    assert all(value for value in found.typed.values())


@given(
    st.lists(st.sampled_from(["Baseline", "KPI", ":", "3.1%", "|", "\t", "\n", "**", "- ", "## ", "(", ")", " ", "?"]))
)
@settings(max_examples=300, deadline=None)
def test_any_heap_of_labels_and_signs_is_read_to_its_end(pieces: list[str]) -> None:
    assert set(typed("".join(pieces))) <= {"baseline", "metric_name", "success_statement"}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Churn model\n\nUnit: %", "Churn model"),
        ("Churn model\n===========\n\nUnit: %", "Churn model"),
        ("## Churn model\n\nUnit: %", None),
        ("Churn model\n\nUnit: %", None),
        ("Unit: %\n\n# Churn model", None),
        ("Thanks!\n\n# Churn model\n\nUnit: %", None),
        ("# Churn model\n\n# Notes\n\nUnit: %", "Churn model"),
    ],
)
def test_the_highest_heading_that_opens_a_text_is_its_title(text: str, title: str | None) -> None:
    assert read_text(text, labels()).title == title
