"""Sheets as they are written, as they come back from a spreadsheet program, and damaged ones."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, repeat
from pathlib import Path

import pytest

from eval.cases import read_cases
from eval.errors import SheetError
from eval.marking import Marked, write_marking_sheet
from eval.rows import read_rows
from eval.sampling import Drawn, draw
from eval.sheets import read_question_sheet, write_cases, write_question_sheet
from eval.types import Case, Nugget, Place
from index import Index
from tests.layout import ROOT

SHOWN = ["id", "authority", "report", "file", "label", "heading", "text"]
FILLED_IN = ["question", "type", "also_labels", "nuggets", "answerable", "reason", "note"]
COLUMNS = SHOWN + FILLED_IN
GOOD = {"question": "Who leads?", "type": "lookup", "answerable": "yes"}
UNANSWERABLE = GOOD | {"type": "unanswerable", "answerable": "no", "reason": "not_mentioned"}


@pytest.fixture(scope="module")
def drawn(sample_index: Path) -> Iterator[list[Drawn]]:
    with Index.open(sample_index) as index:
        yield draw(index, 12, seed=3)


@pytest.fixture
def sheet(drawn: list[Drawn], tmp_path: Path) -> Path:
    path = tmp_path / "questions.csv"
    write_question_sheet(path, drawn)
    return path


def cells(path: Path) -> list[dict[str, str]]:
    """The rows, read without our reader."""
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def fill_in(path: Path, *entries: dict[str, str], delimiter: str = ",") -> None:
    """Save it as a spreadsheet program does, with these cells in its first rows."""
    rest = repeat(dict[str, str]())
    rows = [row | entry for row, entry in zip(cells(path), chain(entries, rest), strict=False)]
    save(path, rows, delimiter)


def save(path: Path, rows: Sequence[dict[str, str]], delimiter: str = ",") -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)


def test_a_sheet_shows_what_was_drawn_and_leaves_the_rest_empty(
    sheet: Path, drawn: list[Drawn]
) -> None:
    assert sheet.read_bytes().startswith(b"\xef\xbb\xbfid,authority,")
    rows = cells(sheet)
    assert list(rows[0]) == COLUMNS
    for row, each in zip(rows, drawn, strict=True):
        assert row["id"] == each.id
        assert row["authority"] == each.report.authority
        assert row["file"] == each.report.file
        assert row["label"] == each.paragraph.label
        assert row["text"] == each.paragraph.text
        assert row["heading"] == " > ".join(each.paragraph.section)
        assert each.report.published is not None
        assert row["report"].endswith(f"{each.report.published:%B %Y}")
        assert not any(row[column] for column in FILLED_IN)


def test_questions_come_out_of_a_sheet_and_go_into_a_file(
    sheet: Path, drawn: list[Drawn], tmp_path: Path
) -> None:
    label = drawn[0].paragraph.label
    fill_in(
        sheet,
        {
            "question": "  How many\ncare leavers? ",
            "type": "Lookup",
            "also_labels": f"9; Strengths, bullet 3;;{label}",
            "nuggets": "seven | 7; ?by  March;",
            "answerable": "YES",
            "note": "not asked for",
        },
        {"note": "nothing to ask here"},
        UNANSWERABLE,
    )
    cases = read_question_sheet(sheet)
    file = drawn[0].report.file
    assert cases == [
        Case(
            id="s3-001",
            type="lookup",
            question="How many care leavers?",
            answerable=True,
            gold=(Place(file, label),),
            also_ok=(Place(file, "9"), Place(file, "Strengths, bullet 3")),
            nuggets=(Nugget(("seven", "7")), Nugget(("by March",), vital=False)),
        ),
        Case(
            id="s3-003",
            type="unanswerable",
            question="Who leads?",
            answerable=False,
            reason="not_mentioned",
        ),
    ]
    written = tmp_path / "cases.jsonl"
    write_cases(written, cases)
    assert read_cases([written]) == cases
    first, second = (json.loads(line) for line in written.read_text("utf-8").splitlines())
    assert first["nuggets"] == [["seven", "7"], {"any": ["by March"], "vital": False}]
    (line, *_) = (ROOT / "eval/gold/tuning.jsonl").read_text("utf-8").splitlines()
    assert list(first) == list(json.loads(line))
    assert list(second) == [*first, "reason"]


@pytest.mark.parametrize("name", ["tuning", "held_out"])
def test_cases_are_written_as_the_questions_of_the_project_are(name: str, tmp_path: Path) -> None:
    source = ROOT / "eval" / "gold" / f"{name}.jsonl"
    written = tmp_path / "cases.jsonl"
    write_cases(written, read_cases([source]))
    assert written.read_bytes() == source.read_bytes()


def test_places_without_a_label_and_the_corpus_are_written_too(tmp_path: Path) -> None:
    places = (Place("a.pdf", paragraph="7", starts_with="In 2024"), Place("a.pdf", "8"))
    case = Case("x", "list", "Who?", answerable=True, corpus="letters", gold=places)
    write_cases(tmp_path / "cases.jsonl", [case])
    assert read_cases([tmp_path / "cases.jsonl"]) == [case]


def test_rows_with_the_same_id_and_question_are_one_case(sheet: Path, drawn: list[Drawn]) -> None:
    ours = {"id": "s3-001", "question": "Who leads?"}
    fill_in(
        sheet,
        GOOD | {"type": "compare", "nuggets": "Ann", "also_labels": "77"},
        ours | {"nuggets": "Ann; Bob", "also_labels": "78"},
        GOOD | {"question": "Where?"},
        ours | {"type": "compare", "answerable": "yes"},
    )
    case, other = read_question_sheet(sheet)
    files = [each.report.file for each in drawn]
    assert case.gold == tuple(Place(files[n], drawn[n].paragraph.label) for n in (0, 1, 3))
    assert case.also_ok == (Place(files[0], "77"), Place(files[1], "78"))
    assert case.nuggets == (Nugget(("Ann",)), Nugget(("Bob",)))
    assert (case.type, other.id, other.question) == ("compare", "s3-003", "Where?")


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_are_understood(sheet: Path, drawn: list[Drawn], delimiter: str) -> None:
    fill_in(sheet, GOOD, delimiter=delimiter)
    assert delimiter in sheet.read_text("utf-8").splitlines()[0]
    (case,) = read_question_sheet(sheet)
    assert case.gold == (Place(drawn[0].report.file, drawn[0].paragraph.label),)


def test_columns_may_be_moved_and_added_and_rows_be_blank(sheet: Path) -> None:
    fill_in(sheet, GOOD)
    rows = [{"mine": "?", **dict(reversed(row.items()))} for row in cells(sheet)]
    save(sheet, [dict.fromkeys(rows[0], ""), *rows])
    assert [case.id for case in read_question_sheet(sheet)] == ["s3-001"]


@pytest.mark.parametrize(
    "text",
    [
        "=HYPERLINK(A1)",
        "+44 20",
        "-5 per cent",
        "@SUM(1)",
        "\t=1+1",
        "\r1",
        "'\n1",
        " =1",
        "'=1",
        "''-1",
    ],
)
def test_no_cell_is_a_formula_and_reading_gives_back_what_was_written(
    drawn: list[Drawn], tmp_path: Path, text: str
) -> None:
    paragraph = replace(drawn[0].paragraph, label=text, section=(text,))
    path = tmp_path / "sheet.csv"
    write_question_sheet(path, [replace(drawn[0], paragraph=paragraph)])
    (row,) = cells(path)
    assert row["label"] == row["heading"] == f"'{text}"
    (read,) = read_rows(path, ["label"])
    assert read["label"] == text.strip()


@pytest.mark.parametrize("text", ["'Staying put' is known", "’tis", "a = b", "7", ""])
def test_other_cells_are_left_alone(drawn: list[Drawn], tmp_path: Path, text: str) -> None:
    path = tmp_path / "sheet.csv"
    write_question_sheet(
        path, [replace(drawn[0], paragraph=replace(drawn[0].paragraph, text=text))]
    )
    assert cells(path)[0]["text"] == text
    assert read_rows(path, ["text"])[0]["text"] == text


def test_a_formula_that_a_person_writes_as_text_becomes_the_question(sheet: Path) -> None:
    fill_in(sheet, GOOD | {"question": "'- and who leads?"}, GOOD | {"question": "'tis who?"})
    asked = [case.question for case in read_question_sheet(sheet)]
    assert asked == ["- and who leads?", "'tis who?"]


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ([{}, GOOD | {"type": "loop"}], "row 3, column “type”: “loop” cannot be used; write one"),
        ([GOOD | {"type": " "}], "row 2, column “type”: empty; write one of lookup, theme"),
        ([GOOD | {"type": "followup"}], "row 2, column “type”: “followup” cannot be used"),
        ([GOOD | {"answerable": ""}], "row 2, column “answerable”: write yes or no"),
        ([GOOD | {"answerable": "maybe"}], "row 2, column “answerable”: write yes or no"),
        ([GOOD | {"answerable": "no"}], "row 2, column “answerable”: no does not go with"),
        ([UNANSWERABLE | {"answerable": "yes"}], "row 2, column “answerable”: yes does not go"),
        ([{}, UNANSWERABLE | {"reason": ""}], "row 3, column “reason”: say why"),
        ([GOOD | {"reason": "none"}], "row 2, column “reason”: say why"),
        ([UNANSWERABLE | {"nuggets": "7"}], "row 2, column “nuggets”: filled in, though"),
        ([UNANSWERABLE | {"also_labels": "7"}], "row 2, column “also_labels”: filled in, though"),
        ([GOOD | {"nuggets": "7; ?"}], "row 2, column “nuggets”: “?” holds no words"),
        ([GOOD | {"nuggets": "| |"}], "row 2, column “nuggets”: “| |” holds no words"),
        ([GOOD | {"label": ""}], "row 2, column “label”: empty; say where"),
        ([GOOD | {"file": " "}], "row 2, column “file”: empty; say where"),
        ([GOOD | {"id": ""}], "row 2, column “id”: empty; give the question an id"),
        (
            [GOOD, GOOD | {"id": "s3-001", "question": "Where?"}],
            "row 3, column “id”: “s3-001” already stands for another question in row 2; give each",
        ),
        (
            [GOOD, GOOD | {"id": "s3-001", "type": "list"}],
            "row 3, column “type”: “list”, but “lookup” in row 2 for the same question; write",
        ),
    ],
)
def test_what_a_person_can_mend_is_said_with_its_cell(
    sheet: Path, entries: list[dict[str, str]], message: str
) -> None:
    fill_in(sheet, *entries)
    with pytest.raises(SheetError) as caught:
        read_question_sheet(sheet)
    assert f"questions.csv, {message}" in str(caught.value)
    assert "\n" not in str(caught.value)


HEADINGS = ",".join(COLUMNS).encode()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty; the first row has to hold the headings"),
        (b"\xef\xbb\xbf \r\n", "is empty"),
        (HEADINGS.replace(b"answerable", b"answered"), "row 1: no column is headed “answerable”"),
        (HEADINGS.replace(b"note", b"type"), "row 1: two columns are headed “type”"),
        (HEADINGS + b"\r\n1,caf\xe9", "save it as “CSV UTF-8”"),
        (",".join(COLUMNS).encode("utf-16"), "save it as “CSV UTF-8”"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\xdd", "save it as “CSV UTF-8”"),
        (HEADINGS + b'\r\n1,"never closed\r\n2,3', "line 3 of the text: unexpected end of data"),
        (HEADINGS + b"\r\n" + b"1," * 14 + b"x", "row 2: more cells than headings; move or empty"),
    ],
)
def test_a_damaged_sheet_is_an_error(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "damaged.csv"
    path.write_bytes(content)
    with pytest.raises(SheetError) as caught:
        read_question_sheet(path)
    assert str(caught.value).startswith(str(path))
    assert message in str(caught.value)


def test_a_sheet_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match=r"none\.csv cannot be read: No such file"):
        read_question_sheet(tmp_path / "none.csv")


def test_missing_cells_at_the_end_of_a_row_are_empty(sheet: Path) -> None:
    lines = [HEADINGS, b"x,,,a.pdf,7,,,Who?,lookup,,,yes"]
    sheet.write_bytes(b"\r\n".join(lines))
    assert read_question_sheet(sheet)[0].gold == (Place("a.pdf", "7"),)


def test_nothing_is_overwritten(sheet: Path, drawn: list[Drawn]) -> None:
    fill_in(sheet, GOOD)
    filled = sheet.read_bytes()
    exists = pytest.raises(SheetError, match=r"questions\.csv exists and is not overwritten")
    with exists:
        write_question_sheet(sheet, drawn)
    with exists:
        write_cases(sheet, [])
    with exists:
        write_marking_sheet(sheet, [])
    assert sheet.read_bytes() == filled
    assert list(sheet.parent.iterdir()) == [sheet]


def test_a_file_appears_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(SheetError, match="cannot be written: No space left"):
        write_cases(tmp_path / "cases.jsonl", [])
    assert not (tmp_path / "cases.jsonl").exists()


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match=r"cases\.jsonl cannot be written: No such file"):
        write_cases(tmp_path / "none" / "cases.jsonl", [])


def test_a_marking_sheet_asks_for_marks(tmp_path: Path) -> None:
    path = tmp_path / "marks.csv"
    row = Marked("m-1", "=Who?", "Northmere", "Northmere, published 2024", "7", "Text,\nmore")
    write_marking_sheet(path, [row, replace(row, id="m-2")])
    first, second = cells(path)
    assert list(first.items()) == [
        ("id", "m-1"),
        ("question", "'=Who?"),
        ("authority", "Northmere"),
        ("report", "Northmere, published 2024"),
        ("label", "7"),
        ("text", "Text,\nmore"),
        ("mark", ""),
    ]
    assert second == first | {"id": "m-2"}


def test_pairs_of_a_marking_sheet_have_ids_of_their_own(tmp_path: Path) -> None:
    row = Marked("m-1", "Who?", "Northmere", "Northmere, published 2024", "7", "Text")
    with pytest.raises(ValueError, match="same id"):
        write_marking_sheet(tmp_path / "marks.csv", [row, row])
