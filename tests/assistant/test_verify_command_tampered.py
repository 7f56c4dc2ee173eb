"""`verify` finds whatever somebody has changed in a saved answer: words, places, numbers, names."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant, verify_answers
from assistant.cli import main
from assistant.saved import parse_saved

Row = dict[str, Any]
Tampering = Callable[[Row], object]

QUESTIONS = {
    "quoted": "Are care leavers placed in bed and breakfast in Northmere in 2019?",
    "graded": "What grade did Northmere get for help and protection in 2024?",
    "compared": "How did Northmere's overall grade change?",
    "listed": "List everything that Aldermoor was told to improve in 2022",
    "held": "Since when has Northmere been good overall?",
    "led": "Who led the 2024 inspection of Northmere?",
    "refused": "Why was Northmere judged outstanding in 2024?",
}


def cited(row: Row, **changes: object) -> None:
    """Change fields of the first citation."""
    row["citations"][0].update(changes)


def stated(row: Row, text: str) -> None:
    """Change the first statement, and the text as a whole to match."""
    row["text"] = row["text"].replace(row["statements"][0]["text"], text)
    row["statements"][0]["text"] = text


def altered(row: Row, old: str, new: str) -> Row:
    """The row with words changed wherever they stand."""
    changed = json.loads(json.dumps(row, ensure_ascii=False).replace(old, new))
    assert changed != row
    row.clear()
    row.update(changed)
    return row


def quoted(row: Row, words: str) -> None:
    """Let citation, statement and text quote these words, rightly placed in a text of their own."""
    stated(row, words)
    cited(row, quote=words, text=words, start=0, end=len(words))


def cropped(row: Row, words: str) -> None:
    """Let everything quote only these words of the paragraph, rightly placed."""
    start = row["citations"][0]["text"].index(words)
    stated(row, words)
    cited(row, quote=words, start=start, end=start + len(words))


def paragraph_of_nobody(row: Row) -> None:
    """A paragraph that no report has, with words that none prints."""
    quoted(row, "Nobody lives in a hotel any longer.")
    cited(row, paragraph_id="0123456789abcdef:7")


def made(row: Row, mode: str) -> None:
    """A false statement, as if it had been made in another way."""
    row["mode"] = mode
    stated(row, "Of 90 care leavers, 14 live in hotels.")


def of_another_part(row: Row) -> None:
    """The first statement with the numbers of the second, of the same report."""
    first, second = row["statements"][:2]
    old, new = ("".join(f"[{n}]" for n in each["citations"]) for each in (first, second))
    row["text"] = row["text"].replace(f"{first['text']} {old}", f"{first['text']} {new}")
    first["citations"] = second["citations"]


def added_row(row: Row) -> None:
    """A row that nothing proves."""
    cells = ["Wexcombe", "2023-03-28", "Overall effectiveness", "Good"]
    row["table"]["rows"].append({"cells": cells, "citations": [1]})


TAMPERINGS: dict[str, tuple[str, Tampering]] = {
    "quotation": ("quoted", lambda row: cited(row, quote="All care leavers live in hotels.")),
    "start": ("quoted", lambda row: cited(row, start=row["citations"][0]["start"] + 1)),
    "end": ("quoted", lambda row: cited(row, end=row["citations"][0]["end"] - 1)),
    "far end": ("quoted", lambda row: cited(row, end=10**30)),
    "negative start": ("quoted", lambda row: cited(row, start=-(10**30))),
    "empty quotation": ("quoted", lambda row: cited(row, quote="", start=0, end=0)),
    "words around": ("quoted", lambda row: cited(row, text=row["citations"][0]["text"] + " Not.")),
    "everything alike": ("quoted", lambda row: altered(row, "none live in", "all live in")),
    "words of nobody": ("quoted", lambda row: quoted(row, "Nobody lives in a hotel any longer.")),
    "half a sentence": ("quoted", lambda row: cropped(row, "live in bed and breakfast hotels.")),
    "paragraph of nobody": ("quoted", paragraph_of_nobody),
    "another report's paragraph": ("quoted", lambda row: cited(
        row, paragraph_id=row["citations"][-1]["paragraph_id"], text="x", quote="x", start=0, end=1
    )),
    "authority": ("quoted", lambda row: cited(row, authority="Wexcombe")),
    "date": ("quoted", lambda row: cited(row, published="2025-07-01")),
    "title": ("quoted", lambda row: cited(row, report="Inspection of everything")),
    "statement": ("quoted", lambda row: stated(row, "No care leaver lives in a hotel.")),
    "a word of a statement": ("quoted", lambda row: stated(
        row, row["statements"][0]["text"].replace("none", "some")
    )),
    "statement of another citation": ("quoted", lambda row: row["statements"][0].update(
        text=row["statements"][1]["text"]
    )),
    "number that is not there": ("quoted", lambda row: row["statements"][0].update(citations=[9])),
    "no number": ("quoted", lambda row: row["statements"][0].update(citations=[])),
    "text as a whole": ("quoted", lambda row: row.update(text="All is well. [1]")),
    "as if a model wrote it": ("quoted", lambda row: made(row, "llm")),
    "as if it were computed": ("quoted", lambda row: made(row, "computed")),
    "as if both": ("quoted", lambda row: made(row, "computed+llm")),
    "part of a grade": ("graded", lambda row: stated(
        row, row["statements"][0]["text"].replace("Requires improvement to be good", "Good")
    )),
    "part of a grade in a row": ("graded", lambda row: (
        row["table"]["rows"][0]["cells"].__setitem__(3, "Good")
    )),
    "authority of a row": ("compared", lambda row: (
        row["table"]["rows"][0]["cells"].__setitem__(0, "Wexcombe")
    )),
    "row of nobody": ("compared", added_row),
    "rows' proofs exchanged": ("compared", lambda row: row["table"]["rows"][0].update(
        citations=row["table"]["rows"][-1]["citations"]
    )),
    "entry of a list": ("listed", lambda row: (
        row["table"]["rows"][0]["cells"].__setitem__(2, "Everything.")
    )),
    "statement of another part": ("compared", of_another_part),
    "what was not computed": ("compared", lambda row: stated(
        row, "In April 2012, overall effectiveness in Northmere was judged adequate."
    )),
    "how long": ("held", lambda row: stated(
        row, row["statements"][0]["text"].replace("1 report", "9 reports")
    )),
    "who led": ("led", lambda row: stated(
        row, row["statements"][0]["text"].replace("led by", "led by Ada Lovelace and")
    )),
    "refusal": ("refused", lambda row: altered(row, "effectiveness: Good", "effectiveness: Bad")),
    "evidence": ("refused", lambda row: row["refusal"]["evidence"][0].update(quote="Outstanding")),
}  # fmt: skip


@pytest.fixture(scope="module")
def answers(assistant: Assistant) -> dict[str, str]:
    """The saved answers, as lines of JSON."""
    asked = {name: assistant.ask(question) for name, question in QUESTIONS.items()}
    return {name: json.dumps(answer.to_dict()) for name, answer in asked.items()}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_what_was_changed_is_found(
    assistant: Assistant, answers: dict[str, str], name: str
) -> None:
    kind, tamper = TAMPERINGS[name]
    row = json.loads(answers[kind])
    (whole,) = verify_answers(assistant.index, parse_saved(json.dumps(row).encode(), "x"))
    assert whole.holds
    tamper(row)
    (check,) = verify_answers(assistant.index, parse_saved(json.dumps(row).encode(), "x"))
    assert not check.holds


@pytest.mark.parametrize(
    ("change", "outcome", "why"),
    [
        ({"label": "7"}, "moved", "label: not “7” but “What needs to improve, bullet 3”"),
        ({"page": 9}, "moved", "page: not “9” but “1”"),
        ({"section": ["Leaders"]}, "moved", "headings: not “Leaders” but “What needs to improve”"),
        ({"url": "https://evil.example"}, "moved", "address: not “https://evil.example” but"),
        ({"paragraph_id": "1:1"}, "moved", "the words stand at What needs to improve, bullet 3"),
        ({"end": 4}, "changed", "other words stand there"),
        ({"text": "None. None."}, "changed", "other words stand there"),
        ({"published": None}, "changed", "the index has this report as Northmere, published 1"),
        ({"report_id": "sha256:0"}, "moved", "the report was issued anew; the words stand at"),
        ({"report_id": "sha256:0", "authority": "Leeds"}, "gone", "the report is not in the index"),
    ],
)
def test_each_change_has_its_outcome(
    assistant: Assistant, answers: dict[str, str], change: Row, outcome: str, why: str
) -> None:
    row = json.loads(answers["quoted"])
    cited(row, **change)
    (check,) = verify_answers(assistant.index, parse_saved(json.dumps(row).encode(), "x"))
    assert check.citations[0].outcome == outcome
    assert check.citations[0].why.startswith(why)
    assert all(other.outcome == "holds" for other in check.citations[1:])


def test_one_changed_line_of_many_is_found(
    answers: dict[str, str], sample_index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = json.loads(answers["quoted"])
    cited(row, quote="All is well.")
    path = tmp_path / "saved.jsonl"
    path.write_text("\n".join([*answers.values(), json.dumps(row)]), "utf-8")
    capsys.readouterr()
    assert main(["verify", str(path), "--index", str(sample_index)]) == 1
    out = capsys.readouterr().out
    assert out.startswith(f"{QUESTIONS['quoted']}\n  [1] changed, other words stand there: saved ")
    assert "saved “All is well.”, printed “Suitable accommodation" in out
    assert ", 1 changed; " in out.splitlines()[-1]
