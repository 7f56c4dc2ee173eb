"""The panel beside the conversation: each cited paragraph with the quoted words marked."""

from dataclasses import dataclass

from assistant import Citation
from index import Hit, Paragraph, Report
from ui import words
from ui.markup import Html, joined, lines, link, tag
from ui.turns import Turn

__all__ = ["panel", "place"]


def panel(turns: tuple[Turn, ...]) -> Html:
    """The sources of all answers, those of the latest open and on top."""
    heading = tag("h2", words.SOURCES)
    latest, *earlier = reversed(turns) if turns else (None,)
    sources = _sources(latest) if latest else Html()
    if not sources:
        sources = tag("p", words.NO_SOURCES, class_="nothing")
    folded = [
        tag("details", tag("summary", turn.question), shelf)
        for turn in earlier
        if (shelf := _sources(turn))
    ]
    return joined((heading, sources, *folded))


def place(paragraph: Paragraph) -> str:
    """What a person calls the paragraph's place in its report: "Paragraph 59"."""
    if paragraph.number is None:
        return paragraph.label
    if paragraph.label == paragraph.number:
        return f"Paragraph {paragraph.number}"
    return f"Paragraph {paragraph.number} ({paragraph.label})"


def _sources(turn: Turn) -> Html:
    """What one answer rests on and, for a refusal, what comes nearest; empty for neither."""
    cited = [_cited(turn, citation) for citation in turn.citations]
    nearest = turn.answer.refusal.nearest if turn.answer and turn.answer.refusal else ()
    near = [_near(turn, hit) for hit in nearest]
    title = (tag("h3", words.NEAREST),) if near else ()
    return joined((*cited, *title, *near))


@dataclass(frozen=True, slots=True)
class _Names:
    """What a source is called on the page, what its badge shows, and where it leads back to."""

    own: str
    badge: str
    back: str


def _cited(turn: Turn, citation: Citation) -> Html:
    passage = citation.passage
    number = citation.id
    names = _Names(turn.source(number), str(number), turn.reference(number))
    text = lines(passage.paragraph.text, passage.start, passage.end)
    return _article(passage.report, passage.paragraph, text, names)


def _near(turn: Turn, hit: Hit) -> Html:
    names = _Names(turn.near(hit.rank), "≈", turn.near_reference(hit.rank))
    return _article(hit.report, hit.paragraph, lines(hit.paragraph.text), names)


def _article(report: Report, paragraph: Paragraph, text: Html, names: _Names) -> Html:
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
        tag("blockquote", text),
        tag(
            "p",
            tag("a", words.BACK_TO_ANSWER, href=f"#{names.back}"),
            link(report.url, words.OFFICIAL_PAGE),
            class_="links",
        ),
        id=names.own,
        class_="source",
        tabindex="-1",
        aria_label=f"{words.SOURCE} {names.badge}: {place(paragraph)}, {report.title}",
    )


def _page(report: Report, paragraph: Paragraph) -> str:
    """The page on which a paragraph begins; a plain text has none."""
    return words.page(paragraph.page) if report.file.lower().endswith(".pdf") else ""
