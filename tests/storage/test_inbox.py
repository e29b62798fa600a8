"""What was heard once gets the same answer ever after."""

import pytest

from storage.failures import AlreadyHeard
from storage.unit_of_work import Work
from tests.storage.conftest import Reading, Unit


def test_what_was_heard_gets_the_answer_that_it_got(unit: Unit, reading: Reading) -> None:
    with unit() as work:
        assert work.inbox.heard("trigger") is None
        work.inbox.keep("trigger", '{"kind":"nothing"}')
    with reading() as work:
        assert work.inbox.heard("trigger") == '{"kind":"nothing"}'
        assert work.inbox.heard("another") is None


def _keep_both(work: Work) -> None:
    work.inbox.keep("other", "of the same unit")
    work.inbox.keep("trigger", "second")


def test_keeping_the_same_key_twice_ends_the_unit(unit: Unit, reading: Reading) -> None:
    with unit() as work:
        work.inbox.keep("trigger", "first")
    with pytest.raises(AlreadyHeard, match="trigger"), unit() as work:
        _keep_both(work)
    with reading() as work:
        assert work.inbox.heard("trigger") == "first"
        assert work.inbox.heard("other") is None
