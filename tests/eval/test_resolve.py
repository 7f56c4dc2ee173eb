"""Places as people name them, found in the sample's index and in small ones; none may be lost."""

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from eval.cases import read_cases
from eval.errors import GoldError
from eval.folding import folded
from eval.gold import SAMPLE
from eval.resolve import resolve
from eval.types import QUESTION_TYPES, Case, Place, Task, Wanted
from index import Index
from sample import FOLDER
from tests.index.building import build

OLD = "northmere-2012-04-25-safeguarding-and-looked-after-children.txt"
NEW = "northmere-2024-08-02-ilacs.pdf"
TWICE = "Performance management and quality assurance are adequate"
"""How two paragraphs of the old report begin."""
TWO_PARTS = (
    "Inspection of Northmere children’s services",
    "Inspection dates: 4 March 2024 to 8 March 2024",
    "Findings",
    "Help and protection",
    "1. Plans for children in need drift.",
    "2. Social workers visit children often, and children know them well.",
    "Children in care",
    "1. Carers are well prepared for their task.",
    "2. Social workers visit children rarely, and plans drift.",
)


@pytest.fixture(scope="module")
def tasks(index: Index) -> list[Task]:
    """The sample's own questions."""
    return resolve(read_cases([SAMPLE]), {"": index})


def case(*places: Place, name: str = "q1", corpus: str = "") -> Case:
    """A question that rests on these places."""
    return Case(name, "lookup", "What?", answerable=True, corpus=corpus, gold=places)


def find(index: Index, place: Place) -> Wanted:
    """The place in the index."""
    [task] = resolve([case(place)], {"": index})
    [wanted] = task.gold
    return wanted


def is_found(index: Index, place: Place) -> bool:
    """Whether the index has the place."""
    try:
        find(index, place)
    except GoldError:
        return False
    return True


def labels(index: Index, wanted: Wanted) -> list[str]:
    """The labels of the paragraphs that meet a place, in reading order."""
    met = sorted((index.paragraph(i) for i in wanted.paragraphs), key=lambda p: p.ordinal)
    return [paragraph.label for paragraph in met]


def test_by_label(index: Index) -> None:
    place = Place("wexcombe-2023-03-28-ilacs.pdf", label="What needs to improve?, bullet 6")
    wanted = find(index, place)
    [paragraph] = [index.paragraph(i) for i in wanted.paragraphs]
    assert wanted == Wanted(
        place="Wexcombe, published 28 March 2023, What needs to improve?, bullet 6",
        authority="Wexcombe",
        report="Wexcombe, published 28 March 2023",
        label="What needs to improve?, bullet 6",
        text="The number and range of homes for care leavers.",
        paragraphs=frozenset({paragraph.id}),
    )
    assert paragraph.text == wanted.text
    assert index.report(paragraph.report_id).file == place.file


def test_a_label_is_taken_by_the_letter(index: Index) -> None:
    assert labels(index, find(index, Place(OLD, label="Judgement: being healthy"))) == [
        "Judgement: being healthy"
    ]
    assert not is_found(index, Place(OLD, label="judgement: being healthy"))
    assert not is_found(index, Place(OLD, label="Judgement"))
    # the label decides, whatever else is said
    other = Place(OLD, label="59", paragraph="4", starts_with="Northmere is a metropolitan")
    assert labels(index, find(index, other)) == ["59"]


@pytest.mark.parametrize(
    "place",
    [
        Place(OLD, paragraph="59"),
        Place(OLD, paragraph=" 59. "),
        Place(OLD, paragraph="59.", starts_with="Independent reviewing officers have caseloads"),
        Place(OLD, paragraph="59", starts_with="INDEPENDENT  reviewing\nofficers, have"),
        # only the first six words of a numbered paragraph are read
        Place(
            OLD,
            paragraph="59",
            starts_with="Independent reviewing officers have caseloads of over ninety of them",
        ),
    ],
)
def test_by_number_and_first_words(index: Index, place: Place) -> None:
    wanted = find(index, place)
    assert labels(index, wanted) == ["59"]
    assert wanted.text.startswith("Independent reviewing officers have caseloads of about 80")


def test_quotation_marks_and_dashes_count_the_same(index: Index) -> None:
    curly = Place(NEW, paragraph="5", starts_with="in detail about what children's lives")
    assert "what children’s lives" in find(index, curly).text
    dashed = Place(NEW, starts_with="PRE–PROCEEDINGS  are better managed than in 2019")
    assert "Pre-proceedings are better" in find(index, dashed).text
    assert not is_found(index, replace(dashed, starts_with="Pre proceedings are better managed"))


def test_a_number_with_words_of_another_paragraph(index: Index) -> None:
    assert not is_found(index, Place(OLD, paragraph="59", starts_with="Nobody ever wrote this"))
    # the words stand in 14: a number that was misprinted does not lose the place
    place = Place(OLD, paragraph="59", starts_with="Services to ensure that children and young")
    assert labels(index, find(index, place)) == ["14"]


def test_a_number_is_not_a_part_of_a_number(index: Index) -> None:
    assert labels(index, find(index, Place(OLD, paragraph="6"))) == ["6"]
    assert not is_found(index, Place(OLD, paragraph="63"))


def test_a_bullet_is_met_by_the_paragraph_that_it_belongs_to(index: Index) -> None:
    bullet = Place(OLD, starts_with="visits to the contact point, two children’s centres")
    wanted = find(index, bullet)
    assert labels(index, wanted) == ["2"]
    assert wanted.text.startswith("Inspectors took account of")


def test_several_paragraphs_with_the_same_words(index: Index) -> None:
    for number, text in (("32", "Managers receive accurate"), ("62", "Data on placements")):
        wanted = find(index, Place(OLD, paragraph=number, starts_with=TWICE))
        assert labels(index, wanted) == ["32", "62"]
        assert wanted.label == number  # the one that was named is shown
        assert wanted.text.startswith(f"{TWICE}. {text}")


def test_the_paragraph_that_was_named_is_shown_with_or_without_its_full_stop(index: Index) -> None:
    assert find(index, Place(OLD, paragraph="62.", starts_with=TWICE)).label == "62"


def test_a_line_of_a_table_by_its_words_in_any_order(index: Index) -> None:
    place = Place(OLD, starts_with="Being healthy: Inadequate, Grade 4")
    assert labels(index, find(index, place)) == ["Judgement: being healthy"]


def test_a_line_of_a_table_by_nine_words_of_ten(index: Index) -> None:
    said = "Making a positive contribution, including user engagement Grade {} {}"
    one_wrong = Place(OLD, starts_with=said.format(7, "Good"))
    assert labels(index, find(index, one_wrong)) == ["Judgement: making a positive contribution"]
    two_wrong = Place(OLD, starts_with=said.format(7, "Splendid"))
    assert not is_found(index, two_wrong)


def test_several_lines_of_tables_meet_one_place(index: Index) -> None:
    wanted = find(index, Place(OLD, starts_with="Economic well-being Adequate"))
    assert labels(index, wanted) == [
        "Judgement: economic well-being",
        "Judgement: economic well-being, second",
    ]
    assert wanted.label == "Judgement: economic well-being"


def test_a_long_paragraph_is_no_line_of_a_table(index: Index) -> None:
    [short, long] = (find(index, Place(OLD, label=n)).text.split() for n in ("19", "4"))
    assert len(folded(" ".join(short)).split()) < 60 <= len(folded(" ".join(long)).split())
    assert is_found(index, Place(OLD, starts_with=" ".join(reversed(short[:12]))))
    assert not is_found(index, Place(OLD, starts_with=" ".join(reversed(long[:12]))))


def test_a_number_stands_at_no_line_of_a_table(index: Index) -> None:
    said = "Being healthy: Inadequate, Grade 4"
    assert is_found(index, Place(OLD, starts_with=said))
    assert not is_found(index, Place(OLD, paragraph="41", starts_with=said))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Numbers that begin anew; a report in folders of two authorities."""
    folder = tmp_path_factory.mktemp("small")
    reports = folder / "reports"
    for authority in ("wexcombe", "mywexcombe"):
        (reports / authority).mkdir(parents=True)
    (reports / "two-parts.txt").write_text("\n\n".join(TWO_PARTS) + "\n", "utf-8")
    shutil.copy(FOLDER / "wexcombe-2023-03-28-ilacs.pdf", reports / "wexcombe" / "ilacs.pdf")
    shutil.copy(FOLDER / NEW, reports / "mywexcombe" / "ilacs.pdf")
    build(folder / "index", reports)
    with Index.open(folder / "index") as opened:
        yield opened


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("Social workers visit children often", "2"),
        ("Social workers visit children rarely", "Children in care, 2"),
    ],
)
def test_the_words_decide_between_equal_numbers(small: Index, words: str, where: str) -> None:
    wanted = find(small, Place("two-parts.txt", paragraph="2", starts_with=words))
    assert labels(small, wanted) == [where]
    assert wanted.text.startswith(words)


def test_without_words_any_of_that_number_is_meant(small: Index) -> None:
    wanted = find(small, Place("two-parts.txt", paragraph="2"))
    assert labels(small, wanted) == ["2", "Children in care, 2"]
    assert wanted.label == "2"


@pytest.mark.parametrize(
    ("name", "authorities"),
    [
        ("wexcombe/ilacs.pdf", {"Wexcombe"}),
        ("wexcombe__ilacs.txt", {"Wexcombe"}),
        ("mywexcombe/ilacs.pdf", {"Northmere"}),
        ("mywexcombe__ilacs.txt", {"Northmere"}),
        ("ilacs.pdf", {"Wexcombe", "Northmere"}),
    ],
)
def test_a_file_by_the_end_of_its_path_or_the_text_taken_from_it(
    small: Index, name: str, authorities: set[str]
) -> None:
    met = find(small, Place(name, paragraph="4")).paragraphs
    reports = [small.report(small.paragraph(i).report_id) for i in met]
    assert {report.authority for report in reports} == authorities
    assert len(met) == len(authorities)


@pytest.mark.parametrize(
    "name", ["combe/ilacs.pdf", "lacs.pdf", "ilacs.txt", "other__ilacs.txt", "wexcombe/ilacs"]
)
def test_another_file(small: Index, name: str) -> None:
    assert not is_found(small, Place(name, paragraph="4"))


def test_a_heading_may_be_also_ok_and_is_met_by_nothing(index: Index) -> None:
    heading = Place(NEW, starts_with="What needs to improve")
    asked = replace(case(Place(OLD, label="41")), also_ok=(heading,))
    [task] = resolve([asked], {"": index})
    [wanted] = task.also_ok
    assert wanted.paragraphs == frozenset()
    assert wanted.text.startswith(heading.starts_with)
    assert wanted.place.startswith("Northmere, published 2 August 2024, heading “What needs to")
    assert task.supporting == task.required
    with pytest.raises(GoldError, match=f"q1: {NEW}, without a number"):
        resolve([case(heading)], {"": index})


def test_also_ok_is_found_too(index: Index) -> None:
    asked = Case(
        "q1",
        "lookup",
        "What?",
        answerable=True,
        gold=(Place(OLD, label="23"), Place(OLD, label="24")),
        also_ok=(Place(OLD, label="25"),),
    )
    [task] = resolve([asked], {"": index})
    assert task.case is asked
    assert [wanted.label for wanted in task.gold] == ["23", "24"]
    assert [wanted.label for wanted in task.also_ok] == ["25"]
    assert len(task.required) == 2
    assert len(task.supporting - task.required) == 1


def test_what_is_not_in_the_index_is_named_with_its_question(index: Index) -> None:
    asked = [
        case(Place(OLD, label="23"), Place(OLD, label="230"), name="first"),
        case(Place("absent.pdf", paragraph="4", starts_with="Some words"), name="second"),
        case(Place(OLD, starts_with="Nobody ever wrote this"), name="third"),
        case(Place(OLD, label="24"), name="fourth"),
    ]
    also = Case(
        "fifth",
        "lookup",
        "What?",
        answerable=True,
        gold=(Place(OLD, label="24"),),
        also_ok=(Place(OLD, label="240"),),
    )
    with pytest.raises(GoldError) as error:
        resolve([*asked, also], {"": index})
    said = str(error.value)
    assert said.startswith(
        "not in the index: 4 places that the questions name (mend the questions, or "
    )
    assert said.endswith(
        f": first: {OLD}, 230; second: absent.pdf, 4 (“Some words”); "
        f"third: {OLD}, without a number (“Nobody ever wrote this”); fifth: {OLD}, 240"
    )


@pytest.mark.parametrize(("count", "shown", "more"), [(12, 12, ""), (15, 12, " and 3 more")])
def test_many_are_counted_and_a_dozen_named(
    index: Index, count: int, shown: int, more: str
) -> None:
    asked = [case(Place(OLD, label=f"x{n}"), name=f"q{n}") for n in range(count)]
    with pytest.raises(GoldError) as error:
        resolve(asked, {"": index})
    said = str(error.value)
    assert said.startswith(f"not in the index: {count} places")
    assert said.count(OLD) == shown
    assert said.endswith(f"q11: {OLD}, x11{more}")


def test_each_question_asks_the_index_of_its_corpus(index: Index, tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    shutil.copy(FOLDER / OLD, tmp_path / "reports")
    build(tmp_path / "index", tmp_path / "reports")
    old, new = (
        case(Place(OLD, label="23"), corpus="old"),
        case(Place(NEW, label="23"), corpus="new"),
    )
    with Index.open(tmp_path / "index") as small:
        both = {"old": small, "new": index}
        assert [len(task.gold) for task in resolve([old, new], both)] == [1, 1]
        with pytest.raises(GoldError, match=r"^not in the index: 1 places"):
            resolve([case(Place(NEW, label="23"), corpus="old")], both)


@pytest.mark.parametrize("corpus", ["letters", ""])
def test_an_unknown_corpus(index: Index, corpus: str) -> None:
    asked = case(Place(OLD, label="23"), name="q8", corpus=corpus)
    with pytest.raises(GoldError) as error:
        resolve([asked], {"reports": index})
    assert str(error.value) == (
        f"q8 asks the reports “{corpus}”: name the folder above them with --reports"
    )


def test_every_place_of_the_sample_is_one_paragraph(tasks: Sequence[Task]) -> None:
    assert len(tasks) >= 60
    for task in tasks:
        places = (*task.case.gold, *task.case.also_ok)
        found = (*task.gold, *task.also_ok)
        assert [wanted.label for wanted in found] == [place.label for place in places]
        assert all(len(wanted.paragraphs) == 1 for wanted in found)


def test_no_question_of_the_sample_names_a_place_twice(tasks: Sequence[Task]) -> None:
    for task in tasks:
        places = (*task.case.gold, *task.case.also_ok)
        assert len(set(places)) == len(places), task.case.id


def test_the_sample_has_all_types_and_each_id_once(tasks: Sequence[Task]) -> None:
    types = Counter(task.case.type for task in tasks)
    assert set(types) == set(QUESTION_TYPES)
    assert min(types.values()) >= 8
    assert len({task.case.id for task in tasks}) == len(tasks)
    assert len({task.case.question for task in tasks}) == len(tasks)


def test_history_and_reasons_of_the_sample(tasks: Sequence[Task]) -> None:
    for task in tasks:
        asked = task.case
        assert bool(asked.history) == (asked.type == "followup"), asked.id
        assert asked.answerable == (asked.type != "unanswerable"), asked.id
        assert (asked.reason is None) == asked.answerable, asked.id


def test_every_vital_fact_of_the_sample_stands_in_a_paragraph(
    index: Index, tasks: Sequence[Task]
) -> None:
    """In its words, its label, or the authority and headings that it stands under."""
    checked, lost = 0, []
    for task in tasks:
        texts = [_said_by(index, each) for each in task.supporting]
        for nugget in task.case.nuggets:
            checked += nugget.vital
            held = any(folded(each) in text for each in nugget.any for text in texts)
            if nugget.vital and not held:
                lost.append((task.case.id, nugget.any))
    assert lost == []
    assert checked >= 150


def _said_by(index: Index, paragraph_id: str) -> str:
    paragraph = index.paragraph(paragraph_id)
    authority = index.report(paragraph.report_id).authority or ""
    return folded(" ".join((paragraph.text, paragraph.label, authority, *paragraph.section)))
