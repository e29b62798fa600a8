from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain import api_tokens
from bot.domain.api_tokens import ApiToken, Right, digest_of, id_in, written
from bot.domain.ids import TokenId, UserId, WorkspaceId
from bot.domain.refusal import NotFound, Refusal

NOW = datetime(2027, 2, 1, tzinfo=UTC)
LENA = UserId("U1")
ID = TokenId("0123456789abcdef")
SECRET = written(ID, "5" * 64)
TOKEN = ApiToken(
    workspace=WorkspaceId("T1"),
    id=ID,
    name="nightly",
    digest=digest_of(SECRET),
    right=Right.WRITE,
    made_by=LENA,
    made_at=NOW,
)
ENDED = replace(TOKEN, revoked_by=LENA, revoked_at=NOW)


def test_a_token_carries_its_id() -> None:
    assert id_in(SECRET) == ID


@pytest.mark.parametrize("typed", ["", "plb_", SECRET[:-1], SECRET + "0", SECRET.upper(), f" {SECRET}", f"{SECRET}\n"])
def test_what_has_not_the_shape_of_a_token_has_no_id(typed: str) -> None:
    assert id_in(typed) is None


def test_the_digest_is_sha_256() -> None:
    # FIPS 180-2, appendix B.1
    assert digest_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_token_opens_with_its_secret_until_it_is_revoked() -> None:
    assert TOKEN.opens_with(SECRET)
    assert not TOKEN.opens_with(written(ID, "6" * 64))
    assert not ENDED.opens_with(SECRET)


def test_a_token_without_a_name_gets_a_number_that_was_never_given() -> None:
    first = api_tokens.make((), TOKEN, name=None).state
    assert first.name == "token-1"
    ended = replace(first, revoked_by=LENA, revoked_at=NOW)
    assert api_tokens.make((ended,), TOKEN, name=None).state.name == "token-2"


@pytest.mark.parametrize("name", ["", "-a", "a-", "a b", "ä", "a" * 41, "a_b", "a\n"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(Refusal, match="is no name"):
        api_tokens.make((), TOKEN, name=name)


@pytest.mark.parametrize("name", ["a", "a" * 40, "Nightly-Results-2"])
def test_names_are_small_letters_digits_and_hyphens(name: str) -> None:
    decision = api_tokens.make((), TOKEN, name=name)
    assert decision.state.name == name.casefold()
    [fact] = decision.facts
    assert (fact.act, fact.subject) == ("token.made", f"api:{name.casefold()}")
    assert TOKEN.digest not in str(fact)


@pytest.mark.parametrize("other", [TOKEN, ENDED])
def test_a_name_is_given_once(other: ApiToken) -> None:
    with pytest.raises(Refusal, match="given once"):
        api_tokens.make((other,), TOKEN, name="NIGHTLY")


def test_there_are_only_so_many_live_tokens() -> None:
    with pytest.raises(Refusal, match="Revoke one first"):
        api_tokens.make((TOKEN,), TOKEN, name="other", at_most=1)
    assert api_tokens.make((ENDED,), TOKEN, name="other", at_most=1).state.name == "other"


def test_a_token_is_revoked_once() -> None:
    ended = api_tokens.revoke((TOKEN,), "Nightly", by=LENA, now=NOW)
    assert ended.state == ENDED
    assert [fact.act for fact in ended.facts] == ["token.revoked"]
    assert api_tokens.revoke((ENDED,), "nightly", by=UserId("U2"), now=NOW).facts == ()
    with pytest.raises(NotFound, match="There is no token"):
        api_tokens.revoke((TOKEN,), "other", by=LENA, now=NOW)
