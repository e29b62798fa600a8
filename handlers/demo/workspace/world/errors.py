"""The one way in which the workspace says no to the app."""

from typing import Any


class ApiError(Exception):
    """A refusal by its Slack name, with whatever else the answer carries."""

    def __init__(self, error: str, *, status: int = 200, headers: dict[str, str] | None = None, **more: Any) -> None:
        super().__init__(error)
        self.error = error
        self.status = status
        self.headers = headers or {}
        self.more = more

    def answer(self) -> dict[str, Any]:
        """The body of the answer."""
        return {"ok": False, "error": self.error, **self.more}


def invalid(error: str, problems: list[str]) -> ApiError:
    """A refusal that lists every problem with its JSON pointer, as Slack does."""
    return ApiError(
        error, errors=problems, response_metadata={"messages": [f"[ERROR] {problem}" for problem in problems]}
    )
