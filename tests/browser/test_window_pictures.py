"""The script that takes the pictures of the docs still takes them."""

from tests.docs.small_png import words_of
from tests.docs.window_pictures import PAGE, camera, look, page, photograph, words, workspace
from tests.docs.window_scenes import SCENES, play


async def test_a_window_is_photographed_with_the_words_that_the_page_tells() -> None:
    async with workspace() as journey, camera() as view:
        person = await anext(one async for name, one in play(journey) if name == "page-1")
        png = await photograph(view, journey.workspace.url, person)
        said = words(person)
        assert words_of(png) == said
        told = page({scene.name: said for scene in SCENES}).partition("## Page 1, fresh")[2].partition("## ")[0]
        assert told in PAGE.read_text(encoding="utf-8"), "how to take the pictures anew: make docs"
        await look(view, journey.workspace.url, person)
        seen = await view.locator(".modal").inner_text()
        for label in ("Part 1 of 5", "● Business metric", "Where the metric stands today, in its unit. Example: 3.1%"):
            assert label in seen
            assert label in said
        content = await view.locator(".modal .content").evaluate("(each) => each.scrollHeight - each.clientHeight")
        assert content <= 0, "nothing of the window is cut off"
