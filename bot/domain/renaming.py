"""Metrics that are renamed: the links that name them follow in the same save, so that a better word breaks no chain."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.chain import key_of
from bot.domain.charter import Charter, Row, Rows, Text, Value
from bot.domain.ids import QuestionId
from bot.domain.questions import QuestionBank
from bot.domain.rows import rows_in

LINKS: Final = QuestionId("metric_links")
_IN_ROWS: Final = (QuestionId("model_metrics"), QuestionId("proxy_metrics"), QuestionId("guardrails"))
_ALONE: Final = (QuestionId("metric_name"), QuestionId("primary_metric"))
_NAME: Final = QuestionId("name")
_ENDS: Final = (QuestionId("from"), QuestionId("to"))

Changed = Mapping[QuestionId, Value | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a metric has its name: a question, and the row where it has some."""

    question: QuestionId
    row: str = ""


def with_links(bank: QuestionBank, charter: Charter, changed: Changed) -> dict[QuestionId, Value | None]:
    """What a save changes, and the links as they are to stand with it.

    A link keeps a name that some metric still has, and one under which it would be another link's double.
    """
    links = charter.value(LINKS)
    renamed = dict(_renamed(bank, charter, changed))
    if not renamed or not isinstance(links, Rows):
        return dict(changed)
    followed = _followed(links.rows, renamed)
    return dict(changed) if followed == links.rows else {**changed, LINKS: Rows(rows=followed)}


def links_that_followed(before: Charter, after: Charter) -> int:
    """In how many links a name changed between two charters."""
    then = {row.id: _ends(row) for row in before.rows(LINKS)}
    return sum(_ends(row) != then.get(row.id, _ends(row)) for row in after.rows(LINKS))


def _followed(links: tuple[Row, ...], renamed: Mapping[str, str]) -> tuple[Row, ...]:
    taken = {_ends(row) for row in links}
    followed = []
    for row in links:
        named = {end: Text(text=renamed[key]) for end, key in zip(_ENDS, _ends(row), strict=True) if key in renamed}
        fresh = replace(row, cells={**row.cells, **named})
        is_double = _ends(fresh) in taken - {_ends(row)}
        followed.append(row if is_double else fresh)
        taken.add(_ends(followed[-1]))
    return tuple(followed)


def _renamed(bank: QuestionBank, charter: Charter, changed: Changed) -> Iterator[tuple[str, str]]:
    """Each old name that no metric has any more, as links find it, with the new one.

    Lines of words are no rows: who changes those may have dropped one and written another in its place.
    """
    answers = {question: answer.value for question, answer in charter.answers.items()}
    after = {**answers, **changed}
    then, now = _names(bank, answers), _names(bank, after)
    still = {key_of(name) for name in now.values()}
    for place, old in then.items():
        is_kept = not place.row or isinstance(after.get(place.question), Rows)
        if is_kept and place in now and key_of(old) not in still:
            yield key_of(old), now[place]


def _names(bank: QuestionBank, answers: Changed) -> dict[_Place, str]:
    """The names of metrics by where they stand."""
    alone = ((_Place(question=question), answers.get(question)) for question in _ALONE)
    asked = (found for question in _IN_ROWS if (found := bank.find(question)) and found.columns)
    in_rows = (
        (_Place(question=each.id, row=row.id), row.cells.get(_NAME))
        for each in asked
        for row in rows_in(each, answers.get(each.id))
    )
    return {place: name.text for place, name in (*alone, *in_rows) if isinstance(name, Text)}


def _ends(row: Row) -> tuple[str, ...]:
    cells = (row.cells.get(end) for end in _ENDS)
    return tuple(key_of(cell.text) if isinstance(cell, Text) else "" for cell in cells)
