"""Which words in a question name a judgement, a grade, a kind of report or what is asked for."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import cast

from index import ReportKind

__all__ = [
    "about_sector",
    "answers_in_kind",
    "asks_apart",
    "asks_for_any",
    "asks_for_inspections",
    "asks_for_name",
    "asks_for_number",
    "asks_for_summary",
    "beyond_reports",
    "find_kinds",
    "find_strands",
    "gives_name",
    "gives_number",
    "grades_named",
    "greets",
    "is_errand",
    "left_out",
    "listed_under",
    "presupposes",
    "rankings_named",
    "regions_named",
    "speaks_of",
    "speaks_of_now",
    "vocabulary",
    "without_frame",
    "without_kinds",
    "without_strands",
]


# Every report is by inspectors.
_FRAME = re.compile(
    r"^\W*as an? (?:[\w-]+ ){0,4}[\w-]+,? I (?:need|want|would like|have)(?: to (?:know|see))?\b"
    r"|^\W*(?:and |so )?(?:compare|contrast)\b"
    r"|\bI(?: am|['’]m| manage| lead| run| work)\b[^.?!;:]{0,80}[.;:]"
    r"|\b(?:ofsted(?:['’]s)?|cqc|inspectors?['’]?|inspections?|re-?inspections?|reports?|letters?"
    r"|according to|children['’]s services|local authorit(?:y|ies)|councils?(?:['’]s)?"
    r"|authorit(?:y|ies)|boroughs?|list|please|tell me|show me|give me|say|said|find|found"
    r"|ma[dk]e of"
    r"|(?:who|which)(?: (?:one|of them))?(?: (?:is|are|was|were|did|does|do|had|has|came|comes))?"
    r"(?: (?:doing|out|the))? (?:better|worse|best|worst|stronger|weaker))\b",
    re.IGNORECASE,
)


_NOW = re.compile(r"\b(?:is|are|still|now|currently|remains?)\b", re.IGNORECASE)
_REGION = re.compile(
    r"\b(?:(?<=in )Yorkshire|(?:inner |outer )?London(?! borough of)|metropolitan|unitary"
    r"|county(?= (?:councils?|authorit))|rural|urban|coastal|midlands"
    r"|(?:north|south|east|west)(?:ern|[- ](?:east|west)(?:ern)?)?"
    r"(?= (?:councils?|authorities|boroughs?|of england|england)\b))\b",
    re.IGNORECASE,
)


_NAME = re.compile(r"(?<=[a-z0-9,;:)’'] )[‘“\"']?[A-Z]|[‘“\"]\w|\b[A-Z]{2,}\b")


# What a list is called in a question, and in the headings of the reports.
_LISTS = tuple(
    (re.compile(said, re.IGNORECASE), re.compile(printed, re.IGNORECASE))
    for said, printed in (
        (r"\bpriority actions?\b", r"priority action"),
        (r"\bstrengths?\b|\bgood points\b", r"strengths?\b"),
        (r"\bsatisfactory practice\b", r"satisfactory"),
        (r"\bareas? (?:for|of) (?:further )?development\b", r"areas? for (?:further )?development"),
    )
)
_APART = re.compile(
    r"\b(?:separate(?:ly)?|apart|alone|by themselves|(?:of|on) (?:its|their) own"
    r"|own (?:grade|judge?ment))\b",
    re.IGNORECASE,
)
_ANY = re.compile(
    r"\banything\b.*\b(?:graded|judged|rated|inadequate|outstanding)"
    r"|\b(?:any|some|at least one|one or more)(?: of (?:its|their|the))? "
    r"(?:\w+ )?(?:strands?|areas?|aspects?|judge?ments?|parts?)\b",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(
    r"\b(?:not|except|without|leaving out|rather than|instead of)\b([^),;.?]*)", re.IGNORECASE
)


def regions_named(text: str) -> list[re.Match[str]]:
    """Where the words name a region or a sort of authority, of which an index knows nothing."""
    return list(_REGION.finditer(text))


def find_strands(text: str) -> tuple[str, ...]:
    """Canonical judgement names that the words stand for."""
    both = _patterns("strand")["in_care_and_care_leavers"]
    rest = both.sub(" ", text)  # "children in care and care leavers" names neither of the two
    found = [name for name, pattern in _patterns("strand").items() if pattern.search(rest)]
    return ("in_care_and_care_leavers", *found) if rest != text else tuple(found)


def find_kinds(text: str) -> tuple[ReportKind, ...]:
    """Kinds of report that the words name; an ILACS inspection may be a short one."""
    return tuple(cast("ReportKind", name) for name in _found("kind", text))


def without_kinds(text: str) -> str:
    """The text without the words that name kinds of report."""
    for pattern in _patterns("kind").values():
        text = pattern.sub(" ", text)
    return text


def without_frame(text: str) -> str:
    """The text without the words that say who reports and how, not what about."""
    return _FRAME.sub(" ", text)


def without_strands(text: str) -> str:
    """The text without the words that name judgements."""
    for pattern in _patterns("strand").values():
        text = pattern.sub(" ", text)
    return text


def grades_named(text: str) -> Iterator[tuple[str, int, int]]:
    """Canonical grades that the words name, each with the place of its words."""
    for grade, pattern in _patterns("grade").items():
        for match in pattern.finditer(text):
            yield grade, match.start(), match.end()
        text = pattern.sub(lambda match: " " * len(match.group()), text)


def presupposes(text: str) -> bool:
    """Whether the words ask for the reasons behind something they take for granted."""
    return bool(_found("presupposes", text))


def speaks_of_now(text: str) -> bool:
    """Whether the words say what is so now, and not what was."""
    return _NOW.search(text) is not None


def asks_for_inspections(text: str) -> bool:
    """Whether the words ask when, how often or by whom something was inspected."""
    return bool(_found("inspections", text))


def asks_for_summary(text: str) -> bool:
    """Whether the words ask what was found, in general or about something."""
    return bool(_found("summary", text))


def rankings_named(text: str) -> tuple[str, ...]:
    """How the words compare grades: "rise", "fall", "highest", "lowest" or "order"."""
    return tuple(_found("ranking", text))


def beyond_reports(question: str, found: Iterable[str]) -> bool:
    """Whether the words ask for a neighbouring subject that none of the texts found speaks of."""
    pattern = _patterns("beyond")["any"]
    return pattern.search(question) is not None and not any(map(pattern.search, found))


def listed_under(question: str) -> re.Pattern[str] | None:
    """How reports head the list that the words name; None where they name none in particular."""
    asked = _LEFT_OUT.sub(" ", question)
    return next((printed for said, printed in _LISTS if said.search(asked)), None)


def left_out(question: str) -> list[str]:
    """The clauses of a question that say what it does not want."""
    found: list[str] = _LEFT_OUT.findall(question)
    return found


def is_errand(text: str) -> bool:
    """Whether the words ask for something that no report can say or do."""
    return bool(_found("errand", text)) or greets(text)


def greets(text: str) -> bool:
    """Whether somebody says hello, or wants to know what can be asked."""
    return bool(_found("greeting", text))


def about_sector(text: str) -> bool:
    """Whether the words have to do with children's services or their inspection."""
    return bool(_found("sector", text))


def asks_apart(question: str) -> bool:
    """Whether a judgement of its own is asked for, not one on this and something else."""
    return _APART.search(question) is not None


def asks_for_any(question: str) -> bool:
    """Whether a grade is asked for whatever it was given for ("anything inadequate")."""
    return _ANY.search(question) is not None


def asks_for_number(question: str) -> bool:
    """Whether a number is the answer to the question."""
    return bool(_found("number", question))


def gives_number(question: str, text: str) -> bool:
    """Whether a text holds a number of the sort that the question asks for.

    Ages, years and the numbers of sections count nothing.
    """
    counted = _patterns("not_counted")["any"].sub(" ", text)
    asked = _found("number", question)
    return all(_patterns("said_number")[sort].search(counted) for sort in asked)


def asks_for_name(question: str) -> bool:
    """Whether the name of some body or place is the answer to the question."""
    return bool(_found("name", question))


def gives_name(text: str) -> bool:
    """Whether a text prints some name: capitals inside a sentence, or in quotation marks."""
    return _NAME.search(text) is not None


def answers_in_kind(question: str, text: str) -> bool:
    """Whether a number, a date or a length of time is asked for, and the text gives one."""
    if asks_for_number(question):
        return gives_number(question, text)
    said = _patterns("said_measure")
    return any(said[sort].search(text) for sort in _found("measure", question))


@cache
def vocabulary(name: str) -> str:
    """Words that are said of grades in general ("grading"), of inspections, and the like."""
    data = tomllib.loads(files("assistant").joinpath("wording.toml").read_text("utf-8"))
    return str(data["vocabulary"][name])


def speaks_of(strand: str, text: str) -> bool:
    """Whether a text names the subject of a judgement."""
    return _patterns("strand")[strand].search(text) is not None


def _found(table: str, text: str) -> list[str]:
    return [name for name, pattern in _patterns(table).items() if pattern.search(text)]


@cache
def _patterns(table: str) -> dict[str, re.Pattern[str]]:
    data = tomllib.loads(files("assistant").joinpath("wording.toml").read_text("utf-8"))
    return {
        name: re.compile("|".join(patterns), re.IGNORECASE)
        for name, patterns in data[table].items()
    }
