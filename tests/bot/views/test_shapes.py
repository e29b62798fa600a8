"""The Block Kit shapes hold Slack's limits, whatever they are given."""

from bot.views import blocks, charts, tables
from bot.views.lines import Line
from bot.views.modals import modal
from bot.views.room import folded, light
from handlers.demo.workspace.blocks.validation import validate_blocks, validate_view

LONG = "word " * 2000


def test_every_shape_is_cut_to_its_limit() -> None:
    long = Line(LONG)
    press = blocks.button(LONG, "do.it", "value", style="danger")
    made = [
        blocks.header(LONG),
        blocks.section(long, press),
        blocks.plain_section(LONG),
        blocks.context(*[long] * 12),
        blocks.divider(),
        blocks.actions(*[blocks.button(LONG, f"do.{number}", "") for number in range(30)]),
        blocks.actions(blocks.menu(LONG, "choose.it", [(f"{number}", LONG) for number in range(120)])),
        blocks.rich_text(blocks.quote(LONG), blocks.quote("")),
        charts.chart("bar", LONG, categories=[LONG, LONG], series={LONG: [1, 2], LONG + "x": [3, 4]}, axis=LONG),
    ]
    assert validate_blocks(made, "message") == []


def test_empty_words_never_make_an_empty_block() -> None:
    made = [
        blocks.header(""),
        blocks.section(Line("")),
        blocks.plain_section(" "),
        blocks.context(Line("")),
        charts.chart("line", " ", categories=["", " "], series={"": [1, 2]}, axis=" "),
    ]
    assert validate_blocks(made, "message") == []
    assert "y_label" not in made[-1]["chart"]["axis_config"]


def test_names_that_are_alike_are_told_apart_within_twenty_characters() -> None:
    names = charts.unique(["A very long name of a project", "A very long name of another", "B", "B", "B"])
    assert len(set(names)) == 5
    assert all(len(name) <= 20 for name in names)
    assert names[2:] == ["B", "B 2", "B 3"]


def test_a_chart_draws_only_finite_values_of_a_sane_size() -> None:
    assert charts.is_drawable(1.0, -2.0)
    assert not any(charts.is_drawable(value) for value in (None, float("inf"), float("nan"), 1e300))


def test_a_table_keeps_the_rows_that_fit_and_counts_the_others() -> None:
    row = [tables.cell("x" * 500), tables.number_cell(1.5, "1.5"), tables.line_cell(Line("*a* b"))]
    many, left = tables.table("Caption", ["One", "Two", "Three"], [row] * 300)
    assert validate_blocks([many], "message") == []
    assert left == 300 - (len(many["rows"]) - 1)
    assert 0 < len(many["rows"]) - 1 <= 200
    few, none_left = tables.table("Caption", ["One", "Two", "Three"], [row] * 2)
    assert (len(few["rows"]), none_left, few["page_size"]) == (3, 0, 2)


def test_a_table_of_long_cells_stays_within_its_characters() -> None:
    row = [tables.cell("x" * 80) for _ in range(10)]
    made, left = tables.table("Caption", ["H"] * 10, [row] * 100)
    assert validate_blocks([made], "message") == []
    assert left > 0


def test_an_empty_cell_shows_a_dash() -> None:
    assert tables.cell("")["text"] == "—"


def test_lists_are_folded_by_characters_and_by_weight() -> None:
    assert folded(["aaaa", "bbbb", "cccc"], most=11) == (["aaaa", "bbbb"], 1)
    assert folded(["aaaa"], most=100) == (["aaaa"], 0)
    lines = [Line("x" * 100)] * 10
    kept, left = light(lines, most=lines[0].weight * 3)
    assert (len(kept), left) == (3, 7)
    assert light(lines, most=10_000) == (lines, 0)


def test_a_window_keeps_slacks_limits() -> None:
    view = modal("some.form", LONG, [blocks.divider()] * 120, close=LONG, submit=LONG, metadata="{}")
    assert validate_view(view, home=False) == []
    assert "submit" not in modal("some.form", "Title", [], close="Close")


def test_a_chart_whose_unit_nobody_can_see_has_no_axis_label() -> None:
    block = charts.chart("bar", "Churn", categories=["now"], series={"churn": [1.0]}, axis="\x1b")
    assert "y_label" not in block["chart"]["axis_config"]
    assert (
        charts.chart("bar", "Churn", categories=["now"], series={"churn": [1.0]}, axis="%")["chart"]["axis_config"][
            "y_label"
        ]
        == "%"
    )
