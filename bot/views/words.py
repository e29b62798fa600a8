"""The words of every message: templates compiled once, undefined names refused, values made safe exactly once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from jinja2 import DictLoader, Environment, StrictUndefined
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from bot.views.figures import Figures
from bot.views.lines import Line
from bot.views.mentions import Mention
from bot.views.templates import BrokenTemplate, Source
from bot.views.typed_text import hidden

SHARED: Final = "shared.txt"
"""The template whose parts every other one has too."""
LABELS: Final = "labels/"
FIGURES: Final = "figures"
_SUFFIX: Final = ".txt"

_Blocks = dict[str, list[Callable[[Context], Iterator[str]]]]


class Words:
    """All templates of one language, ready to be filled.

    `shipped` maps a template's name to its source; `overrides` likewise, and what stands in one of its files replaces
    the shipped part of the same name, while the parts that it leaves out stay as shipped.
    """

    def __init__(
        self, shipped: Mapping[str, str], overrides: Mapping[str, str] | None = None, *, locale: str = "en"
    ) -> None:
        # Autoescape is for HTML; what Slack needs is done by `_safe`.
        self._environment = ImmutableSandboxedEnvironment(
            loader=DictLoader({}), undefined=StrictUndefined, finalize=_safe, trim_blocks=True, lstrip_blocks=True
        )
        self._environment.globals.clear()
        self._parts: dict[tuple[str, str], _Part] = {}
        self._labels: dict[tuple[str, str], str] = {}
        self._compile(shipped, overrides or {})
        self._templates = frozenset(name for name, _ in self._parts)
        self._figures = Figures.of(locale, self._constants(FIGURES))

    @property
    def figures(self) -> Figures:
        """Numbers, money and days as people of this language read them."""
        return self._figures

    def line(self, template: str, part: str, /, **values: Any) -> Line:
        """One part with its values; KeyError without such a part, UndefinedError without one of its values."""
        return Line(self._parts[template, part].filled(values))

    def mrkdwn(self, template: str, part: str, /, **values: Any) -> str:
        """One part for `text` and mrkdwn objects: values escaped exactly once, and nothing in them formats."""
        return self.line(template, part, **values).mrkdwn

    def plain(self, template: str, part: str, /, **values: Any) -> str:
        """One part for plain_text, its values as they were typed."""
        return self.line(template, part, **values).plain

    def has(self, template: str) -> bool:
        """Whether there is such a template."""
        return template in self._templates

    def label(self, kind: str, value: str) -> str:
        """What people call a value of ours; what has no label is called by itself."""
        return self._labels.get((kind, value), value)

    def _compile(self, shipped: Mapping[str, str], overrides: Mapping[str, str]) -> None:
        for name in overrides.keys() - shipped.keys():
            raise BrokenTemplate(name, None, "no shipped template has this name, so it would never be used")
        sources = {name: Source.read(self._environment, name, text) for name, text in shipped.items()}
        for name, source in sources.items():
            layers = [source] if _is_list(name) else [source, sources[SHARED]]
            if name in overrides:
                own = Source.read(self._environment, name, overrides[name])
                layers.insert(0, own.checked_against(layers))
            self._keep(name, layers)
        for template in {name for name, _ in self._parts if name.startswith(LABELS)}:
            kind = template.removeprefix(LABELS)
            self._labels.update({(kind, value): text for value, text in self._constants(template).items()})

    def _keep(self, name: str, layers: Sequence[Source]) -> None:
        blocks: _Blocks = {}
        for layer in layers:
            for part, function in layer.template.blocks.items():
                blocks.setdefault(part, []).append(function)
        template = name.removesuffix(_SUFFIX)
        for part in blocks:
            self._parts[template, part] = _Part(self._environment, template, part, blocks)

    def _constants(self, template: str) -> dict[str, str]:
        """The parts of a list of words; a dot cannot stand in a part's name, so two underscores do."""
        return {part.replace("__", "."): self.plain(template, part) for name, part in self._parts if name == template}


def _is_list(name: str) -> bool:
    return name.startswith(LABELS) or name.removesuffix(_SUFFIX) == FIGURES


def _safe(value: object) -> object:
    kind = type(value)
    if kind is str:
        return hidden(value)  # type: ignore[arg-type]  # the exact type was asked because it is the fastest question
    if kind is Mention:
        return value
    if value is None:
        raise TypeError("a value is missing: the template says what to show instead, or is not asked")
    return hidden(str(value))


class _Values(dict[str, Any]):
    """The values of one filling; what is not among them is what Jinja calls missing."""

    def __missing__(self, _name: str) -> object:
        return missing


class _Filling(Context):
    """Jinja's context without what a single part never needs; making Jinja's own costs more than the filling."""

    def __init__(self, part: "_Part", values: dict[str, Any]) -> None:
        self.environment = part.environment
        self.eval_ctx = part.eval_ctx
        self.name = part.name
        self.blocks = part.blocks
        self.vars = {}
        self.parent = values
        self.resolve_or_missing = _Values(values).__getitem__  # type: ignore[assignment]  # found without a call


class _Part:
    """One named part of a template, with what it overrides beneath it."""

    __slots__ = ("blocks", "environment", "eval_ctx", "function", "name")

    def __init__(self, environment: Environment, name: str, part: str, blocks: _Blocks) -> None:
        self.environment = environment
        self.eval_ctx = EvalContext(environment, name)
        self.name = name
        self.blocks = blocks
        self.function = blocks[part][0]

    def filled(self, values: dict[str, Any]) -> str:
        """The part's text with these values."""
        return "".join(self.function(_Filling(self, values))).strip()
