"""What is served at the HTTP port beside Slack's own address: the API, on the same doorway as Slack's forms."""

from collections.abc import Sequence

from starlette.routing import BaseRoute

from bot.domain.ids import WorkspaceId
from handlers.metrics.metrics import Metrics
from handlers.slack.doorway import Doorway
from storage.runner import UnitRunner


def api_beside(
    doorway: Doorway, runner: UnitRunner, *, workspace: WorkspaceId, metrics: Metrics
) -> Sequence[BaseRoute]:
    """The routes of the API, for one workspace."""
    # Importing it takes as long as all the rest, and who is served over Socket Mode alone does not need it.
    from handlers.api.app import api_routes  # noqa: PLC0415
    from handlers.api.door import ApiDoor  # noqa: PLC0415

    door = ApiDoor(
        workspace=workspace,
        runner=runner,
        rules=doorway.rules,
        clock=doorway.clock,
        learn=doorway.learn,
        computed=doorway.computed,
        metrics=metrics,
    )
    return api_routes(door)
