"""No secret leaves through a log line, whoever writes it."""

import io
import json
import logging
import sys
import threading
import time
import warnings
from collections.abc import Iterator

import pytest
import structlog

from handlers.logs import Form, configure_logs
from handlers.redaction import redacted
from tests.canaries import ALL, SECRETS

PAIRS = [pytest.param(canary.text, canary.hidden, id=canary.name) for canary in ALL]


@pytest.fixture
def sink() -> Iterator[io.StringIO]:
    root, hook = logging.getLogger(), sys.excepthook
    handlers, level, config = root.handlers[:], root.level, structlog.get_config()
    hooks = sys.unraisablehook, threading.excepthook
    redacted.learn(*SECRETS)
    levels = {
        name: logging.getLogger(name).level for name in ("apscheduler", "aiohttp.access", "uvicorn.error", "asyncio")
    }
    yield io.StringIO()
    redacted.forget()
    sys.unraisablehook, threading.excepthook = hooks
    root.handlers[:] = handlers
    root.setLevel(level)
    sys.excepthook = hook
    logging.captureWarnings(capture=False)
    structlog.configure(**config)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


@pytest.mark.parametrize(("secret", "hidden"), PAIRS)
def test_a_secret_is_cut_out_and_its_kind_can_still_be_read(secret: str, hidden: str, sink: io.StringIO) -> None:
    line = redacted(f"token {secret} in an exception's text")
    assert hidden not in line
    assert "[redacted]" in line
    assert line.startswith("token ")
    assert line.endswith(" in an exception's text")


ORDINARY = [
    'request.failed where="slack.command" token=ABC123 workspace=T1 https://example.com/a?b=1 10:30 me@example.com',
    '{"event": "request.failed", "token": "ABC234", "where": "api"}',
    "Send a token: Authorization: Bearer plb_… An admin makes one with /plumb settings token.",
    "The bearer of good news has a basic password policy, and tokens expire.",
    "id=1; d=2; code 3; https://example.com/path?page=2&size=20",
    "SLACK_BOT_TOKEN is missing: the token that starts with xoxb-. It is not the one with 'xoxe.xoxb-'",
    "SLACK_APP_TOKEN (xapp-, for Socket Mode), xapp-… and xoxb-",
    'password authentication failed for user "plumbline"',
    "http://127.0.0.1:3000/readyz and sqlite:////var/lib/plumbline.db",
]


@pytest.mark.parametrize("line", ORDINARY)
def test_what_is_no_secret_stays(line: str) -> None:
    assert redacted(line) == line


def test_a_long_line_costs_no_time() -> None:
    """People type what they like, and some of it ends in a log line."""
    begun = time.thread_time()
    for piece in ("a-", "token", "xoxb", "://a:", "password=", "'cookie': '", "d=", "postgresql://a:b@", "Bearer "):
        redacted(piece * (20_000 // len(piece)))
    assert time.thread_time() - begun < 2.0


def test_a_short_secret_is_not_looked_for_everywhere(sink: io.StringIO) -> None:
    redacted.learn("a", None, "")
    assert redacted("a banana") == "a banana"


def fail(words: str) -> None:
    raise ValueError(words)


def say_everywhere(secret: str) -> None:
    """The secret in every corner of a log line, by our code and by a library."""
    log = structlog.get_logger("plumbline.test")
    log.warning(secret, nested={"list": [secret]}, plain=secret, raw=secret.encode())
    logging.getLogger("slack_bolt.AsyncApp").error("body: %s", {"token": secret})
    try:
        fail(secret)
    except ValueError:
        log.exception("request.failed")
        logging.getLogger("apscheduler.executors").exception("job failed")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(secret, stacklevel=1)


@pytest.mark.parametrize("form", ["console", "json"])
@pytest.mark.parametrize(("secret", "hidden"), PAIRS)
def test_no_secret_leaves_through_any_log_line(secret: str, hidden: str, form: Form, sink: io.StringIO) -> None:
    configure_logs(form=form, stream=sink)
    say_everywhere(secret)
    written = sink.getvalue()
    assert hidden not in written
    assert written.count("[redacted]") >= 8


def test_a_json_line_is_one_object_with_who_when_and_what(sink: io.StringIO) -> None:
    configure_logs(form="json", stream=sink)
    structlog.get_logger("plumbline.edge").warning("payload.bad", why="x")
    line = json.loads(sink.getvalue())
    assert (line["event"], line["why"], line["level"], line["logger"]) == (
        "payload.bad",
        "x",
        "warning",
        "plumbline.edge",
    )
    assert line["timestamp"].endswith("Z")


def test_a_libraries_line_is_json_too_and_has_its_traceback(sink: io.StringIO) -> None:
    configure_logs(form="json", stream=sink)
    try:
        fail("gone")
    except ValueError:
        logging.getLogger("aiohttp.server").exception("Error handling %s", "request")
    line = json.loads(sink.getvalue())
    assert (line["event"], line["logger"]) == ("Error handling request", "aiohttp.server")
    assert "ValueError: gone" in line["exception"]


def test_the_level_holds_for_our_lines_and_for_the_libraries(sink: io.StringIO) -> None:
    configure_logs(level="warning", form="console", stream=sink)
    structlog.get_logger("plumbline.edge").info("quiet")
    logging.getLogger("slack_bolt").info("quiet")
    structlog.get_logger("plumbline.edge").error("loud")
    assert "quiet" not in sink.getvalue()
    assert "loud" in sink.getvalue()


def test_schedulers_and_servers_do_not_chat(sink: io.StringIO) -> None:
    configure_logs(level="info", stream=sink)
    logging.getLogger("apscheduler.scheduler").info("Running job")
    logging.getLogger("uvicorn.error").info("Started server process")
    assert sink.getvalue() == ""


def test_the_last_exception_of_the_program_is_redacted_too(sink: io.StringIO) -> None:
    configure_logs(form="json", stream=sink)
    error = RuntimeError("xox" + "b-1-secret")
    sys.excepthook(RuntimeError, error, None)
    line = json.loads(sink.getvalue())
    assert (line["event"], line["level"]) == ("program.crashed", "critical")
    assert "secret" not in sink.getvalue()


def test_an_interrupt_by_hand_is_no_crash(sink: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs(form="json", stream=sink)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert sink.getvalue() == ""
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_logs_go_to_the_error_stream_unless_told_otherwise(
    sink: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logs(form="json")
    structlog.get_logger("plumbline").warning("here")
    out = capsys.readouterr()
    assert out.out == ""
    assert json.loads(out.err)["event"] == "here"
