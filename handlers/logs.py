"""Where log lines go, for our code and the libraries alike; no secret leaves through any of them."""

import logging
import re
import sys
from types import TracebackType
from typing import Any, Final, Literal, TextIO, TypeAlias

import structlog
from structlog.typing import Processor, WrappedLogger

Form: TypeAlias = Literal["console", "json"]

_END: Final = r"""[^\s"'\\<>|,;(){}\[\]&]*"""
_SECRETS: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    # Slack's tokens: bot, user, refresh, rotated, app-level
    (re.compile(rf"(xox[a-z](?:\.xox[a-z])?-|xapp-){_END}", re.IGNORECASE), r"\1[redacted]"),
    # addresses that post to a channel for whoever knows them: webhooks, response_urls, workflow triggers
    (re.compile(rf"(hooks\.slack(?:-gov)?\.com/)[a-z_]+/{_END}", re.IGNORECASE), r"\1[redacted]"),
    # our own API tokens
    (re.compile(rf"(plb_){_END}"), r"\1[redacted]"),
    (re.compile(rf"(\bBearer\s+){_END}", re.IGNORECASE), r"\1[redacted]"),
    # one-time tickets and codes in addresses, passwords in database addresses
    (re.compile(rf"([?&](?:ticket|token|code|client_secret)=){_END}", re.IGNORECASE), r"\1[redacted]"),
    (re.compile(r"(://[^/\s:@]+:)[^@\s/]+(?=@)"), r"\1[redacted]"),
)
_NOISY: Final = ("alembic", "apscheduler", "aiohttp.access", "uvicorn.error", "asyncio", "procrastinate")


def redacted(text: str) -> str:
    """The text without anything that opens a door: tokens, webhook addresses, passwords."""
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text


def redact(_: WrappedLogger, __: str, line: Any) -> Any:
    """The last processor: it sees the line as it will be written, so nothing nested and no traceback escapes it."""
    return redacted(line)


def configure_logs(*, level: str = "info", form: Form = "json", stream: TextIO | None = None) -> None:
    """Send all log lines (structlog's, the standard library's, warnings, the last exception) to one redacting sink."""
    number = logging.getLevelNamesMapping()[level.upper()]
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    sink = stream or sys.stderr
    handler = logging.StreamHandler(sink)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=[*_rendering(form, sink), redact])
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(number)
    for name in _NOISY:
        logging.getLogger(name).setLevel(max(number, logging.WARNING))
    logging.captureWarnings(capture=True)
    sys.excepthook = _last_words


def _rendering(form: Form, sink: TextIO) -> list[Processor]:
    meta = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if form == "console":
        # plain tracebacks: rich ones break lines inside of a token, and show the values of local variables
        plain = structlog.dev.plain_traceback
        return [meta, structlog.dev.ConsoleRenderer(colors=sink.isatty(), exception_formatter=plain)]
    return [meta, structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]


def _last_words(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """An exception that nobody caught ends the program; Python itself would print it past every log sink."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    structlog.get_logger("plumbline").critical("program.crashed", exc_info=(kind, error, trace))
