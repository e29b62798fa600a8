"""A file that somebody attached is read as text, with our token for Slack alone, or refused in words."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from slack_sdk.errors import SlackApiError

from bot.domain.ids import WorkspaceId
from bot.domain.number_forms import BadAnswer
from handlers.attachments import MOST_BYTES, SlackAttachments, text_in
from handlers.demo.program import load_manifest
from handlers.demo.story_clock import StoryClock
from handlers.demo.workspace import Fault, Workspace
from handlers.slack.edge.clients import Clients

NOW = datetime(2027, 2, 1, 9, tzinfo=UTC)
ROWS = "arm,n,x\ncontrol,13000,412\nnew,13050,398\n"
HERE = WorkspaceId("T1")


@pytest.fixture
async def workspace() -> AsyncIterator[Workspace]:
    own = Workspace(load_manifest(None), StoryClock(NOW, frozen=True))
    await own.start()
    yield own
    await own.stop()


@pytest.fixture
async def clients(workspace: Workspace) -> AsyncIterator[Clients]:
    async with Clients(workspace.api_url) as opened:
        yield opened


@pytest.fixture
def attachments(workspace: Workspace, clients: Clients) -> SlackAttachments:
    client = clients.web(workspace.bot_token)
    return SlackAttachments(lambda _: client, clients.download)


def attached(workspace: Workspace, content: bytes, name: str = "results.csv") -> str:
    ana = workspace.people.get("ana") or workspace.add_user("ana")
    return workspace.add_file(ana, name, content).id


# --- what is in it ---------------------------------------------------------------------------------


async def test_a_file_is_read_as_text(workspace: Workspace, attachments: SlackAttachments) -> None:
    assert await attachments.text(HERE, attached(workspace, ROWS.encode())) == ROWS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_spreadsheets_write_is_text(encoding: str) -> None:
    assert text_in("Gruppe;n;x\nKontrolle;1;0\nGröße;1;0".encode(encoding)).startswith("Gruppe;n;x\n")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 and more", "a spreadsheet"),
        (b"\xd0\xcf\x11\xe0 and more", "a spreadsheet"),
        ("Größe".encode("latin-1"), "no text in UTF-8"),
        (b"\xff\xfea", "no text in UTF-8"),
        (b"", "nothing in this file"),
        (b"\xef\xbb\xbf \n", "nothing in this file"),
    ],
)
def test_what_is_no_text_says_what_to_do(content: bytes, said: str) -> None:
    with pytest.raises(BadAnswer, match=said):
        text_in(content)


# --- what may be read ------------------------------------------------------------------------------


async def test_a_file_over_the_cap_is_refused_before_it_is_fetched(
    workspace: Workspace, attachments: SlackAttachments
) -> None:
    large = attached(workspace, b"x" * (MOST_BYTES + 1))
    with pytest.raises(BadAnswer, match="At most 4 MB fit"):
        await attachments.text(HERE, large)


async def test_a_file_that_is_larger_than_slack_says_is_not_read_to_its_end(
    workspace: Workspace, clients: Clients
) -> None:
    client = clients.web(workspace.bot_token)
    asked: list[int] = []

    async def endless(_url: str, _token: str, most: int) -> bytes:
        asked.append(most)
        return b"x" * most

    file = attached(workspace, ROWS.encode())
    with pytest.raises(BadAnswer, match="At most 4 MB fit"):
        await SlackAttachments(lambda _: client, endless).text(HERE, file)
    assert asked == [MOST_BYTES + 1]


@pytest.mark.parametrize("error", ["file_not_found", "file_deleted", "missing_scope", "access_denied"])
async def test_a_file_that_slack_keeps_to_itself_is_refused_in_words(
    workspace: Workspace, attachments: SlackAttachments, error: str
) -> None:
    workspace.faults.next("files.info", Fault.error(error))
    with pytest.raises(BadAnswer, match="Paste the rows instead"):
        await attachments.text(HERE, attached(workspace, ROWS.encode()))


async def test_other_errors_are_not_the_file_s(workspace: Workspace, attachments: SlackAttachments) -> None:
    workspace.faults.next("files.info", Fault.error("fatal_error"))
    with pytest.raises(SlackApiError, match="fatal_error"):
        await attachments.text(HERE, attached(workspace, ROWS.encode()))


async def test_a_file_elsewhere_is_never_fetched_with_our_token(workspace: Workspace, clients: Clients) -> None:
    for elsewhere in (
        "https://example.com/files-pri/a.csv",
        "https://files.slack.com.example.com/a.csv",
        "https://slack.com@example.com/a.csv",
        "http://files.slack.com/a.csv",
        "file:///etc/passwd",
        "",
    ):
        assert await clients.download(elsewhere, workspace.bot_token, 10) is None
    file = workspace.world.files[attached(workspace, ROWS.encode())]
    file.url = "https://example.com/files-pri/a.csv"
    client = clients.web(workspace.bot_token)
    with pytest.raises(BadAnswer, match="Paste the rows instead"):
        await SlackAttachments(lambda _: client, clients.download).text(HERE, file.id)


async def test_only_our_own_token_opens_a_file_and_only_so_much_of_it(workspace: Workspace, clients: Clients) -> None:
    url = workspace.world.files[attached(workspace, ROWS.encode())].url
    assert await clients.download(url, workspace.bot_token, 7) == b"arm,n,x"
    assert await clients.download(url, "xoxb-another", 100) is None


@pytest.mark.parametrize(
    ("answer", "status"),
    [(web.Response(status=302, headers={"Location": "http://127.0.0.1:1/"}), 302), (None, 200)],
    ids=["led on", "a page to sign in on"],
)
async def test_a_page_instead_of_the_file_is_no_file(answer: web.Response | None, status: int) -> None:
    async def handler(_: web.Request) -> web.Response:
        return answer or web.Response(text="<html>Sign in</html>", content_type="text/html", status=status)

    app = web.Application()
    app.router.add_get("/file", handler)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    async with Clients(f"http://127.0.0.1:{port}/api/") as clients:
        assert await clients.download(f"http://127.0.0.1:{port}/file", "xoxb-1", 100) is None
    await runner.cleanup()


# --- whether to ask for one ------------------------------------------------------------------------


async def test_a_file_is_asked_for_where_the_right_was_granted(
    workspace: Workspace, attachments: SlackAttachments
) -> None:
    assert await attachments.offered(HERE, NOW)
    workspace.world.granted -= {"files:read"}
    assert await attachments.offered(HERE, NOW + timedelta(minutes=59))
    assert not await attachments.offered(HERE, NOW + timedelta(minutes=61))


async def test_without_an_answer_none_is_asked_for_and_the_next_one_counts(
    workspace: Workspace, attachments: SlackAttachments
) -> None:
    workspace.faults.next("auth.test", Fault.error("fatal_error"))
    assert not await attachments.offered(HERE, NOW)
    assert await attachments.offered(HERE, NOW)
