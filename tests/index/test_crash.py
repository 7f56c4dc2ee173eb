"""A build that is killed at any moment costs nothing but its own work."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from index import Index, build_index, check_index
from tests.index.documents import write_report
from tests.layout import ROOT

_BUILD_WITH_LITTLE_ROOM = """
import json, resource, sys
from pathlib import Path
from index import Index, IndexingError, build_index, check_index
from tests.index.crashes import reading_here
index_dir, errors = Path(sys.argv[2]), []
for room in range(0, 1_000_000, 2_000):
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    try:
        with reading_here():
            build_index([sys.argv[1]], index_dir, embedder="hashing")
        break
    except IndexingError as error:
        errors.append(str(error))
    assert check_index(index_dir) == ()
    with Index.open(index_dir) as index:
        assert index.search("relish jazz")[0].paragraph.text == "Foster carers relish jazz."
print(json.dumps(errors))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills builds in forks")
def test_a_build_can_be_killed_at_any_moment(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.index.crashes", str(tmp_path)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stderr
    first, updates = map(int, run.stdout.split())
    assert first > 20, "each operation of a first build"
    assert updates > 40, "each operation of an update, and random moments"


def test_a_full_disk_costs_nothing_but_the_new_work(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    source, index_dir = tmp_path / "reports", tmp_path / "index"
    write_report(source / "north.txt", "Northmere", "Foster carers relish jazz.")
    build_index([source], index_dir, embedder="hashing")
    write_report(source / "east.txt", "Eastmere", *(f"Round {n} is over." for n in range(50)))
    command = [sys.executable, "-c", _BUILD_WITH_LITTLE_ROOM, str(source), str(index_dir)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stderr
    errors = json.loads(run.stdout)
    assert len(errors) > 20
    assert all("cannot be written" in error and "\n" not in error for error in errors)
    assert check_index(index_dir) == ()
    with Index.open(index_dir) as index:
        assert index.search("round 49")[0].paragraph.text == "Round 49 is over."
