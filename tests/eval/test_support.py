"""Support: statements put through the gate, and the measures of ALCE worked by hand.

The citations are of real paragraphs of the sample; what entails what is decided by the tests.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pytest

from assistant import Assistant, Support
from assistant.grounds import Ground
from eval.answers import outcome_of, to_line
from eval.metrics.measure import Measure
from eval.metrics.support import citation_support, gate_support, statement_support
from eval.types import Case, Cited, Outcome, Said
from index import Index, Paragraph, Report, iso
from tests.assistant.corpora import TODAY
from tests.eval.making import outcome, score, task

OLD = "northmere-2012-04-25-safeguarding-and-looked-after-children.txt"
NEW = "northmere-2024-08-02-ilacs.pdf"
ASKED = task(["g1"])
QUESTIONS = (
    "What did inspectors say about health assessments in Northmere?",
    "How did support for care leavers in Northmere change between 2019 and 2024?",
    "Are care leavers placed in bed and breakfast?",
    "How does Aldermoor plan permanence for teenagers in care?",
    # computed, in words that no report prints
    "What grade did Northmere get for help and protection in 2024?",
    "Which authorities are inadequate for help and protection?",
    "What must Wexcombe improve?",
)


@pytest.fixture(scope="module")
def gate(index: Index) -> Measure:
    return gate_support({"": index})


@pytest.fixture(scope="module")
def answers(index: Index) -> Mapping[str, Outcome]:
    """What the assistant says to each question."""
    assistant = Assistant(index, TODAY)
    return {
        question: outcome_of(
            to_line(Case("q1", "lookup", question, answerable=True), assistant.ask(question)), ""
        )
        for question in QUESTIONS
    }


def cite(number: int, report: Report, paragraph: Paragraph, end: int | None = None) -> Cited:
    """Citation `[number]` of a paragraph from its beginning, to its end where none is named."""
    end = len(paragraph.text) if end is None else end
    return Cited(
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
        quote=paragraph.text[:end],
        start=0,
        end=end,
    )


def labelled(index: Index, file: str, label: str) -> tuple[Report, Paragraph]:
    """A paragraph by its label."""
    [report] = [each for each in index.reports() if each.file == file]
    [paragraph] = [each for each in index.paragraphs(report.id) if each.label == label]
    return report, paragraph


def saying(cites: Sequence[Cited], *statements: Said) -> Outcome:
    """An answer of these statements."""
    return replace(outcome(cites), statements=statements)


def quoting(cites: Sequence[Cited]) -> Outcome:
    """An answer whose statements are its quotations."""
    return saying(cites, *(Said(each.quote, (each.id,)) for each in cites))


@dataclass(frozen=True, slots=True)
class Judge:
    """Entails what is said to follow from quotations; each set of them is enough."""

    enough: Mapping[str, Sequence[frozenset[str]]]
    least: float = 0.5
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def score(self, statement: str, grounds: Sequence[Ground]) -> float:
        quoted = tuple(ground.text for ground in grounds)
        self.asked.append((statement, quoted))
        return 0.5 if any(each <= set(quoted) for each in self.enough[statement]) else 0.49


class Yes:
    """Entails whatever it is asked, even from nothing."""

    least = 0.5

    def score(self, statement: str, grounds: Sequence[Ground]) -> float:
        return 1.0


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_the_assistant_says_passes(
    question: str, gate: Measure, answers: Mapping[str, Outcome]
) -> None:
    assert answers[question].statements
    said = gate.of(ASKED, answers[question])
    assert (said.value, said.explanation) == (1, "")


def test_every_paragraph_of_the_index_passes_quoted_whole(index: Index, gate: Measure) -> None:
    """Of several lines, long, or without a verb: what a report prints needs no other proof."""
    found = [
        cite(number, report, paragraph)
        for number, (report, paragraph) in enumerate(index.scan(lambda _: True), start=1)
    ]
    assert len(found) > 200
    said = gate.of(ASKED, quoting(found))
    assert (said.value, said.explanation) == (1, "")


@pytest.mark.parametrize(
    ("words", "instead", "fault"),
    [
        ("97%", "79%", "figure_not_in_source"),
        ("24 hours", "42 hours", "figure_not_in_source"),
        ("Decisions", "In Wexcombe, decisions", "authority_not_in_source"),
        ("Decisions", "In May 1997, decisions", "date_not_in_source"),
        ("are made", "are not made", "force_changed"),
        ("Decisions", "**Decisions**", "not_plain_text"),
    ],
)
def test_an_altered_statement_fails_and_is_named(
    words: str, instead: str, fault: str, index: Index, gate: Measure
) -> None:
    cites = [cite(n, *labelled(index, NEW, str(n))) for n in (1, 2, 3, 4)]
    right = quoting(cites)
    [sentence] = re.findall(r"Decisions on 97% .*?\.(?= )", cites[1].text)
    assert words in sentence
    sound = replace(right.statements[1], text=sentence)
    altered = replace(sound, text=sentence.replace(words, instead))
    first, _, third, fourth = right.statements
    for statement, value, why in ((sound, 1, ""), (altered, 3 / 4, f"statement 2: {fault}")):
        said = gate.of(ASKED, saying(cites, first, statement, third, fourth))
        assert (said.value, said.explanation) == (value, why)


def test_an_altered_figure_in_any_real_answer_is_found(
    gate: Measure, answers: Mapping[str, Outcome]
) -> None:
    altered = 0
    for answer in answers.values():
        for at, statement in enumerate(answer.statements):
            text = re.sub(r"\b\d+(?=%)", "43", statement.text)
            if text == statement.text:
                continue
            altered += 1
            assert "43%" not in statement.text
            statements = list(answer.statements)
            statements[at] = replace(statement, text=text)
            said = gate.of(ASKED, replace(answer, statements=tuple(statements)))
            assert said.value == pytest.approx(1 - 1 / len(statements))
            assert said.explanation == f"statement {at + 1}: figure_not_in_source"
    assert altered >= 3


def test_a_statement_is_held_to_its_own_citations(index: Index, gate: Measure) -> None:
    one, two = cite(1, *labelled(index, NEW, "20")), cite(2, *labelled(index, NEW, "2"))
    [sentence] = re.findall(r"In the last year 79% .*?\.(?= |$)", one.text)
    assert score(gate, ASKED, saying([one, two], Said(sentence, (1,)))) == 1
    assert score(gate, ASKED, saying([one, two], Said(sentence, (2, 1)))) == 1
    assert score(gate, ASKED, saying([one, two], Said(sentence, (2,)))) == 0


def test_the_gate_lets_nothing_pass_without_a_source(index: Index, gate: Measure) -> None:
    good = cite(1, *labelled(index, NEW, "20"))
    for broken in broken_citations(good):
        said = gate.of(ASKED, saying([broken], Said(good.text, (1,))))
        assert (said.value, said.explanation) == (0, "statement 1: no_source")
    said = gate.of(ASKED, saying([good], Said(good.text, (7,)), Said(good.text, (1,))))
    assert (said.value, said.explanation) == (1 / 2, "statement 1: no_source")


def test_the_words_are_those_of_the_index(index: Index, gate: Measure) -> None:
    """What an answer says that it quotes is nothing that it rests on."""
    good = cite(1, *labelled(index, NEW, "20"))
    forged = good.text.replace("79%", "97%")
    liar = replace(good, text=forged, quote=forged)
    assert forged != good.text
    assert score(gate, ASKED, saying([liar], Said(forged, (1,)))) == 0
    assert score(gate, ASKED, saying([liar], Said(good.text, (1,)))) == 1


def broken_citations(good: Cited) -> list[Cited]:
    """Citations that lead nowhere."""
    return [
        replace(good, paragraph_id="0" * 12 + ":1"),
        replace(good, paragraph_id=""),
        replace(good, end=len(good.text) + 1),
        replace(good, start=-1),
        replace(good, start=good.end, end=good.end),
        replace(good, start=good.end, end=good.start),
    ]


def test_the_gate_asks_the_index_of_the_corpus(index: Index) -> None:
    answer = quoting([cite(1, *labelled(index, NEW, "20"))])
    named = gate_support({"sample": index})
    assert score(named, task(["g1"], corpus="sample"), answer) == 1
    for elsewhere in ("", "reports"):
        said = named.of(task(["g1"], corpus=elsewhere), answer)
        assert (said.value, said.explanation) == (None, "the index is not at hand")


def test_without_statements_support_is_unscored(index: Index) -> None:
    indexes = {"": index}
    refusal = replace(outcome(refused="false_premise"), citations=())
    for measure in (
        gate_support(indexes),
        statement_support(indexes, Yes()),
        citation_support(indexes, Yes()),
    ):
        assert score(measure, ASKED, refusal) is None
        assert score(measure, ASKED, outcome(["x"])) is None


A, B, C, D = "It is so.", "It is otherwise.", "It is both.", "It is neither."


@pytest.fixture(scope="module")
def cites(index: Index) -> list[Cited]:
    """Four citations, each of the first words of a paragraph."""
    return [cite(n, *labelled(index, NEW, str(n)), end=20 + n) for n in (1, 2, 3, 4)]


def judging(cites: Sequence[Cited], enough: Mapping[str, Sequence[Sequence[int]]]) -> Judge:
    """A judge to whom these sets of citations are enough for each statement."""
    return Judge(
        {
            text: [frozenset(cites[n - 1].quote for n in each) for each in sets]
            for text, sets in enough.items()
        }
    )


def alce(index: Index, judge: Support, answer: Outcome) -> tuple[float | None, float | None]:
    """Statements that are entailed, and citations that count."""
    indexes = {"": index}
    return (
        score(statement_support(indexes, judge), ASKED, answer),
        score(citation_support(indexes, judge), ASKED, answer),
    )


@pytest.mark.parametrize(
    ("cited", "enough", "entailed_and_counting"),
    [
        # one citation, enough or not
        ((1,), [(1,)], (1, 1)),
        ((1,), [(2,)], (0, 0)),
        # together only: both count
        ((1, 2), [(1, 2)], (1, 1)),
        # the first alone: the second is superfluous
        ((1, 2), [(1,)], (1, 1 / 2)),
        # each alone: neither is
        ((1, 2), [(1,), (2,)], (1, 1)),
        # not even together: none counts
        ((1, 2), [(1, 3)], (0, 0)),
        ((1, 2), [], (0, 0)),
        # two together, and one beside them
        ((1, 2, 3), [(1, 2)], (1, 2 / 3)),
        # two together or the third alone: of the two neither is enough, nor needed
        ((1, 2, 3), [(1, 2), (3,)], (1, 1 / 3)),
        # any two of three: none is enough, none is needed
        ((1, 2, 3), [(1, 2), (2, 3), (1, 3)], (1, 0)),
        ((1, 2, 3), [(1, 2, 3)], (1, 1)),
    ],
)
def test_the_measures_of_alce_by_hand(
    cited: tuple[int, ...],
    enough: Sequence[Sequence[int]],
    entailed_and_counting: tuple[float, float],
    index: Index,
    cites: list[Cited],
) -> None:
    found = alce(index, judging(cites, {A: enough}), saying(cites, Said(A, cited)))
    assert found == entailed_and_counting


def test_statements_and_citations_of_a_whole_answer(index: Index, cites: list[Cited]) -> None:
    enough: dict[str, Sequence[Sequence[int]]]
    enough = {A: [(1,)], B: [(3, 4)], C: [(1, 2)], D: [(1, 2, 3)]}
    answer = saying(cites, Said(A, (1, 2)), Said(B, (3, 4)), Said(C, (1,)), Said(D, (2, 1, 4)))
    judge = judging(cites, enough)
    # A and B are entailed; of their citations [1], [3] and [4] count, of 2 + 2 + 1 + 3
    assert alce(index, judge, answer) == (2 / 4, 3 / 8)
    said = statement_support({"": index}, judge).of(ASKED, answer)
    assert said.explanation == "not entailed: statement 3, statement 4"


def test_all_entailed_needs_no_explanation(index: Index, cites: list[Cited]) -> None:
    said = statement_support({"": index}, Yes()).of(ASKED, saying(cites, Said(A, (1,))))
    assert (said.value, said.explanation) == (1, "")


def test_the_judge_reads_the_words_cited_and_no_others(index: Index, cites: list[Cited]) -> None:
    judge = judging(cites, {A: [(1, 3)]})
    statement_support({"": index}, judge).of(ASKED, saying(cites, Said(A, (3, 1))))
    assert judge.asked == [(A, (cites[0].quote, cites[2].quote))]
    assert [len(quote) for _, quotes in judge.asked for quote in quotes] == [21, 23]


def test_what_cannot_be_looked_up_bears_nothing_out(index: Index, cites: list[Cited]) -> None:
    for broken in broken_citations(cites[0]):
        assert alce(index, Yes(), saying([broken], Said(A, (1,)))) == (0, 0)
    assert alce(index, Yes(), saying(cites, Said(A, (7,)))) == (0, 0)


def test_what_cannot_be_looked_up_takes_nothing_away(index: Index, cites: list[Cited]) -> None:
    judge = judging(cites, {A: [(2,)], B: [(1,)]})
    for broken in broken_citations(cites[0]):
        answer = saying([broken, cites[1]], Said(A, (1, 2)), Said(B, (1, 2)))
        assert score(statement_support({"": index}, judge), ASKED, answer) == 1 / 2


def test_a_citation_that_cannot_be_looked_up_does_not_count(
    index: Index, cites: list[Cited]
) -> None:
    judge = judging(cites, {A: [(2,)]})
    for broken in broken_citations(cites[0]):
        answer = saying([broken, cites[1]], Said(A, (1, 2)))
        assert score(citation_support({"": index}, judge), ASKED, answer) == 1 / 2


def test_without_a_judge_nothing_is_entailed_or_not(index: Index, cites: list[Cited]) -> None:
    answer = saying(cites, Said(A, (1,)))
    for measure in (statement_support({"": index}, None), citation_support({"": index}, None)):
        said = measure.of(ASKED, answer)
        assert (said.value, said.explanation) == (None, "no judge is named")


def test_without_the_index_nothing_is_judged(index: Index, cites: list[Cited]) -> None:
    judge = judging(cites, {A: [(1,)]})
    answer = saying(cites, Said(A, (1,)))
    elsewhere = task(["g1"], corpus="reports")
    for measure in (statement_support({"": index}, judge), citation_support({"": index}, judge)):
        assert score(measure, elsewhere, answer) is None
        assert judge.asked == []
        assert score(measure, ASKED, answer) == 1
        judge.asked.clear()


def test_without_the_index_it_is_said_so(index: Index, cites: list[Cited]) -> None:
    answer = saying(cites, Said(A, (1,)))
    for measure in (statement_support({}, Yes()), citation_support({}, Yes())):
        assert "index" in measure.of(ASKED, answer).explanation
