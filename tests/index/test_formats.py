"""Word and HTML reports are read with the numbers, headings, bullets and grades that they print."""

from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

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


def _page(body: str) -> str:
    dates = "<p>Inspection dates: 20 to 24 January 2025</p>"
    return f"<!DOCTYPE html><html><body><h1>{TITLE}</h1>{dates}{body}</body></html>"


def test_lists_inside_lists_of_a_page_are_bullets(tmp_path: Path) -> None:
    inner = "<ol><li>on time;</li><li>clear.</li></ol>"
    items = "".join(f"<li>Text {n}.{inner if n == 8 else ''}</li>" for n in range(1, 13))
    body = f"<h2>Findings</h2><ol>{items}</ol><ol start=13><li>Text 13:<ol type=a><li>so.</li>"
    document = parse_file(_html(tmp_path, _page(body)), "report.html")
    assert [number for number, _ in _numbered(document)] == [str(n) for n in range(1, 14)]
    texts = dict(_numbered(document))
    assert texts["8"] == "Text 8.\n• 1. on time;\n• 2. clear."
    assert texts["13"] == "Text 13:\n• so."


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<form id='aspnetForm'><p>1. Children are seen.</p></form>", "Children are seen."),
        ("<p>1. It rose to\n2. September\n– and fell –\n# again.</p>",
         "It rose to 2. September – and fell – # again."),
        ("<p>1. In the area<sup>2</sup> and in H<sub>2</sub>O.</p>", "In the area and in H2O."),
        ("<blockquote><p>1. Quoted.</p></blockquote>", "Quoted."),
        ("<pre>1. Set as it is.</pre>", "Set as it is."),
        ("<ol><li><p>First.</p><p>Second part.</p></li></ol>", "First. Second part."),
        ("<table><tr><td>1.</td><td>In a table.</td></tr></table>", "In a table."),
        ("<article><p>1. In one of two.</p></article><article><h3>Other</h3></article>",
         "In one of two."),
    ],
)  # fmt: skip
def test_shapes_of_pages(tmp_path: Path, body: str, text: str) -> None:
    document = parse_file(_html(tmp_path, _page(f"<h2>Findings</h2>{body}")), "report.html")
    assert _numbered(document) == [("1", text)]


def test_a_heading_that_can_be_folded_keeps_its_grade(tmp_path: Path) -> None:
    body = "<h2><button>Leadership: inadequate</button></h2><p>1. Leaders know.</p>"
    document = parse_file(_html(tmp_path, _page(body)), "report.html")
    assert [(j.canonical, j.canonical_grade) for j in document.report.judgements] == [
        ("leadership", "inadequate")
    ]


def test_a_page_that_a_browser_saved_begins_with_a_comment(tmp_path: Path) -> None:
    page = f"<!-- saved from url=(0014)about:internet -->\n{_page('<p>1. Seen.</p>')[15:]}"
    document = parse_file(_html(tmp_path, page), "report.html")
    assert _numbered(document) == [("1", "Seen.")]


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


class _Raw:
    """A Word file put together from its XML, for what python-docx does not write."""

    def __init__(self) -> None:
        self.word = docx.Document()
        self.word.add_heading(TITLE, 0)
        self.word.add_paragraph("Inspection dates: 20 to 24 January 2025")

    def item(self, text: str) -> None:
        self.word.add_paragraph(text, style="List Number")

    def body(self, xml: str) -> None:
        body = self.word.element.body
        body.insert(len(body) - 1, _element(xml))

    def numbering(self, xml: str, *, first: bool = False) -> None:
        numbering = self.word.part.numbering_part.element
        numbering.insert(0 if first else len(numbering), _element(xml))

    def listed(self, text: str, number: int, depth: int = 0) -> None:
        self.body(
            f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
            f"</w:pPr>{_run(text)}</w:p>"
        )

    def parse(self, folder: Path) -> Document:
        self.word.save(str(folder / "raw.docx"))
        return parse_file(folder / "raw.docx", "raw.docx")


def _element(xml: str) -> BaseOxmlElement:
    return parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1))


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


_LEVELS = (
    '<w:abstractNum w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1">'
    '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>'
    "</w:abstractNum>"
)


def test_word_counts_empty_paragraphs_and_those_in_content_controls(tmp_path: Path) -> None:
    raw = _Raw()
    raw.item("First.")
    raw.body(
        '<w:sdt><w:sdtContent><w:p><w:pPr><w:pStyle w:val="ListNumber"/></w:pPr>'
        f"{_run('Second.')}</w:p></w:sdtContent></w:sdt>"
    )
    raw.item("")
    raw.item("Fourth.")
    assert _numbered(raw.parse(tmp_path)) == [("1", "First."), ("2", "Second."), ("4", "Fourth.")]


def test_levels_inside_a_word_list_are_points(tmp_path: Path) -> None:
    raw = _Raw()
    raw.numbering(_LEVELS, first=True)
    raw.numbering('<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
    raw.listed("The authority should:", 90)
    raw.listed("make plans;", 90, 1)
    raw.listed("train staff.", 90, 1)
    raw.listed("Managers know.", 90)
    assert _numbered(raw.parse(tmp_path)) == [
        ("1", "The authority should:\n• 1. make plans;\n• 2. train staff."),
        ("2", "Managers know."),
    ]


def test_word_lists_that_borrow_or_replace_levels(tmp_path: Path) -> None:
    raw = _Raw()
    raw.numbering(_LEVELS, first=True)
    raw.numbering(
        '<w:abstractNum w:abstractNumId="95"><w:numStyleLink w:val="Rep"/></w:abstractNum>',
        first=True,
    )
    raw.numbering('<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
    raw.numbering('<w:num w:numId="95"><w:abstractNumId w:val="95"/></w:num>')
    raw.numbering(
        '<w:num w:numId="96"><w:abstractNumId w:val="90"/><w:lvlOverride w:ilvl="0">'
        '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>'
        "</w:lvlOverride></w:num>"
    )
    raw.word.styles.element.append(
        _element(
            '<w:style w:type="numbering" w:styleId="Rep"><w:name w:val="Rep"/>'
            '<w:pPr><w:numPr><w:numId w:val="90"/></w:numPr></w:pPr></w:style>'
        )
    )
    raw.listed("One.", 95)
    raw.listed("a bullet.", 96)
    raw.listed("Two.", 95)
    assert _numbered(raw.parse(tmp_path)) == [("1", "One.\n• a bullet."), ("2", "Two.")]


def test_word_text_is_what_is_printed(tmp_path: Path) -> None:
    raw = _Raw()
    raw.item("First.")
    raw.body(
        f"<w:p><w:moveFrom>{_run('Moved.')}</w:moveFrom>{_run('Stays. ')}"
        f"<w:ins>{_run('Added. ')}</w:ins><w:r><w:rPr><w:vanish/></w:rPr>"
        f"<w:t>Hidden.</w:t></w:r><w:moveTo>{_run('Moved.')}</w:moveTo></w:p>"
    )
    table = raw.word.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "Overall effectiveness"
    added = f"<w:p><w:ins>{_run('Inadequate')}</w:ins></w:p>"
    table.cell(0, 1)._tc.append(_element(added))
    document = raw.parse(tmp_path)
    assert [p.text for p in document.paragraphs if p.kind == "text"] == ["Stays. Added. Moved."]
    assert [j.canonical_grade for j in document.report.judgements] == ["inadequate"]


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
