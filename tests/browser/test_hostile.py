"""Markup in reports, questions, names, comments and a model's words stays text wherever it shows.

A browser reports a request even where the policy stops it, so none is made; and no server is
called.
"""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode, urljoin

import pytest
from playwright.sync_api import Browser, Page, expect

from index import build_index
from tests.assistant.loopback_model import Asked, Says, answer_json, loopback_model, sources_in
from tests.browser.accessibility import sticking_out
from tests.browser.conftest import NARROW, Visit
from tests.browser.evil import Evil, Watch, evil_server
from tests.ui.chatting import Chat, chatting

ABOUT = "What did inspectors say about visits to children in Eastmarch?"
REPORT = """Inspection of Eastmarch local authority children’s services {title}

Inspection dates: 4 to 8 March 2024

Lead inspector: {title} Farrow

Published: 1 May 2024

Overall effectiveness: Good

What needs to improve {title}

{paragraphs}
"""
PAGE = """<!doctype html><title>Eastmarch {title}</title><script>fetch("{evil}/own")</script>
<h1>Inspection of Eastmarch children’s services</h1><p>Inspection dates: 3 to 7 May 2021</p>
<p onclick="fetch('{evil}/own')">1. Children in Eastmarch <img src="{evil}/own"> are visited.</p>
"""
MARKDOWN = re.compile(r"(?<!\\)(!\[|<(?=[a-z/!])|\]\((?!#))", re.IGNORECASE)
"""What Markdown would make a picture, an element or a link of."""


@dataclass(frozen=True, slots=True)
class Hostile:
    """An app full of tricks, and the server that they would call."""

    chat: Chat
    evil: Evil

    def address(self, path: str) -> str:
        return urljoin(self.chat.address, path)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    home = tmp_path_factory.mktemp("hostile")
    with evil_server() as evil:
        (home / "reports").mkdir()
        paragraphs = (
            f"{number}. Visits to children: {trick}."
            for number, trick in enumerate(evil.tricks, start=1)
        )
        title = f"<img src='{evil.address}/title' onerror=alert(1)>"
        text = REPORT.format(title=title, paragraphs="\n\n".join(paragraphs))
        named = "east <img src=x onerror=alert(1)>\u202e &lt;b&gt;.txt"
        (home / "reports" / named).write_text(text, "utf-8")
        page = PAGE.format(title=title, evil=evil.address)
        (home / "reports" / "page.html").write_text(page, "utf-8")
        build_index([home / "reports"], home / "index")

        def writes(asked: Asked) -> Says:
            return _writes(asked, evil)

        with (
            loopback_model(writes) as model,
            chatting(home / "index", home / "kept", model=model) as chat,
        ):
            yield Hostile(chat, evil)
        assert evil.called == []


def _writes(asked: Asked, evil: Evil) -> Says:
    """Each source as it is, each with a trick behind it, and tricks around it all."""
    if "not accepted" in asked.last or "Last question:" in asked.last:
        return Says('{"statements": [], "question": ""}')
    sources = sources_in(asked.prompt)[:4]
    said = [(s["source"], s["text"], s["text"]) for s in sources]
    said += [
        (s["source"], s["text"], f"Visits are made: {trick}.")
        for s, trick in zip(sources * 4, evil.tricks, strict=False)
    ]
    return Says(f"{evil.tricks[0]} {answer_json(*said)} {evil.tricks[1]}")


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A phone, where long words have least room."""
    page = chromium.new_page(viewport={"width": NARROW[0], "height": NARROW[1]})
    yield page
    page.close()


@pytest.fixture
def watch(page: Page, hostile: Hostile) -> Watch:
    return Watch(page, hostile.chat.address)


def test_in_the_chat(hostile: Hostile, page: Page, watch: Watch) -> None:
    visit = Visit.to(page, hostile.chat.address)
    tricks = hostile.evil.tricks
    visit.ask(ABOUT)
    visit.settle()
    for first in range(0, len(tricks), 4):
        visit.ask(" ".join([ABOUT, *tricks[first : first + 4]]))
        visit.settle()
    watch.assert_quiet()
    shown = words(page.locator("#sources").inner_text())
    assert sum(words(trick) in shown for trick in tricks) > len(tricks) / 2
    asked = words(page.locator("#conversation .user-row").nth(1).inner_text())
    assert words(tricks[0]) in asked
    withheld = words(page.locator(".answer details.withheld").first.inner_text())
    assert words(tricks[2]) in withheld
    assert sticking_out(page) == []

    page.locator("#sources a", has_text="Paragraphs before and after").first.click()
    page.locator(".around").wait_for()
    form = page.locator("form.feedback").first
    comment = f"</textarea>{tricks[6]}"
    form.get_by_label("Comment").fill(comment)
    with page.expect_response("**/feedback"):
        form.get_by_role("button", name="Not helpful").click()
    page.reload()
    visit.wait_until_open()
    expect(page.get_by_label("Comment").first).to_have_value(comment)
    watch.assert_quiet()
    assert visit.complaints == []


def test_on_the_other_screens(hostile: Hostile, page: Page, watch: Watch) -> None:
    tricks = hostile.evil.tricks
    page.goto(hostile.address("/reports"))
    report = str(page.locator(".listing h2 a").first.get_attribute("href"))
    for trick in tricks:
        asked = urlencode({"text": trick, "authority": trick, "find": trick, "grade": trick})
        for path in ("/reports", "/judgements", "/add"):
            page.goto(hostile.address(f"{path}?{asked}"))
            watch.assert_quiet()
    remove = report.replace("/reports/", "/add/remove/")
    for path in (report, f"{report}/near/5?start=0&end=60", "/judgements", remove, "/add"):
        page.goto(hostile.address(path))
        watch.assert_quiet()
        assert sticking_out(page) == [], path
    page.goto(hostile.address(report))
    text = words(page.locator("main").inner_text())
    for trick in tricks:
        assert words(trick) in text
    page.goto(hostile.address(f"/{quote(tricks[0], safe='')}"))
    watch.assert_quiet()


def test_in_files_that_are_added(
    hostile: Hostile, page: Page, watch: Watch, tmp_path: Path
) -> None:
    file = tmp_path / "<img src=x onerror=alert(1)> ${x}.txt"
    text = REPORT.format(title=hostile.evil.tricks[0], paragraphs=hostile.evil.tricks[-1])
    file.write_text(text.replace("Eastmarch", "Wexcombe"), "utf-8")
    page.goto(hostile.address("/add"))
    page.get_by_label("Choose files").set_input_files(file)
    watch.assert_quiet()
    page.get_by_role("button", name="Upload and read").click()
    page.get_by_role("button", name="Publish the ticked reports").wait_for(timeout=180_000)
    watch.assert_quiet()
    assert sticking_out(page) == []
    page.get_by_role("button", name="Discard").click()
    page.wait_for_url("**/add")
    watch.assert_quiet()


def test_in_what_is_taken_away(hostile: Hostile, page: Page, watch: Watch) -> None:
    visit = Visit.to(page, hostile.chat.address)
    visit.ask(f"{ABOUT} {hostile.evil.tricks[3]}")
    visit.settle()
    links = {
        form: hostile.address(str(link.get_attribute("href")))
        for form in ("docx", "json")
        for link in page.locator(f"#opening a[href$='.{form}']").all()
    }
    links |= {form: links["json"].replace(".json", f".{form}") for form in ("txt", "md")}
    taken = {form: page.request.get(address) for form, address in links.items()}
    for form, answer in taken.items():
        assert answer.ok
        saved = answer.headers["content-disposition"]
        assert re.fullmatch(rf'attachment; filename="[a-z0-9-]+\.{form}"', saved)
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert not MARKDOWN.search(taken["md"].text())
    (kept,) = json.loads(taken["json"].text())["answers"]
    assert kept["question"] == f"{ABOUT} {hostile.evil.tricks[3]}"
    with zipfile.ZipFile(io.BytesIO(taken["docx"].body())) as word:
        for name in word.namelist():
            if name.endswith(".rels"):
                assert hostile.evil.address.encode() not in word.read(name)
        assert not {"Object", "instrText"} & set(re.findall(r"w:(\w+)", str(word.read(BODY))))
    watch.assert_quiet()


BODY = "word/document.xml"


def test_a_report_that_is_a_page_is_not_shown_as_one(hostile: Hostile, page: Page) -> None:
    page.goto(hostile.address("/reports"))
    paths = page.locator(".listing h2 a").evaluate_all("all => all.map(e => e.pathname)")
    files = [page.request.get(hostile.address(f"{path}/original")) for path in paths]
    kinds = {file.headers["content-type"].split(";")[0] for file in files}
    assert kinds == {"text/plain", "application/octet-stream"}
    for file in files:
        shown = file.headers["content-disposition"].split(";")[0]
        assert (shown == "inline") == ("text/plain" in file.headers["content-type"])
        assert "default-src 'self'" in file.headers["content-security-policy"]


def test_at_the_login(chromium: Browser, sample_app: str) -> None:
    with evil_server() as evil:
        page = chromium.new_page()
        watch = Watch(page, sample_app)
        for trick in (f'"> {each}' for each in evil.tricks):
            page.goto(f"{sample_app}/login?{urlencode({'next': f'//evil.example/{trick}'})}")
            page.get_by_label("Name").fill(trick)
            page.get_by_label("Password").fill(trick)
            page.get_by_role("button", name="Log in").click()
            page.get_by_role("alert").wait_for()
            watch.assert_quiet()
        page.close()
        assert evil.called == []


def words(text: str) -> str:
    """A text as it is read, however its lines are broken."""
    return " ".join(text.split())
