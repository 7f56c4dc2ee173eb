"""Everything that can go wrong in `index`, as one tree.

IndexingError
├── ReadingError            a file cannot be turned into paragraphs; carries a code for programs
├── SourceError             a source is missing, empty, or named twice in conflicting ways
├── IndexMissing            there is no index in the folder
├── IndexFormatError        the index was written in another format version or by another embedder
├── IndexCorrupted          a file of the index is damaged or missing
├── IndexLocked             another process is building this index
└── EmbedderError           the embedding model cannot be loaded or is not the one expected

Every message is one line: what, where, and what to do about it.
"""

__all__ = [
    "EmbedderError",
    "IndexCorrupted",
    "IndexFormatError",
    "IndexLocked",
    "IndexMissing",
    "IndexingError",
    "ReadingError",
    "SourceError",
]


class IndexingError(Exception):
    """Base of all errors that a user can mend."""


class ReadingError(IndexingError):
    """A file cannot be read as an inspection text.

    `code` is one of: empty, encrypted, no_text, binary, unreadable, too_large, timed_out,
    crashed, wrong_suffix, not_inspection.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class SourceError(IndexingError):
    """A source folder or file is missing or suddenly empty."""


class IndexMissing(IndexingError):
    """There is no index where one was looked for."""


class IndexFormatError(IndexingError):
    """The index cannot be used by this version or with this embedder."""


class IndexCorrupted(IndexingError):
    """A file of the index does not match its checksum, or is gone."""


class IndexLocked(IndexingError):
    """Another process is building this index at this moment."""


class EmbedderError(IndexingError):
    """The embedding model cannot be loaded, or its file is not the one expected."""
