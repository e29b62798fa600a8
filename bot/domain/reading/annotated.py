"""A text with every word's meaning, cut into the clauses that name one thing each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.domain.reading.grounds import grounds_in
from bot.domain.reading.lexicon import Lexicon
from bot.domain.reading.spelled_out import without_spelled_abbreviations
from bot.domain.reading.words import Span, Word, words_of

_JOINING_SIGNS = frozenset((", ; + & | / : = -> => → ⇒ • · 。 、 - " + "\u2013 \u2014").split())
_LABELLING_SIGNS = frozenset([":", "=", "-"])
_GOING_ON = frozenset([",", "and", "or", "&", "/", "、", "und", "oder", "y", "o", "et", "ou", "e", "和", "与", "と"])
_FULL_STOPS = frozenset(".!?")
_PLAIN = frozenset({"only", "just", "merely", "simply", "nur", "solo", "seulement", "só", "apenas"})
_WITH_UNIT = re.compile(r"[0-9]+(?:x|ms|s|sec|k|mb|gb|pp|pct)|x[0-9]+")
_OWNER = re.compile(
    r"\((?:owner|owned by|responsible|contact|source|reported by|signed|mandatory|agreed|approved)\b[^()]*\)",
    re.IGNORECASE,
)
_TIME = r"(?:h|hour|day|week|month|year|shift|tag|stunde|woche|jour|heure|semaine|día|dia|hora|semana)"
_MEASURE = (
    r"(?:m[23³²]|[kmgt]?wh|[kmg]w|kg|t|tonnes?|tons?|l|lit(?:er|re)s?|km|cm|mm|°c|degrees|hours?|minutes?|seconds?|"
    r"days?|"
    r"weeks?|h|min|€|\$|£|eur|usd|euros?|dollars?|stunden|minuten|tagen?|tonnen|heures|jours|horas|minutos|días|dias|"
    r"toneladas|吨|小时|分钟|天|元|トン|時間|日|円)"
)
_ERROR = r"(?:\berrors?\b|\berros?\b|\berreurs?\b|\b\w*fehler\b|误差|誤差)"
_MADE = r"(?:forecast|predict|prognos|vorhersag|prévi|prédi|pronós|previs|predic|预测|予測)"
_TOLD_IN_UNITS = re.compile(
    rf"\b(?:mae|rmse)\b[^,;:]*$|{_MADE}.*?{_ERROR}|{_ERROR}.*?(?:{_MADE}|estimat|schätz|estima|network|\bmodel|"
    rf"classif|detector|recogni)",
    re.IGNORECASE,
)
_CAUSED = re.compile(
    r"\b(?:of|to|from|by|for|due|lost|saved|costs?|hours|time|through|per|in|wegen|durch|par|por|de|du|da|do|von)\b",
    re.IGNORECASE,
)
"""Before an error these make it a cause: "time lost to forecast errors"."""
_UNIT = re.compile(
    rf"\s?,\s(?:in|en|em)\s(?:persons?|personen|people|patients?|pacientes|personnes|pessoas|parcels|units|pieces|"
    rf"stück|cajas|colis|passengers|visitors|guests|fahrgästen?|besuchern?)\W*$|\s?[,(:(]\s?(?:in |en |"
    rf"em )?{_MEASURE}(?:\s?(?:/|per |a |pro |je |par |por ){_TIME}s?)?\s?[))]?\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """Consecutive words that name one thing: their meanings in order, and whether they are said not to be it.

    `after` is the word or sign that stands before it.
    `label` when a colon, an equals sign or a dash follows: the words may only introduce what comes then.
    `none_of_it` when the negation is "no": "no complaints" still counts the complaints.
    `goes_on` when nothing stronger than "and" or a comma stands before: the words may belong to the clause before.
    """

    parts: tuple[Span, ...]
    negated: bool = False
    label: bool = False
    goes_on: bool = False
    none_of_it: bool = False
    after: str = ""

    def having(self, *meanings: str) -> tuple[Span, ...]:
        """The parts with one of these meanings."""
        return tuple(part for part in self.parts if part.meaning in meanings)


def annotated(text: str, lexicon: Lexicon) -> tuple[Span, ...]:
    """All words of the text as spans: known terms with their meaning, else `unknown`, `number` or `sign`."""
    plain = _without_abbreviations(text)
    words = words_of(plain)
    grounds = tuple(grounds_in(plain))
    terms = lexicon.spans(plain, words)
    if grounds:
        grounds = tuple(each for each in grounds if not any(_leads_into(term, each) for term in terms))
        terms = tuple(term for term in terms if not any(_overlap(term, ground) for ground in grounds))
    return tuple(_annotated(words, {span.start: span for span in (*terms, *grounds)}))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _leads_into(term: Span, ground: Span) -> bool:
    """Whether a term for a score reaches into the ground: "loss on the validation set"."""
    return term.meaning in {"model", "ranking"} and term.start < ground.start < term.end


def _annotated(words: tuple[Word, ...], known: dict[int, Span]) -> Iterator[Span]:
    end = -1
    for word in words:
        if word.start < end:
            continue
        if word.start in known:
            end = known[word.start].end
            yield known[word.start]
        else:
            kind = "number" if _WITH_UNIT.fullmatch(word.key) else word.kind
            meaning = kind if kind in {"number", "sign"} else "unknown"
            yield Span(text=word.text, start=word.start, end=word.end, meaning=meaning)


def _without_abbreviations(text: str) -> str:
    """The text with blanks for what only repeats its words, "mean arterial pressure (MAP)", or says whose it is.

    The unit of an error is left out too: "error of the load forecast, MWh per day" is no count of energy.
    """
    text = without_spelled_abbreviations(text)
    text = _OWNER.sub(lambda found: " " * len(found[0]), text)
    unit = _UNIT.search(text)
    if unit and _tells_an_error(text[: unit.start()]):
        text = text[: unit.start()] + " " * (unit.end() - unit.start())
    return text


def _tells_an_error(text: str) -> bool:
    """Whether it is an error of what is predicted, or a score that has the unit of what is predicted."""
    told = _TOLD_IN_UNITS.search(text)
    return told is not None and not _CAUSED.search(text[: told.start()])


def clauses_of(text: str, parts: tuple[Span, ...]) -> tuple[Clause, ...]:
    """The clauses of an annotated text: joining words and signs part them, a negation begins one."""
    return tuple(clause for clause in _clauses(text, parts) if clause.parts)


def _clauses(text: str, parts: tuple[Span, ...]) -> Iterator[Clause]:
    current: list[Span] = []
    begun = Clause(parts=())
    for at, part in enumerate(parts):
        following = parts[at + 1].text.casefold() if at + 1 < len(parts) else ""
        if part.meaning == "negation" and following in _PLAIN:
            continue
        if part.meaning == "negation":
            yield replace(begun, parts=tuple(current))
            current, begun = [], Clause(parts=(), negated=True, none_of_it=part.text.casefold() == "no")
        elif _joins(text, part):
            yield replace(begun, parts=tuple(current), label=part.text in _LABELLING_SIGNS)
            joining = part.text.casefold()
            current, begun = [], Clause(parts=(), goes_on=joining in _GOING_ON, after=joining)
        else:
            current.append(part)
    yield replace(begun, parts=tuple(current))


def _joins(text: str, part: Span) -> bool:
    if part.meaning == "join":
        return True
    if part.meaning != "sign":
        return False
    ends_sentence = part.text in _FULL_STOPS and (part.end == len(text) or text[part.end].isspace())
    return part.text in _JOINING_SIGNS or ends_sentence


def chunks_of(clause: Clause) -> tuple[tuple[Span, ...], ...]:
    """The phrases of a clause: a relation (of, for, per, on …) begins a new one and is left out itself."""
    chunks: list[list[Span]] = [[]]
    for part in clause.parts:
        if part.meaning == "relation":
            chunks.append([])
        else:
            chunks[-1].append(part)
    return tuple(tuple(chunk) for chunk in chunks if chunk)
