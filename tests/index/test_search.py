"""An index opened for questions, on the sample with the real model and on small ones."""

import datetime as dt
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index import Filters, Index, IndexFormatError, IndexMissing, build_index
from tests.index.documents import write_report
from tests.layout import ROOT


@pytest.fixture(scope="module")
def sample(sample_index: Path) -> Iterator[Index]:
    with Index.open(sample_index) as index:
        yield index


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Index]:
    """Two reports of Northmere and one of Eastmere, all about visits."""
    folder = tmp_path / "reports"
    texts = ("Visits are regular.", "Visits are regular and recorded.", "Plans drift.")
    write_report(folder / "n19.txt", "Northmere", *texts, end=dt.date(2019, 3, 8))
    write_report(folder / "n24.txt", "Northmere", *texts, end=dt.date(2024, 3, 8))
    write_report(folder / "e23.txt", "Eastmere", *texts, end=dt.date(2023, 3, 10))
    build_index([folder], tmp_path / "index", embedder="hashing")
    with Index.open(tmp_path / "index") as index:
        yield index


def test_hits_are_ranked_and_scored(small: Index) -> None:
    hits = small.search("regular visits", k=4)

    assert [hit.rank for hit in hits] == [1, 2, 3, 4]
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert "regular" in hits[0].paragraph.text
    assert hits[0].retrievers == ("dense", "sparse")
    assert hits[0].report.id == hits[0].paragraph.report_id


def test_the_same_question_has_the_same_hits(small: Index) -> None:
    assert small.search("regular visits") == small.search("regular visits")


def test_filters_apply_before_ranking(small: Index) -> None:
    east = Filters(authorities=("Eastmere",))
    hits = small.search("regular visits in Northmere in 2019", k=50, filters=east)

    assert {hit.report.authority for hit in hits} == {"Eastmere"}
    every = {p.id for r in small.reports(east) for p in small.paragraphs(r.id)}
    assert {hit.paragraph.id for hit in hits} == every, "none is crowded out by other reports"


def test_only_the_latest_report_of_each_authority(small: Index) -> None:
    hits = small.search("visits", k=50, filters=Filters(latest=True))

    assert {hit.report.file for hit in hits} == {"n24.txt", "e23.txt"}


def test_filters_that_nothing_passes_find_nothing(small: Index) -> None:
    nowhere = Filters(authorities=("Westmere",))

    assert small.search("visits", filters=nowhere) == []
    assert small.reports(nowhere) == []
    assert small.judgements(nowhere) == []


def test_keywords_are_for_shared_words_only(small: Index) -> None:
    plain = small.search("zzz", k=1)
    hinted = small.search("zzz", k=1, keywords="drift")

    assert plain[0].retrievers == ("dense",)
    assert hinted[0].paragraph.text == "Plans drift."
    assert hinted[0].retrievers[-1] == "sparse"


@pytest.mark.parametrize(("text", "k"), [("", 10), ("  \n", 10), ("visits", 0), ("visits", -1)])
def test_nothing_asked_for_is_nothing_found(small: Index, text: str, k: int) -> None:
    assert small.search(text, k=k) == []


def test_more_hits_than_paragraphs_are_no_error(small: Index) -> None:
    count = sum(len(small.paragraphs(report.id)) for report in small.reports())

    assert len(small.search("visits", k=1000)) == count


def test_reports_stand_newest_last(small: Index) -> None:
    assert [report.file for report in small.reports()] == ["n19.txt", "e23.txt", "n24.txt"]
    assert small.authorities() == ("Eastmere", "Northmere")


def test_a_scan_sees_every_paragraph_in_reading_order(small: Index) -> None:
    found = list(small.scan(lambda paragraph: "recorded" in paragraph.text))

    assert [(report.file, p.number) for report, p in found] == [
        ("n19.txt", "2"),
        ("e23.txt", "2"),
        ("n24.txt", "2"),
    ]
    assert len(list(small.scan(lambda _: True))) == len(small.search("visits", k=1000))


def test_judgements_are_rows_with_their_proof(small: Index) -> None:
    rows = small.judgements(canonical="care_leavers", grade="good")

    assert [row.report.file for row in rows] == ["n19.txt", "e23.txt", "n24.txt"]
    for row in rows:
        assert row.paragraph_id is not None
        assert "Good" in small.paragraph(row.paragraph_id).text
    assert small.judgements(canonical="overall") == []
    assert small.judgements(grade="inadequate") == []
    assert len(small.judgements(Filters(authorities=("Eastmere",)))) == 1


def test_what_is_unknown_is_a_key_error(small: Index) -> None:
    for look_up in (small.report, small.paragraphs, small.paragraph, small.original):
        with pytest.raises(KeyError):
            look_up("sha256:none")


def test_a_reader_keeps_the_generation_that_it_opened(tmp_path: Path) -> None:
    source, index_dir = tmp_path / "reports", tmp_path / "index"
    write_report(source / "north.txt", "Northmere", "Round 0 is over.")
    build_index([source], index_dir, embedder="hashing")
    with Index.open(index_dir) as old:
        for number in range(1, 4):  # the generation is removed meanwhile
            write_report(source / "north.txt", "Northmere", f"Round {number} is over.")
            build_index([source], index_dir)
        hits = old.search("round over")
        assert hits[0].paragraph.text == "Round 0 is over."
        assert old.paragraph(hits[0].paragraph.id) == hits[0].paragraph
    with Index.open(index_dir) as new:
        assert new.search("round over")[0].paragraph.text == "Round 3 is over."
        assert new.generation != old.generation
        assert new.corpus != old.corpus


def test_threads_may_share_an_index(sample: Index) -> None:
    questions = ["care leavers", "health assessments", "What needs to improve?", "staff"] * 3
    alone = [sample.search(question) for question in questions]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(sample.search, questions)) == alone


def test_meaning_is_found_without_shared_words(sample: Index) -> None:
    near, far = sample.similarity(
        "young people who run away", ["children missing from home", "the budget for buildings"]
    )

    assert near > far + 0.2
    assert sample.similarity("young people", []) == []


def test_no_index_is_told(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        Index.open(tmp_path)


def test_a_model_of_another_dimension_is_refused(small: Index, tmp_path: Path) -> None:
    manifest = small.manifest
    try:
        small.manifest = type(manifest).from_json(
            manifest.to_json().replace('"dimension": 256', '"dimension": 384')
        )
        with pytest.raises(IndexFormatError, match="has 256 dimensions"):
            small.search("visits")
    finally:
        small.manifest = manifest


def test_nothing_heavy_is_loaded_before_it_is_needed(sample_index: Path, tmp_path: Path) -> None:
    shutil.copytree(sample_index, tmp_path / "index")
    look = (
        "import sys, pathlib, index\n"
        "heavy = {'torch', 'sentence_transformers', 'faiss', 'bm25s', 'pypdfium2'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
        "opened = index.Index.open(pathlib.Path(sys.argv[1]))\n"
        "opened.judgements(); opened.reports()\n"
        "assert not {'torch', 'sentence_transformers'} & set(sys.modules)\n"
    )
    command = [sys.executable, "-c", look, str(tmp_path / "index")]
    subprocess.run(command, cwd=ROOT, check=True)
