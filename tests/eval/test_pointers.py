"""Pointer validity over the sample's index: what the assistant cites, and that damaged."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant import Assistant
from eval.metrics.measure import Measure
from eval.metrics.pointers import pointer_validity
from eval.types import Cited
from index import Index, iso
from tests.assistant.corpora import TODAY
from tests.eval.making import cited_of, outcome, score, task

QUESTIONS = (
    "What did inspectors say about health assessments in Northmere?",
    "Which authorities are inadequate overall?",
    "List everything that Aldermoor was told to improve in 2022",
    "Why was Northmere judged outstanding in 2024?",
)
ASKED = task(["g1"])


@pytest.fixture(scope="module")
def measure(index: Index) -> Measure:
    return pointer_validity({"": index})


@pytest.fixture(scope="module")
def answers(index: Index) -> list[list[Cited]]:
    """The citations of each answer."""
    assistant = Assistant(index, TODAY)
    return [[cited_of(each) for each in assistant.ask(q).citations] for q in QUESTIONS]


@pytest.fixture(scope="module")
def part(answers: list[list[Cited]]) -> Cited:
    """A citation of some words in the midst of a paragraph."""
    return next(c for a in answers for c in a if c.start > 0 and c.end < len(c.text))


@pytest.fixture(scope="module")
def whole(answers: list[list[Cited]]) -> Cited:
    """A citation of a whole paragraph with a printed number."""
    return next(
        c for a in answers for c in a if c.paragraph and (c.start, c.end) == (0, len(c.text))
    )


def test_all_that_the_assistant_cites_is_there(
    measure: Measure, answers: list[list[Cited]]
) -> None:
    assert all(answers)
    for cites in answers:
        said = measure.of(ASKED, outcome(cites))
        assert (said.value, said.explanation) == (1, "")


def test_every_paragraph_of_the_index_can_be_cited(measure: Measure, index: Index) -> None:
    cites = [
        Cited(
            id=number,
            paragraph_id=paragraph.id,
            report_id=report.id,
            file=report.file,
            authority=report.authority,
            report=report.title,
            published=iso(report.published),
            label=paragraph.label,
            paragraph=paragraph.number,
            page=paragraph.page,
            section=paragraph.section,
            text=paragraph.text,
            quote=paragraph.text,
            start=0,
            end=len(paragraph.text),
        )
        for number, (report, paragraph) in enumerate(index.scan(lambda _: True), start=1)
    ]
    assert len(cites) > 200
    assert score(measure, ASKED, outcome(cites)) == 1


_ELSEWHERE = "another paragraph than it says"
_NOT_ITS_REPORT = "another report than it says"
_ALTERED = "not a verbatim quotation"
DAMAGE: dict[str, tuple[Callable[[Cited], Cited], str]] = {
    "unknown paragraph": (lambda c: replace(c, paragraph_id="0" * 16 + ":1"), "no such paragraph"),
    "no paragraph": (lambda c: replace(c, paragraph_id=""), "no such paragraph"),
    "report": (lambda c: replace(c, report_id="sha256:" + "0" * 64), _NOT_ITS_REPORT),
    "file": (lambda c: replace(c, file="wexcombe-2023.pdf"), _NOT_ITS_REPORT),
    "folder": (lambda c: replace(c, file=f"elsewhere/{c.file}"), _NOT_ITS_REPORT),
    "authority": (lambda c: replace(c, authority="Aldermoor and Wexcombe"), _NOT_ITS_REPORT),
    "date": (lambda c: replace(c, published="1999-01-01"), _NOT_ITS_REPORT),
    "section": (lambda c: replace(c, section=(*c.section, "Elsewhere")), _ELSEWHERE),
    "the paragraph's text": (lambda c: replace(c, text=f"{c.text} And more."), _ALTERED),
    "label": (lambda c: replace(c, label=f"{c.label}, second"), _ELSEWHERE),
    "number": (lambda c: replace(c, paragraph="999"), _ELSEWHERE),
    "page": (lambda c: replace(c, page=c.page + 1), _ELSEWHERE),
    "a word": (lambda c: replace(c, quote=c.quote.replace(" ", " not ", 1)), _ALTERED),
    "a letter's case": (lambda c: replace(c, quote=c.quote.swapcase()), _ALTERED),
    "a line break": (lambda c: replace(c, quote=f"{c.quote}\n"), _ALTERED),
    "cut short": (lambda c: replace(c, quote=c.quote[:-1]), _ALTERED),
    "start": (lambda c: replace(c, start=c.start + 1), _ALTERED),
    "end": (lambda c: replace(c, end=c.end - 1), _ALTERED),
    "both": (lambda c: replace(c, start=c.start + 1, end=c.end + 1), _ALTERED),
    "swapped": (lambda c: replace(c, start=c.end, end=c.start), _ALTERED),
    "empty": (lambda c: replace(c, quote=""), _ALTERED),
    "empty, and nothing pointed to": (lambda c: replace(c, quote="", end=c.start), _ALTERED),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_to_any_citation_is_found_and_explained(
    name: str, measure: Measure, answers: list[list[Cited]]
) -> None:
    damage, fault = DAMAGE[name]
    for cites in answers:
        for at, cite in enumerate(cites):
            broken = [*cites[:at], damage(cite), *cites[at + 1 :]]
            said = measure.of(ASKED, outcome(broken))
            assert said.value == pytest.approx(1 - 1 / len(cites))
            assert said.explanation == f"[{cite.id}] {fault}"


def test_a_printed_number_that_is_left_out_is_found(measure: Measure, whole: Cited) -> None:
    assert score(measure, ASKED, outcome([replace(whole, paragraph=None)])) == 0


def test_the_right_words_in_another_paragraph_of_the_report_are_found(
    measure: Measure, index: Index, whole: Cited
) -> None:
    other = next(
        p for p in index.paragraphs(whole.report_id) if p.id != whole.paragraph_id and p.number
    )
    moved = replace(whole, paragraph_id=other.id)
    assert measure.of(ASKED, outcome([moved])).explanation == f"[{whole.id}] {_ELSEWHERE}"
    relabelled = replace(moved, label=other.label, paragraph=other.number, page=other.page)
    relabelled = replace(relabelled, section=other.section)
    assert measure.of(ASKED, outcome([relabelled])).explanation == f"[{whole.id}] {_ALTERED}"


@pytest.mark.parametrize(("start", "end"), [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1)])
def test_a_place_beside_the_words_is_found(
    start: int, end: int, measure: Measure, part: Cited
) -> None:
    shifted = replace(part, start=part.start + start, end=part.end + end)
    said = measure.of(ASKED, outcome([shifted]))
    assert (said.value, said.explanation) == (0, f"[{part.id}] {_ALTERED}")


def test_an_end_beyond_the_paragraph_is_found(measure: Measure, whole: Cited) -> None:
    assert score(measure, ASKED, outcome([replace(whole, end=whole.end + 1)])) == 0


def test_a_place_counted_from_the_end_is_found(measure: Measure, part: Cited) -> None:
    length = len(part.text)
    turned = replace(part, start=part.start - length, end=part.end - length)
    assert score(measure, ASKED, outcome([turned])) == 0


def test_each_broken_citation_counts_and_is_named(
    measure: Measure, answers: list[list[Cited]]
) -> None:
    first, second, *_ = answers[0]
    broken = [
        replace(first, id=1, page=first.page + 1),
        replace(second, id=2),
        replace(first, id=3, quote="Something else."),
    ]
    said = measure.of(ASKED, outcome(broken))
    assert said.value == pytest.approx(1 / 3)
    assert said.explanation == f"[1] {_ELSEWHERE}; [3] {_ALTERED}"


def test_an_answer_without_citations_is_unscored(measure: Measure) -> None:
    assert score(measure, ASKED, outcome()) is None


def test_each_corpus_is_looked_up_in_its_own_index(index: Index, whole: Cited) -> None:
    by_corpus = pointer_validity({"sample": index})
    assert score(by_corpus, task(["g1"], corpus="sample"), outcome([whole])) == 1
    for elsewhere in ("", "reports"):
        said = by_corpus.of(task(["g1"], corpus=elsewhere), outcome([whole]))
        assert (said.value, said.explanation) == (None, "the index is not at hand")
