"""The command line: what it prints where, its statuses, and one line for each error."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.cli import main
from sample import FOLDER

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], sample_index: Path, monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run a command over the sample's index; returns status, stdout and stderr."""
    monkeypatch.setenv("INSPECTION_INDEX", str(sample_index))

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as left:
            status = int(left.code or 0)
        out, err = capsys.readouterr()
        return status, out, err

    return run


def jsonl(path: Path, *rows: object) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    return path


def test_ask_prints_the_answer_and_its_sources(run: Run) -> None:
    status, out, err = run("ask", "What grade did Northmere get for being healthy in 2012?")
    assert status == 0
    assert "Inadequate" in out
    assert "Sources" in out
    assert err == ""


def test_ask_json_is_the_answer_object(run: Run) -> None:
    _, out, _ = run("ask", "caseloads in Northmere", "--json", "--no-llm", "--today", "2025-01-01")
    answer = json.loads(out)
    assert answer["understood"]["today"] == "2025-01-01"
    citation = answer["citations"][0]
    assert citation["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_filters_win_over_what_the_question_names(run: Run) -> None:
    _, out, _ = run(
        *("ask", "caseloads in Northmere in 2012", "--json"),
        *("--authority", "wexcombe", "--since", "2020-01-01", "--kind", "ilacs"),
    )
    cited = {(c["authority"], c["published"]) for c in json.loads(out)["citations"]}
    assert cited == {("Wexcombe", "2023-03-28")}


def test_search_json_holds_ranked_hits(run: Run) -> None:
    _, out, _ = run("search", "caseloads", "-k", "3", "--json")
    hits = json.loads(out)["hits"]
    assert len(hits) == 3
    assert {"report_id", "file", "paragraph", "label", "section", "page", "score"} <= set(hits[0])


def test_batches_keep_order_ids_and_history(run: Run, tmp_path: Path) -> None:
    history = [
        {"role": "user", "content": "How is supervision in Northmere in 2012?"},
        {"role": "assistant", "content": "Regular."},
    ]
    questions = jsonl(
        tmp_path / "questions.jsonl",
        {"id": "b", "question": "caseloads in Wexcombe"},
        {"id": 7, "question": "and caseloads there?", "history": history},
    )
    _, out, _ = run("ask", "--jsonl", questions)
    answers = [json.loads(line) for line in out.splitlines()]
    assert [a["id"] for a in answers] == ["b", 7]
    assert answers[1]["authorities"] == ["Northmere"]
    _, out, _ = run("search", "--jsonl", questions, "-k", "2")
    found = [json.loads(line) for line in out.splitlines()]
    assert [f["id"] for f in found] == ["b", 7]
    assert all(len(f["hits"]) == 2 for f in found)
    assert {hit["authority"] for hit in found[1]["hits"]} == {"Northmere"}


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("nonsense", "not JSON"),
        ("[]", "not an object"),
        ("[" * 200_000, "too deep"),
        ('{"id": ' + "1" * 5_000 + "}", "too long"),
        ('{"id": "x", "question": "caseloads\N{LINE SEPARATOR}", "history": 1}', "not a list"),
        ('{"id": "x"}', '"question"'),
        ('{"question": "x"}', '"id"'),
        ('{"id": "x", "question": "y", "history": [{"role": "robot"}]}', '"role"'),
        ('{"id": "x", "question": ""}', "empty"),
        (r'{"id": "x", "question": "Harrow \ud800"}', "no text"),
    ],
)
def test_a_bad_line_of_a_batch_is_named(
    run: Run, tmp_path: Path, line: str, complaint: str
) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(f"\n{line}\n", "utf-8")
    status, _, err = run("search", "--jsonl", path)
    assert status == 2
    assert f"{path}, line 2" in err
    assert complaint in err
    assert err.count("\n") == 1


def test_judgements_as_rows(run: Run) -> None:
    _, out, _ = run("judgements", "--json", "--authority", "northmere", "--grade", "inadequate")
    rows = json.loads(out)
    assert rows
    assert {row["authority"] for row in rows} == {"Northmere"}
    assert {row["canonical_grade"] for row in rows} == {"inadequate"}
    _, out, _ = run("judgements", "--csv", "--judgement", "care leavers", "--since", "2020-01-01")
    table = list(csv.DictReader(io.StringIO(out)))
    assert {row["canonical"] for row in table} == {"care_leavers"}
    assert all(row["published"] >= "2020-01-01" for row in table)


def test_reports_and_check(run: Run) -> None:
    _, out, _ = run("reports", "--json")
    assert len(json.loads(out)) == len(list(FOLDER.iterdir()))
    status, out, _ = run("check")
    assert status == 0
    assert "no problems" in out


def test_parse_prints_one_object_a_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "shopping.txt").write_text("eggs\nmilk\n")
    status, out, _ = run("parse", FOLDER, tmp_path, "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [row["error"]["code"] for row in rows if "error" in row] == ["not_inspection"]
    assert run("parse", tmp_path, "--json")[0] == 1


def test_parse_reports_on_a_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "gap.txt").write_text(
        "Inspection of Northmere local authority children's services\n\n"
        "Inspection dates: 3 to 7 February 2025\n\n"
        "1. Children are seen.\n\n2. Plans are made.\n\n4. Help comes late.\n",
        encoding="utf-8",
    )
    (tmp_path / "shopping.txt").write_text("eggs\nmilk\n")
    status, out, _ = run("parse", tmp_path, "--report")
    table, warnings, skipped, totals = out.strip().split("\n\n")
    heading, row = table.splitlines()
    assert heading.split()[:2] == ["file", "published"]
    assert "1-2, 4" in row
    assert "warning: gap.txt: paragraph numbers jump from 2 to 4 on page 1, as printed" in warnings
    assert skipped.startswith("skipped: shopping.txt is not an inspection text")
    assert totals.startswith("1 report, 4 paragraphs, 1 gap, 0 judgements, 6 warnings, 1 skipped")
    assert status == 0


def test_index_update_and_remove(run: Run, tmp_path: Path) -> None:
    letters = sorted(FOLDER.glob("aldermoor*.txt"))
    status, out, _ = run("index", *letters, "--index", tmp_path / "index")
    assert status == 0
    assert "2 reports" in out
    _, out, _ = run("index", *letters, "--index", tmp_path / "index")
    assert "nothing has changed" in out
    _, out, _ = run("remove", letters[0].name, "--index", tmp_path / "index")
    assert "1 report" in out


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["ask", ""], "empty"),
        (["ask", "x" * 20_000], "20,000 characters"),
        (["ask", "caseloads", "--index", "/nowhere"], "/nowhere"),
        (["ask"], "required"),
        (["ask", "x", "--today", "soon"], "soon"),
        (["search", "x", "-k", "0"], "1 to"),
        (["search", "--jsonl", "/nowhere.jsonl"], "/nowhere.jsonl"),
        (["judgements", "--grade", "purple"], "purple"),
        (["index", "/nowhere"], "/nowhere"),
        (["remove", "nothing"], "nothing"),
        (["parse", "/nowhere"], "/nowhere"),
        (["ask", "Harrow \udcff"], "no text"),
        (["ask", "caseloads", "--nope\nagain"], "--nope again"),
        (["dance"], "dance"),
    ],
)
def test_wrong_input_is_one_line_and_status_2(
    run: Run, arguments: list[str], complaint: str
) -> None:
    status, out, err = run(*arguments)
    assert status == 2
    assert out == ""
    assert complaint in err
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_help_names_every_command(run: Run) -> None:
    _, out, _ = run("--help")
    for command in (
        "parse", "index", "reports", "remove", "check", "search", "ask", "judgements", "chat",
    ):  # fmt: skip
        assert command in out


def test_output_is_utf_8_whatever_the_locale(sample_index: Path) -> None:
    environment = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-m", "assistant", "reports", "--json", "--index", str(sample_index)]
    ended = subprocess.run(command, env=environment, capture_output=True, check=True)
    titles = [row["title"] for row in json.loads(ended.stdout.decode("utf-8"))]
    assert any("’" in title for title in titles)


def test_explain_says_how_the_answer_came_about(run: Run) -> None:
    question = "What did inspectors say about health assessments in Northmere in 2024?"
    status, out, _ = run("ask", question, "--explain")
    assert status == 0
    explained = out[out.index("Read as") :]
    assert "authorities     Northmere" in explained
    assert "period          2024" in explained
    assert "cited" in explained
    assert "below the best" in explained
    assert explained.rstrip().splitlines()[-1].startswith("Answered: quote")


def test_explain_leaves_the_json_alone(run: Run) -> None:
    _, out, err = run("ask", "Which authorities are inadequate?", "--explain", "--json")
    assert json.loads(out)["mode"] == "computed"
    assert "Read as" in err


def test_explain_gives_the_reason_of_a_refusal(run: Run) -> None:
    _, out, _ = run("ask", "What grade did Leeds get?", "--explain")
    assert "Answered: refused, authority_not_in_corpus" in out
