"""Reports are added and removed while others ask; what fails or is cut off loses nothing."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from filelock import FileLock

from assistant import Answer, Library
from index import Index, check_index
from tests.index.building import files
from tests.index.documents import write_report
from tests.layout import ROOT
from tests.ui.uploading import children, settled, small_library, uploaded, wait_for
from ui.editing import adding_words as words
from ui.editing.editor import Editor
from ui.editing.tasks import Event, Task
from ui.editing.uploads import Received
from ui.errors import AddingError

VISITS = "Social workers in Eastmarch visit children by boat."


def test_those_who_ask_are_answered_all_the_while(sample_index: Path, tmp_path: Path) -> None:
    copytree(sample_index, tmp_path / "index")
    report = write_report(tmp_path / "eastmarch.txt", "Eastmarch", VISITS)
    answers: list[Answer] = []
    found: list[str] = []
    done = threading.Event()

    def ask(library: Library) -> None:
        while not done.is_set():
            with library.assistant() as assistant:
                answers.append(assistant.ask("Where do care leavers in Northmere live?"))
                found.append(assistant.search(VISITS, k=1)[0].paragraph.text)

    with Library(tmp_path / "index", is_sample=False) as library:
        asking = threading.Thread(target=ask, args=(library,))
        asking.start()
        editor = Editor(library)
        job = uploaded(editor, report)
        editor.publish(job.id, ["eastmarch.txt"], "ada")
        job = settled(editor, job)
        wait_for(lambda: found[-1] == VISITS)
        done.set()
        asking.join()
    assert (job.state, job.error) == ("published", None)
    assert {answer.status for answer in answers} == {"answered"}
    assert found[0] != VISITS
    assert check_index(tmp_path / "index") == ()


def test_what_is_ticked_is_published_and_the_rest_is_dropped(tmp_path: Path) -> None:
    ticked = write_report(tmp_path / "wex.txt", "Wexcombe", "Visits are timely.")
    other = write_report(tmp_path / "other.txt", "Aldermoor", "Plans are late.")
    with small_library(tmp_path) as library:
        editor = Editor(library)
        job = uploaded(editor, ticked, other)
        assert [each.report.authority for each in job.recognised] == ["Wexcombe", "Aldermoor"]
        editor.publish(job.id, ["wex.txt", "../reports/north.txt"], "ada")
        job = settled(editor, job)
        with library.assistant() as assistant:
            assert assistant.index.report(job.published[0]).file == "wex.txt"
    assert set(files(tmp_path / "index")) == {"north.txt", "east.txt", "wex.txt"}
    assert [p.name for p in editor.folder.iterdir() if p.name[0] != "."] == ["wex.txt"]
    assert list((editor.folder / ".waiting").iterdir()) == []


def test_a_failure_keeps_the_files_and_the_index_and_can_be_mended(tmp_path: Path) -> None:
    report = write_report(tmp_path / "wex.txt", "Wexcombe", "Visits are timely.")
    with small_library(tmp_path) as library:
        editor = Editor(library)
        job = uploaded(editor, report)
        with FileLock(tmp_path / "index" / "build.lock"):
            editor.publish(job.id, ["wex.txt"], "ada")
            job = settled(editor, job)
        assert job.state == "ready"
        assert job.error is not None
        assert "try again" in job.error
        assert job.folder is not None
        assert (job.folder / "wex.txt").exists()
        assert set(files(tmp_path / "index")) == {"north.txt", "east.txt"}

        editor.publish(job.id, ["wex.txt"], "ada")
        assert settled(editor, job).state == "published"


def test_a_builder_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    report = write_report(tmp_path / "wex.txt", "Wexcombe", "Visits are timely.")
    with small_library(tmp_path) as library:
        editor = Editor(library)
        job = uploaded(editor, report)
        wait_for(lambda: not children())  # what read the file may not be gone yet
        editor.publish(job.id, ["wex.txt"], "ada")
        os.kill(wait_for(children)[0], signal.SIGKILL)
        job = settled(editor, job)
        assert (job.state, job.error is not None) == ("ready", True)
        editor.publish(job.id, ["wex.txt"], "ada")
        assert settled(editor, job).state == "published"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_after_a_fault_of_the_app_itself_it_can_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(_: Task) -> Iterator[Event]:
        raise RuntimeError

    report = write_report(tmp_path / "wex.txt", "Wexcombe", "Visits are timely.")
    with small_library(tmp_path) as library:
        editor = Editor(library)
        job = uploaded(editor, report)
        with monkeypatch.context() as patch:
            patch.setattr("ui.editing.changes.perform", faulty)
            editor.publish(job.id, ["wex.txt"], "ada")
            job = settled(editor, job)
        assert (job.state, job.error) == ("ready", words.FAULT)
        editor.publish(job.id, ["wex.txt"], "ada")
        assert settled(editor, job).state == "published"


def test_nothing_ticked_is_said(tmp_path: Path) -> None:
    with small_library(tmp_path) as library:
        editor = Editor(library)
        job = uploaded(editor, write_report(tmp_path / "wex.txt", "Wexcombe", "Visits."))
        editor.publish(job.id, [], "ada")
        job = settled(editor, job)
        assert (job.state, job.error) == ("ready", "Tick at least one report.")


def test_what_is_discarded_while_it_is_read_leaves_nothing(tmp_path: Path) -> None:
    with small_library(tmp_path) as library:
        editor = Editor(library)
        folder = editor.stage()
        write_report(folder / "wex.txt", "Wexcombe", "Visits are timely.")
        job = editor.add("ada", folder, Received(("wex.txt",), ()))
        editor.discard(job.id, "ada")
        wait_for(lambda: not children())
        assert editor.jobs.find(job.id) is None
        assert list((editor.folder / ".waiting").iterdir()) == []


def test_an_added_report_is_removed_with_its_file(tmp_path: Path) -> None:
    report = write_report(tmp_path / "wex.txt", "Wexcombe", "Visits are timely.")
    with small_library(tmp_path) as library:
        editor = Editor(library)
        job = uploaded(editor, report)
        editor.publish(job.id, ["wex.txt"], "ada")
        settled(editor, job)
        with library.assistant() as assistant:
            loaded = {each.file: each for each in assistant.index.reports()}
        for name in ("wex.txt", "north.txt", "east.txt"):
            assert settled(editor, editor.remove(loaded[name], "ada")).state == "removed"
        assert files(tmp_path / "index") == {}
        assert [p for p in editor.folder.iterdir() if p.name[0] != "."] == []
        assert (tmp_path / "reports" / "north.txt").exists(), "the user's own files stay"

        job = uploaded(editor, report)
        editor.publish(job.id, ["wex.txt"], "ada")
        assert settled(editor, job).state == "published", "an index that is empty can be added to"


def test_a_removal_that_fails_keeps_the_report(tmp_path: Path) -> None:
    with small_library(tmp_path) as library:
        editor = Editor(library)
        with library.assistant() as assistant:
            (north,) = (r for r in assistant.index.reports() if r.file == "north.txt")
        with FileLock(tmp_path / "index" / "build.lock"):
            job = settled(editor, editor.remove(north, "ada"))
        assert (job.state, job.error is not None) == ("failed", True)
        assert "north.txt" in files(tmp_path / "index")


def test_only_one_app_adds_to_an_index(tmp_path: Path) -> None:
    with small_library(tmp_path) as library:
        first, second = Editor(library), Editor(library)
        first.stage()
        with pytest.raises(AddingError, match="Another copy"):
            second.stage()


APP = """
import sys
from pathlib import Path
from assistant import Library
from tests.ui.uploading import settled, uploaded
from ui.editing.editor import Editor
from ui.editing.uploads import Received
with Library(Path(sys.argv[1]), is_sample=False) as library:
    editor = Editor(library)
    job = uploaded(editor, Path(sys.argv[2]))
    editor.publish(job.id, [Path(sys.argv[2]).name], "ada")
    settled(editor, job)
"""


def test_an_app_that_is_killed_while_it_publishes_leaves_all_in_place(tmp_path: Path) -> None:
    report = write_report(tmp_path / "wex.txt", "Wexcombe", "Visits are timely.")
    with small_library(tmp_path) as library:
        index_dir = library.index_dir
    app = subprocess.Popen([sys.executable, "-c", APP, str(index_dir), str(report)], cwd=ROOT)
    wait_for(Path(f"{index_dir}-added/wex.txt").exists)
    builders = wait_for(lambda: children(app.pid))
    app.kill()
    app.wait()
    wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in builders))
    assert check_index(index_dir) == ()

    with Library(index_dir, is_sample=False) as library:
        editor = Editor(library)
        for waiting in editor.jobs.all():  # none where the builder had come to its end
            job = settled(editor, waiting)
            assert (job.state, job.was_confirmed) == ("ready", True)
            editor.publish(job.id, ["wex.txt"], "ada")
            assert settled(editor, job).state == "published"
    with Index.open(index_dir) as index:
        assert [r.authority for r in index.reports() if r.file == "wex.txt"] == ["Wexcombe"]


def test_what_was_confirmed_before_and_is_not_ticked_waits_on(tmp_path: Path) -> None:
    with small_library(tmp_path) as library:
        added = Path(f"{library.index_dir}-added")
        write_report(added / "wex.txt", "Wexcombe", "Visits are timely.")
        write_report(added / "ald.txt", "Aldermoor", "Plans are late.")
        editor = Editor(library)
        (waiting,) = editor.jobs.all()
        job = settled(editor, waiting)
        assert job.files == ("ald.txt", "wex.txt")
        editor.publish(job.id, ["wex.txt"], "ada")
        assert settled(editor, job).state == "published"
        assert [path.name for path in added.glob(".waiting/*/*")] == ["ald.txt"]
