"""Building HTML in which text can only ever be text.

Whatever is not already `Html` is escaped, so words from a report or a question cannot become
markup by being forgotten about.
"""

import html
from collections.abc import Iterable
from typing import Final

__all__ = ["Html", "joined", "lines", "link", "tag"]

_WITHOUT_END: Final = frozenset({"br", "img", "input", "link", "meta"})


class Html(str):
    """Markup that may be shown as it is; made only by the functions of this module."""

    __slots__ = ()


def tag(name: str, /, *children: str, **attributes: str | None) -> Html:
    """An element; `class_` and `aria_label` become `class` and `aria-label`, None is left out."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{html.escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    end = "" if name in _WITHOUT_END else f"</{name}>"
    return Html(f"<{name}{given}>{joined(children)}{end}")


def joined(children: Iterable[str]) -> Html:
    """Elements and texts after each other."""
    return Html("".join(c if isinstance(c, Html) else html.escape(c) for c in children))


def link(address: str | None, text: str) -> Html:
    """A link out of the app, opened in a tab of its own; nothing unless it is an http address."""
    if address is None or not address.startswith(("https://", "http://")):
        return Html()
    return tag("a", text, href=address, target="_blank", rel="noopener noreferrer")


def lines(text: str, start: int = 0, end: int = 0, *, closing: Html | None = None) -> Html:
    """A paragraph line by line, its bullets set apart, with `text[start:end]` marked.

    `closing` stands in the last line, after its words.
    """
    parts = []
    offset = 0
    for line in text.split("\n"):
        first, last = (min(max(at - offset, 0), len(line)) for at in (start, end))
        mark = tag("mark", line[first:last]) if first < last else Html()
        offset += len(line) + 1
        after = closing if closing and offset > len(text) else Html()
        bullet = "bullet" if line.startswith("• ") else None
        parts.append(tag("p", line[:first], mark, line[last:], after, class_=bullet))
    return joined(parts)
