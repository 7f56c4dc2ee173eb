"""Fields of the forms that filter what a screen shows: labelled, and sent as an address."""

from collections.abc import Iterable

from ui.browsing import browsing_words as words
from ui.markup import Html, tag

__all__ = ["choice", "filter_form", "kept", "text_field", "tick"]


def choice(
    label: str, name: str, options: Iterable[tuple[str, str]], chosen: str, *, every: str = ""
) -> Html:
    """One of several values, each with its words; `every` is what choosing none of them means."""
    first = (tag("option", every, value=""),) if every else ()
    others = (
        tag("option", text, value=value, selected="" if value == chosen else None)
        for value, text in options
    )
    return tag("label", label, tag("select", *first, *others, name=name))


def text_field(label: str, name: str, value: str, hint: str) -> Html:
    """Free words."""
    field = tag("input", type="search", name=name, value=value or None, placeholder=hint)
    return tag("label", label, field)


def tick(label: str, name: str, *, ticked: bool) -> Html:
    """A box to tick."""
    box = tag("input", type="checkbox", name=name, value="1", checked="" if ticked else None)
    return tag("label", box, label, class_="tick")


def kept(name: str, values: Iterable[str]) -> tuple[Html, ...]:
    """Values that were chosen before and stay so."""
    return tuple(tag("input", type="hidden", name=name, value=value) for value in values if value)


def filter_form(address: str, *fields: Html, filtered: bool) -> Html:
    """The fields with a button that shows what passes and, where some are set, a way to clear."""
    clear = (tag("a", words.CLEAR, href=address, class_="clear"),) if filtered else ()
    button = tag("button", words.SHOW, class_="button main")
    return tag(
        "form",
        *fields,
        tag("div", button, *clear, class_="go"),
        action=address,
        class_="fields filters",
        role="search",
        aria_label=words.FILTERS,
    )
