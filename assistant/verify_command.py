"""The command that checks saved answers against an index: `verify`."""

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.answer_check import AnswerCheck, verify_answers
from assistant.citation_check import CitationCheck
from assistant.instructions import visible
from assistant.saved import read_saved
from assistant.statement_check import ClaimCheck
from assistant.terminal import json_line, reading_folder
from assistant.words import in_words, listed, report_name
from index import Index

__all__ = ["verify"]

_HOLDS, _FAILED = 0, 1
_SHOWN = 100
"""Characters of a text from a file that are shown."""
_MOST_NAMED = 6
_BEFORE = 30
"""Characters before the first that differs."""


def verify(args: Namespace) -> int:
    """Whether the citations and statements of saved answers still hold."""
    answers = read_saved(args.file)
    with Index.open(reading_folder(args.index)) as index:
        checks = verify_answers(index, answers)
    holds = all(check.holds for check in checks)
    if args.json:
        rows = [check.to_dict() for check in checks]
        print(json_line({"holds": holds, "answers": rows}))
    else:
        print("\n".join(_lines(checks)))
    return _HOLDS if holds else _FAILED


def _lines(checks: Sequence[AnswerCheck]) -> Iterator[str]:
    """A line for all that a person should know, under the question; then all in numbers."""
    for check in checks:
        found = [*_of_answer(check)]
        if found:
            yield f"{_short(check.answer.question)}"
            yield from (f"  {line}" for line in found)
    yield _summary(checks)


def _of_answer(check: AnswerCheck) -> Iterator[str]:
    yield from (_citation(each) for each in check.citations if each.outcome != "holds")
    for claim in check.claims:
        if not claim.holds and not claim.falls_with_citation:
            yield _claim(claim)
    if check.newer:
        names = [report_name(report) for report in check.newer[:_MOST_NAMED]]
        more = len(check.newer) - len(names)
        names += [f"{more} more"] if more else []
        yield f"There are newer reports than it cites, so it may be out of date: {listed(names)}."


def _citation(check: CitationCheck) -> str:
    saved, printed = _difference(check.saved, check.printed)
    both = f": saved “{saved}”, printed “{printed}”" if saved or printed else ""
    return f"[{check.cited.id}] {check.outcome}, {_short(check.why)}{both}"


def _claim(claim: ClaimCheck) -> str:
    what = "the text as a whole" if claim.kind == "text" else f"{claim.kind} {claim.number}"
    said = "" if claim.kind == "text" else f": “{_short(claim.text)}”"
    return f"{what} is not borne out, {claim.why}{said}"


def _summary(checks: Sequence[AnswerCheck]) -> str:
    """As in "1 answer: 4 of 5 citations hold (1 moved), 1 gone; 2 of 2 statements borne out."."""
    outcomes = Counter(each.outcome for check in checks for each in check.citations)
    held = outcomes["holds"] + outcomes["moved"]
    moved = f" ({outcomes['moved']} moved)" if outcomes["moved"] else ""
    broken = "".join(f", {outcomes[o]} {o}" for o in ("changed", "gone") if outcomes[o])
    counted = [text for kind in ("statement", "row", "refusal") if (text := _of_kind(checks, kind))]
    claims = f"; {listed(counted)} borne out" if counted else ""
    others = sum(not check.same_reports for check in checks)
    made = f" Made from other reports than are here: {in_words(others, 'answer')}."
    return (
        f"{in_words(len(checks), 'answer')}: {held:,} of {in_words(outcomes.total(), 'citation')} "
        f"hold{moved}{broken}{claims}.{made if others else ''}"
    )


def _of_kind(checks: Sequence[AnswerCheck], kind: str) -> str:
    """As in "2 of 3 statements"; empty where there are none."""
    claims = [claim for check in checks for claim in check.claims if claim.kind == kind]
    return f"{sum(c.holds for c in claims):,} of {in_words(len(claims), kind)}" if claims else ""


def _difference(saved: str, printed: str) -> tuple[str, str]:
    """Both texts from shortly before the first character that differs."""
    pairs = enumerate(zip(saved, printed, strict=False))
    alike = next((n for n, (one, other) in pairs if one != other), min(len(saved), len(printed)))
    start = max(alike - _BEFORE, 0)
    return _short(saved[start:]), _short(printed[start:])


def _short(text: str) -> str:
    """The beginning of a text, in a line that a terminal cannot take for an order."""
    line = " ".join(visible(text[: 4 * _SHOWN]).split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
