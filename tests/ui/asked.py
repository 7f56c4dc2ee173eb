"""Questions put to the assistant as the chat puts them."""

from assistant import Assistant, Correction
from ui.chat.asking import ask
from ui.chat.turns import Conversation, Turn

__all__ = ["asked"]


def asked(
    assistant: Assistant,
    question: str,
    before: Conversation | None = None,
    correction: Correction | None = None,
) -> Conversation:
    """The conversation when the question is answered."""
    conversation = before or Conversation()
    turn = Turn(len(conversation.turns) + 1, question, correction or Correction())
    *_, state = ask(assistant, conversation, turn)
    return state
