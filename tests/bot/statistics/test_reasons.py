"""A refusal crosses the border of the worker process whole; a number that is none is never written."""

import pickle

import pytest

from bot.statistics.analyze import _plain
from bot.statistics.reasons import NotComputable, Reason


def test_a_refusal_comes_back_whole_from_another_process() -> None:
    refused = NotComputable(Reason.TOO_FEW, "Too few.", field="n")
    back = pickle.loads(pickle.dumps(refused))  # noqa: S301  our own bytes
    assert (back.reason, back.words, back.field, str(back)) == (Reason.TOO_FEW, "Too few.", "n", "Too few.")


def test_a_figure_that_is_not_a_number_is_refused() -> None:
    with pytest.raises(NotComputable):
        _plain([1.0, [float("nan")]])
