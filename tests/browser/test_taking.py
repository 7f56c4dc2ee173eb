"""Taking answers away in a real browser: to the clipboard, to Word, and as JSON to be checked."""

import json
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, Locator, Page, expect

from assistant.cli import main
from tests.browser.conftest import Visit, looking

QUESTION = "What did inspectors say about care leavers in Northmere in 2024?"
FOLLOW_UP = "And in 2019?"


def quotations(page: Page) -> list[str]:
    """The quoted words of each source of the latest answer."""
    sources = page.locator("article.source:not(details *)")
    return [" ".join(s.locator("mark").all_inner_texts()) for s in sources.all()]


def copied(visit: Visit, name: str) -> str:
    """What is on the clipboard once a button that copies has been pressed."""
    button = visit.answer.get_by_role("button", name=name, exact=True)
    button.click()
    expect(visit.answer.get_by_role("button", name="Copied")).to_be_visible()
    expect(button).to_be_visible()  # it has its name again
    text: str = visit.page.evaluate("navigator.clipboard.readText()")
    return text


def downloaded(page: Page, link: Locator, path: Path) -> Path:
    with page.expect_download() as download:
        link.click()
    download.value.save_as(path)
    assert download.value.suggested_filename.endswith(path.suffix)
    return path


def verified(file: Path, index: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """The last line of the command that checks a saved answer."""
    assert main(["verify", str(file), "--index", str(index)]) == 0
    return capsys.readouterr().out.splitlines()[-1]


def test_an_answer_is_copied_with_its_references(visit: Visit) -> None:
    visit.ask(QUESTION)
    quoted = quotations(visit.page)
    plain = copied(visit, "Copy")
    assert plain.startswith(QUESTION)
    for number, quotation in enumerate(quoted, 1):
        assert f"[{number}]" in plain
        assert quotation.split(". ")[0] in " ".join(plain.split())
    for told in ("Northmere, published 2 August 2024, paragraph 29,", "page 5"):
        assert told in plain
    markdown = copied(visit, "Copy as Markdown")
    assert markdown.startswith("#")
    assert "paragraph 29" in markdown
    assert visit.overflow <= 0


def test_an_answer_is_taken_to_word(visit: Visit, tmp_path: Path) -> None:
    visit.ask(QUESTION)
    quoted = quotations(visit.page)
    link = visit.answer.get_by_role("link", name="Word")
    document = Document(str(downloaded(visit.page, link, tmp_path / "answer.docx")))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert QUESTION in texts
    assert "Northmere, published 2 August 2024, paragraph 29, page 5" in texts
    assert quoted
    for quotation in quoted:
        assert f"“{quotation}”" in texts


def test_an_answer_is_saved_and_checked(
    visit: Visit, sample_index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    visit.ask(QUESTION)
    link = visit.answer.get_by_role("link", name="JSON")
    file = downloaded(visit.page, link, tmp_path / "answer.json")
    answer = json.loads(file.read_text("utf-8"))
    assert [c["quote"] for c in answer["citations"]] == quotations(visit.page)
    count = len(answer["citations"])
    said = verified(file, sample_index, capsys)
    assert f"{count} of {count} citations hold;" in said

    answer["citations"][0]["quote"] = answer["citations"][0]["quote"].replace("2019", "2018")
    file.write_text(json.dumps(answer), "utf-8")
    assert main(["verify", str(file), "--index", str(sample_index)]) == 1


def test_a_whole_conversation_is_taken_away(
    visit: Visit, sample_index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    visit.ask(QUESTION)
    visit.ask(FOLLOW_UP)
    everything = visit.page.locator(".take-all")
    link = everything.get_by_role("link", name="Word")
    document = Document(str(downloaded(visit.page, link, tmp_path / "all.docx")))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert {QUESTION, FOLLOW_UP} <= {*texts}
    link = everything.get_by_role("link", name="JSON")
    file = downloaded(visit.page, link, tmp_path / "all.json")
    answers = json.loads(file.read_text("utf-8"))["answers"]
    assert [answer["question"] for answer in answers] == [QUESTION, FOLLOW_UP]
    count = sum(len(answer["citations"]) for answer in answers)
    said = verified(file, sample_index, capsys)
    assert said.startswith(f"2 answers: {count} of {count} citations hold;")


def test_nobody_else_can_take_it(chromium: Browser, sample_app: str) -> None:
    with looking(chromium, sample_app, person="person-497") as one:
        one.ask(QUESTION)
        address = one.answer.get_by_role("link", name="JSON").evaluate("e => e.href")
        assert one.page.context.request.get(address).status == 200
    with looking(chromium, sample_app, person="person-498") as other:
        assert other.page.context.request.get(address).status == 404
