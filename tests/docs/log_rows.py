"""Every line that the program logs, read from its source: `python -m tests.docs.log_rows` prints the columns."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOUSE = ("bot", "storage", "handlers")
LEVELS = ("debug", "info", "warning", "error", "critical", "exception")
OPEN = "…"
"""Fields that the place which calls decides."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One call that logs."""

    event: str
    level: str
    logger: str
    fields: frozenset[str]
    where: str


@dataclass(kw_only=True)
class Event:
    """All calls that log one event."""

    name: str
    levels: set[str] = field(default_factory=set)
    loggers: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)
    always: set[str] | None = None

    def add(self, line: Line) -> None:
        """One more place."""
        self.levels.add(line.level)
        self.loggers.add(line.logger)
        self.fields |= line.fields
        self.always = set(line.fields) if self.always is None else self.always & line.fields

    @property
    def columns(self) -> str:
        """What stands in the table before the meaning; a field in brackets is not in every line."""
        named = ", ".join(
            f"`{name}`" if name in (self.always or ()) else f"(`{name}`)" if name != OPEN else OPEN
            for name in sorted(self.fields, key=lambda name: (name == OPEN, name))
        )
        return f"| `{self.name}` | {' '.join(sorted(self.levels))} | `{' '.join(sorted(self.loggers))}` | {named} |"


@cache
def lines() -> tuple[Line, ...]:
    """Every call that logs, in the order of the source."""
    files = [file for part in HOUSE for file in sorted((ROOT / part).rglob("*.py"))]
    return tuple(line for file in files for line in _lines(file))


def events() -> dict[str, Event]:
    """Every event by its name, sorted."""
    found: dict[str, Event] = {}
    for line in lines():
        found.setdefault(line.event, Event(name=line.event)).add(line)
    return dict(sorted(found.items()))


def _lines(file: Path) -> Iterator[Line]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    loggers = dict(_loggers(tree))
    for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]:
        for call in [node for node in ast.walk(function) if isinstance(node, ast.Call)]:
            target = call.func
            if not isinstance(target, ast.Attribute) or target.attr not in LEVELS:
                continue
            logger = _logger_of(target.value, loggers)
            if logger is None:
                continue
            where = f"{file.relative_to(ROOT)}:{call.lineno}"
            assert len(call.args) == 1, where
            assert isinstance(call.args[0], ast.Constant), where
            yield Line(
                event=str(call.args[0].value),
                level="error" if target.attr == "exception" else target.attr,
                logger=logger,
                fields=frozenset(_fields(call, function, where)),
                where=where,
            )


def _loggers(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = _made(node.value)
            if name is not None:
                yield node.targets[0].id, name


def _made(node: ast.expr) -> str | None:
    """The name of the logger that this expression makes."""
    is_it = isinstance(node, ast.Call) and ast.unparse(node.func) == "structlog.get_logger"
    return ast.literal_eval(node.args[0]) if is_it and isinstance(node, ast.Call) else None


def _logger_of(node: ast.expr, loggers: dict[str, str]) -> str | None:
    return loggers.get(node.id) if isinstance(node, ast.Name) else _made(node)


def _fields(call: ast.Call, function: ast.AST, where: str) -> Iterator[str]:
    for keyword in call.keywords:
        if keyword.arg is not None:
            yield "exception" if keyword.arg == "exc_info" else keyword.arg
            continue
        assert isinstance(keyword.value, ast.Name), where
        yield from _spread(keyword.value.id, function, where)
    if isinstance(call.func, ast.Attribute) and call.func.attr == "exception":
        yield "exception"


def _spread(name: str, function: ast.AST, where: str) -> Iterator[str]:
    """The keys of a dict that is built in this function, or what its callers hand over."""
    assert isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
    if function.args.kwarg is not None and function.args.kwarg.arg == name:
        yield OPEN
        return
    built = [
        node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == name
    ]
    assert built, f"{where}: nobody can tell what stands in {name}"
    for value in built:
        assert isinstance(value, ast.Dict), where
        yield from (str(ast.literal_eval(key)) for key in value.keys if key is not None)


if __name__ == "__main__":
    sys.stdout.write("\n".join(event.columns for event in events().values()) + "\n")
