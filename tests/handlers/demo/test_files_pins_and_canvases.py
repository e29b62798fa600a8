import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from handlers.demo.workspace import Channel, Fault, Person, Setup, Workspace
from handlers.demo.workspace.web_api.arguments import Args
from handlers.demo.workspace.web_api.methods import METHODS
from handlers.demo.workspace.world.errors import ApiError

Json = dict[str, Any]
Refused = Callable[[Awaitable[Any]], Awaitable[Json]]


async def upload(client: AsyncWebClient, content: bytes, name: str = "kpi.png") -> str:
    ticket = await client.files_getUploadURLExternal(filename=name, length=len(content))
    async with aiohttp.ClientSession() as session, session.put(ticket["upload_url"], data=content) as response:
        assert response.status == 200
    await client.files_completeUploadExternal(files=[{"id": ticket["file_id"], "title": "KPI"}])
    return str(ticket["file_id"])


def image_of(**file: str) -> Json:
    return {"type": "image", "alt_text": "KPI", "slack_file": file}


INVALID = ["invalid slack file [json-pointer:/blocks/0/slack_file]"]


async def test_a_file_is_usable_only_when_slack_is_done_with_it(
    start_workspace: Callable[..., Awaitable[Workspace]], make_client: Any, refused: Refused
) -> None:
    workspace = await start_workspace(setup=Setup(file_steps=2))
    client, churn = make_client(workspace), workspace.add_channel("churn", bot=True)
    file_id = await upload(client, b"png")
    early = client.chat_postMessage(channel=churn.id, text="KPI", blocks=[image_of(id=file_id)])
    assert (await refused(early))["errors"] == INVALID
    assert (await client.files_info(file=file_id))["file"]["mimetype"] == ""
    described = (await client.files_info(file=file_id))["file"]
    assert (described["mimetype"], described["title"], described["size"]) == ("image/png", "KPI", 3)
    await client.chat_postMessage(channel=churn.id, text="KPI", blocks=[image_of(id=file_id)])
    await client.chat_postMessage(channel=churn.id, text="KPI", blocks=[image_of(url=described["url_private"])])
    assert len(workspace.messages(churn)) == 2


async def test_who_may_not_read_files_sees_by_trying_that_slack_is_done(
    client: AsyncWebClient, churn: Channel, refused: Refused
) -> None:
    file_id = await upload(client, b"png")
    early = client.chat_postMessage(channel=churn.id, text="KPI", blocks=[image_of(id=file_id)])
    assert (await refused(early))["errors"] == INVALID
    await client.chat_postMessage(channel=churn.id, text="KPI", blocks=[image_of(id=file_id)])


async def test_an_app_shows_its_own_files_only(
    workspace: Workspace, client: AsyncWebClient, ana: Person, churn: Channel, refused: Refused
) -> None:
    theirs = workspace.add_file(ana, "kpi.png", b"png")
    assert theirs.is_ready
    announced = await client.files_getUploadURLExternal(filename="kpi.png", length=3)
    for file_id in (theirs.id, announced["file_id"], "F0NOWHERE"):
        for _ in range(3):
            post = client.chat_postMessage(channel=churn.id, text="KPI", blocks=[image_of(id=file_id)])
            answer = await refused(post)
            assert (answer["error"], answer["errors"]) == ("invalid_blocks", INVALID)


@pytest.mark.parametrize(
    ("fault", "arrived"),
    [
        (Fault.drop_before(), False),
        (Fault.lose_answer(), True),
        (Fault.status(500), False),
        (Fault.status(502, accepted=True), True),
        (Fault.delay(0.01), True),
    ],
)
async def test_an_upload_may_go_wrong_on_the_way(
    workspace: Workspace, client: AsyncWebClient, fault: Fault, *, arrived: bool
) -> None:
    workspace.faults.next("upload", fault)
    ticket = await client.files_getUploadURLExternal(filename="kpi.png", length=3)
    with contextlib.suppress(aiohttp.ClientError):
        async with aiohttp.ClientSession() as session, session.post(ticket["upload_url"], data=b"png") as response:
            assert response.status == (fault.status_code if fault.kind == "status" else 200)
    assert (workspace.world.files[ticket["file_id"]].content == b"png") is arrived


async def test_a_slow_file_takes_as_many_looks_as_it_was_set_to(
    start_workspace: Callable[..., Awaitable[Workspace]], make_client: Any
) -> None:
    client = make_client(await start_workspace(setup=Setup(file_steps=2)))
    file_id = await upload(client, b"png")
    kinds = [(await client.files_info(file=file_id))["file"]["mimetype"] for _ in range(3)]
    assert kinds == ["", "", "image/png"]


async def test_a_file_is_downloaded_with_the_token_only(workspace: Workspace, client: AsyncWebClient) -> None:
    file_id = await upload(client, b"bytes", "odd")
    url = (await client.files_info(file=file_id))["file"]["url_private"]
    bearer = {"Authorization": f"Bearer {workspace.bot_token}"}
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as response:
            assert response.status == 403
        async with session.get(url, headers=bearer) as response:
            assert await response.read() == b"bytes"
        async with session.get(url.replace(file_id, "F404"), headers=bearer) as response:
            assert response.status == 404


async def test_sdk_uploads_and_shares_in_one_go(
    workspace: Workspace, client: AsyncWebClient, ana: Person, churn: Channel
) -> None:
    await client.files_upload_v2(channel=churn.id, content="a,b", filename="kpi.csv", initial_comment="see")
    (message,) = workspace.messages(churn)
    assert (message.text, message.files[0]["name"]) == ("see", "kpi.csv")
    assert ana.sees(churn) == [message]


async def test_the_upload_flow_has_its_refusals(workspace: Workspace, client: AsyncWebClient, refused: Refused) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{workspace.url}/upload/v1/F404", data=b"x") as response:
            assert response.status == 400
        ticket = await client.files_getUploadURLExternal(filename="a.png", length=3)
        async with session.post(ticket["upload_url"], data=b"four") as response:
            assert "expected 3 bytes" in await response.text()
        form = aiohttp.FormData()
        form.add_field("note", "no file")
        form.add_field("filename", b"png", filename="a.png")
        early = client.files_completeUploadExternal(files=[{"id": ticket["file_id"]}])
        assert (await refused(early))["error"] == "file_not_found"
        assert (await refused(client.files_info(file=ticket["file_id"])))["error"] == "file_not_found"
        async with session.post(ticket["upload_url"], data=form) as response:
            assert response.status == 200
        empty = aiohttp.FormData(default_to_multipart=True)
        empty.add_field("note", "no file")
        other = await client.files_getUploadURLExternal(filename="b.png", length=3)
        async with session.post(other["upload_url"], data=empty) as response:
            assert response.status == 400
    await client.files_completeUploadExternal(files=[{"id": ticket["file_id"]}])
    again = client.files_completeUploadExternal(files=[{"id": ticket["file_id"]}])
    assert (await refused(again))["error"] == "file_update_failed"
    assert (await refused(client.files_completeUploadExternal(files=[])))["error"] == "invalid_arguments"
    call = client.api_call("files.getUploadURLExternal", params={"filename": "a", "length": 0})
    assert (await refused(call))["error"] == "missing_argument"


async def test_a_message_is_pinned_once(
    workspace: Workspace, client: AsyncWebClient, churn: Channel, refused: Refused
) -> None:
    ts = (await client.chat_postMessage(channel=churn.id, text="a"))["ts"]
    await client.pins_add(channel=churn.id, timestamp=ts)
    assert (await client.pins_list(channel=churn.id))["items"][0]["message"]["ts"] == ts
    assert (await refused(client.pins_add(channel=churn.id, timestamp=ts)))["error"] == "already_pinned"
    assert (await refused(client.pins_add(channel=churn.id, timestamp="1.0")))["error"] == "message_not_found"
    await client.pins_remove(channel=churn.id, timestamp=ts)
    assert (await refused(client.pins_remove(channel=churn.id, timestamp=ts)))["error"] == "no_pin"
    assert (await refused(client.pins_add(channel=churn.id)))["error"] == "no_item_specified"
    assert (await refused(client.pins_add(channel=churn.id, timestamp="now")))["error"] == "bad_timestamp"
    churn.pins.extend(f"{number}.0" for number in range(100))
    assert (await refused(client.pins_add(channel=churn.id, timestamp=ts)))["error"] == "too_many_pins"
    workspace.remove_app(churn)
    assert (await refused(client.pins_list(channel=churn.id)))["error"] == "not_in_channel"


async def test_a_bookmark_is_added_changed_and_removed(
    workspace: Workspace, client: AsyncWebClient, ana: Person, churn: Channel, refused: Refused
) -> None:
    made = await client.bookmarks_add(channel_id=churn.id, title="Charter", type="link", link="https://e.com")
    name = made["bookmark"]["id"]
    await client.bookmarks_edit(channel_id=churn.id, bookmark_id=name, title="The charter")
    listed = (await client.bookmarks_list(channel_id=churn.id))["bookmarks"]
    assert [(one["title"], one["link"]) for one in listed] == [("The charter", "https://e.com")]
    bad = client.bookmarks_edit(channel_id=churn.id, bookmark_id=name, link="ftp://e.com")
    assert (await refused(bad))["error"] == "invalid_link"
    bad = client.bookmarks_add(channel_id=churn.id, title="x", type="link", link="javascript:alert(1)")
    assert (await refused(bad))["error"] == "invalid_link"
    bad = client.bookmarks_add(channel_id=churn.id, title="x", type="folder", link="https://e.com")
    assert (await refused(bad))["error"] == "invalid_bookmark_type"
    await client.bookmarks_remove(channel_id=churn.id, bookmark_id=name)
    gone = client.bookmarks_remove(channel_id=churn.id, bookmark_id=name)
    assert (await refused(gone))["error"] == "not_found"
    churn.bookmarks.extend({"id": str(number)} for number in range(100))
    full = client.bookmarks_add(channel_id=churn.id, title="x", type="link", link="https://e.com")
    assert (await refused(full))["error"] == "too_many_bookmarks"
    workspace.archive_channel(churn, ana)
    assert (await refused(client.bookmarks_list(channel_id=churn.id)))["error"] == "is_archived"


async def test_a_channel_has_one_canvas_and_its_sections_are_looked_up(
    workspace: Workspace, client: AsyncWebClient, churn: Channel, refused: Refused
) -> None:
    content = {"type": "markdown", "markdown": "# Charter\n\nFewer churners.\n\n## Owner\n\nAna"}
    made = await client.conversations_canvases_create(channel_id=churn.id, document_content=content)
    canvas = workspace.world.canvases[made["canvas_id"]]
    again = client.conversations_canvases_create(channel_id=churn.id, document_content=content)
    assert (await refused(again))["error"] == "channel_canvas_already_exists"

    async def ids(**criteria: Any) -> list[str]:
        found = await client.canvases_sections_lookup(canvas_id=canvas.id, criteria=criteria)
        return [one["id"] for one in found["sections"]]

    async def edit(operation: str, section: str | None = None, markdown: str | None = None) -> None:
        change: Json = {"operation": operation}
        change |= {"section_id": section} if section else {}
        change |= {"document_content": {"type": "markdown", "markdown": markdown}} if markdown else {}
        await client.canvases_edit(canvas_id=canvas.id, changes=[change])

    assert len(await ids(section_types=["any_header"])) == 2
    (owner,) = await ids(section_types=["h2"], contains_text="Owner")
    assert owner.startswith("temp:C:")
    await edit("insert_after", owner, "Bo")
    assert canvas.markdown == "# Charter\n\nFewer churners.\n\n## Owner\n\nBo\n\nAna"
    assert owner not in await ids(contains_text="Owner")
    await edit("insert_before", (await ids(contains_text="Owner"))[0], "---")
    await edit("replace", (await ids(contains_text="Ana"))[0], "Cem")
    await edit("delete", (await ids(contains_text="---"))[0])
    await edit("insert_at_start", None, "Top")
    await edit("insert_at_end", None, "End")
    assert canvas.markdown == "Top\n\n# Charter\n\nFewer churners.\n\n## Owner\n\nBo\n\nCem\n\nEnd"
    await edit("replace", None, "All new")
    assert canvas.markdown == "All new"
    await client.canvases_delete(canvas_id=canvas.id)
    assert churn.canvas is None


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ([{"operation": "insert_at_end"}] * 2, "invalid_arguments"),
        ([{"operation": "shuffle"}], "invalid_arguments"),
        ([{"operation": "delete", "section_id": "temp:C:old"}], "canvas_editing_failed"),
        ([{"operation": "insert_after"}], "canvas_editing_failed"),
        ([{"operation": "insert_at_end", "document_content": {"type": "html"}}], "invalid_arguments"),
    ],
)
async def test_a_canvas_refuses_what_it_cannot_do(
    client: AsyncWebClient, refused: Refused, changes: list[Json], error: str
) -> None:
    made = await client.canvases_create(title="Notes")
    call = client.canvases_edit(canvas_id=made["canvas_id"], changes=changes)
    assert (await refused(call))["error"] == error
    lookup = client.canvases_sections_lookup(canvas_id=made["canvas_id"], criteria={})
    assert (await refused(lookup))["error"] == "invalid_arguments"
    gone = client.canvases_delete(canvas_id="F404")
    assert (await refused(gone))["error"] == "canvas_not_found"


def test_a_canvas_holds_one_mebibyte(workspace: Workspace) -> None:
    create = METHODS["canvases.create"]
    most = {"type": "markdown", "markdown": "x" * 1_048_576}
    assert create(workspace.world, Args({"document_content": most}))["ok"]
    more = {"type": "markdown", "markdown": "x" * 1_048_577}
    with pytest.raises(ApiError, match="canvas_too_large"):
        create(workspace.world, Args({"document_content": more}))


async def test_a_free_workspace_has_canvases_in_channels_only(
    start_workspace: Callable[..., Awaitable[Workspace]], make_client: Any, refused: Refused
) -> None:
    workspace = await start_workspace(setup=Setup(paid=False))
    channel, client = workspace.add_channel("churn", bot=True), make_client(workspace)
    alone = client.canvases_create(title="Notes")
    assert (await refused(alone))["error"] == "free_teams_cannot_create_non_tabbed_canvases"
    made = await client.canvases_create(title="Notes", channel_id=channel.id)
    change = {"operation": "insert_at_end", "document_content": {"type": "markdown", "markdown": "x"}}
    assert (await client.canvases_edit(canvas_id=made["canvas_id"], changes=[change]))["ok"]
    workspace.world.canvases[made["canvas_id"]].channel_id = None
    edit = client.canvases_edit(canvas_id=made["canvas_id"], changes=[change])
    assert (await refused(edit))["error"] == "free_teams_cannot_edit_standalone_canvases"


async def test_a_channel_says_which_canvas_is_in_its_tab_and_whose_it_is(
    workspace: Workspace, client: AsyncWebClient, ana: Person, churn: Channel
) -> None:
    assert "properties" not in (await client.conversations_info(channel=churn.id))["channel"]
    theirs = workspace.write_canvas(churn, ana, "Notes")
    assert workspace.write_canvas(churn, ana, "More") is theirs
    tab = (await client.conversations_info(channel=churn.id))["channel"]["properties"]["canvas"]
    assert (tab["file_id"], tab["is_empty"]) == (theirs.id, False)
    assert (await client.files_info(file=theirs.id))["file"]["user"] == ana.id
    workspace.delete_canvas(churn)
    assert workspace.canvas(churn) is None
    made = await client.canvases_create(channel_id=churn.id)
    tab = (await client.conversations_info(channel=churn.id))["channel"]["properties"]["canvas"]
    assert (tab["file_id"], tab["is_empty"]) == (made["canvas_id"], True)
    assert (await client.files_info(file=made["canvas_id"]))["file"]["user"] == workspace.bot_user_id


async def test_a_free_channel_has_one_canvas_too(
    start_workspace: Callable[..., Awaitable[Workspace]], make_client: Any, refused: Refused
) -> None:
    workspace = await start_workspace(setup=Setup(paid=False))
    channel, client = workspace.add_channel("churn", bot=True), make_client(workspace)
    content = {"type": "markdown", "markdown": "x"}
    await client.conversations_canvases_create(channel_id=channel.id, document_content=content)
    again = client.conversations_canvases_create(channel_id=channel.id, document_content=content)
    assert (await refused(again))["error"] == "free_team_canvas_tab_already_exists"


async def test_where_admins_switched_canvases_off_there_are_none(
    start_workspace: Callable[..., Awaitable[Workspace]], make_client: Any, refused: Refused
) -> None:
    workspace = await start_workspace(setup=Setup(canvases=False))
    channel, client = workspace.add_channel("churn", bot=True), make_client(workspace)
    content, change = {"type": "markdown", "markdown": "x"}, {"operation": "delete", "section_id": "temp:C:x"}
    for call in (
        client.conversations_canvases_create(channel_id=channel.id, document_content=content),
        client.canvases_create(title="Notes"),
        client.canvases_edit(canvas_id="F0", changes=[change]),
    ):
        assert (await refused(call))["error"] == "canvas_disabled_user_team"
