"""Prompts are files; there are none yet, and a missing one is an error."""

import pytest

from prompts import Prompt, load


def test_a_prompt_is_filled_in_and_identified() -> None:
    prompt = Prompt("greet", "Hello $name.")
    assert prompt.fill(name="you") == "Hello you."
    assert prompt.hash == Prompt("other", "Hello $name.").hash != Prompt("greet", "Bye.").hash


def test_what_is_missing_is_an_error() -> None:
    with pytest.raises(KeyError):
        Prompt("greet", "Hello $name.").fill()
    with pytest.raises(FileNotFoundError):
        load("nothing")
