"""Inspection texts about authorities that do not exist, for a first look and for the tests."""

from pathlib import Path

__all__ = ["EXAMPLE_QUESTIONS", "FOLDER"]

FOLDER = Path(__file__).parent / "reports"
"""The folder of invented reports and letters."""

EXAMPLE_QUESTIONS: tuple[str, ...] = (
    "What did inspectors say about health assessments in Northmere?",
    "How did support for care leavers in Northmere change between 2019 and 2024?",
    "What must Wexcombe improve?",
    "What grade did Northmere get for help and protection in 2024?",
    "Which authorities are inadequate for help and protection?",
    "Are care leavers placed in bed and breakfast?",
    "How does Aldermoor plan permanence for teenagers in care?",
)
"""Questions that the sample answers well."""
