"""Addresses that lead nowhere: of what Gradio serves, only what the chat needs can be reached.

It would also take uploads, hand out files, and fetch any page of the internet that is named to it.
"""

import re
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Scope

from assistant import Library
from ui import words
from ui.screens import not_found, visiting

__all__ = ["routes"]

_CHAT: Final = re.compile(
    r"/|/config|/theme\.css|/favicon\.ico|/(?:assets|static)/.+|"
    r"/gradio_api/(?:queue/join|queue/data|run/predict|cancel|reset|app_id|heartbeat/\w+)"
)


def routes(library: Library) -> list[BaseRoute]:
    """The route that stands between those of the screens and the chat."""

    def nothing(request: Request) -> Response:
        if "text/html" not in request.headers.get("accept", ""):
            return PlainTextResponse(words.NOT_FOUND, 404)
        with visiting(request, library, "chat") as visit:
            return not_found(visit, words.NO_SUCH_ADDRESS)

    return [_Elsewhere("/{path:path}", nothing)]


class _Elsewhere(Route):
    """Takes whatever the chat's page does not ask for."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Leave to the chat what it needs."""
        if scope["type"] != "http" or _CHAT.fullmatch(scope["path"]):
            return Match.NONE, {}
        return Match.FULL, {"endpoint": self.endpoint, "path_params": {}}
