"""Plain texts: numbers, bullets, page breaks, tables and letters (all texts are invented)."""

from pathlib import Path

import pytest

from index.errors import ReadingError
from index.number_runs import number_runs
from index.parsing import parse_paths
from index.structure import list_files, parse_file
from index.types import Document, Paragraph, Unreadable

__all__: list[str] = []

REPORT = """\
Inspection of safeguarding and looked after children services

Northmere Borough Council

Inspection dates: 8 May – 18 May 2012
Reporting inspector: Ada Quill HMI

Published: 27 June 2012

Contents

About this inspection\t2
Safeguarding services\t3

About this inspection

1. This inspection looked at two services.
2. Inspectors considered:
 - case files of 40 children
 - the views of carers.

Safeguarding services

Overall effectiveness

Grade 3 (Adequate)

3. Overall effectiveness is adequate. Managers read case files and their audits have shown that



plans are late. In March
2012. Since then they have improved.

Areas for improvement

4. The council and its partners should act.

Immediately:

- allocate every case
- brief the board

on what it has found.

Within three months:

- train all managers.

Services for looked after children

Being healthy**Grade 2 Good)**

5.Children see a doctor soon after they come into care.
7. Dental checks are late.

Record of main findings:

Safeguarding services\t
Overall effectiveness\tAdequate
Services for looked after children\t
Being healthy\tGood
"""

LETTER = """\
1 Mill Lane Bristol BS1 1AA

16 September 2010

Ms B Vale
Director of Children's Services
Northmere Council

Dear Ms Vale

Annual unannounced inspection of contact, referral and assessment arrangements within Northmere \
Council children's services

This letter summarises the findings of the inspection which was conducted on 17 and 18 August 2010.

Strengths
<ul style="list-style-type: none">Referrals are screened by a qualified



manager within the hour.

- Records are clear.

Areas for development

- Chronologies are not used in every team.

Yours sincerely

Cyril Dane
Her Majesty's Inspector

Copy: E Fenn, Chief Executive, Northmere Council
G Holt, Department for Education
"""


def _parse(folder: Path, text: str, name: str = "report.txt") -> Document:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return parse_file(path, name)


def _numbered(document: Document) -> dict[str, Paragraph]:
    return {p.number: p for p in document.paragraphs if p.number is not None}


def test_earlier_inspections_are_dated_as_exactly_as_printed(tmp_path: Path) -> None:
    document = _parse(
        tmp_path,
        """\
Inspection of Northmere local authority children's services

Inspection dates: 3 to 7 February 2025

Since the last full inspection in November 2021, when services were judged to be good, much has
changed.

1. The previous inspection of fostering was on 4 March 2019. Plans made in May 2025 are new.

2. Progress since the last visit of family is not about an inspection in 2018.

3. The last inspection of homes, which was announced, took place between 3 and 20 November 2020.

4. Much has improved since the last inspection and two focused visits in October 2022.

5. Since the last inspection, numbers rose, and a hub that opened in March 2018 is well used.

6. It was a concern at the last inspection, as in a review published in 2017.
""",
    )
    numbers = {p.ordinal: p.label for p in document.paragraphs}
    found = [(p.date, numbers[p.paragraph]) for p in document.report.previous]
    assert found == [("2021-11", "Front page"), ("2019-03-04", "1"), ("2020-11-20", "3")]


def test_a_list_of_grades_is_read_but_not_that_of_earlier_years(tmp_path: Path) -> None:
    document = _parse(
        tmp_path,
        """\
Inspection of Northmere local authority children's services

Inspection dates: 3 to 7 February 2025

Judgements

- The impact of leaders on social work practice with children and families: good
- Overall effectiveness: requires improvement to be good

Previous inspection

- Overall effectiveness: inadequate

1. Children are seen soon.
""",
    )
    assert [(j.canonical, j.canonical_grade) for j in document.report.judgements] == [
        ("leadership", "good"),
        ("overall", "requires_improvement"),
    ]


def test_numbers_stay_as_printed_and_gaps_are_told(tmp_path: Path) -> None:
    document = _parse(tmp_path, REPORT)
    assert list(_numbered(document)) == ["1", "2", "3", "4", "5", "7"]
    assert any("jump from 5 to 7" in warning for warning in document.report.warnings)
    runs = [(run.start, run.end) for run in number_runs(document.paragraphs)]
    assert runs == [(1, 5), (7, 7)]


def test_a_page_break_and_a_year_do_not_cut_a_paragraph(tmp_path: Path) -> None:
    third = _numbered(_parse(tmp_path, REPORT))["3"].text
    assert "audits have shown that plans are late" in third
    assert third.endswith("In March 2012. Since then they have improved.")


def test_a_number_glued_to_its_text_is_found(tmp_path: Path) -> None:
    assert _numbered(_parse(tmp_path, REPORT))["5"].text.startswith("Children see a doctor")


def test_bullets_and_deadlines_belong_to_their_numbered_paragraph(tmp_path: Path) -> None:
    fourth = _numbered(_parse(tmp_path, REPORT))["4"]
    assert fourth.text == (
        "The council and its partners should act.\nImmediately:\n• allocate every case\n"
        "• brief the board on what it has found.\nWithin three months:\n• train all managers."
    )
    assert fourth.section == ("Safeguarding services", "Areas for improvement")


def test_grades_under_headings_glued_and_in_the_table(tmp_path: Path) -> None:
    judgements = _parse(tmp_path, REPORT).report.judgements
    found = [(j.canonical, j.canonical_grade, len(j.paragraphs)) for j in judgements]
    assert found == [("overall", "adequate", 2), ("being_healthy", "good", 2)]


def test_front_matter_of_a_report(tmp_path: Path) -> None:
    report = _parse(tmp_path, REPORT).report
    assert report.authority == "Northmere"
    assert report.kind == "safeguarding_lac"
    assert str(report.inspection_start) == "2012-05-08"
    assert str(report.inspection_end) == "2012-05-18"
    assert (str(report.published), report.published_source) == ("2012-06-27", "text")
    assert report.lead_inspector == "Ada Quill"


def test_contents_and_front_page_are_notes(tmp_path: Path) -> None:
    notes = [p.label for p in _parse(tmp_path, REPORT).paragraphs if p.kind == "heading_note"]
    assert notes == ["Front page", "Contents"]


def test_a_letter_has_unnumbered_bullets_under_their_headings(tmp_path: Path) -> None:
    document = _parse(tmp_path, LETTER)
    bullets = [(p.label, p.text) for p in document.paragraphs if p.kind == "bullet"]
    assert bullets == [
        ("Strengths, bullet 1", "Referrals are screened by a qualified manager within the hour."),
        ("Strengths, bullet 2", "Records are clear."),
        ("Areas for development, bullet 1", "Chronologies are not used in every team."),
    ]


def test_a_letters_date_is_not_the_visits_and_its_address_is_not_the_authority(
    tmp_path: Path,
) -> None:
    report = _parse(tmp_path, LETTER).report
    assert report.authority == "Northmere"
    assert report.kind == "unannounced_contact_referral"
    assert str(report.published) == "2010-09-16"
    assert (str(report.inspection_start), str(report.inspection_end)) == (
        "2010-08-17",
        "2010-08-18",
    )
    assert report.lead_inspector == "Cyril Dane"
    assert report.judgements == ()


def test_copy_list_and_signature_are_notes_that_keep_their_words(tmp_path: Path) -> None:
    notes = {p.label: p.text for p in _parse(tmp_path, LETTER).paragraphs if not p.section}
    assert notes["Copy list"].startswith("Copy: E Fenn, Chief Executive")
    assert "G Holt" in notes["Copy list"]
    assert "Cyril Dane" in notes["Signature"]


def test_numbering_that_restarts_is_kept_apart(tmp_path: Path) -> None:
    text = (
        "# Inspection of Northmere local authority children's services\n\n"
        "Inspection dates: 4 to 8 March 2019\n\n## Findings\n\n1. First finding.\n\n"
        "2. Second finding.\n\n## Review of the Local Safeguarding Children Board\n\n"
        "1. The board meets.\n"
    )
    document = _parse(tmp_path, text)
    assert [p.label for p in document.paragraphs if p.number] == ["1", "2", "LSCB review, 1"]
    assert not [warning for warning in document.report.warnings if "number" in warning]


def test_labels_are_unique(tmp_path: Path) -> None:
    for text in (REPORT, LETTER):
        labels = [p.label for p in _parse(tmp_path, text).paragraphs]
        assert len(set(labels)) == len(labels)


def test_publication_from_the_file_name_is_marked_as_such(tmp_path: Path) -> None:
    text = REPORT.replace("Published: 27 June 2012", "")
    report = _parse(tmp_path, text, "services inspection - 02 july 2012.txt").report
    assert (str(report.published), report.published_source) == ("2012-07-02", "file name")


def test_the_day_of_publication_is_no_day_of_the_inspection(tmp_path: Path) -> None:
    report = _parse(tmp_path, REPORT.replace("Reporting inspector: Ada Quill HMI\n", "")).report
    assert (str(report.inspection_end), str(report.published)) == ("2012-05-18", "2012-06-27")


def test_a_text_that_is_no_inspection_is_refused_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "recipe.txt"
    path.write_text("Bread\n\nMix flour and water. Bake for an hour.\n", encoding="utf-8")
    with pytest.raises(ReadingError, match=r"recipe\.txt is not an inspection text") as caught:
        parse_file(path, "recipe.txt")
    assert caught.value.code == "not_inspection"
    assert parse_file(path, "recipe.txt", force=True).report.kind == "other"


def test_one_bad_file_does_not_stop_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / ".hidden").write_text("no", encoding="utf-8")
    results = list(parse_paths([tmp_path]))
    assert [type(result) for result in results] == [Document, Unreadable]


def test_files_go_by_their_path_below_the_source(tmp_path: Path) -> None:
    (tmp_path / "80001_northmere").mkdir()
    (tmp_path / "80001_northmere" / "a.txt").write_text(REPORT, encoding="utf-8")
    assert [name for _, name in list_files(tmp_path)] == ["80001_northmere/a.txt"]
