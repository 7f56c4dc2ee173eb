"""Questions in, answers out whose every statement points to the paragraph it rests on."""

from assistant.access_options import LOOPBACK, AccessOptions
from assistant.accounts import ROLES, Account, Accounts, AccountsFile, Role, account_name
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
from assistant.answer_check import AnswerCheck, verify_answers
from assistant.arguments import WRONG_USAGE, CommandParser, iso_date
from assistant.citation_check import CitationCheck
from assistant.errors import (
    AccountsError,
    AssistantError,
    ContextError,
    ModelError,
    QuestionError,
    SavedAnswerError,
    SettingsError,
)
from assistant.events import Event, Finished, Progress, StatementReady, Understood
from assistant.export import answer_json, conversation_json
from assistant.grounds import Ground
from assistant.library import Library
from assistant.llm import Instruction, LanguageModel, Reply, Request, ScriptedModel, Stop
from assistant.model_options import ModelOptions
from assistant.openai_model import OpenAIModel
from assistant.passwords import hash_password, needs_new_hash, password_matches
from assistant.pipeline import Assistant
from assistant.recheck import ModelJudge, Recheck, entailed
from assistant.relevance import essence
from assistant.render import to_markdown, to_text
from assistant.sample import ensure_sample_index
from assistant.saved import SavedAnswer, SavedCitation, parse_saved, read_saved
from assistant.settings import Location, ModelSettings, Settings
from assistant.statement_check import ClaimCheck
from assistant.support import Entailment, Support
from assistant.types import Correction, Coverage, Draft, Fact, Facts, Message, Note, Passage, Query
from assistant.version import program_version
from assistant.withheld import Withheld, why_withheld
from assistant.word_export import to_word
from assistant.words import period, report_name, who_writes
from index import Filters, build_index

__all__ = [
    "LOOPBACK",
    "ROLES",
    "WRONG_USAGE",
    "AccessOptions",
    "Account",
    "Accounts",
    "AccountsError",
    "AccountsFile",
    "Answer",
    "AnswerCheck",
    "Assistant",
    "AssistantError",
    "Citation",
    "CitationCheck",
    "ClaimCheck",
    "CommandParser",
    "ContextError",
    "Correction",
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
    "Library",
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
    "Role",
    "SavedAnswer",
    "SavedAnswerError",
    "SavedCitation",
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
    "account_name",
    "answer_json",
    "build_index",
    "citation_dict",
    "conversation_json",
    "ensure_sample_index",
    "entailed",
    "essence",
    "hash_password",
    "hit_dict",
    "iso_date",
    "needs_new_hash",
    "parse_saved",
    "password_matches",
    "period",
    "program_version",
    "read_saved",
    "report_name",
    "to_markdown",
    "to_text",
    "to_word",
    "verify_answers",
    "who_writes",
    "why_withheld",
]
