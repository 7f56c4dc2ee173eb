"""The page as a web application, and the way to start it."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant import Assistant, ModelOptions, who_writes
from ui import words
from ui.chat import chat_page
from ui.headers import SecurityHeaders
from ui.loopback import HOST, listen, serve
from ui.theme import SCRIPT, STYLE, theme

if TYPE_CHECKING:
    from fastapi import FastAPI

__all__ = ["launch"]

_WAITING: Final = 64
_LARGEST_UPLOAD: Final = "1kb"  # nothing is uploaded


def launch(
    index_dir: Path,
    *,
    port: int | None,
    is_sample: bool,
    open_browser: bool = True,
    model: ModelOptions | None = None,
) -> None:
    """Serve the chat over an index until interrupted.

    Without a port, the first free one from 7860 is taken; 0 takes any. Raises PortTaken, and what
    opening an index raises.
    """
    with listen(port) as listener, Assistant.open(index_dir, model=model) as assistant:
        if assistant.model is not None:
            print(who_writes(assistant.model), file=sys.stderr)
        assistant.search(words.TITLE, k=1)  # loads the model now, not when the first question comes
        serve(_application(assistant, is_sample=is_sample), listener, open_browser=open_browser)


def _application(assistant: Assistant, *, is_sample: bool) -> "FastAPI":
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported
    import fastapi
    import gradio as gr
    from starlette.middleware.trustedhost import TrustedHostMiddleware

    page = chat_page(assistant, is_sample=is_sample)
    page.queue(api_open=False, max_size=_WAITING)
    app = fastapi.FastAPI(title=words.TITLE, docs_url=None, redoc_url=None, openapi_url=None)
    # A name of another site that resolves to this computer must not reach the reports.
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"])
    app.add_middleware(SecurityHeaders)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        server_name=HOST,
        theme=theme(),
        css_paths=STYLE,
        js=SCRIPT.read_text("utf-8"),
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        mcp_server=False,
        max_file_size=_LARGEST_UPLOAD,
    )
    return app
