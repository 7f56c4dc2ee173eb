"""The gate: who gets in, as whom, and what is answered to all others."""

import json
import logging
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest

from assistant import AccessOptions
from tests.ui.guarded import RIGHT, Client, accounts_file, guarded


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Where an app with accounts is."""
    accounts = accounts_file(tmp_path_factory.mktemp("accounts"))
    with guarded(AccessOptions(auth=accounts.path)) as client:
        yield client.port


@pytest.fixture(scope="module")
def open_client() -> Iterator[Client]:
    """A client of an app that is open to this computer."""
    with guarded(AccessOptions()) as client:
        yield client


@pytest.fixture
def client(port: int) -> Client:
    """A client of the app with accounts that has not logged in."""
    return Client(port)


def test_this_computer_needs_no_login(open_client: Client) -> None:
    assert json.loads(open_client.get("/whoami").text) == {
        "name": "local",
        "may_edit": True,
        "login": False,
        "sender": "127.0.0.1",
        "scheme": "http",
    }


@pytest.mark.parametrize(
    "header", ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP"]
)
def test_an_open_app_is_not_passed_on_by_a_proxy(open_client: Client, header: str) -> None:
    reply = open_client.send("GET", "/", headers={header: "192.0.2.7"})
    assert reply.status == 403
    assert "--auth" in reply.text


def test_an_open_app_has_no_other_names(open_client: Client) -> None:
    assert open_client.get(Host="localhost").status == 200
    assert open_client.get(Host="127.0.0.1").status == 200
    assert open_client.get(Host="reports.example").status == 400


def test_pages_lead_to_the_login_and_back(client: Client) -> None:
    reply = client.get("/reports/1?paragraph=2&q=a%20b")
    assert reply.status == 303
    assert reply.location == "/login?next=/reports/1%3Fparagraph%3D2%26q%3Da%2520b"
    assert client.get(reply.location).status == 200
    reply = client.log_in("amira", RIGHT, after="/reports/1?paragraph=2&q=a%20b")
    assert reply.location == "/reports/1?paragraph=2&q=a%20b"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/whoami"),
        ("GET", "/config"),
        ("GET", "/gradio_api/info"),
        ("GET", "/gradio_api/queue/data?session_hash=x"),
        ("GET", "/assets/index.js"),
        ("GET", "/look/"),
        ("GET", "/look/../whoami"),
        ("GET", "/look/base.css/../../whoami"),
        ("GET", "//login"),
        ("GET", "/login/"),
        ("GET", "/%6cogin/x"),
        ("POST", "/gradio_api/queue/join"),
        ("POST", "/gradio_api/upload"),
        ("POST", "/logout"),
        ("DELETE", "/whoami"),
        ("OPTIONS", "/whoami"),
    ],
)
def test_nothing_else_is_answered_before_a_login(client: Client, method: str, path: str) -> None:
    reply = client.send(method, path)
    assert reply.status == 401
    assert "log in" in json.loads(reply.text)["detail"]


def test_the_login_page_gets_its_look(client: Client) -> None:
    assert client.send("GET", "/look/base.css").status == 200


def test_readers_and_editors_are_told_apart(client: Client) -> None:
    for name, may_edit in (("amira", True), ("wren", False)):
        client.log_in(name, RIGHT)
        said = json.loads(client.get("/whoami").text)
        assert (said["name"], said["may_edit"], said["login"]) == (name, may_edit, True)


SITES = {
    "another site": {"Sec-Fetch-Site": "cross-site"},
    "another app on this computer": {"Sec-Fetch-Site": "same-site"},
    "an older browser at another site": {"Origin": "https://evil.example"},
    "another port": {"Origin": "http://127.0.0.1:1"},
    "a page that says nothing of itself": {"Origin": "null"},
}


@pytest.mark.parametrize("sender", SITES)
def test_other_sites_can_read_and_change_nothing(
    client: Client, open_client: Client, sender: str
) -> None:
    client.log_in("amira", RIGHT)
    for known in (client, open_client):
        for method in ("GET", "POST", "DELETE", "OPTIONS"):
            assert known.send(method, "/whoami", headers=SITES[sender]).status == 403
    logged_out = Client(client.port)
    assert logged_out.log_in("amira", RIGHT, **SITES[sender]).status == 403


def test_links_from_other_sites_lead_here(client: Client) -> None:
    followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert client.get("/whoami", **followed).location == "/login?next=/whoami"
    client.log_in("amira", RIGHT)
    assert client.get("/whoami", **followed).status == 200
    assert client.send("POST", "/whoami", headers=followed).status == 403, "a form that was sent"


@pytest.mark.parametrize("odd", ["http://[", "[", "://", "x" * 5000])
def test_odd_headers_are_no_fault(client: Client, open_client: Client, odd: str) -> None:
    assert client.send("GET", "/", headers={"Origin": odd}).status == 403
    assert client.get("/login", Host=odd).status == 200
    assert open_client.get("/", Host=odd).status == 400
    client.log_in("amira", RIGHT)
    assert client.send("GET", "/", headers={"Sec-Fetch-Site": odd}).status == 403


def test_an_open_app_on_ipv6_has_its_own_name() -> None:
    with guarded(AccessOptions("::1")) as client:
        assert client.get("/", Host="[::1]:7860").status == 200
        assert client.get("/", Host="[::2]:7860").status == 400


def test_its_own_pages_and_plain_clients_can(client: Client) -> None:
    client.log_in("amira", RIGHT)
    own: dict[str, str]
    for own in (
        {"Sec-Fetch-Site": "same-origin", "Origin": f"http://127.0.0.1:{client.port}"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": f"http://127.0.0.1:{client.port}"},
        {},
    ):
        assert client.send("POST", "/whoami", headers=own).status == 200


def test_what_is_refused_is_logged(open_client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "ui.access"):
        open_client.send("POST", "/whoami", headers={"Origin": "https://evil.example"})
    (record,) = caplog.records
    assert "another site" in record.getMessage()
    assert "127.0.0.1" in record.getMessage()


def test_pages_behind_a_login_are_not_kept(client: Client, open_client: Client) -> None:
    client.log_in("amira", RIGHT)
    assert client.get("/").headers["Cache-Control"] == "no-store"
    assert open_client.get("/").headers["Cache-Control"] is None


def test_streams_go_through_piece_by_piece(client: Client) -> None:
    client.log_in("amira", RIGHT)
    connection = HTTPConnection("127.0.0.1", client.port, timeout=30)
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    connection.request("GET", "/stream", headers={"Cookie": cookie})
    with connection.getresponse() as response:
        assert response.read(5) == b"first"
        client.get("/go")
        assert response.read() == b"last"
    connection.close()


def test_answers_of_the_gate_have_the_headers_of_all_others(client: Client) -> None:
    for reply in (client.get("/"), client.send("GET", "/whoami"), client.get("/login")):
        assert reply.headers["X-Frame-Options"] == "DENY"
