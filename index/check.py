"""Whether an index is whole: every checksum, and whether its parts agree with one another."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from index.catalog import Catalog
from index.dense import DenseIndex
from index.errors import IndexCorrupted
from index.publish import corpus_hash
from index.sparse import SparseIndex
from index.store import BM25, CATALOG, VECTORS, Generation, current_generation, originals_of

__all__ = ["check_index"]


def check_index(index_dir: Path) -> tuple[str, ...]:
    """What is wrong with the index, a line each; nothing where all is well.

    Raises IndexMissing, or IndexFormatError where another version wrote it.
    """
    try:
        generation = current_generation(index_dir)
        # Damaged files are not opened: what they say means nothing.
        problems = tuple(generation.damage()) or tuple(_disagreements(generation))
    except IndexCorrupted as error:
        return (str(error),)
    return (*problems, *_lost_originals(index_dir, generation))


def _disagreements(generation: Generation) -> Iterator[str]:
    """Where the parts of an undamaged generation do not fit together."""
    manifest = generation.manifest
    with closing(Catalog(generation.path(CATALOG))) as catalog:
        ids = {report.id for report in catalog.reports}
        windows = catalog.window_paragraphs()
        paragraphs = {p.id: p for id_ in ids for p in catalog.paragraphs(id_)}
        missing_proof = [
            f"{report.file} prints the judgement {judgement.name!r} in paragraph {ordinal}, "
            "which the catalogue does not have"
            for report in catalog.reports
            for judgement in report.judgements
            for ordinal in judgement.paragraphs
            if catalog.paragraph_id(report.id, ordinal) is None
        ]
    dense = DenseIndex(generation.path(VECTORS), windows)
    sparse = SparseIndex(generation.path(BM25))
    counted = {
        "reports": (manifest.counts.reports, len(ids)),
        "files with a report": (len(manifest.originals), len(ids)),
        "paragraphs": (manifest.counts.paragraphs, len(paragraphs)),
        "word-scored paragraphs": (manifest.counts.paragraphs, sparse.size),
        "windows": (manifest.counts.windows, len(windows)),
        "vectors": (manifest.counts.windows, dense.size),
        "dimensions": (manifest.dimension, dense.dimension),
    }
    for what, (expected, found) in counted.items():
        if expected != found:
            yield f"{generation.folder} should have {expected} {what} but has {found}"
    if corpus_hash(ids) != manifest.corpus:
        yield f"{generation.folder} holds other reports than its manifest says"
    yield from missing_proof


def _lost_originals(index_dir: Path, generation: Generation) -> Iterator[str]:
    originals = originals_of(index_dir)
    for sha256 in sorted(generation.manifest.originals):
        try:
            originals.path(sha256)
        except IndexCorrupted as error:
            yield str(error)
