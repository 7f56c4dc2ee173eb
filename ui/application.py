"""The web application: the chat, the other screens beside it, and what they are made with."""

import os
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from assistant import Library
from ui import elsewhere, words
from ui.access.entrance import guard
from ui.access.gate import username
from ui.access.policy import Access
from ui.browsing import judgements, reading, reports
from ui.chat import feedback_route, proof, saved_page, taking
from ui.chat.blocks import chat_page
from ui.chat.conversations import Conversations
from ui.chat.desk import Desk
from ui.chat.feedback import Feedback
from ui.chat.throttle import QuestionLimit
from ui.editing import adding
from ui.headers import SecurityHeaders
from ui.shell import LOOK, stylesheets
from ui.theme import SCRIPT, theme

__all__ = ["application"]

_WAITING: Final = 64
_OPEN_AT_ONCE: Final = 32
"""Pages whose state is held; who comes back to another goes on from the saved conversation."""
_LARGEST_UPLOAD: Final = "1kb"  # the chat takes no files
_LOOK: Final = Path(__file__).with_name("look")


def application(library: Library, kept: Path, access: Access) -> ASGIApp:
    """The screens over a library; `kept` is the folder for what their users leave."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported
    import fastapi
    import gradio as gr

    conversations = Conversations(kept / "conversations")
    feedback = Feedback(kept / "feedback.jsonl")
    page = chat_page(Desk(library, conversations, QuestionLimit(), feedback))
    page.queue(api_open=False, max_size=_WAITING)
    page.state_session_capacity = _OPEN_AT_ONCE
    routes: list[BaseRoute] = [
        Mount(LOOK, StaticFiles(directory=_LOOK)),
        *reports.routes(library),
        *reading.routes(library),
        *proof.routes(library),
        *judgements.routes(library),
        *adding.routes(library),
        *saved_page.routes(library, conversations),
        *taking.routes(conversations),
        *feedback_route.routes(library, conversations, feedback),
        *elsewhere.routes(library),  # the last: what comes after it is Gradio's
    ]
    app = fastapi.FastAPI(
        title=words.TITLE, docs_url=None, redoc_url=None, openapi_url=None, routes=routes
    )
    guard(app, access)
    app.add_exception_handler(Exception, _fault)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        server_name=access.host,
        auth_dependency=username,
        theme=theme(),
        head=f'{stylesheets()}<script src="{LOOK}/page.js" defer></script>',
        js=SCRIPT.read_text("utf-8"),
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        mcp_server=False,
        max_file_size=_LARGEST_UPLOAD,
    )
    return SecurityHeaders(app)  # around all of it: faults are answered outside of middleware


def _fault(_: Request, __: Exception) -> Response:
    """That a page failed; why is said where the app runs, not to its readers."""
    return PlainTextResponse(words.FAULT, 500)
