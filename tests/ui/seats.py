"""Readers at a desk, who do one thing after another."""

from dataclasses import dataclass, field
from pathlib import Path

from assistant import Library
from ui.chat.conversations import Conversations
from ui.chat.desk import Command, Desk
from ui.chat.feedback import Feedback
from ui.chat.throttle import QuestionLimit
from ui.chat.turns import Conversation, Turn
from ui.user import LOCAL, User

__all__ = ["Seat", "desk_of"]


@dataclass(slots=True)
class Seat:
    """Where one reader sits, with the conversation that is open there."""

    desk: Desk
    user: User = LOCAL
    conversation: Conversation = field(default_factory=Conversation)

    def do(self, command: Command) -> list[Conversation]:
        """All states that a command leads to; the last one stays."""
        states = list(self.desk.act(self.user, self.conversation, command))
        self.conversation = states[-1] if states else self.conversation
        return states

    def ask(self, question: str) -> list[Conversation]:
        """The same for a question."""
        return self.do(Command("ask", question=question))

    @property
    def last(self) -> Turn:
        """The latest question."""
        assert self.conversation.last is not None
        return self.conversation.last

    @property
    def saved(self) -> list[str]:
        """The titles on the shelf."""
        return [listed.title for listed in self.desk.conversations.list(self.user.name)]


def desk_of(library: Library, folder: Path, a_minute: int = 30) -> Desk:
    """A desk that keeps in the folder what its users leave."""
    kept = Conversations(folder / "conversations")
    return Desk(library, kept, QuestionLimit(a_minute), Feedback(folder / "feedback.jsonl"))
