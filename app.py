"""Opens the chat: `python app.py [FOLDER]`, the same as `inspection-assistant chat`."""

import sys
from collections.abc import Sequence
from pathlib import Path

from assistant import (
    AccessOptions,
    AssistantError,
    CommandParser,
    Location,
    ModelOptions,
    Settings,
    build_index,
    ensure_sample_index,
)
from index import IndexingError
from ui import Access, UiError, launch

__all__ = ["main"]


def main(argv: Sequence[str] | None = None, program: str = "app.py") -> int:
    """Serve the chat until interrupted; returns the exit status of the contracts.

    `program` is the name under which errors are said.
    """
    parser = _parser(program)
    asked = parser.parse_args(argv)
    try:
        access = Access.from_options(AccessOptions.from_arguments(asked))
        location = _location(asked.folder, asked.index)
        if location is None:
            print(f"{program}: no report could be read in {asked.folder}", file=sys.stderr)
            return 1
        launch(
            location,
            access,
            port=asked.port,
            open_browser=not asked.no_browser,
            model=ModelOptions.from_arguments(asked),
        )
    except (AssistantError, IndexingError, UiError) as error:
        return _fail(program, str(error))
    except OSError as error:
        return _fail(program, f"{error.filename or 'a file'}: {error.strerror or error}")
    except KeyboardInterrupt:
        return 130
    return 0


def _fail(program: str, message: str) -> int:
    print(f"{program}: {' '.join(message.split())}", file=sys.stderr)
    return 2


def _parser(program: str) -> CommandParser:
    parser = CommandParser(program, description="Ask inspection reports in the browser.")
    parser.add_argument("folder", nargs="?", type=Path, help="reports to index first")
    parser.add_argument("--index", type=Path, metavar="DIR", help="the index to open")
    parser.add_argument("--port", type=int, help="default: the first free one from 7860")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    AccessOptions.add_to(parser)
    ModelOptions.add_to(parser)
    return parser


def _location(folder: Path | None, index: Path | None) -> Location | None:
    """The index to open, brought up to date first; None where nothing in the folder can be read.

    A folder goes into the index that is named or into the user's own; without one, that index is
    opened as it is or, while there is none, the sample's.
    """
    settings = Settings.from_environment()
    if folder is not None:
        path = settings.index_to_build(index)
        summary = build_index([folder], path, progress=sys.stderr.isatty())
        for file in summary.skipped:
            print(f"skipped: {file.message}", file=sys.stderr)
        return Location(path, is_sample=False) if summary.reports else None
    location = settings.index_dir(index)
    if location.is_sample:
        print("No reports are indexed yet: opening the invented sample.", file=sys.stderr)
        ensure_sample_index(settings)
    return location


if __name__ == "__main__":
    sys.exit(main())
