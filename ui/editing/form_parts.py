"""A form as it arrives, piece by piece -> the files in it, given on as they come."""

from typing import Final, Protocol

from python_multipart import MultipartParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header

from ui.errors import UploadRefused

__all__ = ["FileSink", "FormParts"]

_DAMAGED: Final = "The upload was cut off or damaged; send the files again."


class FileSink(Protocol):
    """Takes one file after the other."""

    def begin(self, name: str) -> None:
        """A file of that name comes, as the browser says."""

    def take(self, data: bytes) -> None:
        """The next bytes of the file."""

    def end(self) -> None:
        """The file is whole."""


class FormParts:
    """Reads a form of type multipart/form-data; fields that are no files are passed over."""

    def __init__(self, content_type: str | None, sink: FileSink) -> None:
        """Raises UploadRefused where that is another type."""
        _, options = parse_options_header(content_type)
        boundary = options.get(b"boundary")
        if not boundary:
            raise UploadRefused("No files were sent; choose some and send them again.")
        self._sink = sink
        self._is_whole = False
        self._is_file = False
        self._name = self._value = self._disposition = b""
        try:
            self._parser = MultipartParser(
                boundary,
                {
                    "on_part_begin": self._begin,
                    "on_header_field": self._header_name,
                    "on_header_value": self._header_value,
                    "on_header_end": self._header_end,
                    "on_headers_finished": self._open,
                    "on_part_data": self._data,
                    "on_part_end": self._end,
                    "on_end": self._all,
                },
            )
        except FormParserError:
            raise UploadRefused(_DAMAGED) from None

    def write(self, piece: bytes) -> None:
        """Take the next piece; raises UploadRefused where it cannot be part of a form."""
        try:
            self._parser.write(piece)
        except FormParserError:
            raise UploadRefused(_DAMAGED) from None

    def finish(self) -> None:
        """Raises UploadRefused where the end is missing."""
        if not self._is_whole:
            raise UploadRefused(_DAMAGED)

    def _begin(self) -> None:
        self._name = self._value = self._disposition = b""

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        if self._name.lower() == b"content-disposition":
            self._disposition = self._value
        self._name = self._value = b""

    def _open(self) -> None:
        _, options = parse_options_header(self._disposition.decode("latin-1"))
        given = options.get(b"filename", b"").decode("utf-8", "replace")
        self._is_file = bool(given)  # without a name none was chosen
        if self._is_file:
            self._sink.begin(given)

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._is_file:
            self._sink.take(data[start:end])

    def _end(self) -> None:
        if self._is_file:
            self._sink.end()

    def _all(self) -> None:
        self._is_whole = True
