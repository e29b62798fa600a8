import re
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("door", ["SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"])
def test_either_door_will_do(door: str) -> None:
    settings = load_settings(SLACK_BOT_TOKEN="xoxb-1", **{door: "secret"})
    assert settings.checked_for_slack() is settings
    assert "secret" in (settings.app_token, settings.signing_secret)


def test_secrets_are_not_shown() -> None:
    assert "xoxb-1" not in repr(load_settings(SLACK_BOT_TOKEN="xoxb-1"))


def test_every_variable_is_documented_and_no_other() -> None:
    documented = set(re.findall(r"`([A-Z][A-Z_]{3,})`", DOCS.read_text()))
    assert documented == set(EVERY)
