"""A run's report: a page of HTML that needs nothing else, Markdown, and a table as CSV."""

from eval.report.content import HEADLINES, Beside, Content, Question, Reason
from eval.report.markdown import to_markdown
from eval.report.page import to_html
from eval.report.table import to_csv
from eval.report.text import differences, to_text

__all__ = [
    "HEADLINES",
    "Beside",
    "Content",
    "Question",
    "Reason",
    "differences",
    "to_csv",
    "to_html",
    "to_markdown",
    "to_text",
]
