"""Charters of a workspace, with every answer that was ever given."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    and_,
    bindparam,
    func,
    insert,
    select,
    update,
)

from bot.domain.charter import Answer, Charter, Judgement
from bot.domain.ids import ProjectId, QuestionId, WorkspaceId
from storage.failures import Overtaken
from storage.repository import Repository, Rows, among, mine
from storage.tables.charters import answers, charters

_ANSWER_COLUMNS = tuple(answers.c[name] for name in ("project", "question", "value", "by", "at", "revision"))


def _standing(which: ColumnElement[bool]) -> Select[Any]:
    """Of each question of these projects the latest answer up to a revision."""
    latest = (
        select(answers.c.project, answers.c.question, func.max(answers.c.revision).label("revision"))
        .where(mine(answers), which, answers.c.revision <= bindparam("up_to"))
        .group_by(answers.c.project, answers.c.question)
        .subquery()
    )
    is_latest = and_(*(answers.c[name] == latest.c[name] for name in ("project", "question", "revision")))
    return select(*_ANSWER_COLUMNS).join_from(answers, latest, is_latest).where(mine(answers))


_LAST = 2**31 - 1
_HEAD = select(charters).where(mine(charters), charters.c.project == bindparam("project"))
_HEADS = select(charters).where(mine(charters), charters.c.project.in_(among("projects")))
_STANDING = _standing(answers.c.project == bindparam("project"))
_ALL_STANDING = _standing(answers.c.project.in_(among("projects")))
_HISTORY = (
    select(*_ANSWER_COLUMNS)
    .where(mine(answers), answers.c.project == bindparam("project"))
    .order_by(answers.c.revision, answers.c.question)
)
_OF_QUESTION = _standing(answers.c.question == bindparam("asked"))
_MOVE = (
    update(charters)
    .where(mine(charters), charters.c.project == bindparam("which"), charters.c.revision == bindparam("before"))
    .values(revision=bindparam("after"), bank_edition=bindparam("edition"))
)
_JUDGE = (
    update(charters)
    .where(mine(charters), charters.c.project == bindparam("which"))
    .values(judgement=bindparam("judgement"))
)
_BEGIN = insert(charters)
_ANSWER = insert(answers)


class Charters(Repository):
    """The charters of a workspace; answers are only ever added."""

    def __init__(self, connection: Connection, workspace: WorkspaceId) -> None:
        super().__init__(connection, workspace)
        self._seen: dict[ProjectId, Charter] = {}

    def get(self, project: ProjectId) -> Charter | None:
        """The charter as it stands, or None."""
        heads = self._run(_HEAD, project=project).mappings().all()
        return self._read(heads, self._run(_STANDING, project=project, up_to=_LAST)).get(project) if heads else None

    def for_update(self, project: ProjectId) -> Charter | None:
        """The charter as it stands, to be changed: nobody else changes it before this writing unit ends."""
        return self.get(project)

    def many(self, projects: Collection[ProjectId]) -> Mapping[ProjectId, Charter]:
        """Those of these charters that exist."""
        heads = self._run(_HEADS, projects=tuple(projects)).mappings().all()
        return self._read(heads, self._run(_ALL_STANDING, projects=tuple(projects), up_to=_LAST)) if heads else {}

    def _read(self, heads: Sequence[RowMapping], rows: Rows) -> dict[ProjectId, Charter]:
        standing = _by_question(rows)
        found = {
            row["project"]: Charter(
                project=row["project"],
                bank_edition=row["bank_edition"],
                revision=row["revision"],
                started_at=row["started_at"],
                answers=standing.get(row["project"], {}),
                judgement=row["judgement"],
            )
            for row in heads
        }
        self._seen.update(found)
        return found

    def answers_at(self, project: ProjectId, revision: int) -> Mapping[QuestionId, Answer]:
        """The answers as they stood at that revision; a number from outside may be any."""
        rows = self._run(_STANDING, project=project, up_to=min(max(revision, 0), _LAST))
        return _by_question(rows).get(project, {})

    def answers_to(self, question: QuestionId) -> Mapping[ProjectId, Answer]:
        """What every project answers to this question now."""
        return dict(_answers(self._run(_OF_QUESTION, asked=question, up_to=_LAST)))

    def history(self, project: ProjectId) -> tuple[Answer, ...]:
        """Every answer ever given, oldest first."""
        return tuple(answer for _, answer in _answers(self._run(_HISTORY, project=project)))

    def save(self, charter: Charter) -> None:
        """Move the charter's head and add the answers of its present revision.

        Overtaken when somebody else saved since this charter was read; one that did not change is left alone.
        """
        if self._seen.get(charter.project) is charter:
            return
        before, after = charter.revision - 1, charter.revision
        moved = self._run(_MOVE, which=charter.project, before=before, after=after, edition=charter.bank_edition)
        if moved.rowcount == 1:
            self._add(
                charter, {question: answer for question, answer in charter.answers.items() if answer.revision == after}
            )
        else:
            self._begin(charter)
        self._seen[charter.project] = charter

    def judge(self, project: ProjectId, judgement: Judgement) -> None:
        """Keep what the arithmetic says of the plan; no answer changes by that."""
        self._run(_JUDGE, which=project, judgement=judgement)

    def _begin(self, charter: Charter) -> None:
        standing = self.get(charter.project)
        if standing is not None and standing != charter:
            raise Overtaken(f"{charter.project} was saved at revision {standing.revision} meanwhile")
        if standing is None:
            head = {column.name: getattr(charter, column.name) for column in charters.c if column.name != "workspace"}
            self._connection.execute(_BEGIN, {"workspace": self._workspace, **head})
            self._add(charter, charter.answers)

    def _add(self, charter: Charter, fresh: Mapping[QuestionId, Answer]) -> None:
        if fresh:
            where = {"workspace": self._workspace, "project": charter.project}
            self._connection.execute(_ANSWER, [where | _row(answer) for answer in fresh.values()])


def _by_question(rows: Rows) -> dict[ProjectId, dict[QuestionId, Answer]]:
    found: dict[ProjectId, dict[QuestionId, Answer]] = {}
    for project, answer in _answers(rows):
        found.setdefault(project, {})[answer.question] = answer
    return found


def _answers(rows: Rows) -> Iterator[tuple[ProjectId, Answer]]:
    for project, question, value, by, at, revision in rows.all():
        yield project, Answer(question=question, value=value, by=by, at=at, revision=revision)


def _row(answer: Answer) -> dict[str, Any]:
    return {name: getattr(answer, name) for name in ("question", "value", "by", "at", "revision")}
