"""Chips as a browser has them, and what it sends when they are used."""

import json
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from ui.chat.chips import Choices, chips
from ui.chat.turns import Turn

__all__ = ["Chip", "chips_of"]


@dataclass(frozen=True, slots=True)
class Chip:
    """A chip as a browser has it: its text, the button beside it, and the form under it."""

    text: str
    button: Tag | None
    form: Tag | None

    @property
    def removed(self) -> tuple[str, list[str]]:
        """What the button sends."""
        assert self.button is not None
        return str(self.button["data-part"]), json.loads(str(self.button["data-values"]))

    @property
    def offers(self) -> list[list[str]]:
        """The values of each choice in the form."""
        return [[str(o["value"]) for o in select("option")] for select in self._fields("select")]

    @property
    def chosen(self) -> list[str]:
        """What each choice stands at, the first value where none is marked."""
        return [
            str((select.find("option", selected=True) or select("option")[0])["value"])
            for select in self._fields("select")
        ]

    def sent(self, *values: str) -> tuple[str, list[str]]:
        """What the form sends with these values in its fields."""
        assert self.form is not None
        assert len(values) == len(self._fields(["select", "textarea"]))
        return str(self.form["data-part"]), [*json.loads(str(self.form["data-rest"])), *values]

    def _fields(self, names: str | list[str]) -> list[Tag]:
        return list(self.form(names)) if self.form else []


def chips_of(turn: Turn, choices: Choices | None) -> list[Chip]:
    page = BeautifulSoup(chips(turn, choices), "lxml")
    shown = []
    for item in page("li"):
        said = item.find(["summary", "span"])
        assert isinstance(said, Tag)
        button, form = item.find("button", recursive=False), item.find("form")
        shown.append(
            Chip(
                said.text,
                button if isinstance(button, Tag) else None,
                form if isinstance(form, Tag) else None,
            )
        )
    return shown
