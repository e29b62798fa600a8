"""A picture of every window, and the page that shows them: `python -m tests.docs.window_pictures` (needs Chromium)."""

import asyncio
import base64
import re
import tempfile
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
from playwright.async_api import Page, async_playwright

from handlers.demo.workspace import Person
from storage.engine import open_engine
from storage.migrate import upgrade
from tests.browser.chromium import launch
from tests.docs.small_png import small_png
from tests.docs.window_scenes import SCENES, Scene, play
from tests.journeys.journey import Journey, on_a_journey

DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "reference" / "windows.md"
FOLDER = DOCS / "images" / "windows"
_INTRO = """# The windows

Every window that Plumbline opens, in the order in which people meet them, as the demo workspace shows it; Slack's own
look differs a little. The text of each picture is its description. `make docs` takes them anew.
"""
# All of a window in one piece, whatever its height, and all of a text in its field.
_STYLE = """
.modal { width: 36rem; max-height: none !important; box-shadow: none !important; border-radius: 0 !important; }
.modal .content { overflow: visible !important; }
body > :not(#overlay) { visibility: hidden; }
textarea { field-sizing: content; }
#overlay { position: absolute !important; inset: 0 auto auto 0 !important; }
#overlay { padding: 0 !important; background: none !important; }
"""
_PIXELS = """async (png) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
    canvas.drawImage(image, 0, 0);
    const {data} = canvas.getImageData(0, 0, image.width, image.height);
    let said = "";
    for (let at = 0; at < data.length; at += 8192) said += String.fromCharCode(...data.subarray(at, at + 8192));
    return [image.width, image.height, btoa(said)];
}"""


def words(person: Person) -> str:
    """What the window before a person says, on one line; seals are other ones each time."""
    assert person.modal is not None
    said = re.sub(r"\s*\n\s*", " / ", person.modal.text().strip())
    return re.sub(r"\b(seal|sealed) [0-9a-f]{8,}", r"\1 …", said)


def page(shown: Mapping[str, str]) -> str:
    """The page, with what each window shows by the name of its scene."""
    return "\n".join([_INTRO, *(line for scene in SCENES for line in _chapter(scene, shown[scene.name]))])


def _chapter(scene: Scene, said: str) -> Iterable[str]:
    picture = f"../images/windows/{scene.name}.png"
    return (f"## {scene.title}", "", scene.opens, "", f"![{_escaped(said)}]({picture})", "")


def _escaped(said: str) -> str:
    return re.sub(r"([\\\[\]*_`<>])", r"\\\1", said)


@asynccontextmanager
async def camera() -> AsyncIterator[Page]:
    """A browser's page in which windows are seen in one piece."""
    async with async_playwright() as playwright:
        browser = await launch(playwright)
        view = await browser.new_page(
            viewport={"width": 600, "height": 900},
            device_scale_factor=1.5,
            bypass_csp=True,
            reduced_motion="reduce",
            locale="en-GB",
        )
        yield view
        await browser.close()


async def look(view: Page, url: str, person: Person) -> None:
    """Show the person's window in the browser, in one piece."""
    await view.goto(url)
    await view.evaluate("(me) => localStorage.setItem('as', me)", person.id)
    await view.goto(url)
    await view.locator(".modal").wait_for()
    await view.add_style_tag(content=_STYLE)
    await view.evaluate("document.activeElement.blur()")


async def photograph(view: Page, url: str, person: Person) -> bytes:
    """A picture of the window before this person, with its words in it."""
    await look(view, url, person)
    png = await view.locator(".modal").screenshot(animations="disabled")
    columns, rows, encoded = await view.evaluate(_PIXELS, base64.b64encode(png).decode())
    pixels = np.frombuffer(base64.b64decode(encoded), dtype=np.uint8).reshape(rows, columns, 4)
    return small_png(pixels[:, :, :3], words(person))


@asynccontextmanager
async def workspace() -> AsyncIterator[Journey]:
    """A new workspace with the bot in it, on a database that goes with it."""
    with tempfile.TemporaryDirectory(prefix="plumbline-windows-") as name:
        folder = Path(name)
        address = f"sqlite:///{folder / 'windows.db'}"
        engine = open_engine(address)
        upgrade(engine)
        engine.dispose()
        async with on_a_journey(address, folder, frozen=True) as journey:
            yield journey


async def write() -> None:
    """Take every picture and write the page."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    shown = {}
    async with workspace() as journey, camera() as view:
        async for name, person in play(journey):
            shown[name] = words(person)
            (FOLDER / f"{name}.png").write_bytes(await photograph(view, journey.workspace.url, person))
    PAGE.write_text(page(shown), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(write())
