"""Builds small indexes in tests, with the embedder that needs no model."""

from pathlib import Path

from index import Index, build_index
from index.build import BuildSummary

PLANS = "Plans for children in need drift."
VISITS = "Social workers visit children often."


def build(
    index_dir: Path, *sources: Path, prune: bool = False, force: bool = False
) -> BuildSummary:
    return build_index(sources, index_dir, embedder="hashing", prune=prune, force=force)


def files(index_dir: Path) -> dict[str, str]:
    """File -> the words of its last paragraph."""
    with Index.open(index_dir) as index:
        return {r.file: index.paragraphs(r.id)[-1].text for r in index.reports()}
