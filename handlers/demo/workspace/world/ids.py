"""Ids that look like Slack's and are the same in every run of the same workspace."""

import base64
import hashlib


class Ids:
    """Gives each thing its own id, opaque and repeatable."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._count = 0

    def next(self, prefix: str, length: int = 9) -> str:
        """A new id: the prefix and so many capital letters and digits."""
        self._count += 1
        digest = hashlib.sha256(f"{self._seed}:{prefix}:{self._count}".encode()).digest()
        return prefix + base64.b32encode(digest).decode()[:length]

    def secret(self, length: int = 32) -> str:
        """A new opaque word in lower case."""
        return self.next("", length).lower()
