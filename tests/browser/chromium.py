"""Debian's Chromium, as Playwright starts it on a machine without a screen."""

import shutil

from playwright.async_api import Browser, Playwright

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


async def launch(playwright: Playwright) -> Browser:
    """The browser; whoever asked closes it."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert program is not None, "the browser is Debian's package chromium"
    return await playwright.chromium.launch(executable_path=program, args=[*_FLAGS])
