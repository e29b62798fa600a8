"""Charters of a workspace, with every answer that was ever given."""

from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, RowMapping, and_, func, insert, select

from bot.domain.charter import Answer, Charter
from bot.domain.ids import ProjectId, QuestionId
from storage.json_values import ANSWER
from storage.repository import Repository
from storage.tables.charters import answers, charters
from storage.upsert import upsert


class Charters(Repository):
    """The charters of a workspace; answers are only ever added."""

    def get(self, project: ProjectId) -> Charter | None:
        """The charter as it stands, or None."""
        return self.many({project}).get(project)

    def for_update(self, project: ProjectId) -> Charter | None:
        """The charter as it stands, held until the unit ends, so that saves come one after the other."""
        held = select(charters.c.project).where(self._mine(charters), charters.c.project == project).with_for_update()
        self._connection.execute(held)
        return self.get(project)

    def many(self, projects: Collection[ProjectId]) -> Mapping[ProjectId, Charter]:
        """Those of these charters that exist."""
        query = select(charters).where(self._mine(charters), charters.c.project.in_(sorted(projects)))
        rows = self._connection.execute(query).mappings().all()
        standing = self._standing(answers.c.project.in_(sorted(projects))) if rows else {}
        return {
            row["project"]: Charter(
                project=row["project"],
                bank_edition=row["bank_edition"],
                revision=row["revision"],
                started_at=row["started_at"],
                answers=standing.get(row["project"], {}),
            )
            for row in rows
        }

    def answers_at(self, project: ProjectId, revision: int) -> Mapping[QuestionId, Answer]:
        """The answers as they stood at that revision."""
        then = self._standing(and_(answers.c.project == project, answers.c.revision <= revision))
        return then.get(project, {})

    def history(self, project: ProjectId) -> tuple[Answer, ...]:
        """Every answer ever given, oldest first."""
        query = (
            select(answers)
            .where(self._mine(answers), answers.c.project == project)
            .order_by(answers.c.revision, answers.c.question)
        )
        return tuple(_answer(row) for row in self._connection.execute(query).mappings())

    def save(self, charter: Charter) -> None:
        """Keep the charter's head and the answers of its present revision."""
        head = {
            "workspace": self._workspace,
            "project": charter.project,
            "bank_edition": charter.bank_edition,
            "revision": charter.revision,
            "started_at": charter.started_at,
        }
        standing = self._connection.scalar(
            select(charters.c.revision).where(self._mine(charters), charters.c.project == charter.project)
        )
        if standing == charter.revision:
            return
        upsert(self._connection, charters, [head])
        fresh = [answer for answer in charter.answers.values() if answer.revision == charter.revision]
        if fresh:
            self._connection.execute(insert(answers), [self._row(charter.project, answer) for answer in fresh])

    def _row(self, project: ProjectId, answer: Answer) -> dict[str, object]:
        value = None if answer.value is None else ANSWER.dump_json(answer.value).decode()
        return {
            "workspace": self._workspace,
            "project": project,
            "question": answer.question,
            "revision": answer.revision,
            "value": value,
            "by": answer.by,
            "at": answer.at,
        }

    def _standing(self, condition: ColumnElement[bool]) -> dict[ProjectId, dict[QuestionId, Answer]]:
        """Per project the latest answer of each question among those that meet the condition."""
        latest = (
            select(answers.c.project, answers.c.question, func.max(answers.c.revision).label("revision"))
            .where(self._mine(answers), condition)
            .group_by(answers.c.project, answers.c.question)
            .subquery()
        )
        query = (
            select(answers)
            .join(
                latest,
                and_(
                    answers.c.project == latest.c.project,
                    answers.c.question == latest.c.question,
                    answers.c.revision == latest.c.revision,
                ),
            )
            .where(self._mine(answers))
        )
        found: dict[ProjectId, dict[QuestionId, Answer]] = {}
        for row in self._connection.execute(query).mappings():
            found.setdefault(row["project"], {})[row["question"]] = _answer(row)
        return found


def _answer(row: RowMapping) -> Answer:
    value = None if row["value"] is None else ANSWER.validate_json(row["value"])
    return Answer(
        question=row["question"], value=value, by=row["by"], at=row["at"], revision=row["revision"]
    )
