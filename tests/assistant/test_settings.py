"""Which index is used when, and that the sample stays apart."""

from pathlib import Path

import pytest

from assistant import Location, Settings, SettingsError, ensure_sample_index
from index import Index


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        None,
        tmp_path / "data" / "index",
        tmp_path / "cache" / "sample-index",
        tmp_path / "config" / "accounts.json",
        tmp_path / "data" / "chat",
    )


def test_a_named_index_wins(settings: Settings, tmp_path: Path) -> None:
    assert settings.index_dir(tmp_path) == Location(tmp_path, is_sample=False)


def test_the_environment_names_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("INSPECTION_INDEX", str(tmp_path / "mine"))
    settings = Settings.from_environment()
    assert settings.index_dir() == Location(tmp_path / "mine", is_sample=False)
    assert settings.index_to_build() == tmp_path / "mine"


def test_an_impossible_value_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    monkeypatch.setenv("INSPECTION_INDEX", str(file))
    with pytest.raises(SettingsError, match="names a file"):
        Settings.from_environment()


def test_the_sample_only_where_there_is_no_other(settings: Settings) -> None:
    assert settings.index_dir() == Location(settings.sample_index, is_sample=True)
    settings.own_index.mkdir(parents=True)
    (settings.own_index / "CURRENT").touch()
    assert settings.index_dir() == Location(settings.own_index, is_sample=False)


def test_building_never_means_the_sample(settings: Settings) -> None:
    assert settings.index_to_build() == settings.own_index


def test_a_damaged_sample_index_is_made_anew(settings: Settings) -> None:
    folder = ensure_sample_index(settings)
    with Index.open(folder) as index:
        assert "Northmere" in index.authorities()
    (folder / "CURRENT").write_text("nonsense")
    with Index.open(ensure_sample_index(settings)) as index:
        assert "Northmere" in index.authorities()
