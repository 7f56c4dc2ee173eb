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
    Usage,
    citation_dict,
    hit_dict,
)
from assistant.arguments import WRONG_USAGE, CommandParser, iso_date
from assistant.errors import (
    AssistantError,
    ContextError,
    ModelError,
    QuestionError,
    SettingsError,
)
from assistant.events import Event, Finished, Progress, StatementReady, Understood
from assistant.grounds import Ground
from assistant.llm import Instruction, LanguageModel, Reply, Request, ScriptedModel, Stop
from assistant.model_options import ModelOptions
from assistant.openai_model import OpenAIModel
from assistant.pipeline import Assistant
from assistant.recheck import ModelJudge, Recheck, entailed
from assistant.render import to_markdown, to_text
from assistant.sample import ensure_sample_index
from assistant.settings import Location, ModelSettings, Settings
from assistant.support import Entailment, Support
from assistant.types import Coverage, Draft, Fact, Facts, Message, Note, Passage, Query
from assistant.version import program_version
from assistant.withheld import Withheld, why_withheld
from assistant.words import report_name, who_writes
from index import Filters, build_index

__all__ = [
    "WRONG_USAGE",
    "Answer",
    "Assistant",
    "AssistantError",
    "Citation",
    "CommandParser",
    "ContextError",
    "Coverage",
    "Draft",
    "Entailment",
    "Event",
    "Fact",
    "Facts",
    "Filters",
    "Finished",
    "Ground",
    "Instruction",
    "LanguageModel",
    "Location",
    "Message",
    "ModelError",
    "ModelJudge",
    "ModelOptions",
    "ModelSettings",
    "Note",
    "OpenAIModel",
    "Passage",
    "Progress",
    "Provenance",
    "Query",
    "QuestionError",
    "Recheck",
    "Refusal",
    "Reply",
    "Request",
    "ScriptedModel",
    "Settings",
    "SettingsError",
    "Statement",
    "StatementReady",
    "Stop",
    "Support",
    "Table",
    "TableRow",
    "Timings",
    "Understood",
    "Usage",
    "Withheld",
    "build_index",
    "citation_dict",
    "ensure_sample_index",
    "entailed",
    "hit_dict",
    "iso_date",
    "program_version",
    "report_name",
    "to_markdown",
    "to_text",
    "who_writes",
    "why_withheld",
]
