"""Word and HTML reports are read with the numbers, headings, bullets and grades that they print."""

from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument

from index.errors import ReadingError
from index.structure import parse_file
from index.types import Document, Paragraph

__all__: list[str] = []

TITLE = "Inspection of Northmere local authority children’s services"

PAGE = f"""<!DOCTYPE html>
<html><head><title>Northmere</title><script>var no = "a script";</script></head>
<body><nav><ul><li>Home</li></ul></nav>
<main>
<h1>{TITLE}</h1>
<p>Inspection dates: 20 to 24 January 2025</p>
<p>Lead inspector: Ann Able, His Majesty’s Inspector</p>
<table><tr><th>Judgement</th><th>Grade</th></tr>
<tr><td>The experiences and progress of care leavers</td><td>Inadequate</td></tr>
<tr><td>Overall effectiveness</td><td>Good</td></tr></table>
<h2>What needs to improve</h2>
<ul><li>The timeliness of assessments.</li><li>The quality of plans &amp; reviews.</li></ul>
<h2>The experiences and progress of care leavers: inadequate</h2>
<ol><li>Most care leavers are in touch.</li></ol>
<h3>Planning</h3>
<ol start="2"><li>Too few care leavers have a <a href="plan.html">pathway plan</a>.</li>
<li>Some wait a long time:<ul><li>for a home;</li><li>for a doctor.</li></ul></li></ol>
<p>4. This number is typed.</p>
</main>
<footer>Cookies and privacy</footer></body></html>"""


def _numbered(document: Document) -> list[tuple[str | None, str]]:
    return [(p.number, p.text) for p in document.paragraphs if p.kind == "numbered"]


def _bullets(document: Document) -> list[Paragraph]:
    return [p for p in document.paragraphs if p.kind == "bullet"]


def _html(folder: Path, text: str, name: str = "report.html") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_html_keeps_numbers_bullets_and_grades(tmp_path: Path) -> None:
    document = parse_file(_html(tmp_path, PAGE), "report.html")
    report = document.report
    assert (report.authority, report.kind, report.title) == ("Northmere", "ilacs", TITLE)
    assert [(j.canonical, j.canonical_grade) for j in report.judgements] == [
        ("care_leavers", "inadequate"),
        ("overall", "good"),
    ]
    assert _numbered(document) == [
        ("1", "Most care leavers are in touch."),
        ("2", "Too few care leavers have a pathway plan."),
        ("3", "Some wait a long time:\n• for a home;\n• for a doctor."),
        ("4", "This number is typed."),
    ]
    assert [(b.label, b.text) for b in _bullets(document)] == [
        ("What needs to improve, bullet 1", "The timeliness of assessments."),
        ("What needs to improve, bullet 2", "The quality of plans & reviews."),
    ]
    assert not any("script" in p.text or "Cookies" in p.text for p in document.paragraphs)


def test_an_error_page_is_no_inspection_text(tmp_path: Path) -> None:
    page = _html(tmp_path, "<html><body><h1>404</h1><p>Page not found.</p></body></html>")
    with pytest.raises(ReadingError) as caught:
        parse_file(page, "report.html")
    assert caught.value.code == "not_inspection"


def _word(folder: Path) -> Path:
    word = docx.Document()
    word.add_heading(TITLE, 0)
    word.add_paragraph("Inspection dates: 20 to 24 January 2025")
    _table(word, [("Overall effectiveness", "Requires improvement to be good")])
    word.add_heading("What needs to improve", 1)
    word.add_paragraph("The timeliness of assessments.", style="List Bullet")
    word.add_heading("Help and protection: good", 1)
    word.add_paragraph("Children are seen soon.", style="List Number")
    word.add_paragraph("Thresholds are understood:", style="List Number")
    word.add_paragraph("by schools;", style="List Bullet 2")
    bold = word.add_paragraph().add_run("Early help")
    bold.bold = True
    word.add_paragraph("Families are helped early.", style="List Number")
    word.sections[0].footer.paragraphs[0].text = "Inspection of Northmere   2"
    path = folder / "report.docx"
    word.save(str(path))
    return path


def _table(word: WordDocument, rows: list[tuple[str, str]]) -> None:
    table = word.add_table(rows=1, cols=2)
    table.rows[0].cells[0].merge(table.rows[0].cells[1]).text = "Judgements"
    for label, grade in rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, grade


def test_word_prints_the_numbers_of_its_lists(tmp_path: Path) -> None:
    document = parse_file(_word(tmp_path), "report.docx")
    report = document.report
    assert (report.authority, report.kind) == ("Northmere", "ilacs")
    assert [(j.canonical, j.canonical_grade) for j in report.judgements] == [
        ("overall", "requires_improvement"),
        ("help_protection", "good"),
    ]
    assert _numbered(document) == [
        ("1", "Children are seen soon."),
        ("2", "Thresholds are understood:\n• by schools;"),
        ("3", "Families are helped early."),  # counted on over the heading, as Word does
    ]
    third = next(p for p in document.paragraphs if p.number == "3")
    assert third.section == ("Help and protection", "Early help")
    assert [b.label for b in _bullets(document)] == ["What needs to improve, bullet 1"]
    assert not any("Northmere   2" in p.text for p in document.paragraphs)


def test_a_damaged_word_file_is_refused_by_name(tmp_path: Path) -> None:
    good = _word(tmp_path).read_bytes()
    bad = tmp_path / "bad.docx"
    bad.write_bytes(good[: len(good) // 2])
    with pytest.raises(ReadingError) as caught:
        parse_file(bad, "bad.docx")
    assert caught.value.code in {"unreadable", "binary"}
    assert "bad.docx" in str(caught.value)


def test_a_word_file_named_pdf_is_refused_with_both_names(tmp_path: Path) -> None:
    path = _word(tmp_path).rename(tmp_path / "report.pdf")
    with pytest.raises(ReadingError, match=r"\.pdf but its content is a Word file") as caught:
        parse_file(path, "report.pdf")
    assert caught.value.code == "wrong_suffix"


def test_an_old_word_file_says_how_to_save_it(tmp_path: Path) -> None:
    path = tmp_path / "old.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(ReadingError, match=r"save it as \.docx"):
        parse_file(path, "old.doc")
