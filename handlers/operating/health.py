"""Everything that has to be there for this process to work, each with one plain line for when it is not."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from sqlalchemy.exc import InterfaceError, OperationalError

from handlers.operating.probe import Probe
from handlers.operating.token import TokenWatch
from storage.readiness import NEWEST
from storage.tables.workspaces import WorkspaceStatus
from storage.vitals import Vitals

Check: TypeAlias = Literal["database", "schema", "workspace", "drain", "token", "socket"]
CHECKS: Final[tuple[Check, ...]] = get_args(Check)

_OF_THE_DATABASE: Final[frozenset[Check]] = frozenset({"schema", "workspace"})
"""What only the database can say."""

DATABASE_SECONDS: Final = 1.0
DRAIN_SECONDS: Final = 150.0
"""The drain sleeps a minute at most, and one look with all that it starts takes seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """One look: what is wrong with each check, which could not be made, and the database's words where it answered."""

    wrong: Mapping[Check, str | None]
    vitals: Vitals | None
    unseen: frozenset[Check] = frozenset()

    @property
    def missing(self) -> Sequence[str]:
        """The lines for whoever runs us; none means ready."""
        return tuple(line for line in self.wrong.values() if line is not None)

    def is_passed(self, check: Check) -> bool:
        """Whether this was looked at and is in order."""
        return self.wrong[check] is None and check not in self.unseen


def no_problem() -> None:
    """Nothing is known that somebody would have to mend."""


class Health:
    """Asks what this process stands on; what it does not have (a socket over HTTP) is not asked for.

    `where` is the database for people, without its password; `problem` says what is wrong with a socket that is not
    `connected`, where that is known.
    """

    def __init__(
        self,
        *,
        database: Probe[Vitals],
        where: str,
        token: TokenWatch,
        drain_age: Callable[[], float | None] | None = None,
        connected: Callable[[], Awaitable[bool]] | None = None,
        problem: Callable[[], str | None] = no_problem,
        patience: float = DATABASE_SECONDS,
    ) -> None:
        self._database = database
        self._where = where
        self._token = token
        self._drain_age = drain_age
        self._connected = connected
        self._problem = problem
        self._patience = patience

    async def look(self) -> Findings:
        """Look at everything now; takes as long as the database, and at most its patience."""
        wrong: dict[Check, str | None] = dict.fromkeys(CHECKS)
        vitals: Vitals | None = None
        try:
            vitals = await self._database.answer(self._patience)
        except TimeoutError:
            wrong["database"] = f"the database at {self._where} has not answered within {self._patience:g} s"
        except (InterfaceError, OperationalError):  # the driver's own: there is no connection, or it broke
            wrong["database"] = f"the database at {self._where} cannot be reached"
        except Exception as error:  # noqa: BLE001  a border: whatever the driver raises, the database did not answer
            wrong["database"] = f"the database at {self._where} cannot be asked: {type(error).__name__}"
        if vitals is not None:
            wrong["schema"] = _schema(vitals)
            wrong["workspace"] = _workspace(vitals) if vitals.is_current else None
        wrong["drain"] = self._drain()
        wrong["token"] = self._token.missing()
        if self._connected is not None and not await self._connected():
            wrong["socket"] = self._problem() or "the Socket Mode connection to Slack is not open"
        unseen = frozenset[Check]() if vitals is not None and vitals.is_current else _OF_THE_DATABASE
        return Findings(wrong=wrong, vitals=vitals, unseen=unseen)

    async def missing(self) -> Sequence[str]:
        """The lines for whoever runs us; none means ready."""
        return (await self.look()).missing

    def _drain(self) -> str | None:
        if self._drain_age is None:
            return None
        age = self._drain_age()
        if age is None:
            return "nothing is sent: the drain has not looked yet"
        return f"nothing is sent: the drain has not looked for {age:.0f} s" if age > DRAIN_SECONDS else None


def _schema(vitals: Vitals) -> str | None:
    if vitals.is_current:
        return None
    if vitals.schema is not None and vitals.schema > NEWEST:
        return f"the database was migrated by a newer Plumbline ({vitals.schema}): upgrade this program"
    return f"the schema is {vitals.schema or 'not there'} and has to be {NEWEST}: run `plumbline migrate`"


def _workspace(vitals: Vitals) -> str | None:
    return None if vitals.status is WorkspaceStatus.ACTIVE else "the workspace took its token back"
