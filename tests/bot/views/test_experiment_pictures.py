"""The pictures of experiments tell what their cards tell, with the card's own figures, and never more."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.charts.detectable import DetectableEffect
from bot.charts.intervals import Interval, IntervalPlot
from bot.charts.palette import Tone
from bot.charts.series import SeriesPlot
from bot.domain.experiment_messages import PlanAccepted
from bot.domain.readouts import Readout
from bot.statistics.arms.summary import Said
from bot.views.experiment_pictures import plan_picture, readout_picture
from bot.views.messages import render
from bot.views.rendered import Picture
from bot.views.words import Words
from tests.bot.views import trial_readouts as found
from tests.bot.views import trials
from tests.bot.views.samples import CHURN

MINUS = "\u2212"
ACCEPTED = PlanAccepted(project=CHURN, plan=trials.PLAN_IN_FULL, replaces=None, verdict=trials.YES)


def rows_of(words: Words, readout: Readout) -> dict[str, Interval]:
    (picture,) = readout_picture(trials.card_of(readout), words)
    assert isinstance(picture.data, IntervalPlot)
    return {row.label: row for row in picture.data.rows}


def test_the_primary_metric_is_drawn_as_the_lift_that_the_card_tells(words: Words) -> None:
    row = rows_of(words, found.WON)["Churn within 30 days"]
    assert (row.low, row.point, row.high) == (-0.18565, -0.12268, -0.05476)
    assert row.value in render(trials.card_of(found.WON), words).text
    assert (row.tone, row.better, row.mde, row.margin) == (Tone.GOOD, -1, -0.1, None)
    assert row.sequential == pytest.approx((-0.0072324 / 0.0310064, -0.0003752 / 0.0310064))


def test_without_a_lift_the_difference_is_drawn_by_the_level_of_the_control(words: Words) -> None:
    row = rows_of(words, found.WON)["Margin per customer"]
    assert (row.low, row.point) == pytest.approx((-0.052 / 12.4, -0.02 / 12.4))
    assert row.high == pytest.approx(0.012 / 12.4)
    assert row.value == f"{MINUS}0.16 % [{MINUS}0.42 to +0.10 %]"
    assert (row.tone, row.better, row.mde, row.margin) == (Tone.GOOD, 1, None, -0.01)
    assert rows_of(words, found.WON)["Offers accepted"].tone is Tone.OPEN


def test_a_guardrail_that_falls_is_wanted_has_its_margin_above(words: Words) -> None:
    lost = replace(found.COMPLAINTS, said=Said.WORSE)
    row = rows_of(words, replace(found.WON, arms=replace(found.BY_ARM, lines=(lost,))))["Complaints"]
    assert (row.margin, row.better, row.tone) == (0.02, -1, Tone.BAD)


def test_a_harmed_guardrail_is_drawn_by_the_interval_that_says_so(words: Words) -> None:
    (picture,) = readout_picture(trials.card_of(found.LOST_ON_GUARDRAIL), words)
    row = rows_of(words, found.LOST_ON_GUARDRAIL)["Margin per customer"]
    assert (row.low, row.high) == pytest.approx((-0.5 / 12.4, -0.3 / 12.4))
    assert row.tone is Tone.BAD
    assert picture.data.words.interval == "95 % interval, of guardrails one-sided"
    alone = replace(found.WON, arms=replace(found.BY_ARM, lines=(found.PRIMARY,)))
    (picture,) = readout_picture(trials.card_of(alone), words)
    assert picture.data.words.interval == "95 % interval"


def test_a_look_is_drawn_by_what_holds_at_any_look_alone(words: Words) -> None:
    (picture,) = readout_picture(trials.card_of(found.LOOK), words)
    row = rows_of(words, found.LOOK)["Churn within 30 days"]
    assert (row.low, row.high) == pytest.approx((-0.0072324 / 0.0310064, -0.0003752 / 0.0310064))
    assert row.sequential is None
    assert picture.data.words.interval == "95 % at any look"


def test_of_several_treatments_each_row_names_its_own(words: Words) -> None:
    arms = replace(
        found.BY_ARM, arms=("control", "offers", ""), counts=(5, 6, 7), lines=(replace(found.PRIMARY, arm=2),)
    )
    (picture,) = readout_picture(trials.card_of(replace(found.WON, arms=arms)), words)
    assert [row.label for row in picture.data.rows] == ["Churn within 30 days · arm 2"]
    assert "5 in control, 6 in offers, 7 in arm 2" in picture.data.subtitle


@pytest.mark.parametrize(
    "readout",
    [
        found.WITHHELD,
        replace(found.WON, arms=replace(found.BY_ARM, lines=(found.BROKEN,))),
        replace(found.WON, arms=replace(found.BY_ARM, lines=(replace(found.PRIMARY, control=0.0),))),
        replace(found.WON, arms=None),
    ],
    ids=["withheld", "unread", "control of zero", "nothing"],
)
def test_what_could_not_be_read_is_not_drawn(words: Words, readout: Readout) -> None:
    assert readout_picture(trials.card_of(readout), words) == ()


def series_of(words: Words) -> tuple[Readout, tuple[Picture, ...]]:
    readout = next(each for each in found.READOUTS.values() if each.series is not None and len(each.series.path) > 1)
    return readout, readout_picture(trials.card_of(readout), words)


def test_a_series_is_drawn_beside_what_was_expected_from_its_start_on(words: Words) -> None:
    readout, (picture,) = series_of(words)
    assert readout.series is not None
    assert isinstance(picture.data, SeriesPlot)
    path, after = readout.series.path, readout.series.points_after
    assert [value for _, value in picture.data.observed] == [point.actual for point in path]
    assert [(each.low, each.value, each.high) for each in picture.data.counterfactual] == [
        (point.low, point.expected, point.high) for point in path
    ]
    assert picture.data.start == path[-min(after, len(path))].day.toordinal()


def test_a_series_of_one_point_is_not_drawn_and_one_before_its_start_has_no_mark(words: Words) -> None:
    readout, _ = series_of(words)
    assert readout.series is not None
    short = replace(readout, series=replace(readout.series, path=readout.series.path[:1]))
    assert readout_picture(trials.card_of(short), words) == ()
    (before,) = readout_picture(trials.card_of(replace(readout, series=replace(readout.series, points_after=0))), words)
    assert before.data.start is None


def test_a_plan_is_drawn_by_week_with_the_week_in_which_it_can_tell(words: Words) -> None:
    (picture,) = plan_picture(ACCEPTED, words)
    assert isinstance(picture.data, DetectableEffect)
    assert picture.data.points == tuple(enumerate((0.17, 0.14, 0.12, 0.107, 0.098, 0.09, 0.0838), 2))
    assert (picture.data.mde, picture.data.longest) == (0.1, 8.0)
    assert (picture.data.planned, picture.data.planned_label) == (6.0, "6 weeks")
    assert (picture.data.longest_label, picture.data.below.title) == ("longest run", "Weeks")
    (too_short,) = plan_picture(replace(ACCEPTED, verdict=replace(trials.YES, fits=False)), words)
    assert (too_short.data.planned, too_short.data.planned_label) == (None, "")


def test_a_plan_that_waits_for_outcomes_is_drawn_in_weeks_of_traffic(words: Words) -> None:
    waiting = replace(trials.YES, horizon_days=30, willing_weeks=13)
    (picture,) = plan_picture(replace(ACCEPTED, verdict=waiting), words)
    assert isinstance(picture.data, DetectableEffect)
    assert picture.data.below.title == "Weeks of traffic"
    assert (picture.data.longest, picture.data.longest_label) == (8.0, "longest run less 30 days")


def test_without_a_verdict_by_week_there_is_no_picture_of_a_plan(words: Words) -> None:
    assert plan_picture(replace(ACCEPTED, verdict=None), words) == ()
    assert plan_picture(replace(ACCEPTED, verdict=replace(trials.YES, by_week=(None, 0.2))), words) == ()


def test_a_synthetic_control_is_drawn_beside_its_unit_and_as_a_gap(words: Words) -> None:
    actual, gap = readout_picture(trials.card_of(found.SYNTHETIC), words)
    assert [value for _, value in actual.data.observed] == [0.03, 0.029]
    assert [(each.low, each.value, each.high) for each in actual.data.counterfactual] == [(0.031,) * 3] * 2
    assert actual.data.start == gap.data.start == float(date(2026, 12, 8).toordinal())
    assert actual.data.words.band == gap.data.words.band == ""
    assert [value for _, value in gap.data.observed] == pytest.approx([-0.001, -0.002])
    assert {each.value for each in gap.data.counterfactual} == {0.0}
    assert "rank 1 of 25" in gap.alt_text
    assert found.SYNTHETIC.synthetic is not None
    short = replace(found.SYNTHETIC.synthetic, path=found.SYNTHETIC.synthetic.path[:1])
    assert readout_picture(trials.card_of(replace(found.SYNTHETIC, synthetic=short)), words) == ()


def test_a_picture_counts_clusters_as_clusters(words: Words) -> None:
    (picture,) = readout_picture(trials.card_of(found.BY_CLUSTER), words)
    assert "20 clusters in control, 21 clusters in new offers" in picture.data.subtitle


def test_days_are_counted_from_the_first_with_marks_at_round_numbers(words: Words) -> None:
    assert found.SYNTHETIC.synthetic is not None
    first = date(2026, 12, 7)
    path = tuple(replace(found.SYNTHETIC.synthetic.path[0], day=first + timedelta(days=day)) for day in range(120))
    readout = replace(found.SYNTHETIC, synthetic=replace(found.SYNTHETIC.synthetic, path=path))
    actual, _ = readout_picture(trials.card_of(readout), words)
    assert [(tick.label, tick.at - first.toordinal() + 1) for tick in actual.data.below.ticks] == [
        ("50", 50.0),
        ("100", 100.0),
    ]
