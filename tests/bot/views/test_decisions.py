"""Handing in results and deciding on them: the windows, and the news of a decision."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.domain.readouts import Advice
from bot.views.dialogs import dialog
from bot.views.inputs import VALUE
from bot.views.messages import render
from bot.views.words import Words
from tests.bot.views import trial_readouts as found
from tests.bot.views import trials
from tests.bot.views.seen import buttons_of, mentions_of, words_of


def fields(view: dict[str, Any]) -> dict[str, dict[str, Any]]:
    asked = {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}
    assert all(block["element"]["action_id"] == VALUE for block in asked.values())
    return asked


# --- handing in --------------------------------------------------------------------------------


def test_results_by_arm_are_asked_as_the_plan_has_them(words: Words) -> None:
    counts, means = (dialog(trials.DIALOGS[name], words) for name in ("results", "results of means"))
    beside = ["guardrail_1", "guardrail_2", "secondary_1", "rows"]
    assert list(fields(counts)) == ["through", "control_n", "control_x", "treatment_n", "treatment_x", *beside]
    sums = ["control_n", "control_mean", "control_sd", "treatment_n", "treatment_mean", "treatment_sd"]
    assert list(fields(means)) == ["through", *sums, *beside]
    assert (counts["callback_id"], json.loads(counts["private_metadata"])) == ("experiment.result", {"project": "p1"})
    assert counts["title"]["text"] == "Experiment 1: results"
    assert all(block["optional"] for block in fields(counts).values())


def test_the_period_before_is_asked_for_where_the_plan_reckons_with_it(words: Words) -> None:
    view = dialog(trials.DIALOGS["results with the period before"], words)
    asked = fields(view)
    assert [name for name in asked if name.endswith("_pre")] == ["control_pre", "treatment_pre"]
    assert "“12.1 ± 3.0; 5.4”" in asked["control_pre"]["hint"]["text"]
    assert "metric,arm,n,mean,sd,pre_mean,pre_sd,pre_cov;" in asked["rows"]["hint"]["text"]
    assert "read without it, the result is not as registered" in words_of(view["blocks"])
    assert "CUPED" not in words_of(dialog(trials.RESULT, words)["blocks"])


def test_a_file_is_asked_for_only_where_it_can_be_read_and_stands_in_for_rows(words: Words) -> None:
    for name in ("results with a file", "results of a series with a file"):
        asked = fields(dialog(trials.DIALOGS[name], words))
        assert asked["file"]["element"] == {
            "type": "file_input",
            "filetypes": ["csv", "tsv", "txt"],
            "max_files": 1,
            "action_id": "value",
        }
        assert asked["rows"]["optional"]
        assert list(asked)[-1] == "file"
    assert "file" not in fields(dialog(trials.RESULT, words))
    three = fields(dialog(replace(trials.RESULT, two_arms=False, takes_file=True), words))
    assert three["rows"]["optional"]


@pytest.mark.parametrize("design", ["cluster", "switchback"])
def test_rows_that_may_be_attached_need_no_further_fields(words: Words, design: str) -> None:
    reply = replace(trials.RESULT, plan=replace(trials.RESULT.plan, design=design))
    assert [name for name in fields(dialog(reply, words)) if name.startswith("more")] == ["more_1", "more_2", "more_3"]
    attached = fields(dialog(replace(reply, takes_file=True), words))
    assert list(attached) == ["through", "rows", "file"]
    assert attached["rows"]["optional"]


def test_a_final_result_is_read_anew_with_a_reason_alone(words: Words) -> None:
    view = dialog(trials.DIALOGS["results read anew"], words)
    assert next(iter(fields(view))) == "reason"
    assert not fields(view)["reason"]["optional"]
    assert "There is a final reading already:* the experiment has no result" in words_of(view["blocks"])
    assert "reason" not in fields(dialog(trials.RESULT, words))


def test_each_metric_of_the_plan_has_its_field_with_an_example_of_both_forms(words: Words) -> None:
    asked = fields(dialog(trials.RESULT, words))
    assert asked["guardrail_1"]["label"]["text"] == "Guardrail: Margin per customer"
    assert asked["secondary_1"]["label"]["text"] == "Secondary: Offers accepted"
    assert "“412; 398”" in asked["guardrail_2"]["hint"]["text"]
    assert "“12.4 ± 3.1; 12.3 ± 3.0”" in asked["secondary_1"]["hint"]["text"]


def test_metrics_without_a_field_are_named(words: Words) -> None:
    many = replace(trials.RESULT, guardrails=tuple("ABCDEFG"), secondaries=tuple("UVWXY"))
    view = dialog(many, words)
    assert [name for name in fields(view) if name[-1].isdigit()] == [
        *(f"guardrail_{number}" for number in range(1, 6)),
        *(f"secondary_{number}" for number in range(1, 4)),
    ]
    assert "There is no field for “F”, “G”, “X”, “Y”; hand them in as rows." in words_of(view["blocks"])
    assert "no field" not in words_of(dialog(trials.RESULT, words)["blocks"])


def test_more_than_two_arms_are_handed_in_as_rows(words: Words) -> None:
    asked = fields(dialog(trials.DIALOGS["results of three arms"], words))
    assert list(asked) == ["through", "rows"]
    assert not asked["rows"]["optional"]


def test_a_ratio_is_handed_in_as_rows_with_its_columns_and_the_other_metrics_in_their_fields(words: Words) -> None:
    asked = fields(dialog(replace(trials.RESULT, is_mean=True, is_ratio=True), words))
    assert list(asked) == ["through", "rows", "guardrail_1", "guardrail_2", "secondary_1"]
    assert not asked["rows"]["optional"]
    assert "metric,arm,n,num_mean,num_var,den_mean,den_var,cov;" in asked["rows"]["hint"]["text"]


@pytest.mark.parametrize(("is_mean", "header"), [(False, "metric,arm,n,x;"), (True, "metric,arm,n,mean,sd;")])
def test_rows_name_the_header_that_they_need(words: Words, *, is_mean: bool, header: str) -> None:
    hint = fields(dialog(replace(trials.RESULT, is_mean=is_mean), words))["rows"]["hint"]["text"]
    assert header in hint


def test_a_series_may_lean_on_logged_values(words: Words) -> None:
    logged, bare = (dialog(trials.DIALOGS[f"results of a {name}"], words) for name in ("logged series", "series"))
    assert list(fields(logged)) == ["through", "rows", "guardrail_1", "guardrail_2"]
    assert "date,value" in fields(logged)["rows"]["hint"]["text"]
    assert "the 132 values that were logged" in words_of(logged["blocks"])
    assert (fields(logged)["rows"]["optional"], fields(bare)["rows"]["optional"]) == (True, False)
    assert "No values are logged" in words_of(bare["blocks"])


@pytest.mark.parametrize(
    ("design", "header"),
    [
        ("cluster", "cluster,arm,n,x"),
        ("switchback", "period_start,arm,value, or period_start,arm,n,x"),
        ("staged_rollout", "date,value,others"),
        ("difference_in_differences", "date,value,others"),
        ("synthetic_control", "one more column for each donor"),
    ],
)
def test_each_design_asks_for_rows_in_its_own_form(words: Words, design: str, header: str) -> None:
    by_arm = design in ("cluster", "switchback")
    reply = replace(
        trials.RESULT, plan=replace(trials.RESULT.plan, design=design), by_arm=by_arm, logged=0 if by_arm else 132
    )
    view = dialog(reply, words)
    is_long = design in ("cluster", "switchback", "synthetic_control")
    more = ["more_1", "more_2", "more_3"] if is_long else []
    guardrails = [] if by_arm else ["guardrail_1", "guardrail_2"]
    assert list(fields(view)) == ["through", "rows", *more, *guardrails]
    assert header in fields(view)["rows"]["hint"]["text"]
    assert not fields(view)["rows"]["optional"]
    text = words_of(view["blocks"])
    assert ("The sizes of the arms are checked" in text) is by_arm
    for each in guardrails:
        assert fields(view)[each]["element"]["multiline"]
        assert "counts as not measured" in fields(view)[each]["hint"]["text"]
    assert "logged" not in text


def test_means_of_groups_are_asked_as_means(words: Words) -> None:
    reply = replace(trials.RESULT, plan=replace(trials.RESULT.plan, design="cluster"), is_mean=True)
    assert "cluster,arm,n,mean" in fields(dialog(reply, words))["rows"]["hint"]["text"]


def test_a_plan_without_guardrails_asks_for_none_over_time(words: Words) -> None:
    bare = replace(trials.RESULT, by_arm=False, guardrails=())
    assert list(fields(dialog(bare, words))) == ["through", "rows"]
    many = replace(bare, guardrails=tuple("ABCDEFG"))
    assert list(fields(dialog(many, words)))[2:] == [f"guardrail_{number}" for number in range(1, 6)]
    assert "There is no field for “F”, “G”; hand them in as rows." in words_of(dialog(many, words)["blocks"])


@pytest.mark.parametrize(
    ("today", "through", "is_look"),
    [
        (date(2026, 12, 7), "2026-12-07", True),
        (date(2026, 12, 20), "2026-12-19", True),
        (date(2027, 1, 17), "2027-01-16", True),
        (date(2027, 1, 18), "2027-01-17", False),
        (date(2027, 3, 1), "2027-01-17", False),
    ],
)
def test_the_last_whole_day_is_proposed_and_a_look_is_called_one(
    words: Words, today: date, through: str, *, is_look: bool
) -> None:
    reply = replace(trials.RESULT, today=today)
    view = dialog(reply, words)
    assert fields(view)["through"]["element"]["initial_date"] == through
    assert ("What you hand in now is a look" in words_of(view["blocks"])) == is_look


# --- deciding ----------------------------------------------------------------------------------


def choices(view: dict[str, Any]) -> list[str]:
    return [option["value"] for option in fields(view)["choice"]["element"]["options"]]


def test_the_window_shows_the_recommendation_and_the_registered_rule(words: Words) -> None:
    view = dialog(trials.DECIDE, words)
    assert (view["callback_id"], json.loads(view["private_metadata"])) == ("experiment.decide", {"project": "p1"})
    read = words_of(view["blocks"])
    for part in (
        "experiment 1 won",
        "Recommendation: launch.",
        "Launch if churn falls",
        "Evidence: proven (randomised).",
    ):
        assert part in read
    assert list(fields(view)) == ["choice", "reason"]
    assert fields(view)["reason"]["element"]["multiline"] is True


def test_launching_is_offered_only_to_whom_it_belongs_and_only_on_a_readout(words: Words) -> None:
    assert choices(dialog(trials.DECIDE, words)) == ["launch", "iterate", "stop"]
    barred = dialog(trials.DIALOGS["decide without the right to launch"], words)
    assert choices(barred) == ["iterate", "stop"]
    assert "<@U0PRIYA> can." in words_of(barred["blocks"])
    assert "no sponsor is named yet" in words_of(dialog(trials.DIALOGS["decide without a sponsor"], words)["blocks"])
    early = dialog(trials.DIALOGS["decide without a readout"], words)
    assert choices(early) == ["iterate", "stop"]
    assert "Launching takes a readout." in words_of(early["blocks"])
    assert "has no readout yet" in words_of(early["blocks"])


def test_what_the_rule_recommends_is_chosen_already_where_it_may_be(words: Words) -> None:
    chosen = fields(dialog(trials.DECIDE, words))["choice"]["element"]
    assert chosen["initial_option"]["value"] == "launch"
    for name in ("without the right to launch", "without a readout", "on a look"):
        element = fields(dialog(trials.DIALOGS[f"decide {name}"], words))["choice"]["element"]
        assert "initial_option" not in element


def test_a_reason_is_asked_for_what_goes_against_the_rule(words: Words) -> None:
    hint = fields(dialog(trials.DECIDE, words))["reason"]["hint"]["text"]
    assert "otherwise than I recommend, which is to launch" in hint
    for name in ("without a readout", "on a look"):
        early = fields(dialog(trials.DIALOGS[f"decide {name}"], words))["reason"]["hint"]["text"]
        assert "nothing can be recommended yet" in early
    look = words_of(dialog(trials.DIALOGS["decide on a look"], words)["blocks"])
    assert "This is a look, not the result." in look
    assert found.LOOK.recommendation.advice is Advice.WAIT


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("launched", ("is decided: *launch*", "Decided by <@U0PRIYA>, as recommended.")),
        ("launched", ("The reason given: Churn fell, and margin holds.", "\u22120.60 to \u22120.16 pp")),
        ("launched against the rule", ("*against the recommendation*, which was to stop.", "by March.")),
        ("launched against the rule", ("✗ Margin per customer: worse by more than 1 %",)),
        ("stopped before the rule", ("is decided: *stop*", "before anything could be recommended")),
        ("sent back", ("is decided: *iterate*", "back to the plan")),
    ],
)
def test_a_decision_is_told_with_its_rule_its_reason_and_its_evidence(
    words: Words, name: str, said: tuple[str, ...]
) -> None:
    text = render(trials.MESSAGES[name], words).text
    assert [part for part in said if part not in text] == []


def test_a_reason_is_quoted_as_it_was_typed_and_pings_nobody(words: Words) -> None:
    evil = replace(trials.DECISION, decided=replace(trials.AGAINST, reason="<!channel> *now*"))
    rendered = render(evil, words)
    assert "&lt;!channel&gt;" in rendered.text
    assert "<!channel> *now*" in words_of(rendered.blocks)
    assert mentions_of(rendered.blocks) == {"U0PRIYA"}
    assert buttons_of(rendered.blocks) == {}
    assert "reason" not in render(trials.MESSAGES["sent back"], words).text
