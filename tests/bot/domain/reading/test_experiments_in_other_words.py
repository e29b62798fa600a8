"""Rules, lengths, sizes and smallest effects of experiments, in the words of people who know no statistics."""

import pytest

from bot.domain.reading import read_experiment_statement

RULES = (
    "5% this week, 20% next week, then all if nothing breaks",
    "first 100 beta users, then everybody; back out on more than 3 crashes a day",
    "we stop the pilot should injuries rise",
    "should refunds go up, we roll back",
    "if there is no difference after eight weeks we drop it",
    "go ahead only if both margins hold",
    "roll back the moment refunds exceed 2% of orders",
    "we call it a win at plus 0.3 points on repeat rate",
    "anything less than 1.5% is not worth shipping",
    "kill switch: latency over 300ms",
    "we flip the rules every 4 hours for 21 days and keep the cheaper one",
    "full launch if the lower end of the interval is above zero, else rework",
    "on généralise si les plaintes baissent de 10 %",
    "lança se a conversão subir",
    "转化率提升2%就上线",
)
NO_RULES = (
    "we launch it in May and should see fewer complaints",
    "everything below 20 kg stays on the old belt",
    "we call the customers in two waves",
    "full launch in May, complaints may rise",
)
LENGTHS = (
    "coin flip per order, until end of June",
    "randomise by household for two billing cycles",
    "A/B by school, the whole school year",
    "randomly pick shops, run June and July",
    "a fifth of callers hears the old menu during April",
)
NO_LENGTHS = ("replay of 3 seasons of data", "we report it by school year")
SIZES = (
    "randomise by household, 20,000 of them",
    "sample size 2 x 12,000",
    "5% this week, 20% next week",
    "holdout 10% never gets the mails",
    "feature flag to 5%, then watch errors",
    "moitié des agences tirées au sort",
)
NO_SIZES = (
    "roll back when refunds exceed 2% of orders",
    "we randomise rooms; anything over 0.5 complaints per 100 nights would show up",
)
SMALLEST_EFFECTS = (
    "we need to be able to tell a 2 point change from noise",
    "with our traffic a change under 2% stays invisible",
    "15 trucks with, 15 without, enough for 4% fuel",
    "40 tiendas al azar, se detecta un 3 %",
)


@pytest.mark.parametrize("text", RULES)
def test_what_is_seen_and_what_is_done_then_is_a_rule(text: str) -> None:
    assert read_experiment_statement(text).has_decision_rule


@pytest.mark.parametrize("text", NO_RULES)
def test_a_plan_or_a_hope_is_no_rule(text: str) -> None:
    assert not read_experiment_statement(text).has_decision_rule


@pytest.mark.parametrize("text", LENGTHS)
def test_a_length_is_told_by_its_end_its_months_or_its_cycles(text: str) -> None:
    assert read_experiment_statement(text).has_duration


@pytest.mark.parametrize("text", NO_LENGTHS)
def test_the_span_of_old_data_and_a_cadence_are_no_length(text: str) -> None:
    assert not read_experiment_statement(text).has_duration


@pytest.mark.parametrize("text", SIZES)
def test_who_takes_part_is_counted_or_a_share(text: str) -> None:
    assert read_experiment_statement(text).has_sample_or_traffic


@pytest.mark.parametrize("text", NO_SIZES)
def test_a_share_in_a_condition_says_not_how_many_take_part(text: str) -> None:
    assert not read_experiment_statement(text).has_sample_or_traffic


@pytest.mark.parametrize("text", SMALLEST_EFFECTS)
def test_the_smallest_effect_is_what_can_be_told_from_noise(text: str) -> None:
    assert read_experiment_statement(text).has_mde


@pytest.mark.parametrize(
    "text",
    [
        "1 in 20 sessions keeps the old search as a control",
        "a fifth of callers hears the old menu",
        "users are hashed into A and B",
        "geo test in 8 cities",
        "per Zufall 30 % der Nutzer",
        "两组各500人",
    ],
)
def test_who_keeps_the_old_way_beside_the_new_is_compared(text: str) -> None:
    assert read_experiment_statement(text).design == "ab"


def test_a_launch_on_a_condition_is_not_a_launch_to_all() -> None:
    assert read_experiment_statement("full launch if margin holds").design != "none"
    assert read_experiment_statement("full launch in May").design == "none"
