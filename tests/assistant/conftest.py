"""The assistant over the sample's index, opened once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from tests.assistant.corpora import TODAY

__all__ = ["assistant"]


@pytest.fixture(scope="session")
def assistant(sample_index: Path) -> Iterator[Assistant]:
    """Over the sample, on a fixed day."""
    with Assistant.open(sample_index, TODAY) as opened:
        yield opened
