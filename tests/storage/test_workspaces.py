"""A workspace arrives, is stopped, and arrives again."""

from datetime import timedelta

from storage.tables.workspaces import WorkspaceStatus
from storage.workspaces import Workspace
from tests.storage.conftest import Reading, Unit
from tests.storage.samples import ANA, BEN, NOW, T1


def test_a_workspace_that_never_arrived_is_unknown(unit: Unit, reading: Reading) -> None:
    with unit() as work:
        assert not work.workspaces.stop(NOW, "token_revoked")
    with reading() as work:
        assert work.workspaces.get() is None
        assert work.workspaces.status() is None


def test_a_workspace_that_comes_back_is_active_again_and_keeps_its_first_day(unit: Unit, reading: Reading) -> None:
    with unit() as work:
        work.workspaces.arrive("Acme", ANA, NOW)
        assert work.workspaces.stop(NOW + timedelta(days=1), "token_revoked")
        assert not work.workspaces.stop(NOW + timedelta(days=2), "app_uninstalled")
        assert work.workspaces.status() is WorkspaceStatus.STOPPED
        stopped = work.workspaces.get()
        assert stopped is not None
        assert (stopped.stopped_at, stopped.stopped_why) == (NOW + timedelta(days=1), "token_revoked")
    with unit() as work:
        work.workspaces.arrive("Acme & Söhne", BEN, NOW + timedelta(days=9))
    with reading() as work:
        assert work.workspaces.get() == Workspace(
            workspace=T1, name="Acme & Söhne", bot_user=BEN, status=WorkspaceStatus.ACTIVE, since=NOW
        )
