"""What the environment says about a language model."""

from dataclasses import replace

import pytest

from assistant import ModelSettings, OpenAIModel, SettingsError

_KEY = "sk-not-to-be-seen-anywhere"


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ModelSettings.from_environment() is None
    monkeypatch.setenv("OPENAI_API_KEY", _KEY)
    assert ModelSettings.from_environment() is None, "a key alone sends nothing"
    monkeypatch.setenv("OPENAI_MODEL", "one")
    monkeypatch.setenv("INSPECTION_MODEL_TIMEOUT", "7.5")
    monkeypatch.setenv("INSPECTION_MODEL_AT_ONCE", "2")
    settings = ModelSettings.from_environment()
    assert settings is not None
    assert (settings.name, settings.timeout, settings.at_once) == ("one", 7.5, 2)
    assert ModelSettings.from_environment("two") == replace(settings, name="two")
    assert _KEY not in repr(settings)
    monkeypatch.setenv("INSPECTION_MODEL_TIMEOUT", "soon")
    with pytest.raises(SettingsError, match="INSPECTION_MODEL_TIMEOUT"):
        ModelSettings.from_environment()


def test_openai_itself_needs_a_key_and_a_server_of_ones_own_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(SettingsError, match="OPENAI_API_KEY"):
        ModelSettings.from_environment("one")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://localhost:11434/v1")
    settings = ModelSettings.from_environment("one")
    assert settings is not None
    model = OpenAIModel(settings)
    assert model.host == "localhost:11434"
    model.close()


@pytest.mark.parametrize("address", ["no address", "ftp://x/v1", "http://", "http://x:port/"])
def test_an_address_that_is_none_is_said(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", address)
    with pytest.raises(SettingsError, match="OPENAI_BASE_URL"):
        ModelSettings.from_environment("one")


def test_a_window_without_room_for_a_prompt_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", _KEY)
    monkeypatch.setenv("INSPECTION_MODEL_CONTEXT_TOKENS", "2000")
    with pytest.raises(SettingsError, match="CONTEXT_TOKENS"):
        ModelSettings.from_environment("one")
