"""Pages or plain text -> a report and its paragraphs."""

from index.structure.document import list_files, parse_file, readable

__all__ = ["list_files", "parse_file", "readable"]
