"""The window in which a sponsor signs: what it says of the proof and of realism, and of changes that were asked for."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.findings import Acceptance
from bot.domain.prospects import Prospect
from bot.views.dialogs import dialog
from bot.views.sign_window import prospect_line
from bot.views.words import Words
from tests.bot.views.charters import ASKED, DIALOGS, SEAL, SIGN, YES
from tests.bot.views.samples import PRIYA
from tests.bot.views.seen import buttons_of, words_of

DUE = date(2027, 3, 8)
WAIVED = Acceptance(reason="The law demands it.", by=PRIYA, until=date(2027, 6, 30))
ANSWER = "*Yes: 4 weeks* (23 days of traffic, rounded up to whole weeks)."
NO = replace(YES, fits=False, weeks=61, days=427)


@pytest.mark.parametrize(
    ("prospect", "said"),
    [
        (Prospect(), "No plan yet."),
        (Prospect(due=DUE), "No plan yet: it is due on 8 Mar 2027."),
        (Prospect(fits=True), "*Yes:* the experiment can show its effect."),
        (Prospect(fits=False), "*No:* the experiment cannot show its effect."),
        (Prospect(fits=True, gist=YES), ANSWER),
        (
            Prospect(fits=True, gist=YES, due=DUE),
            f"{ANSWER} The plan is not accepted yet; that is due on 8 Mar 2027.",
        ),
        (
            Prospect(fits=True, gist=YES, sealed=SEAL, due=DUE),
            f"{ANSWER} The plan is accepted and sealed 0123456789ab.",
        ),
        (Prospect(sealed=SEAL), "The plan is accepted and sealed 0123456789ab."),
        (Prospect(fits=False, gist=NO), "*No: it needs 61 weeks (14 months)*, and you are willing to wait 8 weeks."),
        (Prospect(fits=True, gist=YES, waived=WAIVED), "No experiment: <@U0PRIYA> waived it until 30 Jun 2027."),
        (Prospect(waived=replace(WAIVED, until=None)), "No experiment: <@U0PRIYA> waived it."),
    ],
)
def test_the_proof_is_told_in_one_line(prospect: Prospect, said: str, words: Words) -> None:
    assert prospect_line(prospect, words).mrkdwn == said


def test_realism_takes_two_lines_and_is_left_out_where_nothing_is_known(words: Words) -> None:
    whole = words_of(dialog(DIALOGS["signature after changes"], words)["blocks"])
    assert "How realistic it is" in whole
    assert "your own 5 finished projects took 31 to 90 days, those in the middle; you plan 14." in whole
    assert "no break-even yet. It takes the budget per year." in whole
    assert "How realistic it is" not in words_of(dialog(SIGN, words)["blocks"])


def test_what_was_asked_before_stands_at_its_head_with_what_was_edited_since(words: Words) -> None:
    whole = words_of(dialog(DIALOGS["signature after changes"], words)["blocks"])
    assert f"“{ASKED.reason}” (Baseline, Target)" in whole
    assert "Edited since: Business metric." in whole
    assert "Edited since changes were asked for" in whole
    assert "asked for" not in words_of(dialog(SIGN, words)["blocks"])


def test_changes_can_be_asked_for_instead(words: Words) -> None:
    view = dialog(SIGN, words)
    assert buttons_of(view["blocks"])["changes.open"] == ["p1"]
    assert view["private_metadata"] == f'{{"project":"p1","seal":"{SEAL[::-1]}"}}', "what was accepted is seen too"
