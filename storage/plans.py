"""Accepted plans of a workspace."""

from collections.abc import Collection, Mapping

from sqlalchemy import func, insert, select

from bot.domain.experiments import Plan
from bot.domain.ids import ProjectId
from storage.json_values import PLAN
from storage.repository import Repository
from storage.tables.plans import plans


class Plans(Repository):
    """The plans that were accepted; the latest counts, the earlier ones stay."""

    def current(self, project: ProjectId) -> Plan | None:
        """The plan that counts, or None."""
        return self.current_of({project}).get(project)

    def current_of(self, projects: Collection[ProjectId]) -> Mapping[ProjectId, Plan]:
        """Per project the plan that counts."""
        query = (
            select(plans.c.project, plans.c.body)
            .where(self._mine(plans), plans.c.project.in_(sorted(projects)))
            .order_by(plans.c.number)
        )
        return {project: PLAN.validate_json(body) for project, body in self._connection.execute(query)}

    def history(self, project: ProjectId) -> tuple[Plan, ...]:
        """Every plan that was ever accepted, oldest first."""
        query = select(plans.c.body).where(self._mine(plans), plans.c.project == project).order_by(plans.c.number)
        return tuple(PLAN.validate_json(body) for body in self._connection.scalars(query))

    def save(self, plan: Plan) -> None:
        """Keep an accepted plan behind the earlier ones."""
        last = self._connection.scalar(
            select(func.max(plans.c.number)).where(self._mine(plans), plans.c.project == plan.project)
        )
        row = {
            "workspace": self._workspace,
            "project": plan.project,
            "number": (last or 0) + 1,
            "body": PLAN.dump_json(plan).decode(),
            "seal": plan.seal,
            "accepted_at": plan.accepted_at,
        }
        self._connection.execute(insert(plans), [row])
