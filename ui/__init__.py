"""The chat in the browser."""

from ui.errors import PortTaken, UiError
from ui.server import launch

__all__ = ["PortTaken", "UiError", "launch"]
