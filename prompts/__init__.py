"""Prompts as Markdown files in this package, filled in and identified by a hash of their text."""

import hashlib
import string
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Filled", "Prompt", "load"]

_DIVIDER = "\n---\n"


@dataclass(frozen=True, slots=True)
class Filled:
    """A prompt with its variables put in."""

    system: str
    """What stands above the line `---`: the rules. Empty where there is no such line."""
    user: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt with `$variables`."""

    name: str
    template: str

    @property
    def hash(self) -> str:
        """`sha256:` and the hash of the template, as an answer's provenance names it."""
        return "sha256:" + hashlib.sha256(self.template.encode()).hexdigest()

    def fill(self, **variables: str) -> Filled:
        """The two parts of the prompt with their variables put in; KeyError where one is missing.

        What is put in is never read as a variable or as the line between the parts.
        """
        *system, user = (
            string.Template(part.strip()).substitute(variables)
            for part in self.template.split(_DIVIDER, 1)
        )
        return Filled("".join(system), user)


@cache
def load(name: str) -> Prompt:
    """The prompt in `name`.md; FileNotFoundError where there is none."""
    return Prompt(name, files("prompts").joinpath(f"{name}.md").read_text("utf-8"))
