"""Every window is pictured in the docs, and the pictures show what the windows say today."""

from collections import defaultdict
from pathlib import Path
from typing import get_args

import numpy as np

from bot.domain.windows import Dialog
from tests.databases import Fresh
from tests.docs import window_pictures
from tests.docs.small_png import COLOURS, small_png, words_of
from tests.docs.window_scenes import SCENES, play
from tests.journeys.journey import on_a_journey

HOW = "how to take the pictures anew: make docs, or python -m tests.docs.window_pictures"
MOST_BYTES = 4_000_000


def test_every_type_of_window_has_a_picture() -> None:
    assert set(get_args(Dialog)) == {scene.shows for scene in SCENES}


def test_every_scene_has_its_picture_and_every_picture_its_scene() -> None:
    files = sorted(window_pictures.FOLDER.glob("*"))
    assert [file.name for file in files] == sorted(f"{scene.name}.png" for scene in SCENES), HOW
    assert sum(file.stat().st_size for file in files) < MOST_BYTES


async def test_page_and_pictures_say_what_the_windows_say_today(fresh_database: Fresh, tmp_path: Path) -> None:
    shown, callbacks = {}, defaultdict(set)
    types = {scene.name: scene.shows for scene in SCENES}
    async with on_a_journey(fresh_database("sqlite"), tmp_path, frozen=True) as journey:
        async for name, person in play(journey):
            assert person.modal is not None
            shown[name] = window_pictures.words(person)
            callbacks[types[name]].add(person.modal.callback_id)
    assert [*shown] == [scene.name for scene in SCENES], "the order of the page is the order of the walk"
    assert window_pictures.PAGE.read_text(encoding="utf-8") == window_pictures.page(shown), HOW
    standing = {name: words_of((window_pictures.FOLDER / f"{name}.png").read_bytes()) for name in shown}
    assert standing == shown, HOW
    names = [callback for each in callbacks.values() for callback in each]
    assert len(names) == len(set(names)) == len(callbacks), "each type is one window, and shown as itself"


def test_a_small_png_keeps_its_words_and_few_colours() -> None:
    pixels = np.arange(300, dtype=np.uint8).repeat(3).reshape(10, 30, 3)
    png = small_png(pixels, "Baseline 3.1 %, “read”")
    assert words_of(png) == "Baseline 3.1 %, “read”"
    at = png.index(b"PLTE")
    assert int.from_bytes(png[at - 4 : at]) == 3 * COLOURS
    assert words_of(png[:8]) == ""
