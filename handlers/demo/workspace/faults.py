"""Scripted misfortune: how the next calls of a method go wrong."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

Json = dict[str, Any]
Match = Callable[[Json], bool]
Kind = Literal["lose_answer", "drop_before", "status", "html", "retry_after", "error", "delay", "hold"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One way in which a call goes wrong; `accepted` says whether Slack did the work all the same."""

    kind: Kind
    accepted: bool = False
    status_code: int = 200
    seconds: float = 0.0
    error_name: str = ""
    more: Json = field(default_factory=dict)
    gate: asyncio.Event | None = None

    @classmethod
    def lose_answer(cls) -> "Fault":
        """The work is done, then the connection drops before the answer."""
        return cls(kind="lose_answer", accepted=True)

    @classmethod
    def drop_before(cls) -> "Fault":
        """The connection drops and nothing was done."""
        return cls(kind="drop_before")

    @classmethod
    def status(cls, code: int, *, accepted: bool = False) -> "Fault":
        """An HTTP status with a text body; with `accepted`, the work was done all the same."""
        return cls(kind="status", status_code=code, accepted=accepted)

    @classmethod
    def html(cls, *, accepted: bool = False) -> "Fault":
        """HTTP 200 with an HTML page, as a proxy on the way gives it."""
        return cls(kind="html", accepted=accepted)

    @classmethod
    def retry_after(cls, seconds: int) -> "Fault":
        """429 with Retry-After."""
        return cls(kind="retry_after", seconds=seconds)

    @classmethod
    def error(cls, name: str, **more: Any) -> "Fault":
        """A refusal by its Slack name."""
        return cls(kind="error", error_name=name, more=more)

    @classmethod
    def delay(cls, seconds: float) -> "Fault":
        """The work starts only after so many real seconds."""
        return cls(kind="delay", accepted=True, seconds=seconds)

    @classmethod
    def hold(cls, gate: asyncio.Event) -> "Fault":
        """The work starts only when the gate is set: a delay without a clock."""
        return cls(kind="hold", accepted=True, gate=gate)


@dataclass(frozen=True, slots=True)
class _Planned:
    method: str
    fault: Fault
    times: int | None
    match: Match


class Faults:
    """The faults still to come, first planned first met."""

    def __init__(self) -> None:
        self._planned: list[_Planned] = []

    def next(self, method: str, fault: Fault, *, times: int | None = 1, match: Match | None = None) -> None:
        """Let the next `times` calls of the method (`None`: all from now on) go wrong, if their arguments match."""
        self._planned.append(_Planned(method, fault, times, match or (lambda _args: True)))

    def clear(self) -> None:
        """No more misfortune."""
        self._planned.clear()

    @property
    def pending(self) -> int:
        """How many plans have not been used up."""
        return len(self._planned)

    def take(self, method: str, args: Json) -> Fault | None:
        """The fault that meets this call, if there is one."""
        for index, plan in enumerate(self._planned):
            if plan.method == method and plan.match(args):
                if plan.times is not None:
                    left = plan.times - 1
                    self._planned[index : index + 1] = [replace(plan, times=left)] if left else []
                return plan.fault
        return None
