"""A newer index takes the place of an older one without anybody who reads noticing."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant import Library, ModelOptions
from index import Index, IndexMissing
from tests.assistant.libraries import add_report, damage, index_of_one, opened


def words_of(index: Index) -> list[str]:
    """The last words of each report, which lie in the catalogue."""
    return [index.paragraphs(report.id)[-1].text for report in index.reports()]


def is_closed(index: Index) -> bool:
    try:
        words_of(index)
    except sqlite3.ProgrammingError:
        return True
    return False


def authorities(library: Library) -> tuple[str, ...]:
    with library.assistant() as assistant:
        return assistant.index.authorities()


def test_it_lends_what_is_loaded(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        assert library.index_dir == tmp_path / "index"
        assert not library.is_sample
        with library.assistant() as one, library.assistant() as two:
            assert one is two
            assert one.ask("How are homes in Northmere?").status == "answered"
        index = one.index
        assert not is_closed(index), "who gives it back leaves it to the next"
    assert is_closed(index)


def test_no_index_is_said(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        Library(tmp_path / "nowhere", is_sample=True)


def test_nothing_new_is_nothing_taken_up(tmp_path: Path) -> None:
    with opened(tmp_path) as library, library.assistant() as before:
        assert not library.refresh()
        with library.assistant() as after:
            assert after is before


def test_a_replaced_index_is_closed_by_its_last_reader(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        first, second = library.assistant(), library.assistant()
        old = first.__enter__()
        assert second.__enter__() is old
        add_report(tmp_path)
        assert authorities(library) == ("Northmere",), "nothing changes by itself"

        assert library.refresh()
        assert authorities(library) == ("Northmere", "Wexcombe")
        assert old.index.authorities() == ("Northmere",)
        assert words_of(old.index) == ["Homes are stable."]
        assert old.ask("How are homes in Northmere?").status == "answered"

        first.__exit__(None, None, None)
        assert not is_closed(old.index), "another reads it still"
        second.__exit__(None, None, None)
        assert is_closed(old.index)
        with library.assistant() as new:
            assert not is_closed(new.index)


def test_an_index_that_nobody_reads_is_closed_at_once(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        with library.assistant() as assistant:
            old = assistant.index
        add_report(tmp_path)
        assert library.refresh()
        assert is_closed(old)


def test_a_reader_that_fails_gives_it_back(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        lent = library.assistant()
        old = lent.__enter__().index
        add_report(tmp_path)
        library.refresh()
        fault = RuntimeError("the reader's own")
        assert not lent.__exit__(RuntimeError, fault, None), "the fault goes on"
        assert is_closed(old)


def test_several_newer_ones_follow_one_another(tmp_path: Path) -> None:
    with opened(tmp_path) as library, library.assistant() as first:
        for authority in ("Wexcombe", "Aldermoor", "Eastmarch"):
            add_report(tmp_path, authority)
            assert library.refresh()
        assert len(authorities(library)) == 4
        assert words_of(first.index) == ["Homes are stable."]


def test_of_many_refreshes_at_once_one_takes_it_up(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        add_report(tmp_path)
        together = threading.Barrier(8)

        def refresh(_: int) -> bool:
            together.wait()
            return library.refresh()

        with ThreadPoolExecutor(8) as pool:
            assert sorted(pool.map(refresh, range(8)), reverse=True) == [True, *[False] * 7]
        assert authorities(library) == ("Northmere", "Wexcombe")


def test_readers_notice_nothing_while_it_is_replaced(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        done = threading.Event()

        def read(_: int) -> set[int]:
            seen = set()
            while not done.is_set():
                with library.assistant() as assistant:
                    seen.add(len(words_of(assistant.index)))
                done.wait(0.001)  # leaves the processor to the builder
            return seen

        with ThreadPoolExecutor(4) as pool:
            readers = [pool.submit(read, number) for number in range(4)]
            try:
                for authority in ("Wexcombe", "Aldermoor"):
                    add_report(tmp_path, authority)
                    assert library.refresh()
            finally:
                done.set()
            assert set().union(*(reader.result() for reader in readers)) <= {1, 2, 3}


@pytest.mark.parametrize("harm", ["file", "pointer", "folder", "gone"])
def test_what_cannot_be_opened_leaves_the_old_one(tmp_path: Path, harm: str) -> None:
    pointer = tmp_path / "index" / "CURRENT"
    with opened(tmp_path) as library, library.assistant() as before:
        add_report(tmp_path)
        if harm == "file":
            damage(tmp_path)
        elif harm == "pointer":
            pointer.write_text("{}")
        else:
            pointer.unlink()
        if harm == "folder":
            pointer.mkdir()
        assert not library.refresh()
        assert not library.refresh()
        with library.assistant() as after:
            assert after is before
            assert after.ask("How are homes in Northmere?").status == "answered"
        if harm == "file":
            add_report(tmp_path, "Aldermoor", anew=True)
            assert library.refresh(), "a whole one is taken up again"
            assert authorities(library) == ("Aldermoor",)


def test_the_model_that_writes_stays_while_indexes_come_and_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    options = ModelOptions("a-model", second_look=True)
    with Library(index_of_one(tmp_path), is_sample=True, model=options) as library:
        with library.assistant() as before:
            assert before.model is not None
        add_report(tmp_path)
        assert library.refresh()
        with library.assistant() as after:
            assert after.model is before.model
            assert after.second_look
            assert after.supports == before.supports
        assert library.is_sample
    assert is_closed(after.index)
