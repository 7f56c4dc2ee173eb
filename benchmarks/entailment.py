"""Fits the gate's reader: the packaged model learns to tell true statements from distorted ones.

`python -m benchmarks.entailment CASES INDEX ... --write assistant/entailment.npz`.
Statements that are held back are not touched. Those of the hands named by --calibrate only choose
the least score: that which lets the given share of true statements pass. True statements are also
spoilt at random: a word is exchanged for one of another statement, or a clause of another is
joined to them. An hour on two cores; the weights in use were fitted in two rounds, the second with
more statements and `--start` from the first, in 6 epochs at 6e-4 and 3 at 5e-4.
"""

import argparse
import math
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import nn
from transformers import AutoModel, AutoTokenizer

from assistant.entailment import LONGEST, described
from assistant.relevance import content_words
from benchmarks.claims import Case, read_cases
from index import Index, packaged_model

__all__ = ["main"]

_RANK = 16
_BATCH = 16
_WARM_UP = 0.08
_EXCHANGED, _JOINED = 0.3, 0.15
"""Shares of the true statements that are spoilt in either way."""
_JOINTS = re.compile(r", |; | and | but | while ")
_ADAPTED = (
    *("attention.self.query", "attention.self.key", "attention.self.value"),
    *("attention.output.dense", "intermediate.dense", "output.dense"),
)
_ALSO = ("LayerNorm", "token_type")
"""Small parameters that are learnt whole."""


@dataclass(frozen=True, slots=True)
class _Pair:
    quoted: str
    statement: str
    is_true: bool


@dataclass(frozen=True, slots=True)
class _Plan:
    epochs: int
    rate: float
    start: Path | None


class _LowRank(nn.Module):
    """A linear layer and the product of two thin matrices beside it (Hu et al. 2021)."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        self.linear = linear
        scale = 1 / math.sqrt(linear.in_features)
        self.a = nn.Parameter(torch.randn(_RANK, linear.in_features) * scale)
        self.b = nn.Parameter(torch.zeros(linear.out_features, _RANK))

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """The layer's output with the adaptation added."""
        out: torch.Tensor = self.linear(states) + (states @ self.a.T) @ self.b.T
        return out


class _Model(nn.Module):
    """The packaged model with low-rank layers, and one output over its first and mean states."""

    def __init__(self) -> None:
        super().__init__()
        folder = str(packaged_model())
        self.tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        self.m = AutoModel.from_pretrained(folder, local_files_only=True)
        for name, parameter in self.m.named_parameters():
            parameter.requires_grad = any(part in name for part in _ALSO)
        for layer in self.m.encoder.layer:
            for path in _ADAPTED:
                parent, _, last = path.rpartition(".")
                owner = layer.get_submodule(parent)
                setattr(owner, last, _LowRank(getattr(owner, last)))
        self.h = nn.Linear(2 * self.m.config.hidden_size, 1)
        self.drop = nn.Dropout(0.1)

    def forward(self, pairs: Sequence[_Pair]) -> torch.Tensor:
        """The logit of each pair, shape (len(pairs),)."""
        tokens = self.tokenizer(
            [pair.quoted for pair in pairs],
            [pair.statement for pair in pairs],
            padding=True,
            truncation="longest_first",
            max_length=LONGEST,
            return_tensors="pt",
        )
        states = self.m(**tokens).last_hidden_state
        mask = tokens["attention_mask"].unsqueeze(-1).float()
        mean = (states * mask).sum(1) / mask.sum(1)
        logits: torch.Tensor = self.h(self.drop(torch.cat([states[:, 0], mean], 1))).squeeze(1)
        return logits


def main() -> None:
    """Fit, calibrate and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="CASES INDEX")
    parser.add_argument("--calibrate", default="st", metavar="HANDS")
    parser.add_argument("--pass-rate", type=float, default=0.9)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=6e-4)
    parser.add_argument("--start", type=Path, metavar="FILE", help="weights to go on from")
    parser.add_argument("--write", type=Path, metavar="FILE", required=True)
    args = parser.parse_args()
    cases = []
    for path, folder in zip(args.files[::2], args.files[1::2], strict=True):
        with Index.open(folder) as index:
            cases += [case for case in read_cases(path, index) if not case.held_back]
    shuffled = random.Random(0)  # noqa: S311
    pairs = [_pair(case) for case in cases if case.id[0] not in args.calibrate]
    plan = _Plan(args.epochs, args.rate, args.start)
    model = _fit([*pairs, *_spoilt(pairs, shuffled)], plan, shuffled)
    kept_apart = [_pair(c) for c in cases if c.id[0] in args.calibrate and c.kind == "true"]
    scores = torch.sigmoid(torch.tensor(_scores(model, kept_apart))).numpy()
    least = float(np.quantile(scores, 1 - args.pass_rate))
    print(f"least score {least:.3f}, from {len(scores)} true statements")
    np.savez_compressed(args.write, allow_pickle=False, least=np.float32(least), **_weights(model))


def _pair(case: Case) -> _Pair:
    return _Pair(" ".join(map(described, case.grounds)), case.statement, case.kind == "true")


def _spoilt(pairs: Sequence[_Pair], shuffled: random.Random) -> Iterator[_Pair]:
    """False statements made of true ones, so that no detail passes that nobody quotes."""
    true = [pair for pair in pairs if pair.is_true]
    words = [word for pair in true for word in _plain_words(pair.statement)]
    for pair in true:
        chance = shuffled.random()
        own = _plain_words(pair.statement)
        if chance < _EXCHANGED and own:
            out, put = shuffled.choice(own), shuffled.choice(words)
            if out[:4] != put[:4]:
                spoilt = re.sub(rf"\b{out}\b", put, pair.statement, count=1)
                yield replace(pair, statement=spoilt, is_true=False)
        elif chance < _EXCHANGED + _JOINED:
            other = max(_JOINTS.split(shuffled.choice(true).statement), key=len).rstrip(".")
            joined = f"{pair.statement.rstrip('.')}, and {other[:1].lower()}{other[1:]}."
            yield replace(pair, statement=joined, is_true=False)


def _plain_words(text: str) -> list[str]:
    """The words of a text that carry meaning and are no names."""
    return [w for w in content_words(text) if len(w) > 3 and w.isalpha() and w.islower()]


def _fit(pairs: Sequence[_Pair], plan: _Plan, shuffled: random.Random) -> _Model:
    torch.manual_seed(0)
    model = _Model()
    if plan.start is not None:
        _load(model, plan.start)
    learnt = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(learnt, lr=plan.rate, weight_decay=0.01)
    steps = plan.epochs * math.ceil(len(pairs) / _BATCH)

    def rate(step: int) -> float:
        return min(1.0, (step + 1) / (_WARM_UP * steps)) * max(0.02, 1 - step / steps)

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    share = sum(pair.is_true for pair in pairs) / len(pairs)
    loss_of = nn.BCEWithLogitsLoss(pos_weight=torch.tensor((1 - share) / share))
    for epoch in range(plan.epochs):
        model.train()
        total, batches = 0.0, list(_batches(pairs, shuffled))
        for batch in batches:
            loss = loss_of(model(batch), torch.tensor([float(p.is_true) for p in batch]))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(learnt, 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(f"epoch {epoch + 1} of {plan.epochs}: loss {total / len(batches):.3f}", flush=True)
    return model.eval()


def _batches(pairs: Sequence[_Pair], shuffled: random.Random) -> Iterator[list[_Pair]]:
    """Batches of pairs of about one length, so that they hold little padding, in any order."""
    mixed = shuffled.sample(list(pairs), len(pairs))
    batches: list[list[_Pair]] = []
    for start in range(0, len(mixed), 20 * _BATCH):
        pool = sorted(
            mixed[start : start + 20 * _BATCH], key=lambda p: len(p.quoted) + len(p.statement)
        )
        batches += [pool[n : n + _BATCH] for n in range(0, len(pool), _BATCH)]
    shuffled.shuffle(batches)
    yield from batches


def _load(model: _Model, path: Path) -> None:
    """Put weights that were written before into a model."""
    with np.load(path) as stored, torch.no_grad():
        for name, value in model.named_parameters():
            if value.requires_grad:
                value.copy_(torch.from_numpy(stored[name.removeprefix("m.")].astype(np.float32)))


@torch.inference_mode()
def _scores(model: _Model, pairs: Sequence[_Pair]) -> list[float]:
    """The logit of each pair."""
    return [
        float(logit)
        for start in range(0, len(pairs), _BATCH)
        for logit in model(pairs[start : start + _BATCH])
    ]


def _weights(model: _Model) -> dict[str, np.ndarray]:
    """What was learnt, under the names that the reader looks for, in half precision."""
    learnt = (item for item in model.named_parameters() if item[1].requires_grad)
    return {
        name.removeprefix("m."): value.detach().numpy().astype(np.float16) for name, value in learnt
    }


if __name__ == "__main__":
    main()
