"""Rules about the outcome fire on what breaks them, name the words, and are content with what does not."""

import pytest

from bot.domain.charter import Choice, Quantity
from bot.domain.findings import Severity
from tests.bot.domain.builders import OWNER, observation, project, quantity
from tests.bot.domain.lint.sound import findings, found


def test_a_sound_charter_has_no_findings() -> None:
    assert found() == {}


LIKE_A_SCORE = "out of 100 known cracks in the labelled sample, how many the classifier catches"


@pytest.mark.parametrize(
    ("gone", "rule"),
    [
        ("metric_name", "no-measurable-metric"),
        ("metric_unit", "no-unit"),
        ("baseline", "no-baseline"),
        ("target", "no-target"),
        ("deadline", "no-deadline"),
        ("metric_source", "no-source"),
        ("value_per_unit", "no-money"),
    ],
)
def test_what_a_charter_lacks_is_found_as_missing(gone: str, rule: str) -> None:
    (finding,) = findings({gone: None})
    assert (finding.rule, finding.question, finding.words, finding.is_missing) == (rule, gone, (), True)


def test_a_project_without_a_sponsor_is_found() -> None:
    (finding,) = findings(project=project(sponsor=None))
    assert (finding.rule, finding.question, finding.is_missing) == ("no-sponsor", "sponsor", True)


@pytest.mark.parametrize(
    ("unit", "answers", "words"),
    [
        ("€", {"baseline": quantity(0.031, "percent", "3.1%"), "target": quantity(2, "currency:EUR")}, ("3.1%",)),
        ("%", {"baseline": quantity(1250, "count", "1,250")}, ("1,250",)),
        ("tickets", {"baseline": quantity(1250, "currency:EUR", "€1,250"), "target": quantity(9)}, ("€1,250",)),
    ],
)
def test_a_baseline_in_another_unit_than_the_metric_has_now_is_none(
    unit: str, answers: dict[str, object], words: tuple[str, ...]
) -> None:
    (finding,) = findings({"metric_unit": unit, **answers})
    assert (finding.rule, finding.words, finding.is_missing) == ("no-baseline", words, False)


@pytest.mark.parametrize(
    ("unit", "target", "words"),
    [
        ("€", quantity(-0.005, "percentage_points", "-0.5pp"), ("-0.5pp",)),
        ("€", quantity(0.025, "percent", "2.5%"), ("2.5%",)),
        ("€", quantity(-0.1, "relative_change", "-10%"), None),
        ("%", quantity(-0.003, "percentage_points", "-0.3pp"), None),
    ],
)
def test_a_target_in_another_unit_is_none_and_a_relative_one_fits_every_unit(
    unit: str, target: object, words: tuple[str, ...] | None
) -> None:
    baseline = quantity(0.031, "percent") if unit == "%" else quantity(5, "currency:EUR")
    told = found({"metric_unit": unit, "baseline": baseline, "target": target})
    assert told == ({} if words is None else {"no-target": words})


@pytest.mark.parametrize(
    ("direction", "target", "is_found"),
    [
        ("down", quantity(0.028, "percent", "2.8%"), False),
        ("down", quantity(0.035, "percent", "3.5%"), True),
        ("down", quantity(0.031, "percent", "3.1%"), True),
        ("down", quantity(0.1, "relative_change", "+10%"), True),
        ("up", quantity(0.028, "percent", "2.8%"), True),
        ("up", quantity(0.035, "percent", "3.5%"), False),
        (None, quantity(0.035, "percent", "3.5%"), False),
    ],
)
def test_a_target_that_would_make_the_metric_worse_is_found(
    direction: str | None, target: Quantity, *, is_found: bool
) -> None:
    better = {"metric_direction": direction and Choice(option=direction)}
    told = found({**better, "target": target, "mde": None, "success_statement": None})
    assert told.get("target-wrong-way") == ((target.typed,) if is_found else None)


@pytest.mark.parametrize("name", ["AUC", "accuracy", "F1"])
def test_a_model_metric_is_no_business_metric_and_the_words_are_named(name: str) -> None:
    told = found({"metric_name": name})
    assert told["business-metric-is-model-metric"] == (name,)
    assert "no-measurable-metric" not in told


def test_a_name_that_only_reads_like_known_scores_is_told_as_that() -> None:
    (finding,) = [each for each in findings({"metric_name": LIKE_A_SCORE}) if each.question == "metric_name"]
    assert (finding.rule, finding.severity) == ("business-metric-is-model-metric", Severity.BLOCKER)
    assert finding.advice
    assert set(finding.words) <= set(LIKE_A_SCORE.split())
    (read,) = [each for each in findings({"metric_name": "AUC"}) if each.question == "metric_name"]
    assert (read.words, read.advice) == (("AUC",), "")


@pytest.mark.parametrize("name", ["Monthly churn of paying customers", "Revenue per visitor"])
def test_a_business_metric_raises_no_such_finding(name: str) -> None:
    assert not found({"metric_name": name}).keys() & {"business-metric-is-model-metric", "no-measurable-metric"}


def test_what_may_only_say_how_well_the_machine_does_is_asked_about_and_blocks_nothing() -> None:
    told = findings({"metric_name": "How often the system spots a fake"})
    (finding,) = [each for each in told if each.question == "metric_name"]
    assert (finding.rule, finding.severity) == ("may-be-model-metric", Severity.WARNING)
    assert finding.words == ("How often", "system", "spots")


@pytest.mark.parametrize(
    "name", ["Share of scans that the model reads correctly", "How often buyers get a fake", "A fake"]
)
def test_what_is_surely_a_score_or_surely_felt_is_not_asked_about(name: str) -> None:
    assert "may-be-model-metric" not in found({"metric_name": name})
    assert "may-be-model-metric" not in found({"metric_name": None})


def test_a_wish_is_no_metric_and_is_quoted() -> None:
    (finding,) = [each for each in findings({"metric_name": "Make users happy"}) if each.question == "metric_name"]
    assert finding.rule == "no-measurable-metric"
    assert finding.words
    assert not finding.is_missing


def _values(*levels: float) -> tuple[object, ...]:
    return tuple(observation(f"2027-01-{day:02}", level) for day, level in enumerate(levels, 1))


CALM = _values(*([0.031, 0.0311] * 4))
WILD = _values(*([0.02, 0.042] * 4))


def test_a_target_inside_the_usual_variation_is_found_with_what_was_typed() -> None:
    assert found(observations=WILD) == {"target-below-noise": ("2.8%",)}
    assert found(observations=CALM) == {}


def test_too_few_values_say_nothing_about_the_usual_variation() -> None:
    assert found(observations=WILD[:7]) == {}


def test_the_usual_variation_is_1_96_standard_deviations() -> None:
    # Eight values, half of them d above and half d below their mean: their standard deviation is d times √(8/7).
    way = 0.031 - 0.028
    d = way / 1.96 / (8 / 7) ** 0.5
    just_within = _values(*([0.031 - d * 1.001, 0.031 + d * 1.001] * 4))
    just_outside = _values(*([0.031 - d * 0.999, 0.031 + d * 0.999] * 4))
    assert found(observations=just_within).keys() == {"target-below-noise"}
    assert found(observations=just_outside) == {}


def test_without_a_target_there_is_no_way_to_compare() -> None:
    assert found({"target": None}, observations=WILD).keys() == {"no-target"}


def test_one_person_in_both_roles_is_found() -> None:
    (finding,) = findings(project=project(sponsor=OWNER.user))
    assert (finding.rule, finding.question, finding.words) == ("owner-is-sponsor", "sponsor", ())
