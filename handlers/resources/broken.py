"""The one way in which a shipped or an operator's file is refused: which file, which line, and why."""


class BrokenResource(Exception):  # noqa: N818  says what is broken
    """A question bank, vocabulary, policy or template that cannot be used; the program does not start with it."""

    def __init__(self, file: str, line: int | None, reason: str) -> None:
        self.file = file
        self.line = line
        self.reason = " ".join(reason.split())  # one line, whatever the parser's words are
        super().__init__(f"{file}{f':{line}' if line else ''}: {self.reason}")
