"""Colours, sizes and fonts of the app; only fonts that the computer has."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gradio.themes.base import Base

__all__ = ["BRIDGE", "SCRIPT", "theme"]

_LOOK: Final = Path(__file__).with_name("look")
SCRIPT: Final = _LOOK / "chat.js"
BRIDGE: Final = _LOOK / "bridge.js"


def theme() -> "Base":
    """Gradio's base theme in ink and paper."""
    from gradio import themes

    return themes.Base(
        primary_hue=themes.colors.teal,
        secondary_hue=themes.colors.teal,
        neutral_hue=themes.colors.slate,
        font=("ui-sans-serif", "system-ui", "Segoe UI", "Roboto", "Noto Sans", "sans-serif"),
        font_mono=("ui-monospace", "monospace"),
    ).set(body_background_fill="#f5f7f6", body_background_fill_dark="#10171a")
