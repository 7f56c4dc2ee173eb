"""Reads a statement beside what it cites: the packaged embedding model, adapted to that task.

The adaptation is of low rank (Hu et al. 2021, "LoRA"): to each matrix of the model the product of
two thin ones is added. `python -m benchmarks.entailment` fits them to statements that are true of
their quotations, and to distorted ones.
"""

import threading
from collections.abc import Sequence
from functools import cached_property
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import numpy as np

from assistant.glossary import look_up
from assistant.grounds import Ground
from index import packaged_model

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

__all__ = ["LONGEST", "Reader", "described"]

LONGEST = 448
"""Tokens of quotations and statement together; more are cut off, which the gate sees to."""
_NAME = "entailment.npz"


class Reader:
    """Scores how well quotations bear a statement out; loads its model when first asked."""

    def __init__(self) -> None:
        self._loading = threading.Lock()

    @property
    def least(self) -> float:
        """The score from which on a statement counts as supported."""
        return float(self._weights["least"])

    def score(self, statement: str, grounds: Sequence[Ground]) -> float:
        """From 0 to 1."""
        import torch

        quoted = " ".join(map(described, grounds))
        statement = _spelt_out(statement, quoted)
        with self._loading:  # which also keeps threads apart in the tokenizer
            model, tokenizer = self._model
            tokens = tokenizer(
                [quoted],
                [statement],
                truncation="longest_first",
                max_length=LONGEST,
                return_tensors="pt",
            )
        with torch.inference_mode():
            states = model(**tokens).last_hidden_state[0].numpy()
        features = np.concatenate([states[0], states.mean(0)])
        logit = float(features @ self._weights["h.weight"][0] + self._weights["h.bias"][0])
        return 1 / (1 + float(np.exp(-logit)))

    @cached_property
    def _weights(self) -> dict[str, np.ndarray]:
        with as_file(files("assistant").joinpath(_NAME)) as path, np.load(path) as stored:
            return {name: stored[name].astype(np.float32) for name in stored.files}

    @cached_property
    def _model(self) -> "tuple[PreTrainedModel, PreTrainedTokenizerBase]":
        """The packaged model with the adaptation worked into its weights."""
        import torch
        from transformers import AutoModel, AutoTokenizer
        from transformers.utils import logging

        logging.disable_progress_bar()
        folder = str(packaged_model())
        model = AutoModel.from_pretrained(folder, local_files_only=True).eval()
        parameters = dict(model.named_parameters())
        with torch.no_grad():
            for name, value in self._weights.items():
                if name.endswith(".a"):
                    thin = self._weights[name.removesuffix("a") + "b"] @ value
                    parameters[name.removesuffix("a") + "weight"] += torch.from_numpy(thin)
                elif name in parameters:
                    parameters[name].copy_(torch.from_numpy(value))
        return model, AutoTokenizer.from_pretrained(folder, local_files_only=True)


def _spelt_out(statement: str, quoted: str) -> str:
    """The statement with its abbreviations, such as "B&B", as the quotations write them."""
    known = quoted.lower()
    for found in reversed(list(look_up(statement))):
        said = statement[found.start : found.end]
        if not said[1:].islower() and said.lower() not in known:
            meant = next((each for each in found.means if each.lower() in known), said)
            statement = f"{statement[: found.start]}{meant}{statement[found.end :]}"
    return statement


def described(ground: Ground) -> str:
    """A quotation after what a reader has to know about it: whose it is, and from when."""
    reports = "; ".join(
        f"{r.authority}, {r.kind.replace('_', ' ')}, inspected {r.inspection_end}, "
        f"published {r.published}"
        for r in ground.reports
    )
    heading = "".join(ground.headings[-1:])
    return f"{reports}. {heading}: {ground.text}"
