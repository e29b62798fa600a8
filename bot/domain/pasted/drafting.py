"""What has been understood of a text so far: the answers that are closed, the one that is open, and the rest."""

from dataclasses import dataclass, field, replace
from typing import Final

from bot.domain.ids import QuestionId
from bot.domain.pasted.headed import Headed, narrowed, unwrapped
from bot.domain.pasted.labels import CHANNEL, MEMBERS, NAME, OWNER, RISKS, Labels
from bot.domain.pasted.lines import CELL_BREAK, Line
from bot.domain.pasted.pasted import Pasted, Unplaced, Why
from bot.domain.pasted.risks import GUARDRAILS, divided
from bot.domain.questions import AnswerType
from bot.domain.spans import span_in

_SHORT: Final = frozenset(
    {None, AnswerType.TEXT, AnswerType.NUMBER, AnswerType.DATE, AnswerType.CHOICE, AnswerType.PERSON}
)
_LISTS: Final = frozenset({MEMBERS, RISKS})
METRIC, BASELINE, TARGET, DEADLINE = (QuestionId(each) for each in ("metric_name", "baseline", "target", "deadline"))
_WITH_LEVELS: Final = frozenset({METRIC, BASELINE, TARGET})
"""The answers beside which a baseline and a target may stand as one."""
_WRAPPED_AT: Final = 60
"""Characters after which a line ends because the page does: the next one goes on with it."""


@dataclass(slots=True, kw_only=True)
class Open:
    """An answer whose end is not reached: the fields that it may belong to, where its name stands, and its lines."""

    head: Headed
    line: Line
    part: int | None
    lines: list[str] = field(default_factory=list)
    width: int = 0
    first_indent: int | None = None
    is_parted: bool = False

    @property
    def is_inline(self) -> bool:
        """Whether the answer began on the line of its name."""
        return bool(self.head.value)


@dataclass(slots=True, kw_only=True)
class Draft:
    """The charter as it comes together, line by line."""

    labels: Labels
    part: int | None = None
    open: Open | None = None
    typed: dict[QuestionId, str] = field(default_factory=dict)
    unplaced: list[Unplaced] = field(default_factory=list)
    columns: tuple[str, ...] = ()
    title: str | None = None

    def begin(self, found: Headed, line: Line) -> None:
        """A name was read: what was open is complete."""
        self.close()
        self.open = Open(head=found, line=line, part=self.part)
        if found.value:
            self.open.lines.append(found.value)
            self.open.width = len(line.said)
        elif line.level is not None and len(found.fields) == 1:
            question = self.labels.bank.find(found.fields[0])
            self.part = question.part if question else self.part

    def go_on(self, opened: Open, line: Line) -> None:
        """A line that belongs to what is open."""
        if opened.first_indent is None:
            opened.first_indent = line.indent
        if opened.is_parted and not line.is_listed:
            opened.lines.append("")
        opened.is_parted = False
        opened.width = len(line.said)
        if opened.lines and self.nests(line) and not opened.is_inline and self._types(opened) == {AnswerType.ROWS}:
            opened.lines[-1] = _told_of(opened.lines[-1], line.text)
        else:
            opened.lines.append(line.text if self._is_long(opened) else line.said)

    def leave(self, text: str, why: Why = Why.NO_QUESTION, names: tuple[str, ...] = ()) -> None:
        """A piece that is no answer."""
        self.unplaced.append(Unplaced(text=text.replace(CELL_BREAK, " "), why=why, names=names))

    def entitle(self, line: Line) -> None:
        """The highest heading is the title of a text, where nothing stands in front of it."""
        if line.level == 1 and not (self.typed or self.unplaced):
            self.title = line.text

    def close(self) -> None:
        """Keep what is open, if it says anything."""
        closing, self.open = self.open, None
        if closing is None:
            return
        value = unwrapped("\n".join(closing.lines).replace(CELL_BREAK, "\n").strip())
        head = closing.head
        fields = narrowed(head.fields, value, closing.part, self.labels)
        if not value or (self.labels.is_nothing(value) and not self._is_option(fields, value)):
            return
        if head.aside:
            self.leave(f"{head.label} ({head.aside})", Why.BESIDE, self._names(fields))
        if len(fields) > 1:
            self.leave(f"{head.label}: {value}", Why.EITHER, self._names(fields))
        else:
            self._keep(fields[0], value, head.label)

    def _keep(self, field_id: QuestionId, value: str, label: str) -> None:
        """One answer; a baseline and a target that stand as one are two, and so is a metric that has them behind it."""
        span = span_in(value, has_slash=field_id == TARGET) if field_id in _WITH_LEVELS else None
        if span is None or not (self.labels.bank.find(BASELINE) and self.labels.bank.find(TARGET)):
            self.answer(field_id, value, label)
            return
        if span.words and field_id == METRIC:
            self.answer(METRIC, span.words, label)
        elif span.words:
            self.leave(f"{label}: {span.words}", Why.BESIDE, self._names((field_id,)))
        for each, typed in ((BASELINE, span.start), (TARGET, span.end), (DEADLINE, span.day)):
            if typed:
                self.answer(each, typed, self.labels.name_of(each))

    def answer(self, field_id: QuestionId, value: str, label: str) -> None:
        """The first answer of a question stands; another one is shown."""
        if _bare(self.typed.setdefault(field_id, value)) != _bare(value):
            self.leave(f"{label}: {value}", Why.AGAIN, self._names((field_id,)))

    def named(self, found: Headed) -> Headed:
        """What a line is headed by; below the heading of the metric, "Name" is its name and not the project's."""
        opened = self.open
        is_metric = opened is not None and METRIC in opened.head.fields and not opened.lines
        return replace(found, fields=(METRIC,)) if is_metric and NAME in found.fields else found

    def follows(self, line: Line) -> Headed | None:
        """Where a line below the metric only says from where to where it is to go, both levels of it."""
        opened, span = self.open, span_in(line.text)
        if opened is None or METRIC not in opened.head.fields or not opened.lines or span is None or span.words:
            return None
        return Headed(fields=(TARGET,), label=self.labels.name_of(TARGET), value=line.text)

    def takes(self, opened: Open, line: Line) -> bool:
        """Whether a line without a name goes on with what is open."""
        is_long = self._is_long(opened)
        if opened.is_inline:
            follows = not opened.is_parted
            return follows and (is_long or (self._is_text(opened) and _is_wrapped(opened, line)))
        return is_long or not opened.lines or (self._is_text(opened) and not opened.is_parted)

    def nests(self, line: Line) -> bool:
        """Whether a line stands deeper than the answer that it is in: then names in it are no names of questions."""
        opened = self.open
        if opened is None or not self._is_long(opened) or line.level is not None:
            return False
        above = opened.line.indent if opened.is_inline else opened.first_indent
        return above is not None and line.indent > above

    def _sort_risks(self) -> None:
        """Risks with a limit are guardrails; a bank that asks for risks has them whole."""
        if RISKS not in self.typed or self.labels.bank.find(RISKS) is not None:
            return
        limits, others, doubled = divided(self.typed.pop(RISKS), self.typed.get(GUARDRAILS, ""))
        if limits:
            self.typed[GUARDRAILS] = limits
        for each in others:
            self.leave(each, Why.RISK, self._names((GUARDRAILS,)))
        for each in doubled:
            self.leave(each, Why.AGAIN, self._names((GUARDRAILS,)))

    def _is_option(self, fields: tuple[QuestionId, ...], value: str) -> bool:
        return any(self.labels.option(each, value) is not None for each in fields)

    def _names(self, fields: tuple[QuestionId, ...]) -> tuple[str, ...]:
        return tuple(self.labels.name_of(each) for each in fields)

    def _types(self, opened: Open) -> set[AnswerType | None]:
        questions = [self.labels.bank.find(each) for each in opened.head.fields]
        return {question.type if question else None for question in questions}

    def _is_long(self, opened: Open) -> bool:
        return bool(self._types(opened) - _SHORT) or bool(_LISTS & set(opened.head.fields))

    def _is_text(self, opened: Open) -> bool:
        return AnswerType.TEXT in self._types(opened)

    def done(self) -> Pasted:
        """All of it."""
        self.close()
        self._sort_risks()
        people = {each: self.typed[each] for each in (OWNER, MEMBERS) if each in self.typed}
        answers = {each: value for each, value in self.typed.items() if self.labels.bank.find(each) is not None}
        return Pasted(
            typed=answers,
            people=people,
            name=self.typed.get(NAME),
            title=self.title,
            channel=self.typed.get(CHANNEL),
            unplaced=tuple(self.unplaced),
        )


def _is_wrapped(opened: Open, line: Line) -> bool:
    return not line.is_listed and line.level is None and opened.width >= _WRAPPED_AT


def _told_of(above: str, said: str) -> str:
    """A row with what stands deeper below it: the first thing told of it comes behind a colon."""
    return f"{above}{', ' if ':' in above else ': '}{said}"


def _bare(value: str) -> str:
    return "".join(value.split())
