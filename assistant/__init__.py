"""Questions in, answers out whose every statement points to the paragraph it rests on."""

from assistant.answer import (
    Answer,
    Citation,
    Provenance,
    Refusal,
    Statement,
    Table,
    TableRow,
    Timings,
    Withheld,
    citation_dict,
    hit_dict,
)
from assistant.errors import AssistantError, QuestionError, SettingsError
from assistant.events import Event, Finished, Progress, StatementReady, Understood
from assistant.pipeline import Assistant
from assistant.render import to_markdown, to_text
from assistant.sample import ensure_sample_index
from assistant.settings import Location, Settings
from assistant.types import Coverage, Draft, Fact, Facts, Message, Note, Passage, Query
from index import Filters, build_index

__all__ = [
    "Answer",
    "Assistant",
    "AssistantError",
    "Citation",
    "Coverage",
    "Draft",
    "Event",
    "Fact",
    "Facts",
    "Filters",
    "Finished",
    "Location",
    "Message",
    "Note",
    "Passage",
    "Progress",
    "Provenance",
    "Query",
    "QuestionError",
    "Refusal",
    "Settings",
    "SettingsError",
    "Statement",
    "StatementReady",
    "Table",
    "TableRow",
    "Timings",
    "Understood",
    "Withheld",
    "build_index",
    "citation_dict",
    "ensure_sample_index",
    "hit_dict",
    "to_markdown",
    "to_text",
]
