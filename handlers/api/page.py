"""The page of the API for people: written from the OpenAPI document, without a script and without anybody's server."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Final

_STYLE: Final = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 56rem; margin: 2rem auto; padding: 0 1rem; color: #1f2d3d }
h2 { font: 600 1.1rem ui-monospace, monospace; margin-top: 2.5rem } code { font: .9em ui-monospace, monospace }
table { border-collapse: collapse; width: 100% } td, th { text-align: left; padding: .3rem .6rem; vertical-align: top }
tr { border-bottom: 1px solid #d5dce4 }
"""


def page_of(described: Mapping[str, Any]) -> str:
    """The whole page."""
    title = escape(described["info"]["title"])
    chapters = "".join(_operations(described))
    schemas = "".join(_schema(name, each) for name, each in sorted(described["components"]["schemas"].items()))
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title} API</title><style>{_STYLE}</style>'
        f"<h1>{title} API</h1><p>{escape(described['info']['summary'])} The same for programs: "
        f'<a href="/api/openapi.json">openapi.json</a>.</p>{chapters}<h1>Shapes</h1>{schemas}</html>'
    )


def _operations(described: Mapping[str, Any]) -> Iterator[str]:
    for path, methods in described["paths"].items():
        for method, each in methods.items():
            rows = "".join(_parameter(one) for one in each.get("parameters", ()))
            body = _named(each["requestBody"]["content"]) if "requestBody" in each else ""
            sent = f"<p>Body: {body}</p>" if body else ""
            answers = "".join(
                f"<tr><td>{status}<td>{_named(one.get('content', {}))}" for status, one in each["responses"].items()
            )
            yield (
                f"<h2>{method.upper()} {escape(path)}</h2><p>{escape(each.get('description', ''))}</p>"
                f"<table>{rows}</table>{sent}<table>{answers}</table>"
            )


def _parameter(one: Mapping[str, Any]) -> str:
    need = "required" if one["required"] else "optional"
    return f"<tr><td><code>{escape(one['name'])}</code><td>{one['in']}, {need}<td>{escape(one.get('description', ''))}"


def _schema(name: str, schema: Mapping[str, Any]) -> str:
    rows = "".join(
        f"<tr><td><code>{escape(field)}</code><td>{_kind(each)}<td>{escape(each.get('description', ''))}"
        for field, each in schema.get("properties", {}).items()
    )
    values = escape(", ".join(str(each) for each in schema.get("enum", ())))
    said = f"<p>{escape(schema.get('description', ''))} {values}</p>"
    return f'<h2 id="{escape(name)}">{escape(name)}</h2>{said}<table>{rows}</table>'


def _named(content: Mapping[str, Any]) -> str:
    return ", ".join(_kind(each["schema"]) for each in content.values())


def _kind(schema: Mapping[str, Any]) -> str:
    """A kind in a few words, those that have a chapter as a link to it."""
    if "$ref" in schema:
        name = escape(schema["$ref"].rpartition("/")[2])
        return f'<a href="#{name}">{name}</a>'
    if "anyOf" in schema:
        return " or ".join(_kind(each) for each in schema["anyOf"])
    if schema.get("type") == "array" and "items" in schema:
        return f"list of {_kind(schema['items'])}"
    return escape(str(schema.get("type", "")))
