"""Questions with the paragraphs that answer them; README.md here says how they are written."""

from pathlib import Path

__all__ = ["SAMPLE", "SAMPLE_SCORES"]

SAMPLE = Path(__file__).with_name("sample.jsonl")
"""Questions about the bundled sample."""
SAMPLE_SCORES = Path(__file__).with_name("sample.scores.jsonl")
"""What the assistant scored on them, for `--baseline`."""
