"""One template file, read and checked: its parts, and the names that each part may use."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from jinja2 import Environment, Template, TemplateSyntaxError, meta, nodes

_ALWAYS_THERE: Final = frozenset({"self", "super", "loop", "varargs", "kwargs", "caller"})


class BrokenTemplate(ValueError):
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
            _refuse_loose_words(name, tree)
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


def _refuse_loose_words(name: str, tree: nodes.Template) -> None:
    for node in tree.body:
        is_blank = isinstance(node, nodes.Output) and all(
            isinstance(piece, nodes.TemplateData) and not piece.data.strip() for piece in node.nodes
        )
        if not (is_blank or isinstance(node, nodes.Block)):
            raise BrokenTemplate(name, node.lineno, "only {% block … %} parts and comments are used; this would never be seen")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
