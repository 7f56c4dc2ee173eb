"""What the environment and the platform decide; nothing else in the project reads either."""

import math
import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self, TypeVar
from urllib.parse import urlsplit

from platformdirs import user_cache_path, user_config_path, user_data_path

from assistant.errors import SettingsError

__all__ = ["Location", "ModelSettings", "Settings"]

_APP = "inspection-assistant"
_Number = TypeVar("_Number", int, float)
_LEAST_PROMPT = 1500
"""Tokens of the rules, a question and one paragraph."""
_NO_KEY = "none"
"""What a server that asks for no key is sent: the client insists on one."""


@dataclass(frozen=True, slots=True)
class Location:
    """An index's folder, and whether it is the one of the invented sample."""

    path: Path
    is_sample: bool


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """A language model's name, and how long and how much it may be asked.

    Key and address come from OPENAI_API_KEY and OPENAI_BASE_URL, the rest from environment
    variables too: INSPECTION_MODEL_ and the field's name in capitals.
    """

    name: str
    api_key: str = field(default=_NO_KEY, repr=False)
    base_url: str | None = None
    """The server's address; None means OpenAI itself."""
    connect_timeout: float = 5.0
    """Seconds until a connection stands."""
    first_token_timeout: float = 30.0
    """Seconds until the first words of a reply."""
    timeout: float = 120.0
    """Seconds for a whole reply, waiting for other users' replies included."""
    retries: int = 2
    """How often to ask again after a passing failure."""
    longest_wait: float = 10.0
    """Seconds that a busy server may ask to wait; rather than longer, the answer is quoted."""
    at_once: int = 4
    """Requests at one time."""
    answer_tokens: int = 2000
    """Tokens that a reply may have."""
    context_tokens: int = 16_000
    """Tokens that the model can read and write together."""

    @classmethod
    def from_environment(cls, name: str | None = None) -> Self | None:
        """The model that is named, else the one of OPENAI_MODEL; None where neither is.

        Raises SettingsError for an impossible value, or where there is no key for OpenAI itself.
        """
        name = (name or os.environ.get("OPENAI_MODEL", "")).strip()
        if not name:
            return None
        key = os.environ.get("OPENAI_API_KEY", "").strip()
        address = os.environ.get("OPENAI_BASE_URL", "").strip() or None
        if address is not None and not _is_address(address):
            raise SettingsError("OPENAI_BASE_URL is no address like http://localhost:11434/v1")
        if not key and address is None:
            raise SettingsError(
                f"the model {name} needs OPENAI_API_KEY, or OPENAI_BASE_URL for your own server"
            )
        usual = cls(name, key or _NO_KEY, address)
        settings = replace(
            usual,
            connect_timeout=_number("CONNECT_TIMEOUT", usual.connect_timeout),
            first_token_timeout=_number("FIRST_TOKEN_TIMEOUT", usual.first_token_timeout),
            timeout=_number("TIMEOUT", usual.timeout),
            longest_wait=_number("LONGEST_WAIT", usual.longest_wait),
            at_once=_number("AT_ONCE", usual.at_once),
            answer_tokens=_number("ANSWER_TOKENS", usual.answer_tokens),
            context_tokens=_number("CONTEXT_TOKENS", usual.context_tokens),
        )
        if settings.context_tokens < settings.answer_tokens + _LEAST_PROMPT:
            raise SettingsError(
                "INSPECTION_MODEL_CONTEXT_TOKENS leaves no room for a question beside "
                f"INSPECTION_MODEL_ANSWER_TOKENS; it must be {_LEAST_PROMPT} more"
            )
        return settings


@dataclass(frozen=True, slots=True)
class Settings:
    """Where indexes are when nobody says: the named one, the user's own, the sample's."""

    index: Path | None
    """From the environment variable INSPECTION_INDEX."""
    own_index: Path
    cache: Path
    """For what can be made again at any time."""
    accounts: Path
    """Who may log in to the chat, where no other file is named."""
    kept: Path
    """What users of the chat leave there: conversations and feedback."""

    @property
    def sample_index(self) -> Path:
        """The folder of the sample's index."""
        return self.cache / "sample-index"

    @classmethod
    def from_environment(cls) -> Self:
        """Read INSPECTION_INDEX and the platform's folders."""
        named = os.environ.get("INSPECTION_INDEX", "").strip()
        index = Path(named).expanduser() if named else None
        if index is not None and index.is_file():
            raise SettingsError(f"INSPECTION_INDEX names a file, not a folder: {index}")
        return cls(
            index=index,
            own_index=user_data_path(_APP, appauthor=False) / "index",
            cache=user_cache_path(_APP, appauthor=False),
            accounts=user_config_path(_APP, appauthor=False) / "accounts.json",
            kept=user_data_path(_APP, appauthor=False) / "chat",
        )

    def index_dir(self, explicit: Path | None = None) -> Location:
        """The index to read: the one named, else the user's own, else the sample's."""
        path = self.index_to_build(explicit)
        if explicit is None and self.index is None and not _holds_something(path):
            return Location(self.sample_index, is_sample=True)
        return Location(path, is_sample=False)

    def index_to_build(self, explicit: Path | None = None) -> Path:
        """The index to write: the one named, else the user's own; never the sample's."""
        return explicit or self.index or self.own_index


def _holds_something(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _number(name: str, default: _Number) -> _Number:
    """The number in INSPECTION_MODEL_ and the name; the default where none is set."""
    variable = f"INSPECTION_MODEL_{name}"
    said = os.environ.get(variable, "").strip()
    try:
        number = type(default)(said or default)
    except ValueError:
        number = type(default)(-1)
    if not 0 < number < math.inf:
        raise SettingsError(f"{variable} is no number above 0: {said}")
    return number
