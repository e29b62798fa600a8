"""One template file, read and checked: its parts, and the names that each part may use."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from jinja2 import Environment, Template, TemplateSyntaxError, meta, nodes

_ALWAYS_THERE: Final = frozenset({"super"})

_FILTERS: Final = frozenset({"capitalize", "lower", "title", "trim", "upper"})
_WORDS: Final = (
    nodes.And,
    nodes.Block,
    nodes.Compare,
    nodes.CondExpr,
    nodes.Const,
    nodes.If,
    nodes.Name,
    nodes.Not,
    nodes.Operand,
    nodes.Or,
    nodes.Output,
    nodes.TemplateData,
)


class BrokenTemplate(ValueError):  # noqa: N818  says what is broken
    """A template cannot be used: which one, in which line where that is known, and why."""

    def __init__(self, template: str, line: int | None, reason: str) -> None:
        super().__init__(f"{template}{f':{line}' if line else ''}: {reason}")
        self.template = template
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A compiled template with its parts."""

    name: str
    template: Template
    parts: Mapping[str, nodes.Block]

    @classmethod
    def read(cls, environment: Environment, name: str, text: str) -> Self:
        """The template, compiled; BrokenTemplate when it is none, or says something outside of its parts."""
        try:
            tree = environment.parse(text, name=name)
            _check(name, tree)
            parts = {block.name: block for block in tree.find_all(nodes.Block)}
            code = environment.compile(tree, name=name)
            return cls(name=name, template=Template.from_code(environment, code, {}), parts=parts)
        except TemplateSyntaxError as error:
            raise BrokenTemplate(name, error.lineno, str(error.message)) from None

    def checked_against(self, known: Sequence["Source"]) -> Self:
        """This template, after checking that it has only parts and uses only values that are known."""
        parts = {part: block for source in reversed(known) for part, block in source.parts.items()}
        for part, block in self.parts.items():
            if part not in parts:
                raise BrokenTemplate(self.name, block.lineno, f"there is no part “{part}”; known are {_listed(parts)}")
            given = _names(parts[part])
            strange = _names(block) - given
            if strange:
                reason = f"“{part}” is not given {_listed(strange)}; it is given {_listed(given) or 'nothing'}"
                raise BrokenTemplate(self.name, block.lineno, reason)
        return self


def _names(block: nodes.Block) -> frozenset[str]:
    """The values that a part uses."""
    alone = nodes.Template(block.body, lineno=block.lineno)
    alone.environment = block.environment
    return frozenset(meta.find_undeclared_variables(alone)) - _ALWAYS_THERE


def _check(name: str, tree: nodes.Template) -> None:
    """Templates hold words, values and choices between words, and nothing that computes, loops or reaches further."""
    for node in tree.body:
        if not (isinstance(node, nodes.Block) or _is_blank(node)):
            raise BrokenTemplate(
                name, node.lineno, "only {% block … %} parts and comments are used; this would never be seen"
            )
    for node in tree.find_all(nodes.Node):
        if not (isinstance(node, _WORDS) or _is_simple_filter(node) or _is_super(node)):
            kind = type(node).__name__
            raise BrokenTemplate(
                name, node.lineno, f"{kind} has no place in a template: it shows values and chooses with if"
            )


def _is_blank(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Output) and all(
        isinstance(piece, nodes.TemplateData) and not piece.data.strip() for piece in node.nodes
    )


def _is_simple_filter(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Filter) and node.name in _FILTERS and not (node.args or node.kwargs)


def _is_super(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == "super"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
