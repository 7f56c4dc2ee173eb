"""The app on its address, from the start to the end."""

import sys

from assistant import Library, Location, ModelOptions, Settings, who_writes
from ui import words
from ui.access.entrance import log_access
from ui.access.policy import Access
from ui.application import application
from ui.listening import listen, serve

__all__ = ["launch"]


def launch(
    location: Location,
    access: Access,
    *,
    port: int | None,
    open_browser: bool = True,
    model: ModelOptions | None = None,
) -> None:
    """Serve the app over an index until interrupted.

    Without a port, the first free one from 7860 is taken; 0 takes any. Raises PortTaken,
    AccessError, and what opening an index raises.
    """
    settings = Settings.from_environment()
    with (
        listen(access.host, port) as listener,
        Library(location.path, is_sample=location.is_sample, model=model) as library,
    ):
        if library.model is not None:
            print(who_writes(library.model), file=sys.stderr)
        with library.assistant() as assistant:
            assistant.search(words.TITLE, k=1)  # loads the model now, not at the first question
        if not access.is_open:
            log_access(access)
        serve(application(library, settings.kept, access), listener, open_browser=open_browser)
