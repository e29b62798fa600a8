"""Experiment statements are read by how they are said, in any trade: what is seen, how long, what is done when."""

import pytest

from bot.domain.reading import read_experiment_statement

SMALLEST_EFFECTS = (
    "A/B, 40k riders per arm, enough to notice a 2% change",
    "CausalImpact on one line, would only see effects of 3% or more",
    "RCT with 900 patients, sees a difference of 2 days or more",
    "random arms, sized for a 3% uplift",
    "designed around a 4% effect, stores drawn by lot",
    "ABAB by shift, resolution about 2 %",
    "the smallest gain worth having is 3 EUR per order; A/B",
    "A/B; it would reveal a 2% difference",
    "6 weeks of A/B suffice for a 2 pp difference",
    "ITS, sensitivity: 3 minutes",
    "A/B, under 2% we'd be blind",
    "before/after, anything less than 4% is lost in the weather",
    "switchback, we can make out differences of 3 minutes",
    "DiD, 2% is the limit of what we can measure",
    "A/B, needs 30k users to show +0.5 pp",
    "A/B, 80% chance of catching a 2% drop",
    "ramp in 4 steps, stop on +0.5 pp churn, which is also what we can resolve",
    "A/B, Mindesteffekt 2 %",
    "A/B, wir sehen ab 2 % einen Unterschied",
    "40 tiendas al azar, el menor efecto que podemos ver es 2 %",
    "A/B, on verrait un écart de 3 %",
    "A/B, menor efeito que conseguimos ver: 2%",
    "A/B测试,能看出2%的变化",
    "A/Bテスト、2%以上の差なら分かる",
)
NO_SMALLEST_EFFECTS = (
    "A/B, ship if conversion is up at least 2%",
    "A/B; we hope to see a 5% rise in orders",
    "A/B; we want to see 3% more bookings before we widen",
    "roll out region by region if we see a 2% drop in waste",
    "A/B, alpha 5%, two-sided",
    "A/B, we notice problems within 2 days",
    "pre/post, last year we saw 12% growth",
    "the pilot will show 20% of visitors the new price",
    "A/B over 4 weeks, we detect fraud in 2% of orders",
    "randomise 40 stores, customers can see 3 offers",
    "release the model if sensitivity is 92%",
    "A/B of the eviction notices per 1,000 flats",
)


@pytest.mark.parametrize("text", SMALLEST_EFFECTS)
def test_the_smallest_effect_is_what_the_test_sees_or_is_made_for(text: str) -> None:
    assert read_experiment_statement(text).has_mde


@pytest.mark.parametrize("text", NO_SMALLEST_EFFECTS)
def test_what_is_hoped_for_or_a_condition_is_no_smallest_effect(text: str) -> None:
    assert not read_experiment_statement(text).has_mde


RULES = (
    "A/B 50/50, kill it if refunds climb",
    "hold if waits go up",
    "freeze the rollout when cancellations spike",
    "region by region, each step only after a week without incidents",
    "no widening until complaints are back to normal",
    "A/B, kill criterion: two lost shipments",
    "A/B, +1% needed, below that we drop it",
    "A/B, whichever has fewer returns is kept",
    "A/B, the better one gets the whole network",
    "bandit for the banners, best arm stays",
    "A/B runs to the end of June, then the loser is switched off",
    "A/B; promotion to all requires a CI above zero",
    "unless energy per tonne falls, the old setpoints return",
    "RCT, stop early for harm",
    "A/B, launch on significance",
    "120 classrooms at random; scores up by 2 points or we stop",
    "canary, three complaints and it goes off",
    "A/B; no ship without a drop in call-backs",
    "A/B, Ausweitung nur bei weniger Ausschuss",
    "lottery; continue if charting takes less time, else end it",
    "ITS; we turn it off if the trend doesn't bend",
    "bei mehr Beschwerden wird abgeschaltet",
    "se queda la versión con más reservas",
    "on généralise si les réclamations baissent",
    "se as reclamações aumentarem, voltamos atrás",
    "投诉增加就停",
    "離職率が下がれば全店に広げる",
)
NO_RULES = (
    "rollout 10%, 25%, 100%",
    "A/B for 4 weeks, then we decide",
    "keep 10% as a holdout",
    "continue with 10% in May and 50% in June",
    "pass 20% of calls to the bot at random",
    "plot the weekly numbers and see if there is a jump at launch",
    "everyone gets it once the season starts",
    "A/B, the letter with the longer text is sent in May to half",
    "ship to half of the depots",
    "random half; stop after 6 weeks",
)


@pytest.mark.parametrize("text", RULES)
def test_a_rule_ties_what_is_seen_to_what_is_done(text: str) -> None:
    assert read_experiment_statement(text).has_decision_rule


@pytest.mark.parametrize("text", NO_RULES)
def test_steps_and_plans_are_no_rule(text: str) -> None:
    assert not read_experiment_statement(text).has_decision_rule


LENGTHS = (
    "A/B for 6 wks",
    "A/B, 28d",
    "randomised, 4w",
    "odd days on, even days off, March through May",
    "A/B, Mar-May",
    "A/B, weeks 14-20",
    "A/B, 3\u201328 June",
    "A/B, 1.3. bis 15.5.",
    "A/B, two pay periods",
    "month-long A/B",
    "A/B for 12 shifts",
    "lottery, six-week window",
    "A/B to the end of the quarter: runs to the end of the quarter",
    "A/B über die ganze Saison",
    "A/B, toda la temporada",
    "A/B for at least 3 weeks",
    "A/B, quinze jours",
    "A/B, um mês inteiro",
    "A/B测试,从3月到5月",
    "A/Bテスト、半年",
)
NO_LENGTHS = (
    "switchback, alternate every 2 weeks",
    "90-day readmissions, randomised wards",
    "A/B on 2-year contracts",
    "backtest on 2023 data",
    "one week model, one week planner, and so on",
    "DiD, the smallest gap we can see is 1.5 days",
    "A/B; roll back if complaints go over 30 a week",
    "users older than 18 years, randomised",
    "RCT, we can tell 1.2 days from zero",
    "growth at the pilots less growth at the rest; extended if the gap exceeds 1 day",
)


@pytest.mark.parametrize("text", LENGTHS)
def test_a_length_is_a_time_or_its_two_ends(text: str) -> None:
    assert read_experiment_statement(text).has_duration


@pytest.mark.parametrize("text", NO_LENGTHS)
def test_intervals_metrics_and_limits_are_no_length(text: str) -> None:
    assert not read_experiment_statement(text).has_duration


SIZES = (
    ("ramp 1→10→50→100 %", True),
    ("2 x 5000, at random", True),
    ("one household in five, drawn by lot", True),
    ("every third supplier, picked at random", True),
    ("todos los hoteles a la vez, antes y después", True),
    ("random half of the fleet", True),
    ("two waves, wave 2 only after wave 1 shows fewer breakdowns", False),
    ("ABABAB on the same line for 6 wks", False),
    ("A/B, alpha 5%, 14 days", False),
    ("shadow mode; go live if it agrees with the clerks in 95% of the cases", False),
    ("night by night, 40 nights altogether", False),
    ("A/B, success is at least 3 more visits per nurse", False),
)


@pytest.mark.parametrize(("text", "sized"), SIZES)
def test_how_many_take_part_is_not_how_many_nights_or_how_often_it_is_right(text: str, sized: bool) -> None:  # noqa: FBT001  parametrized
    assert bool(read_experiment_statement(text).has_sample_or_traffic) is sized


DESIGNS = (
    ("5 pilot wards first, widen only if overtime doesn't grow", "staged_rollout"),
    ("monthly waves until the summer", "staged_rollout"),
    ("single switch date, cycle time earlier vs later", "interrupted_time_series"),
    ("this autumn's bed occupancy against the last five autumns", "interrupted_time_series"),
    ("one plant, fuel use then and now", "interrupted_time_series"),
    ("门店不是随机选的\uff0c看试点店与其他店上线前后变化的差", "difference_in_differences"),
    ("Northern depots volunteered; we take their trend minus the southern depots' trend", "difference_in_differences"),
    ("we subtract from it how much everybody else improved: deduct what the rest gained", "difference_in_differences"),
    ("three pilot clinics vs. seven others, two quarters before and two after", "difference_in_differences"),
    ("comparamos la variación de los pilotos con la variación de las demás", "difference_in_differences"),
    ("not a before/after - callers are randomly routed to the new or the old script", "ab"),
    ("Weekly alternation at the mill", "switchback"),
    ("on lance partout le même jour", "none"),
    ("Rückrechnung auf den Daten von 2024", "offline_only"),
)


@pytest.mark.parametrize(("text", "design"), DESIGNS)
def test_a_design_is_read_by_what_is_done(text: str, design: str) -> None:
    assert read_experiment_statement(text).design == design
