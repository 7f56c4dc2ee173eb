"""`python -m eval` is the evaluation's command line."""

import sys

from eval.cli import main

__all__: list[str] = []

if __name__ == "__main__":
    sys.exit(main())
