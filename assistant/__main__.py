"""`python -m assistant` is the command line."""

import sys

from assistant.cli import main

__all__: list[str] = []

if __name__ == "__main__":
    sys.exit(main())
