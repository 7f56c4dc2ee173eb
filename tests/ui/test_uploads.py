"""Uploads are written as they arrive, and no further than they may be."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.ui.serving import serving
from tests.ui.uploading import form, send, send_files
from ui.editing.uploads import LIMITS, Limits, receive
from ui.errors import UploadRefused

MB = 1024**2


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "waiting"
    folder.mkdir()
    return folder


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    with serving([_receiving(folder, LIMITS)]) as address:
        yield f"{address}/to"


@pytest.fixture
def strict(folder: Path) -> Iterator[str]:
    """The same with narrow limits."""
    with serving([_receiving(folder, Limits(2, 2 * MB, 3 * MB))]) as address:
        yield f"{address}/to"


def _receiving(folder: Path, limits: Limits) -> Route:
    async def endpoint(request: Request) -> Response:
        try:
            received = await receive(request, folder, limits)
        except UploadRefused as error:
            return Response(str(error), 400)
        left_out = {each.file: each.message for each in received.left_out}
        return JSONResponse({"files": received.files, "left_out": left_out})

    return Route("/to", endpoint, methods=["POST"])


def test_files_arrive_whole_under_safe_and_distinct_names(address: str, folder: Path) -> None:
    data = bytes(range(256)) * 5000
    page = send_files(
        address, ("../../a.pdf", data), ("a.pdf", b"other"), ("<script>.pdf", b""), ("", b"none")
    )
    names = json.loads(page.text)["files"]
    assert names == ["a.pdf", "a (2).pdf", "_script_.pdf"]
    assert sorted(names) == sorted(path.name for path in folder.iterdir())
    assert (folder / "a.pdf").read_bytes() == data


def test_a_file_of_51_mb_is_left_out_however_it_is_announced(address: str, folder: Path) -> None:
    head, end = form([("big.pdf", b"|")]).split(b"|")
    small, close = form([("small.txt", b"|")]).split(b"|")

    def pieces() -> Iterator[bytes]:
        yield head
        yield from (bytes(MB) for _ in range(51))
        yield end.replace(b"--\r\n", b"\r\n") + small.split(b"\r\n", 1)[1] + b"words" + close

    page = send(address, pieces())
    assert json.loads(page.text) == {
        "files": ["small.txt"],
        "left_out": {"big.pdf": "big.pdf: it has over 50 MB"},
    }
    assert [path.name for path in folder.iterdir()] == ["small.txt"]


def test_a_file_just_as_large_as_allowed_is_taken(strict: str, folder: Path) -> None:
    send_files(strict, ("a.txt", bytes(2 * MB)))
    assert (folder / "a.txt").stat().st_size == 2 * MB


def test_more_files_than_allowed_are_left_out(strict: str, folder: Path) -> None:
    page = send_files(strict, *((f"{n}.txt", b"x") for n in range(4)))
    assert json.loads(page.text)["files"] == ["0.txt", "1.txt"]
    assert set(json.loads(page.text)["left_out"]) == {"2.txt", "3.txt"}
    assert len(list(folder.iterdir())) == 2


def test_too_much_at_once_is_refused_before_all_of_it_has_come(strict: str, folder: Path) -> None:
    sent = []

    def pieces() -> Iterator[bytes]:
        yield form([("a.txt", b"|")]).split(b"|")[0]
        for number in range(500):
            sent.append(number)
            yield bytes(MB)

    try:
        page = send(strict, pieces())
        assert (page.status, "over 3 MB together" in page.text) == (400, True)
    except OSError:  # the server hung up before the client looked for an answer
        pass
    assert len(sent) < 500
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 2 * MB


@pytest.mark.parametrize(
    "body",
    [
        form([("a.txt", b"words"), ("b.txt", b"words")])[:-12],
        b"no form at all",
        b"",
        b"------upload\r\n" + b"X" * 10_000,
    ],
    ids=["cut off", "no form", "empty", "endless header"],
)
def test_what_is_no_whole_form_is_refused_in_one_line(address: str, body: bytes) -> None:
    page = send(address, body)
    assert (page.status, len(page.text.splitlines())) == (400, 1)
    assert "cut off or damaged" in page.text


def test_an_upload_without_files_is_refused(address: str) -> None:
    assert "choose some" in send_files(address, ("", b"")).text
    assert "choose some" in send(address, b"a=b", {"Content-Type": "text/plain"}).text


def test_a_disk_that_takes_nothing_is_said(address: str, folder: Path) -> None:
    folder.rmdir()
    page = send_files(address, ("a.txt", b"words"))
    assert page.status == 400
    assert "could not be stored" in page.text
