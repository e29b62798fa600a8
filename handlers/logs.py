"""Where log lines go, for our code and the libraries alike; no secret leaves through any of them."""

import io
import logging
import re
import sys
import threading
from contextlib import suppress
from types import TracebackType
from typing import Any, Final, Literal, TextIO, TypeAlias

import structlog
from structlog.typing import Processor, WrappedLogger

from handlers.redaction import redacted

Form: TypeAlias = Literal["console", "json"]

_SHORTENED: Final = re.compile(r"""(["'])(?:(?!\1)[^\n])*\.\.\.(?:(?!\1)[^\n])*\1""")
_NOISY: Final = ("alembic", "apscheduler", "aiohttp.access", "uvicorn.error", "asyncio", "procrastinate")


def redact(_: WrappedLogger, __: str, line: Any) -> Any:
    """The last processor: it sees the line as it will be written, so nothing nested and no traceback escapes it."""
    return redacted(line)


def without_halves(record: logging.LogRecord) -> bool:
    """Cut out what asyncio shortened in the arguments of a callback: half a secret no longer looks like one."""
    record.msg = _SHORTENED.sub("'[shortened]'", str(record.msg))
    return True


class Redacting(io.TextIOBase):
    """A stream behind which nothing is written that opens a door, by whoever writes there without asking for a log."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write it, redacted."""
        self._stream.write(redacted(text))
        return len(text)

    def flush(self) -> None:
        """Flush what is behind."""
        self._stream.flush()

    def fileno(self) -> int:
        """The file behind."""
        return self._stream.fileno()


class _Sink(logging.StreamHandler[TextIO]):
    """Where lines are written; one that cannot be is told of by its place, without what it should have said."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  logging's own name
        """Logging itself would print the line's arguments past the redaction."""
        error = sys.exc_info()[1]
        where = f"{record.name} {record.filename}:{record.lineno}"
        with suppress(OSError, ValueError):
            self.stream.write(redacted(f"plumbline: a line of {where} cannot be written: {error!r}\n"))


def configure_logs(*, level: str = "info", form: Form = "json", stream: TextIO | None = None) -> None:
    """Send all log lines to one redacting sink: ours, the standard library's, warnings, and what nobody caught."""
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
    handler = _Sink(sink)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=[*_rendering(form, sink), redact])
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(number)
    for name in _NOISY:
        logging.getLogger(name).setLevel(max(number, logging.WARNING))
    asyncios = logging.getLogger("asyncio")
    asyncios.removeFilter(without_halves)
    asyncios.addFilter(without_halves)
    logging.captureWarnings(capture=True)
    sys.excepthook = _last_words
    sys.unraisablehook = _unraisable
    threading.excepthook = _thread_crashed


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


def _unraisable(met: "sys.UnraisableHookArgs") -> None:
    """An exception where none may be raised, such as in a destructor; Python would print it past every sink."""
    error = met.exc_value if met.exc_value is not None else met.exc_type()
    structlog.get_logger("plumbline").error("exception.unraisable", at=repr(met.object), exc_info=error)


def _thread_crashed(met: threading.ExceptHookArgs) -> None:
    """A thread that nobody waits for ended with an exception; Python would print that past every sink too."""
    error = met.exc_value if met.exc_value is not None else met.exc_type()
    name = met.thread.name if met.thread is not None else None
    structlog.get_logger("plumbline").error("thread.crashed", thread=name, exc_info=error)
