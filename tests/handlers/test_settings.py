import re
from pathlib import Path

import pytest

from handlers.demo.program import demo_settings, load_manifest
from handlers.demo.story import START
from handlers.demo.story_clock import StoryClock
from handlers.demo.workspace import Workspace
from handlers.settings import BadSettings, Settings, load_settings

DOCS = Path(__file__).parent.parent.parent / "docs" / "reference" / "configuration.md"
EVERY = [str(field.alias) for field in Settings.model_fields.values() if field.alias]


@pytest.fixture(autouse=True)
def _nothing_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in EVERY:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_without_anything_the_database_is_a_file_in_the_data_directory(tmp_path: Path) -> None:
    assert load_settings(PLUMBLINE_DATA=tmp_path).database_url == f"sqlite:///{tmp_path}/plumbline.db"


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere/plumbline")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    settings = load_settings()
    assert settings.database_url == "postgresql://somewhere/plumbline"
    assert settings.bot_token == "xoxb-1"


def test_a_dotenv_file_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=4321\n")
    assert load_settings().port == 4321


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://x"),
        ("PORT", "99999"),
        ("PORT", "many"),
        ("SLACK_API_URL", "slack.com/api"),
        ("SLACK_API_URL", "ftp://slack.com/api/"),
        ("SLACK_API_URL", "https:///api/"),
        ("SLACK_API_URL", "https://slack.com:abc/api/"),
        ("PLUMBLINE_LOG_LEVEL", "loud"),
        ("PLUMBLINE_LOG_FORMAT", "xml"),
    ],
)
def test_a_wrong_variable_is_named_in_one_line(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings, match=name) as wrong:
        load_settings()
    assert "\n" not in str(wrong.value)


def test_slack_needs_a_bot_token() -> None:
    with pytest.raises(BadSettings, match="SLACK_BOT_TOKEN"):
        load_settings().checked_for_slack()


def test_slack_needs_a_door() -> None:
    with pytest.raises(BadSettings, match=r"SLACK_APP_TOKEN.*SLACK_SIGNING_SECRET"):
        load_settings(SLACK_BOT_TOKEN="xoxb-1").checked_for_slack()


@pytest.mark.parametrize(("door", "secret"), [("SLACK_APP_TOKEN", "xapp-1"), ("SLACK_SIGNING_SECRET", "secret")])
@pytest.mark.parametrize("bot", ["xoxb-1", "xoxe.xoxb-1-Mi0y"])
def test_either_door_will_do(door: str, secret: str, bot: str) -> None:
    settings = load_settings(SLACK_BOT_TOKEN=bot, **{door: secret})
    assert settings.checked_for_slack() is settings
    assert secret in (settings.app_token, settings.signing_secret)


@pytest.mark.parametrize(
    ("bot", "app", "named", "expected"),
    [
        ("hello-you", "world-wide", "SLACK_BOT_TOKEN", "xoxb-"),
        ("xoxb-1", "world-wide", "SLACK_APP_TOKEN", "xapp-"),
        ("xapp-1-A2", "xoxb-1-T3", "SLACK_BOT_TOKEN", "xoxb-"),
        ("xoxp-1-A2", "xapp-1", "SLACK_BOT_TOKEN", "xoxb-"),
        ("xoxb-", "xapp-1", "SLACK_BOT_TOKEN", "xoxb-"),
        ("xoxb-1-A2 ", "xapp-1", "SLACK_BOT_TOKEN", "xoxb-"),
        ("xoxb-1", "xapp-1-A2\n", "SLACK_APP_TOKEN", "xapp-"),
        ("xoxb-1", "xoxb-1-T3", "SLACK_APP_TOKEN", "xapp-"),
    ],
)
def test_a_token_of_another_kind_is_refused_and_not_shown(bot: str, app: str, named: str, expected: str) -> None:
    with pytest.raises(BadSettings, match=f"^{named}: .* starts with {expected},[^\n]*$") as wrong:
        load_settings(SLACK_BOT_TOKEN=bot, SLACK_APP_TOKEN=app).checked_for_slack()
    assert not any(part in str(wrong.value) for part in ("hello", "world", "A2", "T3"))


async def test_the_tokens_of_the_demo_workspace_have_the_shape_of_slacks(tmp_path: Path) -> None:
    workspace = Workspace(load_manifest(None), StoryClock(START))
    await workspace.start()
    demo_settings(workspace, folder=tmp_path, database=None).checked_for_slack()
    await workspace.stop()


def test_secrets_are_not_shown() -> None:
    assert "xoxb-1" not in repr(load_settings(SLACK_BOT_TOKEN="xoxb-1"))


def test_every_variable_is_documented_and_no_other() -> None:
    documented = set(re.findall(r"`([A-Z][A-Z_]{3,})`", DOCS.read_text()))
    assert documented == set(EVERY)
