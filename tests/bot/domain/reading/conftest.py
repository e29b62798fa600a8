"""The shipped vocabulary, read as the program reads it."""

from importlib.resources import files

import pytest
import yaml

from bot.domain.reading import Vocabulary, vocabulary_from


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return vocabulary_from(yaml.safe_load(files("bot").joinpath("data/vocabulary.yaml").read_text("utf-8")))
