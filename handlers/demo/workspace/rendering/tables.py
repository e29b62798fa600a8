"""Tables and charts as aligned text."""

from collections.abc import Callable
from typing import Any

Json = dict[str, Any]


def columns(rows: list[list[str]], *, header: bool) -> list[str]:
    """Rows of cells as lines with aligned columns, a rule below the header."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    if header:
        lines.insert(1, "-+-".join("-" * width for width in widths))
    return lines


def table_lines(item: Json, cell: Callable[[Json], str]) -> list[str]:
    """A table or data table: its caption, then its rows."""
    rows = [[cell(one).replace("\n", " ") for one in row] for row in item["rows"]]
    caption = [item["caption"]] if item.get("caption") else []
    return caption + columns(rows, header=item["type"] == "data_table")


def chart_lines(item: Json) -> list[str]:
    """A chart: its title, then its numbers."""
    chart = item["chart"]
    title = f"({chart['type']} chart) {item['title']}"
    if chart["type"] == "pie":
        return [title, *columns([[part["label"], f"{part['value']:g}"] for part in chart["segments"]], header=False)]
    axis = chart["axis_config"]
    head = [axis.get("x_label") or "", *(series["name"] for series in chart["series"])]
    values = [{point["label"]: point["value"] for point in series["data"]} for series in chart["series"]]
    rows = [[category, *(f"{points[category]:g}" for points in values)] for category in axis["categories"]]
    unit = [f"y: {axis['y_label']}"] if axis.get("y_label") else []
    return [title, *unit, *columns([head, *rows], header=True)]
