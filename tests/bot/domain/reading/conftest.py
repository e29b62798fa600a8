"""The shipped vocabulary with what was learned beside it, read as the program reads it, and the words alone."""

import json
from importlib.resources import files

import pytest
import yaml

from bot.domain.reading import Vocabulary, learned_from, vocabulary_from


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    learned = learned_from(json.loads(files("bot").joinpath("data/learned.json").read_text("utf-8")))
    return vocabulary_from(_words(), learned=learned)


@pytest.fixture(scope="session")
def rules_alone() -> Vocabulary:
    return vocabulary_from(_words())


def _words() -> object:
    return yaml.safe_load(files("bot").joinpath("data/vocabulary.yaml").read_text("utf-8"))
