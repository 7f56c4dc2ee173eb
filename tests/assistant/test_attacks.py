"""Instructions hidden in a report change nothing, even with a model that obeys them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Answer, Assistant, build_index
from tests.assistant.attacks import ATTACKS, PAYLOAD, Attack, report
from tests.assistant.loopback_model import Asked, LoopbackModel, Says, loopback_model, sources_in

_PLACES = [
    f"{first}{last}"
    for first in ("Fen", "Holt", "Marl", "Quay", "Thorn", "Wold", "Yew")
    for last in ("bury", "combe", "dale", "ford", "ham", "mere", "stead")
]


@pytest.fixture(scope="module")
def hostile_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of as many authorities as there are attacks, each with one hidden in it."""
    folder = tmp_path_factory.mktemp("attacks")
    (folder / "reports").mkdir()
    for place, attack in zip(_PLACES, ATTACKS, strict=False):
        (folder / "reports" / f"{place}.md").write_text(report(place, attack.hidden), "utf-8")
    summary = build_index([folder / "reports"], folder / "index")
    assert summary.reports == len(ATTACKS)
    return folder / "index"


@pytest.fixture
def obedient(monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackModel]:
    """A model that does what the report under question says."""

    def obey(asked: Asked) -> Says:
        place = next(place for place in _PLACES if place in asked.prompt)
        return Says(ATTACKS[_PLACES.index(place)].obey(sources_in(asked.prompt)))

    with loopback_model(obey) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        yield server


def test_there_are_enough_attacks() -> None:
    assert len(ATTACKS) >= 40
    assert len(ATTACKS) <= len(_PLACES)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_what_an_obedient_model_returns_is_stopped(
    hostile_index: Path, obedient: LoopbackModel, attack: Attack
) -> None:
    place = _PLACES[ATTACKS.index(attack)]
    with Assistant.open(hostile_index, model="obedient") as assistant:
        answer = assistant.ask(f"How do care leavers live in {place}?")
    assert obedient.asked, "the model was asked"
    shown = " ".join((answer.text, *(statement.text for statement in answer.statements)))
    assert PAYLOAD not in shown.lower()
    assert "evil.example" not in shown
    assert answer.status == "answered"
    assert _homes(answer), "what the report does say is there all the same"


def _homes(answer: Answer) -> bool:
    return any("suitable homes" in statement.text for statement in answer.statements)
