from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.charter_messages import CharterSheet
from bot.domain.experiment_messages import DecisionTold, ExperimentStarted, PlanAccepted, ReadoutCard, ReadoutDetails
from bot.domain.message import (
    ChannelNag,
    Checklist,
    Digest,
    DigestDetails,
    DrillAsked,
    DrillTold,
    ImpactSummary,
    Message,
    Nag,
    Parked,
    ProjectCard,
)
from bot.domain.projects import ProjectName
from bot.domain.signing_messages import ChangesRequest, CharterSigned, SignRequest
from bot.views.degree import Degree
from bot.views.messages import render
from bot.views.words import Words
from tests.bot.views import charters, samples, trials
from tests.bot.views.nasty import NASTY
from tests.bot.views.seen import (
    POSTED_MOST,
    assert_message,
    broadcasts_of,
    formatting,
    kinds_of,
    mentions_of,
    mrkdwn_of,
    words_of,
)
from tests.bot.views.strategies import messages
from tests.bot.views.trial_strategies import trial_messages

SAMPLES = {**samples.MESSAGES, **trials.MESSAGES, **charters.MESSAGES}
NEW_SINCE_2026 = {"data_table", "data_visualization", "alert", "layout", "card", "carousel", "container"}


@given(message=messages | trial_messages | charters.charter_messages, degree=st.sampled_from(Degree))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_slack_takes_every_message_and_nothing_typed_comes_alive(
    words: Words, message: Message, degree: Degree
) -> None:
    rendered = render(message, words, degree)
    assert_message(rendered, most=POSTED_MOST if message.kind in {"digest", "impact"} else 4000)
    assert broadcasts_of(rendered.blocks or []) == []
    assert mentions_of(rendered.blocks or []) <= {"U0MEI", "W0PRIYA", "U0TOM"}


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("degree", Degree)
def test_every_sample_is_taken(words: Words, name: str, degree: Degree) -> None:
    rendered = render(SAMPLES[name], words, degree)
    assert_message(rendered, most=POSTED_MOST)
    assert (rendered.blocks is None) == (degree is Degree.PLAIN)
    if degree is Degree.CLASSIC:
        assert NEW_SINCE_2026.isdisjoint(kinds_of(rendered.blocks))


def test_every_type_of_message_has_a_sample() -> None:
    kinds = {kind.__name__ for kind in get_args(get_args(Message)[0])}
    assert {type(message).__name__ for message in SAMPLES.values()} == kinds


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("evil", [text for text in NASTY if text.strip()])
def test_a_projects_name_formats_nothing_and_pings_nobody(words: Words, name: str, evil: str) -> None:
    harmless, evil_one = (render(_renamed(SAMPLES[name], each), words) for each in ("Plain name", evil))
    assert sorted(formatting(harmless.text)) == sorted(formatting(evil_one.text))
    assert mentions_of(harmless.blocks) == mentions_of(evil_one.blocks)
    before, after = (" ".join(mrkdwn_of(each.blocks)) for each in (harmless, evil_one))
    assert formatting(before) == formatting(after)


def _renamed(message: Message, name: str) -> Message:  # noqa: PLR0911  a case for each way to name
    match message:
        case Digest() | DigestDetails() | ImpactSummary():
            return replace(message, rows=tuple(replace(row, project=_named(row.project, name)) for row in message.rows))
        case Nag():
            return replace(
                message, items=tuple(replace(item, project=_named(item.project, name)) for item in message.items)
            )
        case ChannelNag():
            return replace(message, item=replace(message.item, project=_named(message.item.project, name)))
        case Checklist() | ProjectCard() | PlanAccepted() | CharterSheet() | DrillAsked() | DrillTold():
            return replace(message, project=_named(message.project, name))
        case ExperimentStarted() | ReadoutCard() | ReadoutDetails() | DecisionTold():
            return replace(message, project=_named(message.project, name))
        case SignRequest() | CharterSigned() | ChangesRequest():
            return replace(message, project=_named(message.project, name))
        case Parked():
            return replace(message, project=_named(samples.CHURN, name))


def _named(project: ProjectName, name: str) -> ProjectName:
    return replace(project, name=name)


def test_typed_text_is_shown_as_it_was_typed_where_nothing_can_format_it(words: Words) -> None:
    evil = "<!channel> *a*&b"
    card = replace(samples.CARD, project=replace(samples.CHURN, name=evil), kpi=replace(samples.CHURN_KPI, name=evil))
    rendered = render(card, words)
    assert words_of(rendered.blocks).count(evil) == 2
    assert "&lt;!channel&gt;" in rendered.text
    assert evil not in rendered.text
