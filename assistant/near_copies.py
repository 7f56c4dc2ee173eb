"""What a near copy of a quotation changes: a negation, or how much and how often.

Where nearly all words of a statement are the quotation's own, the few that differ tell what was
changed. Freer wordings are left to a reader of meanings.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.grounds import Ground

__all__ = ["changed_force"]

_NEAR = 0.7
"""The share of a statement's words that stand in the quotation in the same order."""
_LEFT_OUT = 5
"""Words in a row that may be left out without a look at them: a part is quoted."""
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+%?")
_SAME = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"[’`]", "'"),
        (r"n't\b", " not"),
        (r"\bcannot\b", "can not"),
        (r"\b(?:is|are|was|were|has|have|had) (?:still |yet )to\b|\byet to\b", "not yet"),
        (r"\b(?:the )?(?:vast |large |great )?majority of\b", "most"),
        (r"\bin (?:most|the majority of) cases\b|\bin the main\b|\bas a rule\b", "most"),
        (r"\ba (?:large|significant|substantial|high) (?:number|proportion) of\b", "many"),
        (r"\b(?:very )?(?:small|limited) (?:number|proportion|minority) of\b", "few"),
        (r"\ba (?:minority|handful) of\b|\bhardly any\b", "few"),
        (r"\ba number of\b|\bin some cases\b|\bat times\b", "some"),
        (r"\bnot (?:always|consistently|routinely|regularly|all|every)\b", "unevenly"),
        (r"\bas a whole\b|\bacross all activity\b", ""),
    )
)
_NOT = frozenset(
    ("not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "hardly")
)
_CONTRARY = re.compile(
    r"^(?:un|in|im|ir|dis|non|mis)\w{3,}|less$"
    r"|^(?:miss|lack|fail|refus|absen|avoid|prevent|stop|persever|persist|yet|still|free|reject)"
    r"|^(?:too|hard|late)$|^(?:little|less|wrong|narrow|weak|poor)"
)
_HOW_MUCH = {
    word: name
    for name, words in {
        "all": "all every each always everyone entirely fully",
        "most": "most mostly mainly largely generally usually predominantly primarily",
        "many": "many numerous often frequently regularly routinely commonly",
        "some": "some several sometimes occasionally partly certain",
        "few": "few rarely seldom",
        "unevenly": "unevenly inconsistently",
        "nearly": "nearly almost virtually",
        "only": "only solely exclusively",
    }.items()
    for word in words.split()
}


@dataclass(frozen=True, slots=True)
class _Change:
    """Words of the quotation that gave way to words of the statement."""

    dropped: tuple[str, ...]
    added: tuple[str, ...]


def changed_force(text: str, grounds: Sequence[Ground]) -> list[str]:
    """The words with which a near copy turns, strengthens or weakens what is quoted."""
    if len(grounds) != 1:
        return []
    changes = list(_changes(grounds[0].text, text))
    found = [c for c in changes if _turns(c)]
    dropped = {_HOW_MUCH[w] for c in changes for w in c.dropped if w in _HOW_MUCH}
    added = {_HOW_MUCH[w] for c in changes for w in c.added if w in _HOW_MUCH}
    if dropped != added:
        found += [c for c in changes if {*c.dropped, *c.added} & _HOW_MUCH.keys()]
    return [" ".join(c.added or c.dropped) for c in found]


def _changes(quoted: str, text: str) -> Iterator[_Change]:
    """The changes of a near copy; none where it is no near copy."""
    before, after = _words(quoted), _words(text)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    if same < _NEAR * len(after):
        return
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        if what != "equal" and not (what == "delete" and i2 - i1 > _LEFT_OUT):
            yield _Change(tuple(before[i1:i2]), tuple(after[j1:j2]))


def _words(text: str) -> list[str]:
    plain = text.lower()
    for pattern, words in _SAME:
        plain = pattern.sub(words, plain)
    return _WORD.findall(plain)


def _turns(change: _Change) -> bool:
    """Whether a negation comes in or goes, and no contrary word takes its place."""
    was = sum(word in _NOT for word in change.dropped)
    now = sum(word in _NOT for word in change.added)
    if was % 2 == now % 2:
        return False
    return not any(map(_CONTRARY.search, change.added if was else change.dropped))
