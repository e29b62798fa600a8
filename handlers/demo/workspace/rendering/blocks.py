"""Blocks as plain text, one way of writing for each kind."""

from collections.abc import Callable, Mapping
from typing import Any

from handlers.demo.workspace.rendering.elements import NameOf, element_text, rich_text, text_of
from handlers.demo.workspace.rendering.tables import chart_lines, table_lines
from handlers.demo.workspace.rendering.text import readable

Json = dict[str, Any]
Values = Mapping[str, Mapping[str, Json]]


class _Writer:
    """Writes blocks, knowing people's names and what stands in the fields."""

    def __init__(self, name_of: NameOf, values: Values) -> None:
        self.name_of = name_of
        self.values = values

    def lines(self, blocks: list[Json]) -> list[str]:
        return [line for item in blocks for line in _KINDS.get(item["type"], _unknown)(self, item)]

    def text(self, value: Json | None) -> str:
        return text_of(value, self.name_of) if value else ""

    def element(self, item: Json, element: Json) -> str:
        entry = (self.values.get(item.get("block_id") or "") or {}).get(element.get("action_id") or "")
        return element_text(element, self.name_of, entry)


def render_blocks(blocks: list[Json], name_of: NameOf, values: Values | None = None) -> str:
    """All blocks as text; `values` is the `state.values` of a form."""
    return "\n".join(_Writer(name_of, values or {}).lines(blocks))


def _actions(writer: _Writer, item: Json) -> list[str]:
    return [" ".join(writer.element(item, element) for element in item["elements"])]


def _section(writer: _Writer, item: Json) -> list[str]:
    lines = [writer.text(item["text"])] if item.get("text") else []
    lines += [f"  {writer.text(field)}" for field in item.get("fields") or []]
    return [*lines, writer.element(item, item["accessory"])] if item.get("accessory") else lines


def _input(writer: _Writer, item: Json) -> list[str]:
    mark = "" if item.get("optional") else " *"
    hint = [f"  ({writer.text(item['hint'])})"] if item.get("hint") else []
    return [f"{writer.text(item['label'])}{mark}: {writer.element(item, item['element'])}", *hint]


def _card(writer: _Writer, item: Json) -> list[str]:
    image = item.get("hero_image")
    lines = [f"(image: {image['alt_text']})"] if image else []
    lines += [writer.text(item[part]) for part in ("title", "subtitle", "body", "subtext") if item.get(part)]
    buttons = " ".join(writer.element(item, button) for button in item.get("actions") or [])
    return [*lines, buttons] if buttons else lines


def _carousel(writer: _Writer, item: Json) -> list[str]:
    return [line for card in item["elements"] for line in _card(writer, card)]


def _container(writer: _Writer, item: Json) -> list[str]:
    title = rich_text(item["rich_text_title"], writer.name_of) if item.get("rich_text_title") else ""
    heads = [title, writer.text(item.get("title")), writer.text(item.get("subtitle"))]
    return [*(head for head in heads if head), *(f"  {line}" for line in writer.lines(item["child_blocks"]))]


def _layout(writer: _Writer, item: Json) -> list[str]:
    cells = [cell for row in item["rows"] for cell in row["items"]]
    inner = [line for cell in cells for line in writer.lines(cell.get("blocks") or [cell["block"]])]
    return [item["label"], *(f"  {line}" for line in inner)]


def _task(writer: _Writer, item: Json) -> list[str]:
    status = item.get("status", "pending")
    more = [rich_text(item[part], writer.name_of) for part in ("details", "output") if item.get(part)]
    return [f"[{status}] {item['title']}", *(f"  {line}" for text in more for line in text.split("\n"))]


def _plan(writer: _Writer, item: Json) -> list[str]:
    return [item["title"], *(f"  {line}" for task in item.get("tasks") or [] for line in _task(writer, task))]


def _table(writer: _Writer, item: Json) -> list[str]:
    def cell(value: Json) -> str:
        return rich_text(value, writer.name_of) if value["type"] == "rich_text" else str(value["text"])

    return table_lines(item, cell)


def _image(writer: _Writer, item: Json) -> list[str]:
    title = writer.text(item.get("title"))
    return [f"(image: {title + ': ' if title else ''}{item['alt_text']})"]


def _unknown(_writer: _Writer, item: Json) -> list[str]:
    return [f"({item['type']})"]


_KINDS: dict[str, Callable[[_Writer, Json], list[str]]] = {
    "actions": _actions,
    "alert": lambda writer, item: [f"({item.get('level', 'default')}) {writer.text(item['text'])}"],
    "card": _card,
    "carousel": _carousel,
    "container": _container,
    "context": lambda writer, item: [" ".join(element_text(one, writer.name_of) for one in item["elements"])],
    "context_actions": _actions,
    "data_table": _table,
    "data_visualization": lambda _writer, item: chart_lines(item),
    "divider": lambda _writer, _item: ["────"],
    "header": lambda writer, item: [f"# {writer.text(item['text'])}"],
    "image": _image,
    "input": _input,
    "layout": _layout,
    "markdown": lambda writer, item: [readable(item["text"], writer.name_of)],
    "plan": _plan,
    "rich_text": lambda writer, item: [rich_text(item, writer.name_of)],
    "section": _section,
    "table": _table,
    "task_card": _task,
    "video": lambda writer, item: [f"(video: {writer.text(item['title'])})"],
}
