"""What all tests share: no network beyond this machine, the sample's index, the real reports."""

import ipaddress
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import build_index
from sample import FOLDER
from tests.layout import ROOT

__all__ = ["light_index", "no_network", "real_reports", "sample_index"]

# Nothing is fetched, nothing is reported home; libraries are imported late and find this set.
os.environ |= {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "NO_PROXY": "127.0.0.1,localhost",
}
if "PYTEST_XDIST_WORKER" in os.environ:  # the cores are shared already
    os.environ.setdefault("OMP_NUM_THREADS", "1")
for name in ("INSPECTION_INDEX", "OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_MODEL"):
    os.environ.pop(name, None)

_reached_out: list[str] = []


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """Stop every connection and name look-up that leaves this machine."""
    if event == "socket.connect":
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None  # a path is a local socket
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    if host is not None and not _is_here(str(host)):
        _reached_out.append(f"{event} {host}")
        raise PermissionError(f"a test tried to reach {host}")


def _is_here(host: str) -> bool:
    if host in {"", "localhost"}:
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


sys.addaudithook(_refuse_network)


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    """Fail a test that reached out, even where a library swallowed the refusal."""
    yield
    reached, _reached_out[:] = list(_reached_out), []
    assert not reached, f"network used: {reached}"


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the sample with the real embedding model; do not write to it."""
    folder = tmp_path_factory.mktemp("sample") / "index"
    build_index([FOLDER], folder)
    return folder


@pytest.fixture(scope="session")
def light_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the sample that needs no model, for tests of processes; do not write to it."""
    folder = tmp_path_factory.mktemp("light") / "index"
    build_index([FOLDER], folder, embedder="hashing")
    return folder


@pytest.fixture(scope="session")
def real_reports() -> Path:
    """The folder of published reports; tests that ask for it are skipped where it is absent."""
    named = os.environ.get("INSPECTION_REPORTS")
    folder = Path(named) if named else ROOT.parent / "shared" / "inspections"
    if not folder.is_dir():
        pytest.skip(f"no published reports in {folder} (set INSPECTION_REPORTS)")
    return folder
