"""Starting the app: it keeps to this computer, and says in one line what it cannot do."""

import socket
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.ui.process import finished, running


def test_it_answers_this_computer_only(light_index: Path, tmp_path: Path) -> None:
    with running(tmp_path, ["--index", str(light_index)]) as address:
        with urllib.request.urlopen(address, timeout=30) as page:
            headers, text = page.headers, page.read().decode()
        policy = headers["Content-Security-Policy"]
        for rule in ("connect-src 'self'", "img-src 'self' data: blob:", "object-src 'none'"):
            assert rule in policy
        assert headers["Referrer-Policy"] == "same-origin"
        assert "Invented sample" not in text, "a named index is not the sample"

        misnamed = urllib.request.Request(address, headers={"Host": "reports.example"})
        with pytest.raises(urllib.error.HTTPError, match="400"):
            urllib.request.urlopen(misnamed, timeout=30)


def test_it_says_which_model_writes(
    light_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    options = ["--index", str(light_index), "--model", "scribe"]
    with (
        running(tmp_path, options) as address,
        urllib.request.urlopen(f"{address.rstrip('/')}/reports", timeout=30) as page,
    ):
        text = page.read().decode()
    assert "scribe at 127.0.0.1" in text


def test_a_taken_port_is_said(light_index: Path, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        status, said = finished(tmp_path, ["--index", str(light_index), "--port", port])
    assert status == 2
    assert len(said) == 1
    assert port in said[0]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [(["--nope"], "--nope"), (["--port", "x"], "--port"), (["a", "--no\npe"], "--no pe")],
)
def test_wrong_usage_is_one_line(tmp_path: Path, arguments: list[str], complaint: str) -> None:
    status, said = finished(tmp_path, arguments)
    assert status == 2
    assert len(said) == 1
    assert complaint in said[0]


def test_a_missing_index_is_said(tmp_path: Path) -> None:
    status, said = finished(tmp_path, ["--index", str(tmp_path / "nowhere")])
    assert status == 2
    assert len(said) == 1
    assert "nowhere" in said[0]


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    status, said = finished(tmp_path, [str(tmp_path / "nowhere")])
    assert status == 2
    assert len(said) == 1
    assert "nowhere" in said[0]


def test_a_folder_without_a_report_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "page.pdf").write_text("<!doctype html><title>Not found</title>")
    status, said = finished(tmp_path, [str(folder)])
    assert status == 1
    assert [line.split(":")[0] for line in said] == ["skipped", "app.py"]
