"""YAML files read strictly: no key twice, and every fault named with its line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from handlers.resources.broken import BrokenResource

Model = TypeVar("Model", bound=BaseModel)
Place = Sequence[str | int]
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The same safe loader, in C where the library was built with it."""


_WORDS: Final = {"missing": "is missing", "extra_forbidden": "there is no such entry"}
"""Words for the commonest faults; the others have pydantic's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlFile:
    """A parsed YAML file that still knows where everything stands."""

    name: str
    content: Any
    root: yaml.Node | None

    @classmethod
    def parse(cls, name: str, text: str) -> "YamlFile":
        """The file's content; BrokenResource where it is no YAML, or says the same key twice."""
        try:
            loader = _LOADER(text)
            root = loader.get_single_node()
            for node in _mappings(root, set()):
                _refuse_doubled_keys(name, node)
            return cls(name=name, content=loader.construct_document(root) if root else None, root=root)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise BrokenResource(name, mark.line + 1 if mark else None, str(error.problem or error.context)) from None
        except yaml.YAMLError as error:
            raise BrokenResource(name, None, " ".join(str(error).split())) from None

    def validated(self, model: type[Model]) -> Model:
        """The content as this model, an empty file as one that says nothing; BrokenResource names every fault."""
        try:
            return model.model_validate({} if self.content is None else self.content)
        except ValidationError as error:
            faults = self._faults(error)
            (first, words), *others = faults.items()
            more = [f"{self._at(place)}{_spelled(place)}: {said}" for place, said in others]
            raise self.broken(first, "; ".join((f"{_spelled(first)}: {words}", *more))) from None

    def _at(self, place: Place) -> str:
        """The line of a place in words; nothing where the file is empty and has none."""
        line = self.line_of(place)
        return f"line {line}: " if line else ""

    def _faults(self, error: ValidationError) -> dict[tuple[str | int, ...], str]:
        """What is wrong by where it stands in the file; a value that fits none of several forms is one fault."""
        faults: dict[tuple[str | int, ...], str] = {}
        for each in error.errors(include_url=False):
            place = self._known(each["loc"], is_missing=each["type"] == "missing")
            said = _WORDS.get(each["type"], each["msg"])
            faults[place] = f"{faults[place]}, or: {said}" if place in faults else said
        return faults

    def _known(self, place: Place, *, is_missing: bool) -> tuple[str | int, ...]:
        """A place without the steps that stand in no file, such as the form of a union that was tried."""
        node = self.root
        known: list[str | int] = []
        for at, step in enumerate(place):
            _, inside = _inside(node, step)
            node = inside or node
            if inside is not None or (is_missing and at == len(place) - 1):
                known.append(step)
        return tuple(known)

    def broken(self, place: Place, reason: str) -> BrokenResource:
        """The refusal of what stands at a place such as `("questions", 3, "type")`."""
        return BrokenResource(self.name, self.line_of(place), reason)

    def line_of(self, place: Place) -> int | None:
        """The line of a place, or of the nearest thing around it; what has a key stands where its key does."""
        node = begins = self.root
        for step in place:
            begins_inside, inside = _inside(node, step)
            if inside is None:
                break
            node, begins = inside, begins_inside
        return begins.start_mark.line + 1 if begins is not None else None


def _inside(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node | None, yaml.Node | None]:
    """Where the entry of this step begins, and what it is."""
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == str(step)), (None, None))
    return None, None


def _mappings(node: yaml.Node | None, seen: set[int]) -> Iterator[yaml.MappingNode]:
    """Every mapping of a file once; an anchor may be used in many places."""
    if node is None or id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        yield node
        for _, value in node.value:
            yield from _mappings(value, seen)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _mappings(value, seen)


def _refuse_doubled_keys(name: str, node: yaml.MappingNode) -> None:
    seen: set[str] = set()
    for key, _ in node.value:
        if key.value in seen:
            raise BrokenResource(name, key.start_mark.line + 1, f"“{key.value}” stands here twice")
        seen.add(str(key.value))


def _spelled(place: Place) -> str:
    return ".".join(str(step) for step in place) or "the file"
