"""What tools for other assistants share: how a call is read, and the filters that it may set."""

import argparse
import datetime as dt
import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Self, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from assistant.arguments import iso_date
from assistant.errors import QuestionError
from assistant.pipeline import Assistant
from assistant.terminal import named
from index import Filters, ReportKind

__all__ = ["FilteredTool", "Several", "Told", "Tool"]

_COMPLAINTS = 3
"""How many faults of one call are told at once."""
_PLAINLY = {"missing": "is missing", "extra_forbidden": "there is no such parameter"}


@dataclass(frozen=True, slots=True)
class Told:
    """What a tool gives back: words for a model that reads text, and the same as JSON."""

    text: str
    value: Mapping[str, object]


class Tool(BaseModel, ABC):
    """A call of a tool; the class describes the tool, its fields are the parameters."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    name: ClassVar[str]
    title: ClassVar[str]
    result: ClassVar[type[BaseModel]]
    """The type of the JSON that it gives back."""
    asks_model: ClassVar[bool] = False
    """Whether a language model is asked, where one is named."""

    @classmethod
    def parameters(cls) -> dict[str, object]:
        """The JSON schema of a call, what it cannot do without first."""
        schema = cls.model_json_schema()
        schema.pop("description", None)  # the tool's, which clients are told beside it
        needed = schema.get("required", ())
        fields = sorted(schema["properties"].items(), key=lambda field: field[0] not in needed)
        return schema | {"properties": dict(fields)}

    @classmethod
    def read(cls, arguments: Mapping[str, object]) -> Self:
        """The call that the arguments mean; QuestionError says in one line what is wrong."""
        try:
            return cls.model_validate(arguments)
        except ValidationError as error:
            faults = [_in_words(fault) for fault in error.errors()[:_COMPLAINTS]]
            raise QuestionError("; ".join(faults)) from None

    @abstractmethod
    def run(self, assistant: Assistant) -> Told:
        """Do it; the errors of the assistant and of the index pass through."""


def _in_words(fault: ErrorDetails) -> str:
    place = ".".join(str(part) for part in fault["loc"])
    said = _PLAINLY.get(fault["type"], fault["msg"]).removeprefix("Value error, ")
    return f"{place}: {said}"


def _several(value: object) -> object:
    """A list also where a client sends it as text, one item by itself, or null for none."""
    if not isinstance(value, str):
        return () if value is None else value
    try:
        items = json.loads(value)
    except (ValueError, RecursionError):
        return (value,)
    return items if isinstance(items, list) else (value,)


def _day(value: object) -> dt.date | None:
    if value is None:
        return None
    try:
        return iso_date(str(value))
    except argparse.ArgumentTypeError as error:
        raise ValueError(str(error)) from None


Several = BeforeValidator(_several)
"""Lists, in all the ways in which clients are known to send them."""
_Day: TypeAlias = Annotated[dt.date | None, BeforeValidator(_day)]


class FilteredTool(Tool):
    """A tool that looks at some of the reports only, if the call says so."""

    authorities: Annotated[tuple[str, ...], Several] = ()
    """Only reports about these authorities, such as ["Leeds"], in any usual spelling."""
    kinds: Annotated[tuple[ReportKind, ...], Several] = ()
    """Only reports of these kinds."""
    since: _Day = None
    """Only reports published then or later: 2024-01-01."""
    until: _Day = None
    """Only reports published then or before."""
    latest: bool = False
    """Only the latest report of each authority, of those that pass the rest."""

    def filters(self, assistant: Assistant) -> Filters | None:
        """What the reports must pass; None where the call restricts nothing.

        Raises QuestionError for an authority without a report: finding nothing would mislead.
        """
        held = assistant.index.authorities()
        wanted = tuple(name for said in self.authorities for name in named(said, held))
        for said, name in zip(self.authorities, wanted, strict=True):
            if name not in held:
                raise QuestionError(
                    f"authorities: no report of “{said}” is here; the tool `reports` lists all."
                )
        filters = Filters(
            authorities=wanted,
            since=self.since,
            until=self.until,
            date_field="published" if self.since or self.until else "either",
            kinds=self.kinds,
            latest=self.latest,
        )
        return None if filters == Filters() else filters
