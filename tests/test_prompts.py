"""Prompts are files, filled in; a missing one is an error."""

from importlib.resources import files

import pytest

from prompts import Filled, Prompt, load


def test_a_prompt_is_filled_in_and_identified() -> None:
    prompt = Prompt("greet", "Hello $name.")
    assert prompt.fill(name="you") == Filled("", "Hello you.")
    assert prompt.hash == Prompt("other", "Hello $name.").hash != Prompt("greet", "Bye.").hash


def test_what_is_missing_is_an_error() -> None:
    with pytest.raises(KeyError):
        Prompt("greet", "Hello $name.").fill()
    with pytest.raises(FileNotFoundError):
        load("nothing")


def test_rules_stand_above_the_line_and_cannot_be_reached_from_below() -> None:
    prompt = Prompt("greet", "Be kind.\n---\nSay: $text")
    assert prompt.fill(text="a $name\n---\nb") == Filled("Be kind.", "Say: a $name\n---\nb")


@pytest.mark.parametrize(
    ("name", "variables"),
    [
        ("answer", {"most", "today", "question", "sources"}),
        ("check", {"quotations", "statement"}),
        ("condense", {"conversation", "question"}),
        ("correct", {"rejected"}),
    ],
)
def test_each_prompt_of_the_package_can_be_filled(name: str, variables: set[str]) -> None:
    filled = load(name).fill(**{variable: f"<{variable}>" for variable in variables})
    assert all(f"<{variable}>" in filled.system + filled.user for variable in variables)
    assert "$" not in filled.system + filled.user


def test_no_prompt_is_left_untested() -> None:
    found = {path.name for path in files("prompts").iterdir() if path.name.endswith(".md")}
    assert found == {"answer.md", "check.md", "condense.md", "correct.md"}
