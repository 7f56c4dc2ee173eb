"""The chat: conversations, their sources beside them, and what happens when a question comes."""

from collections import deque
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias
from urllib.parse import parse_qs, urlsplit

from starlette.requests import HTTPConnection

from ui import words
from ui.chat.desk import Command, Desk, read_command
from ui.chat.running import Run, Running, until
from ui.chat.showing import shown
from ui.chat.turns import Conversation
from ui.screens import visiting
from ui.shell import masthead
from ui.theme import BRIDGE
from ui.user import User, user_of

if TYPE_CHECKING:
    import gradio as gr
    from gradio.blocks import Block
    from gradio.events import Dependency

__all__ = ["chat_page"]

_AT_ONCE: Final = 4
_KEPT_SECONDS: Final = 8 * 60 * 60
_ROWS_AT_MOST: Final = 6


_Shown: TypeAlias = tuple[object, ...]
"""What each part of the page shows."""


class _Room(NamedTuple):
    """What of the page changes while one asks.

    The conversation itself is kept in the session on the server: the browser sends nothing but
    questions and commands, and what is shown is made anew from the conversation.
    """

    conversation: "gr.State"
    shown: "gr.Chatbot"
    sources: "gr.HTML"
    shelf: "gr.HTML"
    opening: "gr.HTML"
    question: "gr.Textbox"


def chat_page(desk: Desk) -> "gr.Blocks":
    """The page over a desk."""
    import gradio as gr

    page = gr.Blocks(title=words.TITLE, analytics_enabled=False, fill_width=True)
    with page:
        conversation = gr.State(Conversation(), time_to_live=_KEPT_SECONDS)
        head = _html("masthead", "screen")
        with gr.Row(elem_id="desk", elem_classes="screen"):
            with gr.Column(elem_id="conversations", min_width=0):
                saved = _html("shelf")
            with gr.Column(elem_id="asking", min_width=0):
                shown = _conversation()
                opening = _html("opening")
                question = _question()
            with gr.Column(elem_id="proof", min_width=0):
                sources = _html("sources")
        bridge = gr.HTML("", elem_id="bridge", js_on_load=BRIDGE.read_text("utf-8"))
        room = _Room(conversation, shown, sources, saved, opening, question)
        _listen(page, desk, room, bridge, head)
    return page


def _html(name: str, *classes: str) -> "gr.HTML":
    """A part of the page that is made here, and looks as our style sheets say."""
    import gradio as gr

    return gr.HTML(elem_id=name, elem_classes=[*classes], js_on_load=None, apply_default_css=False)


def _conversation() -> "gr.Chatbot":
    import gradio as gr

    return gr.Chatbot(
        elem_id="conversation",
        label=words.CONVERSATION,
        show_label=False,
        placeholder=" ",
        render_markdown=False,
        latex_delimiters=[],
        allow_tags=False,
        autoscroll=False,
        buttons=[],
        height="auto",
    )


def _question() -> "gr.Textbox":
    import gradio as gr

    return gr.Textbox(
        elem_id="question",
        label=words.QUESTION,
        show_label=False,
        placeholder=words.PLACEHOLDER,
        max_lines=_ROWS_AT_MOST,
        submit_btn=words.ASK,
        autofocus=True,
    )


class _Acts(NamedTuple):
    """What readers do that changes their conversation."""

    asked: "Callable[..., Iterator[_Shown]]"
    told: "Callable[..., Iterator[_Shown]]"
    turned: "Callable[..., _Shown]"
    stopped: "Callable[..., None]"


def _acts(desk: Desk, room: _Room) -> _Acts:
    import gradio as gr

    running = Running[Conversation]()

    def steps(
        conversation: Conversation, command: Command | None, request: gr.Request
    ) -> Iterator[_Shown]:
        yield tuple(gr.skip() for _ in room)  # the page would wait for ever for nothing at all
        if command is None:
            return
        user = user_of(_connection(request))
        if not conversation.turns:
            conversation = _left_open(desk, _connection(request)) or conversation
        with running.alone(request.session_hash or "") as run:
            # what an answer that was under way came to is newer than what came with this event
            yield from _steps(desk, user, run.left or conversation, command, run)

    def asked(text: str, conversation: Conversation, request: gr.Request) -> Iterator[_Shown]:
        # Enter alone asks nothing, and stops nothing
        command = Command("ask", question=text, typed=True) if text.strip() else None
        yield from steps(conversation, command, request)

    def told(
        conversation: Conversation, event: gr.EventData, request: gr.Request
    ) -> Iterator[_Shown]:
        command = read_command(event._data)  # noqa: SLF001  (it has no public name)
        yield from steps(conversation, command, request)

    def turned(conversation: Conversation, event: gr.EventData, request: gr.Request) -> _Shown:
        return deque(told(conversation, event, request), maxlen=1).pop()

    def stopped(request: gr.Request) -> None:
        running.stop(request.session_hash or "")

    return _Acts(asked, told, turned, stopped)


def _listen(page: "gr.Blocks", desk: Desk, room: _Room, bridge: "gr.HTML", head: "gr.HTML") -> None:
    """Connect what a reader does with what becomes of the page."""
    import gradio as gr

    acts = _acts(desk, room)

    def arrived(request: gr.Request) -> _Shown:
        connection = _connection(request)
        user = user_of(connection)
        named = connection.query_params.get("conversation", "")
        conversation = desk.conversations.load(user.name, named) or Conversation()
        return (_head(desk, connection), *shown(desk, user, conversation))

    def connect(happens: "Callable[..., Dependency]", act: object, given: "list[Block]") -> None:
        """What takes its time: a few at once, the others wait for their turn."""
        outcome = happens(
            act,
            given,
            list(room),
            show_progress="hidden",
            concurrency_id="asking",
            concurrency_limit=_AT_ONCE,
            api_visibility="private",
        )
        after_a_fault(outcome, desk.give_up)

    def after_a_fault(
        outcome: "Dependency", mended: "Callable[[Conversation], Conversation]"
    ) -> None:
        def show(conversation: Conversation, request: gr.Request) -> _Shown:
            user = user_of(_connection(request))
            return shown(desk, user, mended(desk.own(user, conversation)))

        _at_once(outcome.failure, show, [room.conversation], list(room))

    connect(room.question.submit, acts.asked, [room.question, room.conversation])
    connect(bridge.submit, acts.told, [room.conversation])
    # a conversation that is opened, begun or deleted waits for nobody's answer
    turned = _at_once(bridge.select, acts.turned, [room.conversation], list(room))
    after_a_fault(turned, desk.say_it_failed)
    # Gradio's own way to cancel waits for the model, then ends what was asked meanwhile
    _at_once(room.question.stop, acts.stopped, None, None)
    _at_once(page.load, arrived, None, [head, *room])


def _at_once(
    happens: "Callable[..., Dependency]",
    act: object,
    given: "list[Block] | None",
    changed: "list[Block] | None",
) -> "Dependency":
    """What waits for nobody else's turn."""
    return happens(
        act, given, changed, show_progress="hidden", queue=False, api_visibility="private"
    )


def _connection(request: "gr.Request") -> HTTPConnection:
    """The request that brought an event."""
    if request.request is None:
        raise RuntimeError("an event without a request")
    return request.request


def _left_open(desk: Desk, connection: HTTPConnection) -> Conversation | None:
    """The conversation that the page shows by its address, where its session has been forgotten."""
    address = urlsplit(connection.headers.get("referer", ""))
    named = parse_qs(address.query).get("conversation", [""])
    return desk.conversations.load(user_of(connection).name, named[0])


def _head(desk: Desk, connection: HTTPConnection) -> str:
    """The head of the page, for who looks at it."""
    with visiting(connection, desk.library, "chat") as visit:
        return masthead(visit)


def _steps(
    desk: Desk, user: User, before: Conversation, command: Command, run: Run[Conversation]
) -> Iterator[_Shown]:
    """What the page shows after each step of a command, until its reader stops it."""
    import gradio as gr

    first = True
    before = desk.own(user, before)
    state = before = desk.stop(user, before) if _is_open(before) else before
    for state in until(run.stop, desk.act(user, before, command)):
        run.left = state
        changed = shown(desk, user, state, typed=command.typed)
        if not first and _is_open(state):
            changed = (*changed[:3], gr.skip(), gr.skip(), gr.skip())
        first = False
        yield changed
    if _is_open(state):
        run.left = desk.stop(user, state)
        yield shown(desk, user, run.left)


def _is_open(conversation: Conversation) -> bool:
    """Whether its last question is being answered."""
    return conversation.last is not None and conversation.last.is_open
