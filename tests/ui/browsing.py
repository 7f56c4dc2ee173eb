"""The screens of reports and judgements on a real server, and what a reader finds on them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urldefrag, urlencode
from urllib.request import urlopen

from bs4 import BeautifulSoup, Tag

from assistant import Library
from tests.ui.serving import serving
from ui.browsing import judgements, reading, reports

__all__ = ["Site", "browsing", "write_ilacs"]


@dataclass(frozen=True, slots=True)
class Site:
    """A server with the screens."""

    address: str

    def page(self, path: str, *query: tuple[str, str]) -> BeautifulSoup:
        """A page as the browser reads it, once it has followed where it is sent."""
        return BeautifulSoup(self.file(path, *query)[0], "lxml")

    def file(self, path: str, *query: tuple[str, str]) -> tuple[bytes, str, str]:
        """What comes back, how it is to be saved, and the address where it was found."""
        address = f"{self.address}{path}" + (f"?{urlencode(query)}" if query else "")
        with urlopen(address, timeout=30) as answer:
            saved = answer.headers["Content-Disposition"] or ""
            return answer.read(), saved, answer.url.removeprefix(self.address)

    def follow(self, link: Tag) -> Tag:
        """What a link leads to: the element that its address names, or else the whole page."""
        path, anchor = urldefrag(str(link["href"]))
        page = self.page(path)
        found = page.find(id=anchor) if anchor else page
        assert isinstance(found, Tag), f"{link['href']} leads nowhere"
        return found


@contextmanager
def browsing(index_dir: Path, *, is_sample: bool = False) -> Iterator[Site]:
    """The screens over an index."""
    with Library(index_dir, is_sample=is_sample) as library:
        routes = [
            *reports.routes(library),
            *reading.routes(library),
            *judgements.routes(library),
        ]
        with serving(routes) as address:
            yield Site(address)


def write_ilacs(folder: Path, authority: str, dates: str, published: str, *grades: str) -> Path:
    """A report with judgements on leadership, help and protection and, if given, overall."""
    names = (
        "The impact of leaders on social work practice with children and families",
        "The experiences and progress of children who need help and protection",
        "Overall effectiveness",
    )
    table = [f"| {name} | {grade} |" for name, grade in zip(names, grades, strict=False)]
    lines = [
        f"# Inspection of {authority} local authority children’s services",
        f"**Inspection dates:** {dates}",
        "**Lead inspector:** Ada Quill",
        f"**Published:** {published}",
        "\n".join(["| Judgement | Grade |", "|---|---|", *table]),
        "## What needs to improve",
        "- The quality of plans.",
        f"## {names[1]}",
        "1. Social workers visit children often.",
        "2. Plans drift, and reviews are late.",
    ]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{authority}-{len(list(folder.iterdir()))}.md"
    path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return path
