"""Further judges of a statement: an entailment model, and the built-in reader."""

from pathlib import Path

import pytest

from assistant import SettingsError
from assistant.entailment import Reader
from assistant.grounds import Ground
from assistant.support import Entailment

_GROUND = Ground("Care leavers live in suitable homes and stay in touch.", ("Findings",), ())


def _save(folder: Path, labels: dict[int, str]) -> Path:
    """An untrained cross-encoder with those labels."""
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    from index import packaged_model

    tokenizer = AutoTokenizer.from_pretrained(str(packaged_model()))
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        id2label=labels,
        label2id={label: place for place, label in labels.items()},
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def test_an_entailment_model_is_asked_by_its_label(tmp_path: Path) -> None:
    labels = {0: "contradiction", 1: "ENTAILMENT", 2: "neutral"}
    model = Entailment(str(_save(tmp_path, labels)))
    score = model.score("Care leavers live well.", [_GROUND])
    assert 0 < score < 1
    assert score == pytest.approx(model.score("Care leavers live well.", [_GROUND]))


def test_a_model_with_one_score_gives_that(tmp_path: Path) -> None:
    score = Entailment(str(_save(tmp_path, {0: "score"}))).score("Care leavers.", [_GROUND])
    assert 0 < score < 1


def test_a_model_that_tells_nothing_of_entailment_is_refused(tmp_path: Path) -> None:
    model = Entailment(str(_save(tmp_path, {0: "cats", 1: "dogs"})))
    with pytest.raises(SettingsError, match="entailment"):
        model.score("Care leavers live well.", [_GROUND])


def test_a_model_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be loaded"):
        Entailment(str(tmp_path / "nowhere")).score("Care leavers live well.", [_GROUND])


@pytest.mark.parametrize(
    ("statement", "borne_out"),
    [
        ("Homes for care leavers are suitable, and contact is kept up.", True),
        ("Care leavers' homes are suitable because rents are low.", False),
        ("Care leavers' homes have become more suitable than before.", False),
        ("Care leavers do not live in suitable homes.", False),
        ("Each care leaver keeps a wombat at home.", False),
    ],
)
def test_the_reader_tells_what_is_borne_out(statement: str, *, borne_out: bool) -> None:
    reader = Reader()
    assert (reader.score(statement, [_GROUND]) >= reader.least) == borne_out
