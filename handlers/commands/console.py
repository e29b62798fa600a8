"""What every command shares: reading its input, one line for what is wrong, and the exit status."""

import sys
from collections.abc import Callable
from pathlib import Path

from bot.domain.refusal import Refusal
from handlers.delivery.lock import CannotLock
from handlers.logs import Form, configure_logs
from handlers.redaction import redacted
from handlers.resources import BrokenResource
from handlers.settings import BadSettings, LogFormat, Settings, load_settings
from handlers.slack.edge.authorize import CannotAsk
from storage.engine import BadAddress, SchemaMismatch

OK, NO, WRONG = 0, 1, 2


def guarded(work: Callable[[Settings], int]) -> int:
    """Run a command with its settings; wrong configuration and wrong input are one line and status 2."""
    try:
        configure_logs(form=_form(None))  # what breaks before the settings are known is a line of the log too
        settings = load_settings()
        redacted.learn(*settings.secrets)
        configure_logs(level=settings.log_level, form=_form(settings.log_format))
        return _on_its_database(work, settings)
    except (BadSettings, BrokenResource, SchemaMismatch, WrongInput) as wrong:
        complain(str(wrong))
        return WRONG
    except CannotAsk as away:
        complain(f"Slack cannot be asked who we are: {away}")
        return WRONG
    except Refusal as refusal:
        complain(refusal.words)
        return NO
    except KeyboardInterrupt:
        return OK


def _on_its_database(work: Callable[[Settings], int], settings: Settings) -> int:
    try:
        return work(settings)
    except BadAddress as bad:
        raise BadSettings(f"{settings.says_which_database}: {bad}") from None
    except CannotLock as refused:
        raise BadSettings(f"{settings.says_which_database}: {refused.words}") from None


class WrongInput(ValueError):  # noqa: N818  says what is wrong
    """A command's input cannot be used."""


def _form(wanted: LogFormat | None) -> Form:
    if wanted is not None:
        return "console" if wanted is LogFormat.CONSOLE else "json"
    return "console" if sys.stderr.isatty() else "json"


def complain(words: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"plumbline: {redacted(words)}\n")


def say(words: str) -> None:
    """A line on standard output."""
    sys.stdout.write(f"{words}\n")


def read_input(file: str) -> str:
    """The text of a file, or of standard input for `-`."""
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongInput(f"{file} cannot be read: {error}") from None
