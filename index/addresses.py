"""Where the inspectorate publishes each report: a list of facts that comes with the project."""

import csv
import datetime as dt
from functools import cache
from importlib.resources import files

from index.authorities import canonical_authority

__all__ = ["official_url"]

# A report's own date and the list's differ by up to a week where a report was published again.
_DAYS_APART = 7


def official_url(authority: str | None, published: dt.date | None) -> str | None:
    """The official address of the authority's report published on, or within days of, that date."""
    if authority is None or published is None:
        return None
    listed = _addresses().get(authority, ())
    near = [(abs((published - date).days), url) for date, url in listed]
    days, url = min(near, default=(_DAYS_APART + 1, None))
    return url if days <= _DAYS_APART else None


@cache
def _addresses() -> dict[str, list[tuple[dt.date, str]]]:
    """Publication dates and addresses by the authority's usual name."""
    addresses: dict[str, list[tuple[dt.date, str]]] = {}
    with files("index").joinpath("official_reports.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            name = canonical_authority(row["local_authority"]) or row["local_authority"]
            published = dt.date.fromisoformat(row["published"])
            addresses.setdefault(name, []).append((published, row["url"]))
    return addresses
