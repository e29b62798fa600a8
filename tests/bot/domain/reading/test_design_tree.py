"""Each branch of the tree of designs, and the parts that lead to it."""

import pytest

from bot.domain.reading import read_experiment_statement
from bot.domain.reading.design_tree import TREE, branch_of, parts_of
from bot.domain.reading.patterns import plain

BRANCHES = {
    ("none", ("empty",)): (
        "n/a",
        "none planned",
    ),
    ("offline_only", ("hidden",)): (
        "Shadow mode next to the current rules in 2 control rooms, 4 weeks",
        "Schattenbetrieb neben dem Altsystem, zwei Testgruppen",
        "modo sombra, 50% control",
    ),
    ("offline_only", ("run again", "own past")): (
        "rejeu sur les données de l'an dernier",
        "simulação com dados do ano passado",
        "Simulation der letzten Saison im Vergleich zum Vorjahr",
    ),
    ("switchback", ("turns",)): (
        "Same crossing, AI signals on one week, fixed plan the following week, for 12 weeks",
        "The furnace runs shifts with and without the controller in random order",
        "Mondays, Wednesdays, Fridays with; the other days without",
        "The same line, model for two days, rule for two days, and so on",
        "randomise by shift, not by driver",
        "model on Tuesdays and Thursdays, planner on Mondays and Wednesdays",
        "One night the robot cleans, next night the crew, for two months",
        "Tag mit, Tag ohne, im selben Lager",
        "一天用模型一天不用",
        "Day-on day-off in the same warehouse for 40 days",
        "monthly change between vendor A and B at the same sites",
        "Semana sim, semana não, na mesma fábrica",
        "jours pairs avec, jours impairs sans",
        "Im Wochenrhythmus an und aus",
        "wöchentlicher Wechsel zwischen alter und neuer Steuerung",
        "単双日で切替",
    ),
    ("switchback", ("slices", "chance")): (
        "Time-sliced randomisation of surge pricing in 3 towns",
        "Days drawn by lot: model days and rule days",
        "Every night a coin decides whether the cluster uses the new scheduler that night",
    ),
    ("difference_in_differences", ("two changes",)): (
        "Change in the pilot stores minus change in stores that did not take part",
        "DiD with neighbouring counties, half of the users",
        "Veränderung in Pilotwerken minus Veränderung in anderen Werken",
        "cambio en pilotos menos cambio en el resto",
        "差分の差分法",
    ),
    ("ab", ("chance",)): (
        "We drew lots among 34 municipalities: 17 start now, the other 17 are controls for a year",
        "We draw 500 of the 1,000 machines for predictive maintenance, the others are the controls",
        "10% of traffic sees the old ranking as control for a month",
        "Live test, 50% with, 50% without, assigned at login",
        "two-arm trial over a heating period",
        "one in five customers is held out",
        "Registered trial, computer-generated allocation, 300 women",
        "sorteamos 200 alunos para o tutor, os outros ficam sem",
        "A/B实验两周",
        "We let chance decide per order which route planner is used",
        "Wir losen 20 von 40 Filialen aus, die anderen bestellen wie bisher",
        "按用户ID尾号分流,各50%",
        "会員IDの偶数と奇数で分ける",
        "随机抽取一半门店使用新补货,其余不变",
    ),
    ("difference_in_differences", ("others",)): (
        "Plant A with, plant B without, trend over six months before and after",
        "The old town as control for the new town, both pre and post",
        "We compare with three airports that have no model, controlling for their trend",
        "Early schools vs late schools, change in grades",
        "Event study with never-treated sites as comparison",
        "The unit next door keeps the paper chart and serves as comparison",
        "lojas piloto contra lojas vizinhas, antes e depois",
        "tiendas con modelo frente a tiendas sin modelo, antes y después",
        "évolution des agences pilotes comparée à celle d'agences similaires",
        "régions pilotes contre régions témoins non tirées au sort",
        "control group chosen by us (not random), before/after in each",
        "試点ではない: 導入病棟と未導入病棟の前後比較",
    ),
    ("interrupted_time_series", ("own past",)): (
        "CausalImpact on total sales without a control series, 10 weeks post; below 3 % we would not see it",
        "Average handling time in March vs April, launch on April 1",
        "The trend of the last two years is projected forward and compared with what happens after the switch",
        "Everyone switches on the same day; we see whether the level of complaints moves",
        "Before: Jan-Mar. After: Apr-Jun.",
        "same line, previous quarter as reference",
        "Compare this season with the last three",
        "Old process in H1, new process in H2, compare the scrap rate",
        "Baseline period of 8 weeks, then switch on, then 8 weeks",
        "Without a comparison group we use the pre-launch level as reference",
        "Forecast from the old data, actuals afterwards, difference is the effect",
        "Vergleich mit den Monaten vor der Einführung",
        "上线前三个月和上线后三个月对比",
        "導入前3か月と導入後3か月を比較",
    ),
    ("staged_rollout", ("stages",)): (
        "Two depots in May, six in June, the rest in July; pause when late runs exceed 4 %.",
        "Start with one warehouse in June, five in July, all by September",
        "Internal users this week, beta users next week, everyone afterwards",
        "Add two wards every Monday as long as complaints stay flat",
        "We begin with the night shift and add the day shifts once stable",
        "10% first, rest if quiet",
        "Roll out by floor, one floor per week",
        "empezamos con una planta y luego las demás",
        "Ramp 1-10-50-100",
        "Traffic goes from 1 to 10 to 100 percent",
        "Zuerst Werk A, im Herbst Werk B und C",
        "un site par mois",
        "按城市逐个上线",
    ),
    ("offline_only", ("old data",)): (
        "Leave-one-plant-out",
        "agreement with coders on 500 records",
        "検証データのみ",
        "train on 2022, test on 2023",
        "Evaluate on the 2024 claims, held back",
        "Have two lawyers grade 100 outputs",
        "Blind comparison of old and new answers by three reviewers on 200 prompts",
        "hits on 300 archived scans",
        "évaluation sur un jeu annoté",
        "avaliação em dados rotulados",
        "在标注数据上评估",
    ),
    ("none", ("refused",)): (
        "Neither a control group nor a pilot; management decided to launch.",
        "We thought about a switchback but legal turned it down, so straight to full launch.",
        "The pilot was cancelled",
        "We considered a randomised test and dropped the idea",
        "We decided against a pilot",
        "An A/B test was discussed and dropped",
        "Holdout is not acceptable to sales, we launch everywhere",
        "Random assignment would be unfair, so everyone gets it",
        "an A/B test would take too long, so we just go",
        "We could do an A/B test but we will not",
        "Der Betriebsrat lehnt eine Kontrollgruppe ab",
        "Testing was ruled out by the minister",
    ),
    ("none", ("launched",)): (
        "no, se lanza directamente",
        "Skipped, the contract forces a one-day launch",
        "every ward gets it on Monday",
        "Was rejected by the ethics board",
        "None, it is a legal requirement",
        "不做",
    ),
    ("unclear", ()): (
        "Pilot in two stores",
        "Test mit alten Menschen im Heim",
        "first we build, then we measure",
        "we agreed on the plan at last",
    ),
}
LEADS_AWAY = (
    ("ab", "Randomised by depot; a simulation against last year told us 8 weeks"),
    ("ab", "Coin toss per depot, simulation of the same months last year for the size"),
    ("ab", "Shadow mode for two weeks, then an A/B test by user"),
    ("staged_rollout", "First in shadow mode, then 5%, 20%, all"),
    ("ab", "simulation of last year first, A/B in May"),
    ("ab", "A/B with 50/50, we drop it if it hurts"),
    ("ab", "A/B, the model is dropped if churn rises"),
    ("ab", "A/B on routing, and dropped calls must stay below 2%"),
    ("offline_only", "A/B of two checkpoints on the validation data"),
    ("offline_only", "5 seeds, 3 learning rates, same holdout"),
)


@pytest.mark.parametrize(("design", "of", "text"), [(*key, text) for key, texts in BRANCHES.items() for text in texts])
def test_a_branch_is_taken_for_its_parts(design: str, of: tuple[str, ...], text: str) -> None:
    branch = branch_of(parts_of(plain(text)))
    assert (branch.design, branch.of) == (design, of)
    assert read_experiment_statement(text).design == design


def test_every_branch_has_its_test() -> None:
    assert [(branch.design, branch.of) for branch in TREE] == list(BRANCHES)


@pytest.mark.parametrize(("design", "text"), LEADS_AWAY)
def test_a_part_leads_away_from_a_branch(design: str, text: str) -> None:
    assert read_experiment_statement(text).design == design


def test_the_words_of_a_design_are_named() -> None:
    assert [word.text for word in read_experiment_statement("We drew lots among 34 towns").words] == ["drew lots"]
    assert [word.text for word in read_experiment_statement("Time-sliced randomising").words] == ["Time-sliced"]
    assert read_experiment_statement("Pilot in two stores").words == ()
