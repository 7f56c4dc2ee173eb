"""The panel beside the conversation: each cited paragraph with the quoted words marked."""

from dataclasses import dataclass

from assistant import Citation, report_name
from index import Hit, Index, Paragraph, Report
from ui import words
from ui.addresses import near, original, page_of, paragraph_of, viewer
from ui.chat.turns import Turn
from ui.markup import Html, joined, lines, link, tag

__all__ = ["panel", "place", "reference"]


def panel(turns: tuple[Turn, ...], index: Index) -> Html:
    """The sources of all answers, those of the latest open and on top."""
    heading = tag("h2", words.SOURCES)
    latest, *earlier = reversed(turns) if turns else (None,)
    sources = _sources(latest, index) if latest else Html()
    if not sources:
        sources = tag("p", words.NO_SOURCES, class_="nothing")
    folded = [
        tag("details", tag("summary", turn.question), shelf)
        for turn in earlier
        if (shelf := _sources(turn, index))
    ]
    return joined((heading, sources, *folded))


def place(paragraph: Paragraph) -> str:
    """What a person calls the paragraph's place in its report: "Paragraph 59"."""
    if paragraph.number is None:
        return paragraph.label
    if paragraph.label == paragraph.number:
        return f"Paragraph {paragraph.number}"
    return f"Paragraph {paragraph.number} ({paragraph.label})"


def reference(citation: Citation) -> str:
    """A source in one line: report, date, place, page."""
    passage = citation.passage
    page = _page(passage.report, passage.paragraph)
    parts = report_name(passage.report), place(passage.paragraph), page
    return ", ".join(filter(None, parts))


def _sources(turn: Turn, index: Index) -> Html:
    """What one answer rests on and, for a refusal, what comes nearest; empty for neither."""
    cited = [_cited(turn, citation, index) for citation in turn.citations]
    nearest = turn.answer.refusal.nearest if turn.answer and turn.answer.refusal else ()
    found = [_near(turn, hit, index) for hit in nearest]
    title = (tag("h3", words.NEAREST),) if found else ()
    return joined((*cited, *title, *found))


@dataclass(frozen=True, slots=True)
class _Names:
    """What a source is called on the page, what its badge shows, and where it leads back to."""

    own: str
    badge: str
    back: str


def _cited(turn: Turn, citation: Citation, index: Index) -> Html:
    passage = citation.passage
    number = citation.id
    names = _Names(turn.source(number), str(number), turn.reference(number))
    text = lines(passage.paragraph.text, passage.start, passage.end)
    marked = viewer(passage.paragraph, passage.start, passage.end)
    proof = _proof(passage.report, passage.paragraph, marked, index)
    return _article(
        passage.report, passage.paragraph, joined((tag("blockquote", text), proof)), names
    )


def _near(turn: Turn, hit: Hit, index: Index) -> Html:
    names = _Names(turn.near(hit.rank), "≈", turn.near_reference(hit.rank))
    text = tag("blockquote", lines(hit.paragraph.text))
    proof = _proof(hit.report, hit.paragraph, viewer(hit.paragraph, 0, 0), index)
    return _article(hit.report, hit.paragraph, joined((text, proof)), names)


def _proof(report: Report, paragraph: Paragraph, marked: str, index: Index) -> Html:
    """Ways to look further: around the paragraph, at the printed page, in the file."""
    if not index.holds(report.id):
        return tag("p", words.GONE, class_="gone")
    around = tag("a", words.AROUND, href=near(paragraph, marked), data_into="")
    ways = [tag("li", around)]
    if index.has_pages(report.id):
        name = words.printed_page(paragraph.page)
        ways.append(
            tag("li", tag("a", name, href=page_of(report, paragraph.page, marked), data_into=""))
        )
    new_tab = {"target": "_blank", "rel": "noopener"}
    ways += [
        tag("li", tag("a", words.WHOLE_REPORT, href=paragraph_of(paragraph), **new_tab)),
        tag("li", tag("a", words.ORIGINAL, href=original(report), **new_tab)),
    ]
    official = link(report.url, words.OFFICIAL_PAGE)
    ways += [tag("li", official)] if official else []
    return joined((tag("ul", *ways, class_="ways"), tag("div", class_="into", aria_live="polite")))


def _article(report: Report, paragraph: Paragraph, content: Html, names: _Names) -> Html:
    return tag(
        "article",
        tag(
            "p",
            tag("span", names.badge, class_="badge"),
            tag("strong", place(paragraph)),
            tag("span", _page(report, paragraph), class_="page"),
            class_="place",
        ),
        tag("p", report.title, class_="report"),
        tag("p", words.origin(report)),
        tag("p", " › ".join(paragraph.section), class_="path") if paragraph.section else Html(),
        content,
        tag("p", tag("a", words.BACK_TO_ANSWER, href=f"#{names.back}"), class_="links"),
        id=names.own,
        class_="source",
        tabindex="-1",
        aria_label=f"{words.SOURCE} {names.badge}: {place(paragraph)}, {report.title}",
    )


def _page(report: Report, paragraph: Paragraph) -> str:
    """The page on which a paragraph begins; a plain text has none."""
    return words.page(paragraph.page) if report.file.lower().endswith(".pdf") else ""
