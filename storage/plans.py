"""Accepted plans of a workspace."""

from collections.abc import Collection, Mapping

from sqlalchemy import bindparam, func, insert, select

from bot.domain.experiments.plan import Plan
from bot.domain.ids import ProjectId
from storage.repository import Repository, among, mine
from storage.tables.plans import plans

_c = plans.c
_latest = (
    select(_c.project, func.max(_c.number).label("number"))
    .where(mine(plans), _c.project.in_(among("projects")))
    .group_by(_c.project)
    .subquery()
)
_ALL_CURRENT = (
    select(_c.project, _c.body)
    .join(_latest, (_c.project == _latest.c.project) & (_c.number == _latest.c.number))
    .where(mine(plans))
)
_of_project = select(_c.body).where(mine(plans), _c.project == bindparam("project"))
_CURRENT = _of_project.order_by(_c.number.desc()).limit(1)
_HISTORY = _of_project.order_by(_c.number)
_COUNT = select(func.count()).select_from(plans).where(mine(plans), _c.project == bindparam("project"))
_KEEP = insert(plans)


class Plans(Repository):
    """The plans that were accepted; the latest counts, the earlier ones stay."""

    def current(self, project: ProjectId) -> Plan | None:
        """The plan that counts, or None."""
        plan: Plan | None = self._run(_CURRENT, project=project).scalar()
        return plan

    def current_of(self, projects: Collection[ProjectId]) -> Mapping[ProjectId, Plan]:
        """Per project the plan that counts."""
        return {row.project: row.body for row in self._run(_ALL_CURRENT, projects=tuple(projects))}

    def history(self, project: ProjectId) -> tuple[Plan, ...]:
        """Every plan that was ever accepted, oldest first."""
        return tuple(self._run(_HISTORY, project=project).scalars())

    def save(self, plan: Plan) -> None:
        """Keep an accepted plan behind the earlier ones."""
        self._is_ours(plan.workspace)
        row = {
            "workspace": plan.workspace,
            "project": plan.project,
            "number": self._run(_COUNT, project=plan.project).scalar_one() + 1,
            "body": plan,
            "seal": plan.seal,
            "accepted_at": plan.accepted_at,
        }
        self._connection.execute(_KEEP, row)
