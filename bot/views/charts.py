"""Slack's own chart block, within its limits: finite values, unique short names, one value per series and category."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal

from bot.domain.text import shorten
from bot.views.rendered import Block
from bot.views.typed_text import NOTHING, visible

TITLE_MOST: Final = 50
NAME_MOST: Final = 20
CATEGORIES_MOST: Final = 20
_LARGEST: Final = 1e15


def chart(
    kind: Literal["bar", "line"],
    title: str,
    *,
    categories: Sequence[str],
    series: Mapping[str, Sequence[float]],
    axis: str,
    below: str = "",
) -> Block:
    """A chart of up to 20 categories; `series` maps a name to one finite value per category; `below` names them."""
    labels = unique(categories)
    config: dict[str, object] = {"categories": labels}
    if named := visible(axis.strip()).strip():  # a unit may be nothing but characters that nobody sees
        config["y_label"] = shorten(named, TITLE_MOST)
    if below:
        config["x_label"] = shorten(below, TITLE_MOST)
    lines = zip(unique(series), series.values(), strict=True)
    return {
        "type": "data_visualization",
        "title": shorten(visible(title.strip()) or NOTHING, TITLE_MOST),
        "chart": {
            "type": kind,
            "series": [{"name": name, "data": _points(labels, values)} for name, values in lines],
            "axis_config": config,
        },
    }


def _points(labels: Sequence[str], values: Sequence[float]) -> list[Block]:
    return [{"label": label, "value": round(value, 4)} for label, value in zip(labels, values, strict=True)]


def unique(names: Iterable[str]) -> list[str]:
    """Names within 20 characters, told apart by a number where they are alike."""
    taken: list[str] = []
    for name in names:
        short = shorten(visible(" ".join(name.split())) or NOTHING, NAME_MOST)
        number = 2
        candidate = short
        while candidate in taken:
            ending = f" {number}"
            candidate = shorten(short, NAME_MOST - len(ending)) + ending
            number += 1
        taken.append(candidate)
    return taken


def is_drawable(*values: float | None) -> bool:
    """Whether all of these are there, finite, and of a size that a chart can hold."""
    return all(value is not None and -_LARGEST < value < _LARGEST for value in values)
