"""Tells a report's front page, or a letter's head, from its body."""

import re
from collections.abc import Sequence

from index.frameworks import report_kind
from index.structure.blocks import Block
from index.structure.grades import graded_sentence

__all__ = ["TABLE_HEAD", "cut_front"]

TABLE_HEAD = re.compile(r"^(key )?judge?ments?( judge?ment)?( \W*grade)?:?$|^grade$", re.IGNORECASE)
_DATE_WORDS = re.compile(
    r"\b(inspect(ion|ed)|visit|published|review) (dates?|on)?\b.*\d{4}|\b\d{4}$", re.IGNORECASE
)


def cut_front(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Front page lines, and all from the first block of the body on."""
    greeting = next((i for i, b in enumerate(blocks[:40]) if b.text.startswith("Dear ")), None)
    if greeting is not None:
        cut = greeting + 1
        while cut < len(blocks) and blocks[cut].kind == "heading" and report_kind(blocks[cut].text):
            cut += 1
        return list(blocks[:cut]), list(blocks[cut:])
    cut = next((i for i, block in enumerate(blocks) if _opens_body(block)), len(blocks))
    contents = next((i for i, b in enumerate(blocks[:40]) if b.text.lower() == "contents"), None)
    if contents is not None and not any(
        b.kind in ("row", "numbered") or graded_sentence(b.text) for b in blocks[:contents]
    ):
        cut = contents
    if cut < len(blocks) and blocks[cut].kind == "heading":
        return list(blocks[:cut]), list(blocks[cut:])
    while cut and blocks[cut - 1].kind == "heading" and not _is_front_line(blocks[cut - 1]):
        cut -= 1
    return list(blocks[:cut]), list(blocks[cut:])


def _opens_body(block: Block) -> bool:
    return (
        block.kind in ("row", "numbered", "bullet")
        or (block.kind == "text" and len(block.text) > 200)
        or graded_sentence(block.text) is not None
        or (block.kind == "heading" and TABLE_HEAD.match(block.text) is not None)
        or (block.kind == "heading" and block.text.lower() == "contents")
    )


def _is_front_line(block: Block) -> bool:
    return bool(
        block.page > 2
        or report_kind(block.text)
        or _DATE_WORDS.search(block.text)
        or re.match(
            r"(lead|reporting) inspector|age group|published|and$|review of|further copies|website",
            block.text,
            re.IGNORECASE,
        )
        or re.search(r"www\.|©", block.text)
    )
