"""Charts: pie, bar, area and line, with one finite value per category and series."""

from handlers.demo.workspace.blocks.composition import ID
from handlers.demo.workspace.blocks.shapes import Check, Json, Spot, array, number, shape, string, typed

_LABEL = string(20)


def _unique(names: list[str], spot: Spot, what: str) -> None:
    if len(names) != len(set(names)):
        spot.say(f"{what} must be unique")


def _one_value_per_category(value: Json, spot: Spot) -> None:
    categories = value["axis_config"]["categories"]
    _unique(categories, spot.at("axis_config").at("categories"), "categories")
    _unique([series["name"] for series in value["series"]], spot.at("series"), "series names")
    for index, series in enumerate(value["series"]):
        labels = [point["label"] for point in series["data"]]
        if sorted(labels) != sorted(categories):
            spot.at("series").at(index).at("data").say("must hold exactly one value for each category")


_PIE = shape(
    {"segments": array(shape({"label": _LABEL, "value": number(above=0)}, {}), 1, 12)},
    {},
    lambda value, spot: _unique([part["label"] for part in value["segments"]], spot.at("segments"), "labels"),
)
_XY: Check = shape(
    {
        "series": array(
            shape({"name": _LABEL, "data": array(shape({"label": _LABEL, "value": number()}, {}), 1, 20)}, {}), 1, 12
        ),
        "axis_config": shape({"categories": array(_LABEL, 1, 20)}, {"x_label": string(50), "y_label": string(50)}),
    },
    {},
    _one_value_per_category,
)
DATA_VISUALIZATION = shape(
    {"title": string(50), "chart": typed({"pie": _PIE, "bar": _XY, "area": _XY, "line": _XY})}, {"block_id": ID}
)
