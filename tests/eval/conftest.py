"""The sample's index, opened once for all tests of the evaluation."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Index

__all__ = ["index"]


@pytest.fixture(scope="package")
def index(sample_index: Path) -> Iterator[Index]:
    """Do not close it."""
    with Index.open(sample_index) as opened:
        yield opened
