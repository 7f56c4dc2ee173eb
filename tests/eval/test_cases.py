"""Files of questions: what is read of each line, and what is said of a line that is wrong."""

import json
from pathlib import Path

import pytest

from assistant import Message
from eval.cases import Selection, corpora_in, read_cases
from eval.errors import GoldError
from eval.types import Case, Nugget, Place

LOOKUP: dict[str, object] = {
    "id": "q1",
    "type": "lookup",
    "question": "How many children wait?",
    "answerable": True,
    "gold": [{"file": "a.pdf", "label": "12"}],
}
REFUSED: dict[str, object] = {
    "id": "q2",
    "type": "unanswerable",
    "question": "What is for lunch?",
    "answerable": False,
    "reason": "off_topic",
}


def written(path: Path, *rows: object) -> Path:
    """A file with these lines; a text stands there as it is, anything else as JSON."""
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path


def read(folder: Path, *rows: object) -> list[Case]:
    """The cases of a file with these lines."""
    return read_cases([written(folder / "gold.jsonl", *rows)])


def test_a_whole_line(tmp_path: Path) -> None:
    row = {
        "id": "f-7",
        "type": "followup",
        "question": "And in 2019?",
        "answerable": True,
        "corpus": "letters",
        "history": [
            {"role": "user", "content": "How many wait?"},
            {"role": "assistant", "content": "Twelve [1]."},
        ],
        "gold": [
            {"file": "a.pdf", "label": "Strengths, bullet 3"},
            {"file": "b__c.txt", "paragraph": "59", "starts_with": "Care leavers speak"},
        ],
        "also_ok": [{"file": "b.pdf", "paragraph": None, "starts_with": "Being healthy Good"}],
        "nuggets": [["12", "twelve"], {"any": ["weeks"], "vital": False}, {"any": ["2019"]}],
    }
    assert read(tmp_path, row) == [
        Case(
            id="f-7",
            type="followup",
            question="And in 2019?",
            answerable=True,
            corpus="letters",
            history=(Message("user", "How many wait?"), Message("assistant", "Twelve [1].")),
            gold=(
                Place("a.pdf", label="Strengths, bullet 3"),
                Place("b__c.txt", paragraph="59", starts_with="Care leavers speak"),
            ),
            also_ok=(Place("b.pdf", starts_with="Being healthy Good"),),
            nuggets=(
                Nugget(("12", "twelve"), vital=True),
                Nugget(("weeks",), vital=False),
                Nugget(("2019",), vital=True),
            ),
        )
    ]


def test_what_a_line_leaves_out(tmp_path: Path) -> None:
    assert read(tmp_path, REFUSED) == [
        Case("q2", "unanswerable", "What is for lunch?", answerable=False, reason="off_topic")
    ]


def test_a_number_is_enough_for_a_place(tmp_path: Path) -> None:
    [case] = read(tmp_path, LOOKUP | {"gold": [{"file": "a.pdf", "paragraph": "59"}]})
    assert case.gold == (Place("a.pdf", paragraph="59"),)


def test_what_a_line_says_beyond_this_is_for_its_readers(tmp_path: Path) -> None:
    talkative = LOOKUP | {
        "hand": "b",
        "gold": [{"file": "a.pdf", "label": "12", "page": 4}],
        "nuggets": [{"any": ["12"], "vital": True, "why": "asked for"}],
    }
    plain = LOOKUP | {"nuggets": [["12"]]}
    assert read(tmp_path, talkative) == read(tmp_path, plain)


def test_lines_stay_in_order_over_all_files(tmp_path: Path) -> None:
    first = written(tmp_path / "1.jsonl", LOOKUP | {"id": "z"}, "", "  ", LOOKUP | {"id": "b"})
    second = written(tmp_path / "2.jsonl", LOOKUP | {"id": "a"})
    assert [case.id for case in read_cases([first, second])] == ["z", "b", "a"]
    assert [case.id for case in read_cases([second, first])] == ["a", "z", "b"]


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(LOOKUP), "utf-8-sig")
    assert [case.id for case in read_cases([path])] == ["q1"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("{'id': 'q9'}", "Invalid JSON"),
        ('{"id": "q9", "type": "lookup"', "Invalid JSON"),
        ("[1, 2]", "Input should be an object"),
        ({k: v for k, v in LOOKUP.items() if k != "question"}, "question: Field required"),
        (LOOKUP | {"id": 9}, "id: Input should be a valid string"),
        (LOOKUP | {"answerable": "perhaps"}, "answerable: "),
        (LOOKUP | {"gold": "a.pdf, 12"}, "gold: "),
        (LOOKUP | {"gold": [{"label": "12"}]}, "gold.0.file: "),
        (LOOKUP | {"gold": [{"file": "a.pdf", "paragraph": 12}]}, "gold.0.paragraph: "),
        (LOOKUP | {"nuggets": ["12"]}, "nuggets.0"),
        (LOOKUP | {"history": [{"role": "system", "content": "x"}]}, "history.0.role: "),
        (LOOKUP | {"type": "riddle"}, "type: Input should be 'lookup', 'theme'"),
        (LOOKUP | {"gold": []}, "“gold” belongs to questions that can be answered"),
        (LOOKUP | {"answerable": False}, "“gold” belongs to questions that can be answered"),
        (REFUSED | {"answerable": True}, "“gold” belongs to questions that can be answered"),
        (LOOKUP | {"question": " \n"}, "the question or a nugget is empty"),
        (LOOKUP | {"nuggets": [["12"], []]}, "the question or a nugget is empty"),
        (LOOKUP | {"nuggets": [{"any": []}]}, "the question or a nugget is empty"),
        (LOOKUP | {"nuggets": [["", ""]]}, "the question or a nugget is empty"),
        (LOOKUP | {"gold": [{"file": "a.pdf"}]}, "a.pdf without a label, a number or first"),
        (
            LOOKUP | {"also_ok": [{"file": "b.pdf", "starts_with": ""}]},
            "b.pdf without a label, a number or first",
        ),
    ],
)
def test_a_wrong_line_is_named_with_its_file(tmp_path: Path, row: object, said: str) -> None:
    path = written(tmp_path / "gold.jsonl", LOOKUP | {"id": "good"}, "", row)
    with pytest.raises(GoldError) as error:
        read_cases([path])
    assert str(error.value).startswith(f"{path}, line 3: ")
    assert said in str(error.value)


@pytest.mark.parametrize("spellings", [["12", ""], ["12", " "], [" "], ["…"]])
def test_no_spelling_of_a_nugget_may_be_empty(tmp_path: Path, spellings: list[str]) -> None:
    with pytest.raises(GoldError):
        read(tmp_path, LOOKUP | {"nuggets": [spellings]})


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85"])
def test_only_a_line_feed_ends_a_line(tmp_path: Path, sign: str) -> None:
    [case] = read(tmp_path, LOOKUP | {"question": f"How many{sign}wait?"})
    assert case.question == f"How many{sign}wait?"


def test_lines_may_end_as_on_windows(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b"\r\n".join(json.dumps(row).encode() for row in (LOOKUP, REFUSED)) + b"\r\n")
    assert [case.id for case in read_cases([path])] == ["q1", "q2"]


def test_an_id_may_occur_once_only_over_all_files(tmp_path: Path) -> None:
    first = written(tmp_path / "1.jsonl", LOOKUP, REFUSED)
    second = written(tmp_path / "2.jsonl", LOOKUP | {"id": "q3"}, REFUSED)
    with pytest.raises(GoldError) as error:
        read_cases([first, second])
    assert str(error.value) == f"{second}, line 2: a second question called q2"


def test_files_without_questions(tmp_path: Path) -> None:
    empty, blank = written(tmp_path / "1.jsonl"), written(tmp_path / "2.jsonl", "", " ")
    with pytest.raises(GoldError) as error:
        read_cases([empty, blank])
    assert str(error.value) == f"{empty}, {blank}: no questions"
    full = written(tmp_path / "3.jsonl", LOOKUP)
    assert len(read_cases([empty, full])) == 1


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(
        json.dumps(LOOKUP | {"question": "Café?"}, ensure_ascii=False).encode("cp1252")
    )
    with pytest.raises(GoldError) as error:
        read_cases([path])
    assert str(error.value) == f"{path} is not UTF-8 text"


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    for path, why in ((tmp_path / "none", "No such file"), (tmp_path, "Is a directory")):
        with pytest.raises(GoldError) as error:
            read_cases([path])
        assert str(error.value).startswith(f"{path} cannot be read: {why}")


def test_corpora_are_named_once_as_they_come(tmp_path: Path) -> None:
    names = ["letters", "reports", "letters", ""]
    rows = [LOOKUP | {"id": f"q{n}", "corpus": name} for n, name in enumerate(names)]
    path = written(tmp_path / "gold.jsonl", *rows)
    assert corpora_in([path]) == ["letters", "reports", ""]


CASES = (
    Case("a", "lookup", "?", answerable=True),
    Case("b", "grade", "?", answerable=True),
    Case("c", "unanswerable", "?", answerable=False),
    Case("d", "lookup", "?", answerable=True),
    Case("e", "theme", "?", answerable=True),
)


@pytest.mark.parametrize(
    ("selection", "left"),
    [
        (Selection(), "abcde"),
        (Selection(types=("lookup",)), "ad"),
        (Selection(types=("theme", "grade")), "be"),
        (Selection(ids=("d", "b")), "bd"),
        (Selection(types=("lookup",), ids=("b", "d")), "d"),
        (Selection(limit=3), "abc"),
        (Selection(limit=99), "abcde"),
        (Selection(types=("lookup", "theme"), limit=2), "ad"),
    ],
)
def test_what_is_selected(selection: Selection, left: str) -> None:
    assert "".join(case.id for case in selection.of(CASES)) == left


def test_ids_that_nothing_is_called(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"^no question is called x, y$"):
        Selection(ids=("x", "a", "y")).of(CASES)


@pytest.mark.parametrize("selection", [Selection(("list",)), Selection(("grade",), ("a",))])
def test_nothing_left(selection: Selection) -> None:
    with pytest.raises(GoldError, match="no question is left"):
        selection.of(CASES)
