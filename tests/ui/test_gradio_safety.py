"""What Gradio leaves open by itself is shut: each point of it, on the app as it is started."""

import http.client
import json
import re
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from bs4 import BeautifulSoup, Tag

from assistant import AccessOptions
from tests.assistant.loopback_model import Asked, Says, loopback_model
from tests.ui.chatting import Chat, chatting, join, outcome
from tests.ui.guarded import OTHER, RIGHT, Client, Reply, accounts_file
from ui.access.policy import Access

WAITING = 64
AT_ONCE = 4
QUESTION = "Are care leavers placed in bed and breakfast in Northmere?"
TRICKS = (
    '<img src="http://127.0.0.1:9/leak" onerror="alert(1)"> ![x](http://127.0.0.1:9/leak) '
    '<form action="http://127.0.0.1:9/"><button>Log in</button></form> '
    "<script>alert(1)</script> [x](javascript:alert(1)) <iframe srcdoc=x></iframe> Northmere"
)
FALLBACK_FREE = ("form-action", "frame-ancestors", "base-uri")
FETCHED = (
    *("script-src", "style-src", "img-src", "font-src", "connect-src", "frame-src", "object-src"),
    *("media-src", "worker-src", "manifest-src"),
)
INLINE = {"'unsafe-inline'", "'unsafe-eval'"}


@pytest.fixture(scope="module")
def chat(sample_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    """The app with a login; what is uploaded to Gradio would lie in a folder of this test's."""
    home = tmp_path_factory.mktemp("chat")
    access = Access.from_options(AccessOptions(auth=accounts_file(home).path))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(home / "uploads"))
        with chatting(sample_index, home / "kept", access=access) as chat:
            yield chat


@pytest.fixture(scope="module")
def reader(chat: Chat) -> Client:
    """One who has logged in."""
    client = chat.client()
    assert client.log_in("wren", RIGHT).status == 303
    return client


def config(client: Client) -> dict[str, object]:
    told: dict[str, object] = json.loads(client.get("/config").text)
    return told


def handlers(client: Client) -> list[dict[str, object]]:
    """What the page can ask the chat to do, by number."""
    told = config(client)["dependencies"]
    assert isinstance(told, list)
    assert [each["id"] for each in told] == list(range(len(told)))
    assert told[0]["api_name"] == "asked", "what `join` sends questions to"
    return told


def post(client: Client, path: str, value: object) -> Reply:
    return client.send("POST", path, json.dumps(value), {"Content-Type": "application/json"})


def test_nothing_is_reported_home_or_loaded_from_elsewhere(reader: Client) -> None:
    told = config(reader)
    assert told["analytics_enabled"] is False
    page = BeautifulSoup(f"{reader.get('/').text}{told['head']}", "lxml")
    sheets = [reader.get("/theme.css").text]
    for element in page.select("script[src], link[href], img[src], iframe[src]"):
        address = str(element.get("src") or element["href"])
        assert not re.match(r"(https?:)?//", address), element
        if address.endswith(".css"):
            sheets.append(reader.get(address.removeprefix(".")).text)
    assert len(sheets) > 8
    for sheet in sheets:
        assert not re.search(r"""(url\(|@import)\s*["']?(https?:)?//""", sheet)


def test_markup_in_a_question_arrives_as_text(reader: Client) -> None:
    assert join(reader, TRICKS, "tricks").status == 200
    shown = BeautifulSoup("".join(html(outcome(reader, "tricks"))), "lxml")
    assert TRICKS in shown.get_text()
    for name in ("img", "script", "iframe", "object", "base", "meta", "style", "link"):
        assert not shown.select(f"{name}:not(head *)"), name
    for element in shown.select("*"):
        assert isinstance(element, Tag)
        assert not [name for name in element.attrs if name.startswith("on")]
        assert element.get("action", "/feedback") == "/feedback"
        for name in ("href", "src", "data-copy"):
            assert re.match(r"[#/?](?!/)", str(element.get(name, "#"))), element


def html(value: object) -> Iterator[str]:
    """Every text in what is sent to the page, where most is markup."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from html(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            if name != "props":  # the same once more
                yield from html(each)


def test_every_response_keeps_the_browser_to_this_server(chat: Chat, reader: Client) -> None:
    front = reader.get("/").text
    asset = re.search(r"\./(assets/[\w.-]+\.js)", front)
    report = re.search(r"/reports/[0-9a-f]{16}", reader.get("/reports").text)
    assert asset
    assert report
    stranger = chat.client()
    answers = [
        *map(reader.get, ("/", "/config", "/theme.css", f"/{asset[1]}", "/favicon.ico")),
        *map(reader.get, ("/reports", report[0], f"{report[0]}/pages/1", "/judgements.csv")),
        *map(reader.get, ("/add", "/nowhere", "/conversations/x.txt", "/look/page.js")),
        reader.get(f"{report[0]}/near/1?fragment=1"),
        reader.get("/gradio_api/file=x"),
        post(reader, "/gradio_api/run/predict", {"data": [], "fn_index": 999}),
        post(reader, "/gradio_api/queue/join", {}),
        reader.get("/reports", Sec_Fetch_Site="cross-site"),
        *map(stranger.get, ("/", "/login", "/look/base.css")),
        stranger.send("GET", "/config"),
    ]
    assert {each.status for each in answers} >= {200, 303, 401, 403, 404, 422, 500}
    policies = [each.headers["Content-Security-Policy"] for each in answers]
    streams = ("heartbeat/x1", "queue/data?session_hash=x1")
    policies += [policy_of(reader, f"/gradio_api/{path}") for path in streams]
    policies += [policy_of(reader, f"{report[0]}/{path}") for path in ("original", "pages/1.png")]
    for policy in policies:
        assert policy
        rules = [rule.split() for rule in policy.split(";")]
        allowed = {rule[0]: set(rule[1:]) for rule in rules}
        for name in (*FALLBACK_FREE, *FETCHED):
            sources = allowed[name] if name in FALLBACK_FREE else allowed.get(name)
            sources = allowed["default-src"] if sources is None else sources
            inline = INLINE if name in {"script-src", "style-src"} else set()
            assert sources <= {"'self'", "'none'", "data:", "blob:", *inline}, name
        for name in ("frame-src", "object-src"):
            assert allowed.get(name, allowed["default-src"]) == {"'none'"}


def policy_of(client: Client, path: str) -> str | None:
    """The policy of an answer that has no end, or is no text."""
    connection = http.client.HTTPConnection("127.0.0.1", client.port, timeout=30)
    cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    connection.request("GET", path, headers={"Cookie": cookies})
    with connection.getresponse() as answer:
        policy = answer.headers["Content-Security-Policy"]
    connection.close()
    return policy


def test_nothing_can_be_called_by_other_programs(reader: Client) -> None:
    listeners = handlers(reader)
    assert {each["api_visibility"] for each in listeners} == {"private"}
    assert config(reader)["mcp_server"] is False
    for name in [each["api_name"] for each in listeners]:
        for path in ("call", "call/v2", "run", "api"):
            called = post(reader, f"/gradio_api/{path}/{name}", {"data": [QUESTION, None]})
            assert called.status in {404, 405}
    queued = [number for number, each in enumerate(listeners) if each["queue"]]
    assert len(queued) == 2
    for number in queued:
        direct = {"data": [QUESTION, None], "fn_index": number, "session_hash": "direct"}
        assert post(reader, "/gradio_api/run/predict", direct).status == 404
    for path in ("info", "openapi.json", "mcp/", "mcp/sse", "startup-events", "deep_link"):
        assert reader.get(f"/gradio_api/{path}").status == 404
    for path in ("/openapi.json", "/docs", "/monitoring", "/monitoring/summary", "/mcp"):
        assert reader.get(path).status == 404


@pytest.mark.parametrize(
    "path",
    [
        "file={secret}",
        "file/{secret}",
        "file=..{secret}",
        "file=%2e%2e%2f..{secret}",
        "%66ile={secret}",
        "queue/../file={secret}",
        "file=file://{secret}",
        "file=http://127.0.0.1:{port}/",
        "file=http://reports.example/",
        "proxy=http://reports.example/",
        "stream/x/1/1/playlist-file",
        "../assets/..%2f..%2f..{secret}",
        "../assets/%2e%2e/%2e%2e/%2e%2e{secret}",
        "../static/..%2f..%2f..{secret}",
        "../static//{secret}",
        "../look/..%2f..%2f..{secret}",
        "../look/%2e%2e/%2e%2e/application.py",
    ],
)
def test_no_file_and_no_other_server_is_read(reader: Client, tmp_path: Path, path: str) -> None:
    """Gradio would fetch the page of any server that is named to it; `no_network` sees that."""
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret words")
    path = path.format(secret=secret, port=reader.port)
    for address in {f"/gradio_api/{path}", f"/{path}", path.removeprefix("..")}:
        reply = reader.get(address if address.startswith("/") else f"/{address}")
        assert reply.status in {403, 404}, address
        assert "secret words" not in reply.text
        assert "__all__" not in reply.text


def test_nothing_can_be_uploaded_to_gradio(chat: Chat, reader: Client) -> None:
    assert config(reader)["max_file_size"] == 1024
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    for size in (10, 2000):
        part = 'Content-Disposition: form-data; name="files"; filename="a.txt"'
        form = f"--x\r\n{part}\r\n\r\n{'a' * size}\r\n--x--\r\n"
        for path in ("/gradio_api/upload", "/upload", "/gradio_api/process_recording"):
            assert reader.send("POST", path, form, kind).status in {404, 405}
            assert chat.client().send("POST", path, form, kind).status == 401
    folder = chat.kept.parent / "uploads"
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_guessing_passwords_is_slowed_down(chat: Chat) -> None:
    client = chat.client()
    assert [client.log_in("sso", OTHER).status for _ in range(6)] == [401] * 5 + [429]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_tells_readers_nothing_of_how(sample_index: Path, tmp_path: Path) -> None:
    """The index is closed under a running app."""
    with chatting(sample_index, tmp_path) as chat:
        client = chat.client()
        assert client.get("/reports").status == 200
        chat.library.close()
        page = client.get("/reports")
        assert page.status == 500
        assert page.text == (
            "This page could not be shown because of a fault in the app. Please try again."
        )
        assert "object-src 'none'" in (page.headers["Content-Security-Policy"] or "")
        assert config(client)["show_error"] is False
        assert join(client, QUESTION, "late").status == 200
        assert outcome(client, "late") == {"error": None}


def test_the_queue_is_bounded_and_says_so(sample_index: Path, tmp_path: Path) -> None:
    go = Event()

    def waits(_: Asked) -> Says:
        go.wait(60)
        return Says('{"statements": []}')

    with loopback_model(waits) as model, chatting(sample_index, tmp_path, model=model) as chat:
        client = chat.client()
        asked = [join(client, QUESTION, f"asked-{n}") for n in range(AT_ONCE)]
        while len(model.asked) < AT_ONCE:
            Event().wait(0.02)
        waiting = [join(client, QUESTION, f"waits-{n}") for n in range(WAITING)]
        assert {reply.status for reply in (*asked, *waiting)} == {200}
        assert join(client, QUESTION, "one too many").status == 503
        assert len(model.asked) == AT_ONCE
        for number, reply in enumerate(waiting):
            event = json.loads(reply.text)["event_id"]
            gone = {"session_hash": f"waits-{number}", "fn_index": 0, "event_id": event}
            assert post(client, "/gradio_api/cancel", gone).status == 200
        assert join(client, QUESTION, "last").status == 200
        go.set()
        for session in (*(f"asked-{n}" for n in range(AT_ONCE)), "last"):
            assert "bed and breakfast" in "".join(html(outcome(client, session)))
