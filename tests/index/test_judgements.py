"""Judgements that a report prints several times (the text is invented)."""

from pathlib import Path

from index.structure import parse_file

REPORT = """\
Inspection of safeguarding and looked after children services

Northmere Borough Council

Inspection dates: 8 May - 18 May 2012

Published: 27 June 2012

Safeguarding services

Overall effectiveness

Grade 3 (Adequate)

1. Overall effectiveness is adequate.

Leadership and management

Grade 3 (Adequate)

2. Leadership is adequate.

Services for looked after children

Overall effectiveness

Grade 3 (Adequate)

3. Overall effectiveness is adequate.

Leadership and management

Grade 2 (Good)

4. Leadership is good.

Record of main findings

Safeguarding services\t
Overall effectiveness\tAdequate
Services for looked after children\t
Leadership and management\tAdequate
How good are outcomes?\t
Overall effectiveness\tAdequate
Services for looked after children\t
Leadership and management\tGood
Equality and diversity\tGood
"""


def test_the_record_at_the_end_adds_places_though_its_headings_are_misprinted(
    tmp_path: Path,
) -> None:
    file = tmp_path / "northmere.txt"
    file.write_text(REPORT)
    report = parse_file(file, file.name).report

    assert [
        (j.canonical, j.part, j.canonical_grade, len(j.paragraphs)) for j in report.judgements
    ] == [
        ("overall", "Safeguarding services", "adequate", 2),
        ("leadership", "Safeguarding services", "adequate", 2),
        ("overall", "Services for looked after children", "adequate", 2),
        ("leadership", "Services for looked after children", "good", 2),
        ("equality_diversity", "Services for looked after children", "good", 1),
    ]
    assert report.warnings == ()


def test_a_judgement_does_not_belong_to_the_list_or_the_judgement_before_it(tmp_path: Path) -> None:
    file = tmp_path / "northmere.md"
    file.write_text(
        "# Inspection of Northmere children's services\n\n"
        "Inspection dates: 8 May 2023 to 12 May 2023\n\n"
        "## What needs to improve\n\n- The quality of plans.\n\n"
        "### The experiences and progress of children who need help and protection: good\n\n"
        "1. Help comes early.\n\n"
        "#### The experiences and progress of care leavers: outstanding\n\n"
        "2. Care leavers thrive.\n"
    )
    document = parse_file(file, file.name)
    assert [p.section for p in document.paragraphs if p.number] == [
        ("The experiences and progress of children who need help and protection",),
        ("The experiences and progress of care leavers",),
    ]
