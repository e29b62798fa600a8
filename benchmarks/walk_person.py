"""A person at the demo's page, who really clicks and types there; how long it takes is computed from what was done.

The keystroke-level model of Card, Moran and Newell (The keystroke-level model for user performance time with
interactive systems, Communications of the ACM 23(7), 1980): K a key, P pointing, B a button down or up, H the hand from
mouse to keyboard or back, M thinking, R waiting for the system. Reading and long thinking stand for M; R is measured.
"""

import time
from dataclasses import dataclass, field
from typing import Final

from playwright.async_api import Locator, Page

KEY: Final = 60 / (40 * 5)
"""K: seconds for a key at 40 words per minute of five keys each; a typist who is no typist."""
CLICK: Final = 1.1 + 2 * 0.1
"""P + B + B: seconds for pointing and clicking."""
HAND: Final = 0.4
"""H: seconds for the hand to go from the mouse to the keyboard or back."""
WORD: Final = 60 / 200
"""Seconds for reading a word."""
THINK_WORDS, THINK_CHOICE = 10.0, 4.0
"""M: seconds of thinking before a text or a number is typed, and before one of several is chosen."""
_COUNT: Final = """
window.done = {keys: 0, clicks: 0};
addEventListener("keydown", () => { window.done.keys += 1; }, true);
addEventListener("mousedown", () => { window.done.clicks += 1; }, true);
"""
_SHOWN: Final = """async () => {
    const {modals} = await (await fetch("/_page/state")).json();
    return modals.at(-1)?.hash === document.querySelector(".modal")?.dataset.hash;
}"""
_TEXTS: Final = """(modal) => {
    const copy = modal.cloneNode(true);
    copy.querySelectorAll("select, textarea, input").forEach((each) => each.remove());
    const texts = [], walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(walker.currentNode.data.trim());
    return texts.filter(Boolean);
}"""


@dataclass(slots=True, kw_only=True)
class Walker:
    """One person at one page: what was read, thought, typed, clicked and waited for so far."""

    person: str
    page: Page
    words: int = 0
    written: int = 0
    chosen: int = 0
    keys: int = 0
    clicks: int = 0
    hands: int = 0
    waited: float = 0.0
    _read: set[str] = field(default_factory=set)

    async def watch(self) -> None:
        """Count every key and every click from now on; the page must not be loaded yet."""
        await self.page.add_init_script(_COUNT)

    async def reads(self) -> None:
        """Read what the open window says, but for sentences and labels that were read on the way here word by word."""
        texts: list[str] = await self.page.locator(".modal").evaluate(_TEXTS)
        self.words += sum(len(text.split()) for text in texts if text not in self._read)
        self._read.update(texts)

    async def writes(self, name: str, text: str) -> None:
        """Think, click into a field, type, and take the mouse again; a day is thought of as a choice."""
        is_day = await self._field(name).locator("input[type=date]").count()
        self.chosen, self.written = self.chosen + is_day, self.written + 1 - is_day
        self.hands += 2
        await self._field(name).locator("input, textarea").click(position={"x": 16, "y": 12})  # a date's first part
        await self.page.keyboard.type(text)

    async def chooses(self, name: str, label: str) -> None:
        """Think, read the options, open a menu and click one; a browser opens its menus outside of the page."""
        self.chosen += 1
        self.clicks += 2
        menu = self._field(name).locator("select")
        if "person" not in name and name not in {"sponsor", "owner"}:
            self.words += len(" ".join(await menu.locator("option").all_inner_texts()).split())
        await menu.select_option(label=label)

    async def says(self, line: str) -> None:
        """Type a command into the line below the messages, the hand going to the keyboard and back."""
        self.hands += 2
        box = self.page.get_by_label("Message or command")
        await box.click()
        await self.page.keyboard.type(line)
        await self._waits(box.press("Enter"), self.page.locator(".modal"))

    async def presses(self, button: Locator, then: Locator) -> None:
        """Click, and wait until what follows is there."""
        await self._waits(button.click(), then)

    async def leaves(self) -> None:
        """Leave the field, as the click into the next one does: what follows what is typed is asked for then."""
        await self.page.evaluate("document.activeElement.blur()")

    async def sees(self) -> None:
        """Wait until the page shows the window as it is; in Slack one that changes keeps the field that is typed in."""
        await self.page.wait_for_function(_SHOWN)

    async def ends(self) -> None:
        """Take over what the page has counted."""
        done = await self.page.evaluate("window.done")
        self.keys += done["keys"]
        self.clicks += done["clicks"]

    @property
    def seconds(self) -> float:
        """How long it took, by the model."""
        thought = self.written * THINK_WORDS + self.chosen * THINK_CHOICE
        moved = self.keys * KEY + self.clicks * CLICK + self.hands * HAND
        return self.words * WORD + thought + moved + self.waited

    def _field(self, name: str) -> Locator:
        return self.page.locator(f".modal [data-field='{name}']")

    async def _waits(self, act: object, then: Locator) -> None:
        begun = time.perf_counter()
        await act  # type: ignore[misc]  # what Playwright hands out to be awaited
        await then.first.wait_for()
        self.waited += time.perf_counter() - begun
