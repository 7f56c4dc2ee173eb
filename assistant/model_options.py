"""Which language model writes, and what must agree with it: as options of the commands."""

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from typing import Self

__all__ = ["ModelOptions"]


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """What a user says about language models; by itself, that OPENAI_MODEL decides."""

    name: str | None = None
    """The model's name; None leaves it to OPENAI_MODEL."""
    enabled: bool = True
    """Whether any model may be used, whatever is named."""
    entailment: str | None = None
    """Name or path of a cross-encoder that must find each statement entailed."""
    second_look: bool = False
    """Whether the model is asked about each of its statements again, with the quotations alone."""

    @staticmethod
    def add_to(parser: ArgumentParser) -> None:
        """Let the parser take these options."""
        group = parser.add_argument_group(
            "language model",
            "One writes the answers only where it is named, here or by OPENAI_MODEL; each of its "
            "sentences is checked. OPENAI_BASE_URL and OPENAI_API_KEY say where it is.",
        )
        group.add_argument("--model", metavar="NAME", help="the model that writes the answers")
        group.add_argument("--no-llm", action="store_true", help="quote only, whatever is named")
        group.add_argument(
            "--entailment", metavar="NAME_OR_PATH", help="a cross-encoder that must agree"
        )
        group.add_argument(
            "--second-look", action="store_true", help="ask the model about each sentence again"
        )

    @classmethod
    def from_arguments(cls, args: Namespace) -> Self:
        """What the parsed options say."""
        return cls(args.model, not args.no_llm, args.entailment, args.second_look)

    def to_arguments(self) -> list[str]:
        """The options that say the same."""
        said = [] if self.enabled else ["--no-llm"]
        said += ["--model", self.name] if self.name is not None else []
        said += ["--entailment", self.entailment] if self.entailment is not None else []
        return [*said, "--second-look"] if self.second_look else said
