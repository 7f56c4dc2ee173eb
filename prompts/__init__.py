"""Prompts as Markdown files in this package, filled in and identified by a hash of their text."""

import hashlib
import string
from dataclasses import dataclass
from importlib.resources import files

__all__ = ["Prompt", "load"]


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt with `$variables`."""

    name: str
    template: str

    @property
    def hash(self) -> str:
        """`sha256:` and the hash of the template, as an answer's provenance names it."""
        return "sha256:" + hashlib.sha256(self.template.encode()).hexdigest()

    def fill(self, **variables: str) -> str:
        """The text with its variables put in; KeyError where one is missing."""
        return string.Template(self.template).substitute(variables)


def load(name: str) -> Prompt:
    """The prompt in `name`.md; FileNotFoundError where there is none."""
    return Prompt(name, files("prompts").joinpath(f"{name}.md").read_text("utf-8"))
