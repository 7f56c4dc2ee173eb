"""Which authorities' reports name something: every paragraph of the reports is examined."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.naming import Name, Pages, find_names, respelt, unknown_names
from assistant.notes import region_notes
from assistant.relevance import Relevance, sentences
from assistant.types import Coverage, Fact, Facts, Note, Passage, Query, Silence
from assistant.words import listed, report_name
from index import Index, Paragraph, Report, iso

__all__ = ["scan"]

_COLUMNS = ("Authority", "Published", "Paragraph", "Says")
_DENIED = re.compile(
    r"\b(?:\w+n['’]t|(?:do|does|did|have|has|is|are|was|were)(?:nt)|not|never|without|no|none|neither|nor"
    r"|no longer|lack(?:s|ing)?|fail(?:s|ed|ing)? to|other than|except|stopped|instead of)\b",
    re.IGNORECASE,
)
_NO_PROOF = 3
"""The rank of everyday words that a third of the reports print."""
_LISTED = re.compile(
    r"[\s,]*(?:\b(?:and|or|nor|as well as|also|the|a|an)\b[\s,]*|[&/]\s*)*", re.IGNORECASE
)
_EITHER = re.compile(r"\b(?:or|nor)\b|/", re.IGNORECASE)
# What before or after a name says that a thing is not there, or not yet, or no longer.
_DOUBTED = re.compile(
    r"\b(?:not|never|no longer|without|neither|nor|yet to|lack(?:s|ed|ing)?|absence of|ceased|ended"
    r"|plan(?:s|ned|ning)?(?: to)?|intend(?:s|ed)?|intention|consider(?:s|ed|ing)?"
    r"|propos(?:ed?|al|als)|explor(?:e|es|ed|ing)|due to (?:start|begin|launch|introduce)|will)\b"
    r"[^.,;:]{0,40}$",
    re.IGNORECASE,
)
_MENTION = re.compile(r"\b(?:mention|name[sd]?\b|refer|speak|talk|cite)", re.IGNORECASE)
_ENDED = re.compile(
    r"^[^.,;:]{0,30}\b(?:(?:is|are|was|were|has|have|had)(?: not|n['’]t) (?:yet )?"
    r"(?:been |being )?(?:used|implemented|introduced|available|in place|embedded)|no longer|ceased"
    r"|ended|withdrawn|decommissioned)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A sentence that prints a name, and how much of the subject it covers, from 0 to 1."""

    report: Report
    paragraph: Paragraph
    start: int
    end: int
    score: float
    sure: bool
    """Whether it says that the thing is there, and not that it is missing, planned or gone."""


def scan(index: Index, query: Query) -> Facts | Silence | None:
    """A proving sentence for each authority; None where the question names nothing to seek.

    Names that "or" joins are proved by one of them; of all others each has to be.
    """
    pages = list(index.scan(_may_tell, query.filters))
    query, slips = respelt(query, pages)
    groups = _groups(query, pages)
    unknown = unknown_names(query, pages)
    if unknown and not (groups and _EITHER.search(query.question)):
        # of an abbreviation, reports may spell out what it stands for
        spelt_out = tuple(name for name in unknown if not name.isupper())
        return Silence(unmentioned=spelt_out) if spelt_out else None
    if not groups:
        return None
    if _is_denied(query, groups):
        return Silence(denied=True)
    facts = _facts(index, query, pages, groups, unknown)
    return replace(facts, notes=(*slips, *facts.notes))


def _facts(
    index: Index, query: Query, pages: Pages, groups: Sequence["_Group"], unknown: Sequence[str]
) -> Facts:
    proofs = [_of_group(pages, group, query) for group in groups]
    named = sorted(set.intersection(*map(set, proofs)))
    found = {who: list(dict.fromkeys(f for proof in proofs for f in proof[who])) for who in named}
    sure = [proof for proofs in found.values() if all(p.sure for p in proofs) for proof in proofs]
    doubtful = [p for proofs in found.values() if not all(p.sure for p in proofs) for p in proofs]
    examined = {report.authority for report, _ in pages if report.authority}
    matched = len({proof.report.authority for proof in sure})
    coverage = Coverage(matched, len(examined), len(index.authorities()))
    notes = [_note(groups, coverage, len(pages)), *region_notes(query.question)]
    if doubtful:
        notes.append(_apart(doubtful))
    if unknown:
        said = f"{_quoted(unknown, 'or')} is not mentioned in these reports."
        notes.append(Note("absence", said))
    return Facts(_COLUMNS, tuple(map(_fact, sure)), coverage, tuple(notes))


def _apart(doubtful: Sequence[_Found]) -> Note:
    """Where a name stands that is said to be missing, planned or gone, for a person to read."""
    places = [f"{report_name(f.report)}, paragraph {f.paragraph.label}" for f in doubtful]
    text = (
        "Not counted, since the words there may say that it is missing, planned or gone: "
        f"{'; '.join(places)}."
    )
    return Note("doubtful", text)


def _is_denied(query: Query, groups: Sequence["_Group"]) -> bool:
    """Whether a negation stands before what is sought."""
    first = min((name.start for group in groups for name in group.names), default=0)
    return _DENIED.search(query.question[:first]) is not None


def _may_tell(paragraph: Paragraph) -> bool:
    return paragraph.kind not in ("heading_note", "judgement")


@dataclass(frozen=True, slots=True)
class _Group:
    """Names that stand in a list, and whether one of them is enough."""

    names: tuple[Name, ...]
    either: bool


def _groups(query: Query, pages: Pages) -> list[_Group]:
    """The lists of names in the question that tell most.

    Beside a rare name, an abbreviation or an everyday word says only what it is about.
    """
    lists: list[list[Name]] = []
    joints: list[str] = []
    for name in find_names(query, pages):
        last = lists[-1][-1] if lists else None
        joint = query.question[last.start + len(last.said) : name.start] if last else ""
        if joint.strip() and _LISTED.fullmatch(joint):
            lists[-1].append(name)
            joints[-1] += joint
        else:
            lists.append([name])
            joints.append("")
    groups = [
        _Group(tuple(names), _EITHER.search(joint) is not None)
        for names, joint in zip(lists, joints, strict=True)
    ]
    ranks = [min((name.rank for name in group.names), default=0) for group in groups]
    first = min(ranks, default=_NO_PROOF)
    return [
        replace(g, names=tuple(n for n in g.names if n.rank == first)) if g.either else g
        for g, rank in zip(groups, ranks, strict=True)
        if rank == first < _NO_PROOF
    ]


def _of_group(pages: Pages, group: _Group, query: Query) -> dict[str, tuple[_Found, ...]]:
    """For each authority that has what the group demands, the proofs."""
    proofs = [_proofs(pages, name, query) for name in group.names]
    join = set.union if group.either else set.intersection
    who = join(*map(set, proofs))
    return {each: tuple(proof[each] for proof in proofs if each in proof) for each in who}


def _proofs(pages: Pages, name: Name, query: Query) -> dict[str, _Found]:
    """For each authority the sentence that prints the name and says most; of equals the newest."""
    named = [(report, p) for report, p in pages if name.stands_in(p.text)]
    relevance = Relevance(query.topic, [paragraph.text for _, paragraph in named], query.learned)
    mention = _MENTION.search(query.question) is not None
    best: dict[str, _Found] = {}
    for found in _sentences(named, name, relevance, mention=mention):
        who = found.report.authority
        if who is None:
            continue
        if who not in best or (found.sure, found.score) >= (best[who].sure, best[who].score):
            best[who] = found
    return best


def _sentences(
    pages: Pages, name: Name, relevance: Relevance, *, mention: bool
) -> Iterator[_Found]:
    for report, paragraph in pages:
        for start, end in sentences(paragraph.text):
            sentence = paragraph.text[start:end]
            places = name.places(sentence)
            if places:
                sure = mention or any(
                    not _DOUBTED.search(sentence[:s]) and not _ENDED.search(sentence[e:])
                    for s, e in places
                )
                yield _Found(report, paragraph, start, end, relevance(sentence), sure)


def _fact(found: _Found) -> Fact:
    passage = Passage(found.paragraph, found.report, found.start, found.end)
    report = found.report
    cells = (
        report.authority or report.title,
        iso(report.published) or "",
        found.paragraph.label,
        passage.quote,
    )
    return Fact(passage.quote, cells, (passage,))


def _note(groups: Sequence[_Group], coverage: Coverage, paragraphs: int) -> Note:
    sought = [_quoted([name.said for name in g.names], "or" if g.either else "and") for g in groups]
    text = (
        f"{coverage.matched} of {coverage.with_data} authorities: each of the {paragraphs:,} "
        f"paragraphs of their reports was examined for {listed(sought)}."
    )
    return Note("coverage", text)


def _quoted(names: Sequence[str], word: str) -> str:
    return listed([f"“{name}”" for name in names], word)
