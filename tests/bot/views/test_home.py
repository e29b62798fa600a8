"""The Home tab, within Slack's limits, and what did not get out for admins only."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import get_args

import pytest

from bot.domain.home import Home, Stuck, StuckMessage
from bot.domain.ids import ChannelId, ProjectId, UserId
from bot.domain.message import Message, ToChannel, ToPerson
from bot.domain.notes import OwedNote
from bot.domain.undelivered import Outcome, Trouble, Undelivered
from bot.views.home import home
from bot.views.undelivered import plain_reason, plain_todo
from bot.views.words import Words
from handlers.delivery.classes import ERRORS, Verdict
from handlers.demo.workspace.blocks.validation import validate_view
from tests.bot.views import replies
from tests.bot.views.samples import CHURN
from tests.bot.views.seen import assert_tame, buttons_of, mrkdwn_of, words_of

NOTHING = OwedNote(items=(), projects=())
PARKED = Undelivered(
    id=7,
    to=ToChannel(channel=ChannelId("C0CHURN")),
    kind="digest",
    trouble=Trouble.PARKED,
    due_at=datetime(2027, 2, 15, 8, tzinfo=UTC),
    reason="is_archived",
)
OWED = next(note for note in replies.NOTES.values() if isinstance(note, OwedNote) and note.items)


def stuck(count: int, newest: int, message: Undelivered = PARKED) -> Stuck:
    shown = (StuckMessage(message=replace(message, id=number), due=date(2027, 2, 15)) for number in range(newest))
    return Stuck(counts={Trouble.PARKED: count}, newest=tuple(shown))


def shown_to_people(view: Home, words: Words) -> str:
    rendered = home(view, words)
    assert validate_view(rendered, home=True) == []
    for text in mrkdwn_of(rendered["blocks"]):
        assert_tame(text)
    return words_of(rendered["blocks"])


def test_who_owes_nothing_is_told_so(words: Words) -> None:
    said = shown_to_people(Home(owed=NOTHING, stuck=None), words)
    assert "Nothing is waiting for you." in said
    assert "You are in no project yet." in said
    assert "did not get out" not in said


def test_what_is_owed_has_the_buttons_of_a_nag_and_each_project_one_for_its_status(words: Words) -> None:
    view = Home(owed=replace(OWED, projects=(CHURN,)), stuck=None)
    shown_to_people(view, words)
    buttons = buttons_of(home(view, words)["blocks"])
    assert buttons["project.pick"] == [f"status|{CHURN.id}"]
    assert len(buttons) > 1


def test_admins_see_what_did_not_get_out_with_two_buttons_each(words: Words) -> None:
    view = Home(owed=NOTHING, stuck=stuck(12, 10))
    said = shown_to_people(view, words)
    assert "12 waiting for somebody to mend a place" in said
    assert "Unarchive it" in said
    assert "… and 2 more" in said
    blocks = home(view, words)["blocks"]
    numbers = [str(number) for number in range(10)]
    assert buttons_of(blocks) == {"undelivered.retry": numbers, "undelivered.drop": numbers}
    drops = [each for block in blocks for each in block.get("elements", ()) if each.get("style") == "danger"]
    assert [each["confirm"]["title"]["text"] for each in drops] == ["Drop this message?"] * 10


def test_where_everything_got_out_admins_see_that(words: Words) -> None:
    said = shown_to_people(Home(owed=NOTHING, stuck=stuck(0, 0)), words)
    assert "Every message got out." in said


def test_the_fullest_tab_keeps_slacks_hundred_blocks(words: Words) -> None:
    item = OWED.items[0]
    many = replace(
        OWED,
        items=(item,) * 60,
        projects=tuple(replace(CHURN, id=ProjectId(f"p{n}"), name="<!channel> *x*" * 9) for n in range(60)),
    )
    view = home(Home(owed=many, stuck=stuck(500, 10)), words)
    assert validate_view(view, home=True) == []
    assert len(view["blocks"]) <= 100
    assert "… and 45 more" in words_of(view["blocks"])


@pytest.mark.parametrize("to", [ToPerson(user=UserId("U0MEI")), ToChannel(channel=ChannelId("C0X"))])
@pytest.mark.parametrize("trouble", list(Trouble))
def test_every_trouble_says_why_and_what_helps(words: Words, trouble: Trouble, to: ToPerson | ToChannel) -> None:
    message = replace(PARKED, trouble=trouble, to=to, reason="<!channel>")
    said = shown_to_people(Home(owed=NOTHING, stuck=stuck(1, 1, message)), words)
    assert "!channel" in said
    other = next(each for each in Trouble if each is not trouble)
    assert plain_todo(trouble, "", words) != plain_todo(other, "", words)


@pytest.mark.parametrize("cause", [name for name, verdict in ERRORS.items() if verdict is Verdict.PARK])
def test_who_waits_for_a_place_is_told_whether_the_bot_notices_that_it_is_mended(words: Words, cause: str) -> None:
    """As its page has it: what an event, a look at the channel or another scope mends goes out by itself."""
    by_itself = {"channel_not_found", "not_in_channel", "is_archived", "is_inactive", "team_not_found"}
    by_itself |= {"channel_is_limited_access", "user_disabled", "user_not_found", "missing_scope"}
    said = plain_todo("parked", cause, words)
    assert ("goes out by itself" in said, "retry" in said) == (cause in by_itself, cause not in by_itself)


def test_slacks_name_stands_behind_better_words_and_alone_where_there_are_none(words: Words) -> None:
    assert plain_reason("parked", "is_archived", words).endswith("another channel. (is_archived)")
    assert plain_reason("parked", "odd", words) == "odd"
    assert plain_reason("dead", "is_archived", words) == "Slack takes it in no form: is_archived"


def test_every_cause_of_parking_has_words(words: Words) -> None:
    parked = [name for name, verdict in ERRORS.items() if verdict in {Verdict.PARK, Verdict.OUT_OF_THREAD}]
    assert [name for name in parked if words.label("parked", name) == name] == []


def test_what_is_as_it_was_asked_for_is_fine_and_all_else_is_said() -> None:
    fine = {Outcome.RETRIED, Outcome.DROPPED, Outcome.WAITS_ALREADY, Outcome.DROPPED_ALREADY}
    assert {each for each in Outcome if each.is_fine} == fine


def test_every_kind_of_message_and_every_outcome_has_a_name(words: Words) -> None:
    kinds = [each.__dataclass_fields__["kind"].default for each in get_args(get_args(Message)[0])]
    assert [kind for kind in kinds if words.label("message_kind", kind) == kind] == []
    assert [each for each in Outcome if words.label("settled", each) == each] == []
