"""Names of uploaded files: nothing in them can lead anywhere or stand for markup."""

import pytest

from ui.editing.file_names import distinct_name, safe_name


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("northmere-2019-07-01-ilacs.md", "northmere-2019-07-01-ilacs.md"),
        ("../../x.pdf", "x.pdf"),
        ("..\\..\\x.pdf", "x.pdf"),
        ("/etc/passwd", "passwd"),
        ("<script>.pdf", "_script_.pdf"),
        (".hidden.pdf", "hidden.pdf"),
        ("..", "file"),
        ("", "file"),
        (".pdf", "pdf"),
        ("a\x00b\nc.pdf", "a_b_c.pdf"),
        ("Bericht für Zoë.pdf", "Bericht für Zoë.pdf"),
        ("report\u202efdp.exe", "report_fdp.exe"),
        ("  many   spaces .docx", "many spaces.docx"),
    ],
)
def test_a_name_becomes_one_that_is_safe(given: str, safe: str) -> None:
    assert safe_name(given) == safe


@pytest.mark.parametrize("letter", ["x", "é", "水"])
def test_a_long_name_is_cut_and_keeps_its_suffix(letter: str) -> None:
    name = safe_name(letter * 300 + ".docx")
    assert name.endswith(".docx")
    assert len(name.encode()) < 140


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert distinct_name("a.pdf", ()) == "a.pdf"
    assert distinct_name("A.pdf", ("a.PDF", "a (2).pdf")) == "A (3).pdf"
