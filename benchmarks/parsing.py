"""How fast files are parsed, against PDFium's bare text extraction in the same run.

python -m benchmarks.parsing FOLDER [--rounds 3]

Prints pages a second of both and their ratio, best of the rounds: parsing uses all processors,
as `inspection-assistant parse` does, the bare extraction one process and nothing but PDFium.
"""

import argparse
import time
from pathlib import Path

import pypdfium2

from index.parsing import parse_paths

__all__: list[str] = []


def _bare(folder: Path) -> int:
    """Extract the text of all PDFs of a folder; the number of their pages."""
    pages = 0
    for path in sorted(folder.rglob("*.pdf")):
        try:
            document = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError:
            continue
        for page in document:
            text = page.get_textpage()
            text.get_text_bounded()
            text.close()
            page.close()
        pages += len(document)
        document.close()
    return pages


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    pages = 0
    bare, parsed = [], []
    for _ in range(args.rounds):
        begun = time.perf_counter()
        pages = _bare(args.folder)
        bare.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        for _ in parse_paths([args.folder]):
            pass
        parsed.append(time.perf_counter() - begun)
    slow, fast = pages / min(parsed), pages / min(bare)
    print(f"{pages} pages: bare text {fast:.0f} pages/s, parse {slow:.0f} pages/s")
    print(f"ratio {slow / fast:.2f}")


if __name__ == "__main__":
    _main()
