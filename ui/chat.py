"""The page: the conversation, the sources beside it, and what happens when a question comes."""

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from assistant import Assistant
from ui import words
from ui.answers import answer
from ui.asking import ask, give_up
from ui.corpus import masthead
from ui.examples import example_questions
from ui.markup import tag
from ui.sources import panel
from ui.turns import Turn

if TYPE_CHECKING:
    import gradio as gr
    from gradio.blocks import Block
    from gradio.components import Component
    from gradio.events import Dependency

__all__ = ["chat_page"]

_AT_ONCE: Final = 4
_KEPT_SECONDS: Final = 8 * 60 * 60
_LONGEST_SHOWN: Final = 300
_ROWS_AT_MOST: Final = 6


@dataclass(frozen=True, slots=True)
class _Desk:
    """What of the page changes while one asks.

    The conversation itself is kept in `turns`, in the session on the server: the browser sends
    nothing but questions, and what is shown is made anew from the turns.
    """

    turns: "gr.State"
    conversation: "gr.Chatbot"
    sources: "gr.HTML"
    question: "gr.Textbox"
    examples: "gr.Column"
    again: "gr.Button"

    @property
    def shown(self) -> "list[Block]":
        """What `_shown` makes."""
        return [self.turns, self.conversation, self.sources]

    @property
    def all(self) -> "list[Block]":
        """What a new question or a new conversation changes."""
        return [*self.shown, self.question, self.examples, self.again]


def chat_page(assistant: Assistant, *, is_sample: bool) -> "gr.Blocks":
    """The page over an open assistant."""
    import gradio as gr

    page = gr.Blocks(title=words.TITLE, analytics_enabled=False, fill_width=True)
    with page:
        turns = gr.State((), time_to_live=_KEPT_SECONDS)
        gr.HTML(masthead(assistant, is_sample=is_sample), elem_id="masthead", js_on_load=None)
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="asking", scale=3):
                conversation = _conversation(by_model=assistant.model is not None)
                with gr.Column(elem_id="examples") as examples:
                    questions = example_questions(assistant, is_sample=is_sample)
                    buttons = [gr.Button(text, size="sm") for text in questions]
                question = _question()
                again = gr.Button(words.NEW_CONVERSATION, size="sm", visible=False, elem_id="again")
            with gr.Column(elem_id="proof", scale=2):
                sources = gr.HTML(panel(()), elem_id="sources", js_on_load=None)
        desk = _Desk(turns, conversation, sources, question, examples, again)
        _listen(assistant, desk, buttons)
    return page


def _conversation(*, by_model: bool) -> "gr.Chatbot":
    import gradio as gr

    return gr.Chatbot(
        elem_id="conversation",
        label=words.CONVERSATION,
        show_label=False,
        placeholder=tag("h2", words.WELCOME)
        + tag("p", words.A_MODEL_WRITES if by_model else words.NOBODY_WRITES),
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
    )


def _listen(assistant: Assistant, desk: _Desk, examples: "list[gr.Button]") -> None:
    """Connect typed questions, example questions and "new conversation" with what they do."""
    import gradio as gr

    def asked(question: str, turns: tuple[Turn, ...]) -> Iterator[tuple[object, ...]]:
        cleared: tuple[object, ...] = ("", gr.update(visible=False), gr.update(visible=True))
        for state in ask(assistant, question, turns):
            yield (*_shown(state), *cleared)
            cleared = (gr.skip(), gr.skip(), gr.skip())

    def anew() -> tuple[object, ...]:
        return (*_shown(()), "", gr.update(visible=True), gr.update(visible=False))

    def gave_up(turns: tuple[Turn, ...]) -> tuple[object, ...]:
        return _shown(give_up(turns))

    def connect(happens: "Callable[..., Dependency]", source: "Component") -> None:
        outcome = happens(
            asked,
            [source, desk.turns],
            desk.all,
            show_progress="hidden",
            concurrency_id="asking",
            concurrency_limit=_AT_ONCE,
            api_visibility="private",
        )
        outcome.failure(gave_up, desk.turns, desk.shown, api_visibility="private")

    connect(desk.question.submit, desk.question)
    for example in examples:
        connect(example.click, example)
    desk.again.click(anew, None, desk.all, api_visibility="private", queue=False)


def _shown(turns: tuple[Turn, ...]) -> tuple[object, ...]:
    """The conversation for the session, for the chat and for the panel of sources."""
    import gradio as gr

    messages: list[dict[str, object]] = []
    for turn in turns:
        if turn.question:
            messages.append({"role": "user", "content": _clipped(turn.question)})
        body = gr.HTML(answer(turn), js_on_load=None)
        messages.append({"role": "assistant", "content": body})
    return turns, messages, panel(turns)


def _clipped(question: str) -> str:
    """A question as the chat repeats it, in markup, since that is what the chat takes it for."""
    clipped = question if len(question) <= _LONGEST_SHOWN else f"{question[:_LONGEST_SHOWN]}…"
    return html.escape(clipped, quote=False)
