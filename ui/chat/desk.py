"""What a reader does at the desk, as commands of the page, and what becomes of the conversation."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Final, Literal, Protocol, TypeAlias

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError

from assistant import Library
from ui import words
from ui.chat.asking import ask, closed
from ui.chat.chips import Part, corrected, pinned
from ui.chat.conversations import Conversations
from ui.chat.feedback import Feedback
from ui.chat.turns import Conversation, Turn
from ui.user import User

__all__ = ["Command", "Desk", "Limit", "read_command"]

_LONGEST_KEPT: Final = 10_000
"""Characters of a question; one that is too long to be answered can still be read and shortened."""
_LONGEST_VALUE: Final = 2_000
_MOST_VALUES: Final = 200


def _whole(text: str) -> str:
    """The text; ValueError where it holds half of a character."""
    text.encode()
    return text


_Doing: TypeAlias = Literal["ask", "retry", "edit", "correct", "new", "open", "delete"]
_Value: TypeAlias = Annotated[str, Field(max_length=_LONGEST_VALUE), AfterValidator(_whole)]
_Values: TypeAlias = Annotated[tuple[_Value, ...], Field(max_length=_MOST_VALUES)]


@dataclass(frozen=True, slots=True)
class Command:
    """What a button or a form of the page asks for."""

    do: _Doing
    question: str = ""
    part: Part | None = None
    values: _Values = ()
    id: str = ""
    typed: bool = False
    """Whether the question stands in the page's field for it."""


_COMMAND: TypeAdapter[Command] = TypeAdapter(Command)


def read_command(data: object) -> Command | None:
    """The command in what a browser sent; None where it is none."""
    try:
        return _COMMAND.validate_python(data)
    except ValidationError:
        return None


class Limit(Protocol):
    """How often a user may ask."""

    def take(self, user: User) -> float | None:
        """Seconds to wait; None where the question may be asked now."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """The conversations of all users over what is loaded."""

    library: Library
    conversations: Conversations
    limit: Limit
    feedback: Feedback

    def act(
        self, user: User, conversation: Conversation, command: Command
    ) -> Generator[Conversation, None, None]:
        """The conversation after each step of a command."""
        conversation = self.own(user, conversation)
        match command.do:
            case "new":
                yield Conversation()
            case "open":
                yield self.conversations.load(user.name, command.id) or conversation
            case "delete":
                self.conversations.delete(user.name, command.id)
                is_open = bool(command.id) and command.id == conversation.id
                yield Conversation() if is_open else conversation
            case _:
                turn = _turn(conversation, command)
                if turn is not None:
                    yield from self._answer(user, conversation, turn)

    def own(self, user: User, conversation: Conversation) -> Conversation:
        """The conversation, or a new one where another user left it open on the same page."""
        return conversation if conversation.owner in ("", user.name) else Conversation()

    def stop(self, user: User, conversation: Conversation) -> Conversation:
        """The conversation with the answer that is being given cut off where it is."""
        return self._kept(user, closed(conversation, by_reader=True))

    def give_up(self, conversation: Conversation) -> Conversation:
        """The conversation with an answer closed that a fault of the app left open."""
        return closed(conversation, by_reader=False)

    def say_it_failed(self, conversation: Conversation) -> Conversation:
        """The conversation with a line at its end for what is not a question, and failed."""
        return conversation.with_last(Turn(len(conversation.turns) + 1, "").failed(words.FAILED))

    def _answer(self, user: User, conversation: Conversation, turn: Turn) -> Iterator[Conversation]:
        wait = self.limit.take(user)
        if wait is not None:
            yield _refused(conversation, turn.failed(words.wait(wait)))
            return
        state = mine = replace(conversation, owner=user.name)
        self.library.refresh()
        with self.library.assistant() as assistant:
            for state in ask(assistant, mine, turn):
                yield state  # before it is kept: what is stopped here is not
        yield self._kept(user, state)

    def _kept(self, user: User, conversation: Conversation) -> Conversation:
        """The conversation, saved where it holds an answer."""
        if not conversation.answers:
            return conversation
        try:
            return self.conversations.save(user.name, conversation)
        except OSError:
            return replace(conversation, id="")  # it can still be read, and the page says so


def _refused(conversation: Conversation, turn: Turn) -> Conversation:
    """The conversation with a question that came too soon; it takes the place of no answer."""
    keeps = any(each.error is None for each in conversation.turns[turn.number - 1 :])
    number = len(conversation.turns) + 1 if keeps else turn.number
    return conversation.with_last(replace(turn, number=number))


def _turn(conversation: Conversation, command: Command) -> Turn | None:
    """The question that a command asks; None where there is nothing to ask again."""
    last = conversation.last
    question = _kept_text(command.question)
    if command.do == "ask":
        return Turn(len(conversation.turns) + 1, question)
    if last is None:
        return None
    if command.do == "edit":
        return Turn(last.number, question) if question else None
    return _corrected(last, command) if command.do == "correct" else _again(last)


def _kept_text(question: str) -> str:
    """A question of a bearable length, in which every character is one."""
    return question[:_LONGEST_KEPT].encode(errors="replace").decode().strip()


def _again(turn: Turn) -> Turn:
    return Turn(turn.number, turn.question, turn.correction)


def _corrected(turn: Turn, command: Command) -> Turn | None:
    """The question asked with one part of how it was read changed, or about another subject."""
    if command.part is None:
        return None
    if command.part != "subject":
        changed = corrected(turn, command.part, command.values)
        return Turn(turn.number, turn.question, changed)
    subject = _kept_text(" ".join(command.values))
    if turn.query is None or not subject:
        return None
    return Turn(turn.number, subject, pinned(turn.query))
