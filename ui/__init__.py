"""The chat in the browser."""

from ui.access.policy import Access
from ui.errors import AccessError, PortTaken, UiError
from ui.server import launch

__all__ = ["Access", "AccessError", "PortTaken", "UiError", "launch"]
