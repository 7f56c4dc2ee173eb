"""Which paragraphs are quoted, and how much of each."""

from assistant.conversation import understand
from assistant.quote import quote
from assistant.types import Passage, Query
from index import Hit, Paragraph, ParagraphKind, Report
from tests.assistant.corpora import CORPUS, TODAY

FIRST, SECOND, ELSEWHERE = CORPUS[0], CORPUS[1], CORPUS[3]
LONG = " ".join(
    [
        "The weather in the town was mild and the streets were quiet that week for everybody.",
        *["Much else was going on in offices, in schools and in many other places as well."] * 6,
        "Caseloads are too high in two teams.",
        "Caseloads elsewhere are manageable.",
    ]
)


def hit(
    report: Report, ordinal: int, score: float, text: str, kind: ParagraphKind = "numbered"
) -> Hit:
    name = f"{report.authority}:{report.published}:{ordinal}"
    paragraph = Paragraph(name, report.id, ordinal, kind, str(ordinal), str(ordinal), (), 1, text)
    return Hit(paragraph, report, score, ordinal)


def ask(question: str) -> Query:
    return understand(question, reports=CORPUS, today=TODAY)


def passages(question: str, *hits: Hit) -> list[Passage]:
    return [passage for _, told in quote(ask(question), hits).statements for passage in told]


def test_only_what_comes_near_to_the_best_is_quoted() -> None:
    hits = [
        hit(FIRST, 1, 2.5, "Caseloads are high."),
        hit(FIRST, 2, 2.4, "High caseloads."),
        hit(FIRST, 3, 1.2, "Staff are content."),
    ]
    assert [
        p.paragraph.ordinal for p in passages("How high are the caseloads in Harrow?", *hits)
    ] == [1, 2]


def test_reports_stay_together_in_reading_order_the_newest_of_an_authority_first() -> None:
    hits = [
        hit(FIRST, 9, 2.5, "Caseloads are high."),
        hit(ELSEWHERE, 4, 2.45, "Caseloads are low."),
        hit(SECOND, 3, 2.45, "Caseloads were high."),
        hit(FIRST, 2, 2.4, "Caseloads had been high."),
    ]
    quoted = passages("What did inspectors say about caseloads?", *hits)
    assert [(p.report.id, p.paragraph.ordinal) for p in quoted] == [
        (SECOND.id, 3),
        (FIRST.id, 2),
        (FIRST.id, 9),
        (ELSEWHERE.id, 4),
    ]


def test_a_change_is_told_from_its_beginning() -> None:
    hits = [
        hit(SECOND, 3, 2.5, "Caseloads are low."),
        hit(FIRST, 9, 2.45, "Caseloads are high."),
    ]
    quoted = passages("How have caseloads in Harrow changed since 2012?", *hits)
    assert [p.report.id for p in quoted] == [FIRST.id, SECOND.id]


def test_a_bare_grade_is_no_passage() -> None:
    hits = [
        hit(FIRST, 1, 2.5, "Caseloads and staffing Good", "judgement"),
        hit(FIRST, 2, 2.4, "Caseloads are high."),
    ]
    assert [p.paragraph.ordinal for p in passages("How are caseloads?", *hits)] == [2]


def test_of_a_long_paragraph_the_sentences_that_fit_are_quoted_whole() -> None:
    (passage,) = passages("What about caseloads?", hit(FIRST, 1, 2.5, LONG))
    assert passage.quote == (
        "Caseloads are too high in two teams. Caseloads elsewhere are manageable."
    )


def test_a_short_paragraph_is_quoted_whole() -> None:
    text = "Morale is good. Caseloads are high."
    (passage,) = passages("What about caseloads?", hit(FIRST, 1, 2.5, text))
    assert passage.quote == text


def test_what_lies_between_two_fitting_parts_of_a_list_is_left_out() -> None:
    middle = "\n".join(f"• review the service for families, part {n}" for n in range(12))
    text = f"• reduce caseloads in the north\n{middle}\n• reduce caseloads in the south"
    quoted = [p.quote for p in passages("What about caseloads?", hit(FIRST, 1, 2.5, text))]
    assert quoted == ["reduce caseloads in the north", "reduce caseloads in the south"]


def test_comparisons_quote_the_newest_report_that_tells_almost_as_much() -> None:
    old, new, other = CORPUS[4], CORPUS[5], CORPUS[3]
    hits = [
        hit(old, 1, 2.5, "Caseloads are high."),
        hit(new, 2, 2.1, "Caseloads are low."),
        hit(other, 3, 2.0, "Caseloads are even."),
    ]
    undated = passages("Compare caseloads in Northmere and Haringey", *hits)
    assert [p.report.id for p in undated] == [new.id, other.id]
    dated = passages("Compare caseloads in Northmere and Haringey since 2012", *hits)
    assert [p.report.id for p in dated] == [old.id, other.id]
    far = [hits[0], hit(new, 2, 1.9, "Staff are content."), hits[2]]
    kept = passages("Compare caseloads in Northmere and Haringey", *far)
    assert [p.report.id for p in kept] == [old.id, other.id]
