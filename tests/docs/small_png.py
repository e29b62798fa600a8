"""PNGs with few colours and the words that they show, written by hand: no other program is needed for them."""

import struct
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

COLOURS = 64
_HEAD = b"\x89PNG\r\n\x1a\n"
_WORDS = b"Description\0\0\0\0\0"


def small_png(pixels: NDArray[np.uint8], words: str) -> bytes:
    """Pixels (rows, columns, RGB) as PNG in at most `COLOURS` colours: the commonest; others become the nearest."""
    rows, columns, _ = pixels.shape
    palette, indices = _reduced(pixels.reshape(-1, 3))
    lines = np.zeros((rows, columns + 1), dtype=np.uint8)  # each line begins with its filter: none
    lines[:, 1:] = indices.reshape(rows, columns)
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", columns, rows, 8, 3, 0, 0, 0)),
        (b"PLTE", palette.tobytes()),
        (b"iTXt", _WORDS + words.encode()),
        (b"IDAT", zlib.compress(lines.tobytes(), 9)),
        (b"IEND", b""),
    )
    return _HEAD + b"".join(_chunk(name, content) for name, content in parts)


def words_of(png: bytes) -> str:
    """The words that a picture was taken of; empty where it does not say."""
    at = len(_HEAD)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        content = png[at + 8 : at + 8 + length]
        if png[at + 4 : at + 8] == b"iTXt" and content.startswith(_WORDS):
            return content[len(_WORDS) :].decode()
        at += length + 12
    return ""


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _reduced(colours: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[Any]]:
    """The palette, and the index of each colour's nearest entry in it."""
    wide = colours.astype(np.uint32)
    packed = wide[:, 0] << 16 | wide[:, 1] << 8 | wide[:, 2]
    found, where, times = np.unique(packed, return_inverse=True, return_counts=True)
    each = np.stack([found >> 16, found >> 8 & 255, found & 255], axis=1).astype(np.int32)
    kept = each[np.argsort(-times, kind="stable")[:COLOURS]]
    nearest = np.array([((kept - one) ** 2).sum(axis=1).argmin() for one in each], dtype=np.uint8)
    return kept.astype(np.uint8), nearest[where]
