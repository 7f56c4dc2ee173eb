"""The catalogue in SQLite."""

from dataclasses import replace
from pathlib import Path

import pytest

from index.catalog import Catalog, Entry, StoredWindow, write_catalog
from index.errors import IndexCorrupted
from index.spans import pack
from tests.index.documents import make_paragraph, make_report


def entry(name: str, *texts: str) -> Entry:
    report = make_report(name)
    paragraphs = tuple(make_paragraph(report, i, text) for i, text in enumerate(texts, start=1))
    return Entry(
        report=report,
        paragraphs=paragraphs,
        spans=tuple(pack(paragraph.spans) for paragraph in paragraphs),
        windows=tuple(
            StoredWindow(i, 0, len(p.text), f"{name}{i}".encode()) for i, p in enumerate(paragraphs)
        ),
    )


ENTRIES = (entry("a", "Plans drift.", "Visits are regular."), entry("b", "Homes “feel” safe."))


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    write_catalog(tmp_path / "catalog.sqlite", ENTRIES)
    return Catalog(tmp_path / "catalog.sqlite")


def test_reports_come_back_whole(catalog: Catalog) -> None:
    assert catalog.reports == tuple(entry.report for entry in ENTRIES)
    assert catalog.report(ENTRIES[1].report.id) == ENTRIES[1].report


def test_a_report_without_dates_comes_back_whole(tmp_path: Path) -> None:
    bare = replace(
        make_report("c", None, None, None), lead_inspector=None, judgements=(), warnings=()
    )
    write_catalog(tmp_path / "catalog.sqlite", [Entry(bare, (), (), ())])

    assert Catalog(tmp_path / "catalog.sqlite").reports == (bare,)


def test_paragraphs_come_back_with_their_words_places_if_asked_for(catalog: Catalog) -> None:
    whole = ENTRIES[0].paragraphs[1]

    assert catalog.paragraph(whole.id, spans=True) == whole
    assert catalog.paragraph(whole.id) == replace(whole, spans=())
    assert catalog.paragraphs(whole.report_id) == [
        replace(paragraph, spans=()) for paragraph in ENTRIES[0].paragraphs
    ]


def test_what_is_unknown_is_a_key_error(catalog: Catalog) -> None:
    for look_up in (catalog.report, catalog.paragraphs, catalog.paragraph, catalog.entry):
        with pytest.raises(KeyError):
            look_up("sha256:none")


def test_positions_count_through_the_corpus(catalog: Catalog) -> None:
    assert [catalog.at(position).text for position in range(3)] == [
        "Plans drift.",
        "Visits are regular.",
        "Homes “feel” safe.",
    ]
    assert catalog.window_paragraphs().tolist() == [0, 1, 2]
    assert catalog.window_keys() == [b"a0", b"a1", b"b0"]
    assert catalog.selection([ENTRIES[0].report]).tolist() == [True, True, False]
    assert catalog.selection([]).tolist() == [False, False, False]


def test_the_paragraph_of_an_ordinal(catalog: Catalog) -> None:
    report = ENTRIES[0].report

    assert catalog.paragraph_id(report.id, 2) == ENTRIES[0].paragraphs[1].id
    assert catalog.paragraph_id(report.id, 3) is None


def test_an_entry_can_be_carried_into_another_catalogue(catalog: Catalog, tmp_path: Path) -> None:
    carried = catalog.entry(ENTRIES[1].report.id)
    write_catalog(tmp_path / "next.sqlite", [carried])
    following = Catalog(tmp_path / "next.sqlite")

    whole = ENTRIES[1].paragraphs[0]
    assert following.paragraph(whole.id, spans=True) == whole
    assert following.entry(ENTRIES[1].report.id).windows == ENTRIES[1].windows


def test_readers_cannot_write(catalog: Catalog) -> None:
    with pytest.raises(Exception, match="readonly"):
        catalog._database.execute("DELETE FROM reports")


def test_a_file_that_is_no_catalogue_is_corrupted(tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite").write_bytes(b"no database " * 100)

    with pytest.raises(IndexCorrupted, match=r"catalog\.sqlite is not a catalogue"):
        Catalog(tmp_path / "catalog.sqlite")
