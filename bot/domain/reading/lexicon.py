"""A lexicon finds the terms of a vocabulary in a text: the longest term at each place, with what it means."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from bot.domain.reading.words import Span, Word, words_of

_NUMBER = "#"
_SHORTEST_PLURAL = 4
_SHORTEST_MISSPELT = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A place in the tree of terms: the meaning of the term that ends here, and the words that may follow."""

    meaning: list[str] = field(default_factory=list)
    children: dict[str, "Node"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Terms by their meanings.

    A term is a phrase. Blanks and hyphens in it are alike, and may be missing in the text ("log loss", "logloss");
    `#` is any number; `=` in front keeps capitals ("=WER"); `*` at an end stands for the rest of a compound word.
    """

    tree: Node
    compounds: tuple[tuple[str, str, str], ...]
    misspellable: tuple[tuple[str, str], ...] = field(default=())

    def spans(self, text: str, words: tuple[Word, ...] | None = None) -> tuple[Span, ...]:
        """The terms in the text, from left to right, never overlapping; `words` are those of the text, where known."""
        return tuple(self._spans(text, words_of(text) if words is None else words))

    def _spans(self, text: str, words: tuple[Word, ...]) -> Iterator[Span]:
        at = 0
        while at < len(words):
            length, meaning = self._longest(words, at)
            if length:
                start, end = words[at].start, words[at + length - 1].end
                yield Span(text=text[start:end], start=start, end=end, meaning=meaning)
            at += length or 1

    def _longest(self, words: tuple[Word, ...], at: int) -> tuple[int, str]:
        """How many words the longest term here has (0 for none), and its meaning."""
        found, nodes = (0, ""), [self.tree]
        for place in range(at, len(words)):  # no slice: it would copy the rest of the text at each word
            word, length = words[place], place - at + 1
            following = [child for node in nodes for child in _children(node, word)]
            if not following and length > 1:
                following = [child for node in nodes for child in _slipped(node, word)]
            nodes = following
            ending = [node.meaning[0] for node in nodes if node.meaning]
            if ending:
                found = (length, ending[0])
            if not nodes:
                break
        return found if found[0] else self._single(words[at])

    def _single(self, word: Word) -> tuple[int, str]:
        """The meaning of one word as a compound, or as a known word with one letter wrong."""
        for front, back, meaning in self.compounds:
            if word.key.startswith(front) and word.key.endswith(back) and len(word.key) > len(front) + len(back):
                return 1, meaning
        if len(word.key) >= _SHORTEST_MISSPELT:
            for known, meaning in self.misspellable:
                if _is_one_slip(word.key, known):
                    return 1, meaning
        return 0, ""


def _children(node: Node, word: Word) -> Iterator[Node]:
    keys = [f"={word.text}", word.key]
    if word.kind == "number":
        keys.append(_NUMBER)
    if word.key.isalpha() and len(word.key) >= _SHORTEST_PLURAL:
        keys += [word.key.removesuffix("s"), word.key.removesuffix("es")] if word.key.endswith("s") else []
    for key in dict.fromkeys(keys):
        if key in node.children:
            yield node.children[key]


def _slipped(node: Node, word: Word) -> Iterator[Node]:
    """What follows inside of a term when a long word has one letter wrong: "mean absoulte error"."""
    if word.kind == "word" and len(word.key) >= _SHORTEST_MISSPELT:
        yield from (child for key, child in node.children.items() if _is_one_slip(word.key, key))


def _is_one_slip(word: str, known: str) -> bool:
    """Whether one letter is missing, added, wrong, or changed places with its neighbour."""
    if word == known or abs(len(word) - len(known)) > 1 or word[0] != known[0]:
        return False
    same = next((n for n, (one, other) in enumerate(zip(word, known, strict=False)) if one != other), None)
    if same is None:
        return True
    one, other = word[same:], known[same:]
    swapped = one[:2] == other[1::-1] and one[2:] == other[2:]
    return swapped or one[1:] == other[1:] or one[1:] == other or one == other[1:]


def lexicon_from(terms: Iterable[tuple[str, str]], misspellable: frozenset[str] = frozenset()) -> Lexicon:
    """A lexicon of (term, meaning) pairs, the first of equal terms counts; slips are forgiven in the given meanings."""
    tree = Node()
    compounds: list[tuple[str, str, str]] = []
    slips: list[tuple[str, str]] = []
    for term, meaning in terms:
        if "*" in term:
            front, _, back = term.casefold().partition("*")
            compounds.append((front, back, meaning))
            continue
        keys = keys_of(term)
        _insert(tree, keys, meaning)
        if len(keys) > 1 and all(key.isalnum() and key.isascii() for key in keys):
            _insert(tree, ("".join(keys),), meaning)
        if meaning in misspellable and len(keys) == 1 and keys[0].isalpha() and len(keys[0]) > _SHORTEST_MISSPELT:
            slips.append((keys[0], meaning))
    return Lexicon(tree=tree, compounds=tuple(compounds), misspellable=tuple(slips))


@cache
def keys_of(term: str) -> tuple[str, ...]:
    """What the words of a term are looked up by; empty when it has none."""
    exact = term.startswith("=")
    words = words_of(term.removeprefix("="))
    return tuple(f"={word.text}" if exact and word.kind == "word" else word.key for word in words)


def _insert(tree: Node, keys: tuple[str, ...], meaning: str) -> None:
    node = tree
    for key in keys:
        node = node.children.setdefault(key, Node())
    node.meaning.append(meaning)
