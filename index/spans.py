"""Where words stand on the page, packed: a report has thousands, and they are seldom needed."""

import struct
import zlib
from collections.abc import Sequence

from index.types import Span

__all__ = ["pack", "unpack"]

_SCALE = 10
"""Places are kept to a tenth of a point."""

_FIELDS = 7


def pack(spans: Sequence[Span]) -> bytes:
    """Seven little-endian 32-bit columns (start, end, page, box), compressed."""
    rows = [(s.start, s.end, s.page, *(round(_SCALE * side) for side in s.box)) for s in spans]
    columns = [value for column in zip(*rows, strict=True) for value in column]
    return zlib.compress(struct.pack(f"<{len(columns)}i", *columns))


def unpack(packed: bytes) -> tuple[Span, ...]:
    """What `pack` was given, places rounded."""
    data = zlib.decompress(packed)
    values = struct.unpack(f"<{len(data) // 4}i", data)
    count = len(values) // _FIELDS
    columns = (values[i * count : (i + 1) * count] for i in range(_FIELDS))
    return tuple(
        Span(start, end, page, (x1 / _SCALE, y1 / _SCALE, x2 / _SCALE, y2 / _SCALE))
        for start, end, page, x1, y1, x2, y2 in zip(*columns, strict=True)
    )
