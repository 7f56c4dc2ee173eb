"""A small source and the place of its index."""

from pathlib import Path

import pytest

from tests.index.building import PLANS, VISITS
from tests.index.documents import write_report


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder with two reports and a file that is none."""
    folder = tmp_path / "reports"
    write_report(folder / "north.txt", "Northmere", PLANS, VISITS)
    write_report(folder / "deep" / "east.txt", "Eastmere", "Homes are stable.")
    (folder / "recipe.txt").write_text("Whisk three eggs with a spoon of sugar.\n")
    return folder


@pytest.fixture
def index_dir(tmp_path: Path) -> Path:
    return tmp_path / "index"
