"""Deployment settings from the environment and a .env file, validated at start."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final, Self
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from handlers.redaction import in_address


class BadSettings(ValueError):  # noqa: N818  says what is wrong
    """The configuration cannot be used; one line that names the variable."""


_BOT_TOKEN: Final = re.compile(r"(xoxe\.)?xoxb-[!-~]+")
_APP_TOKEN: Final = re.compile(r"xapp-[!-~]+")
_UNLIKE: Final = (
    "{0}: this is not {1}. One starts with {2}, holds no blanks, and stands under {3!r} in the app's settings at Slack."
)


class LogFormat(StrEnum):
    """How log lines look."""

    CONSOLE = "console"
    JSON = "json"


class LogLevel(StrEnum):
    """The least serious level that is logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Settings(BaseSettings):
    """What an operator configures; names are the environment variables."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", populate_by_name=True)

    slack_bot_token: SecretStr | None = Field(default=None, alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(default=None, alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(default=None, alias="SLACK_SIGNING_SECRET")
    slack_api_url: str = Field(default="https://slack.com/api/", alias="SLACK_API_URL")
    database_url: str = Field(default="", alias="DATABASE_URL")
    data: Path = Field(default_factory=lambda: user_data_path("plumbline"), alias="PLUMBLINE_DATA")
    policy: Path | None = Field(default=None, alias="PLUMBLINE_POLICY")
    templates: Path | None = Field(default=None, alias="PLUMBLINE_TEMPLATES")
    host: str = Field(default="127.0.0.1", alias="HOST")
    port: Annotated[int, Field(ge=0, le=65535)] = Field(default=3000, alias="PORT")
    log_level: LogLevel = Field(default=LogLevel.INFO, alias="PLUMBLINE_LOG_LEVEL")
    log_format: LogFormat | None = Field(default=None, alias="PLUMBLINE_LOG_FORMAT")
    schema_name: Annotated[str | None, NoDecode] = Field(default=None, exclude=True)

    @field_validator("slack_api_url")
    @classmethod
    def _is_an_address(cls, url: str) -> str:
        try:
            parts = urlsplit(url)
            is_address = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
        except ValueError:  # a port that is no number, brackets without an address
            is_address = False
        if not is_address:
            raise ValueError("write an address that starts with https://, or leave it out for Slack's own")
        return url

    @model_validator(mode="after")
    def _has_a_database(self) -> Self:
        if not self.database_url:
            self.database_url = self._usual_database
        if not self.database_url.startswith(("sqlite:///", "postgresql://")):
            raise ValueError("DATABASE_URL: write sqlite:///path or postgresql://…")
        return self

    @property
    def _usual_database(self) -> str:
        return f"sqlite:///{self.data / 'plumbline.db'}"

    @property
    def says_which_database(self) -> str:
        """The variable by which it is known where the database is."""
        return "PLUMBLINE_DATA" if self.database_url == self._usual_database else "DATABASE_URL"

    @property
    def bot_token(self) -> str | None:
        """The bot token in the clear, for the client."""
        return self.slack_bot_token.get_secret_value() if self.slack_bot_token else None

    @property
    def app_token(self) -> str | None:
        """The app-level token in the clear, for Socket Mode."""
        return self.slack_app_token.get_secret_value() if self.slack_app_token else None

    @property
    def signing_secret(self) -> str | None:
        """The signing secret in the clear, for HTTP."""
        return self.slack_signing_secret.get_secret_value() if self.slack_signing_secret else None

    @property
    def secrets(self) -> tuple[str, ...]:
        """Everything that no line may hold: each secret by its value, and the database's password as it was typed."""
        values = [getattr(self, name) for name in type(self).model_fields]
        known = [value.get_secret_value() for value in values if isinstance(value, SecretStr)]
        return (*known, *in_address(self.database_url))

    @property
    def serves_beside_socket(self) -> bool:
        """Whether the HTTP port is served though Slack speaks over a socket: only when somebody set it."""
        return "port" in self.model_fields_set

    @property
    def listens(self) -> bool:
        """Whether there is an HTTP port: it is Slack's own door, or somebody set it."""
        return self.slack_app_token is None or self.serves_beside_socket

    def checked_for_slack(self) -> Self:
        """These settings, if they say how to reach Slack; BadSettings names what is missing."""
        if self.slack_bot_token is None:
            raise BadSettings("SLACK_BOT_TOKEN is missing: the token that starts with xoxb-.")
        if self.slack_app_token is None and self.slack_signing_secret is None:
            raise BadSettings(
                "SLACK_APP_TOKEN (xapp-, for Socket Mode) or SLACK_SIGNING_SECRET (for HTTP) is missing "
                "beside SLACK_BOT_TOKEN."
            )
        if not _BOT_TOKEN.fullmatch(self.bot_token or ""):
            raise BadSettings(_UNLIKE.format("SLACK_BOT_TOKEN", "a bot token", "xoxb-", "OAuth & Permissions"))
        if self.app_token is not None and not _APP_TOKEN.fullmatch(self.app_token):
            raise BadSettings(_UNLIKE.format("SLACK_APP_TOKEN", "an app-level token", "xapp-", "Basic Information"))
        return self


def load_settings(**overrides: Any) -> Settings:
    """The settings of this process; BadSettings names the variable that is wrong."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        told = first["msg"].removeprefix("Value error, ")
        raise BadSettings(f"{name}: {told}" if name else told) from None
