"""Tasks in a process of their own: what happens is told, what fails is said, and it ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from index import Unreadable, check_index
from tests.index.building import files
from tests.index.documents import write_report
from tests.layout import ROOT
from tests.ui.uploading import children, small_library, wait_for
from ui.editing.build_process import perform
from ui.editing.tasks import Build, Read, Recognised, Remove, Task
from ui.errors import AddingError

APP = """
import sys
from ui.editing.build_process import perform
from ui.editing.tasks import Build
for event in perform(Build(*sys.argv[1:])):
    pass
"""


def test_files_are_read_in_order_each_with_what_it_is(tmp_path: Path) -> None:
    report = write_report(tmp_path / "b.txt", "Northmere", "Homes are stable.")
    page = tmp_path / "a.pdf"
    page.write_text("<!doctype html><title>Not found</title>")
    first, second = perform(Read((str(report), str(page))))
    assert isinstance(first, Recognised)
    assert (first.report.authority, first.report.file) == ("Northmere", "b.txt")
    assert first.paragraphs > 1
    assert isinstance(second, Unreadable)
    assert second.code == "wrong_suffix"


def test_a_build_tells_which_files_it_skipped(tmp_path: Path) -> None:
    added = tmp_path / "added"
    write_report(added / "new.txt", "Wexcombe", "Visits are timely.")
    (added / "recipe.txt").write_text("Whisk three eggs.")
    with small_library(tmp_path) as library:
        events = list(perform(Build(str(library.index_dir), str(added))))
    assert [event.file for event in events if isinstance(event, Unreadable)] == ["recipe.txt"]
    assert set(files(tmp_path / "index")) == {"north.txt", "east.txt", "new.txt"}


def test_what_fails_is_said_in_one_line(tmp_path: Path) -> None:
    with small_library(tmp_path) as library:
        with (
            FileLock(library.index_dir / "build.lock"),
            pytest.raises(AddingError, match="try again"),
        ):
            list(perform(Remove(str(library.index_dir), "north.txt")))
        with pytest.raises(AddingError) as told:
            list(perform(Remove(str(library.index_dir), "nowhere.txt")))
    assert len(str(told.value).splitlines()) == 1


def test_whoever_stops_listening_stops_it(tmp_path: Path) -> None:
    paths = [write_report(tmp_path / f"{n}.txt", "Northmere", "Homes.") for n in range(3)]
    listening = perform(Read(tuple(map(str, paths))))
    next(listening)
    assert children()
    listening.close()  # type: ignore[attr-defined]
    assert children() == []


def test_a_process_that_is_killed_is_said_to_have_been(tmp_path: Path) -> None:
    report = write_report(tmp_path / "a.txt", "Northmere", "Homes are stable.")
    listening = perform(Read((str(report),) * 50))
    next(listening)
    os.kill(children()[0], signal.SIGKILL)
    with pytest.raises(AddingError, match="broken off"):
        list(listening)


def test_it_ends_with_the_app_that_started_it(tmp_path: Path) -> None:
    write_report(tmp_path / "added" / "new.txt", "Wexcombe", "Visits are timely.")
    with small_library(tmp_path) as library:
        index_dir = library.index_dir
    app = subprocess.Popen(
        [sys.executable, "-c", APP, str(index_dir), str(tmp_path / "added")], cwd=ROOT
    )
    wait_for(lambda: list((index_dir / "generations").glob("new-*")))
    (builder,) = children(app.pid)
    app.kill()
    app.wait()
    wait_for(lambda: not Path(f"/proc/{builder}").exists())
    assert check_index(index_dir) == ()
    assert set(files(index_dir)) == {"north.txt", "east.txt"}


def test_a_process_that_is_killed_before_it_hears_of_its_task_is_said_to_have_been(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class AfterItsEnd:
        def dump_json(self, _: Task) -> bytes:
            os.kill(children()[0], signal.SIGKILL)
            wait_for(lambda: not children())
            return b"{}"

    monkeypatch.setattr("ui.editing.build_process._TASK", AfterItsEnd())
    with pytest.raises(AddingError, match="broken off"):
        list(perform(Read(("nowhere.txt",))))


def test_what_it_says_last_may_be_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    half = "import sys; sys.stdin.readline(); print('{\"failure\": nu', end='')"
    monkeypatch.setattr("ui.editing.build_process._CODE", half)
    with pytest.raises(AddingError, match="broken off"):
        list(perform(Read(("nowhere.txt",))))
