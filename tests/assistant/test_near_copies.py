"""Near copies that turn, strengthen or weaken what they copy."""

import pytest

from assistant.grounds import Ground
from assistant.near_copies import changed_force

_QUOTED = (
    "Most plans are reviewed on time, but the views of fathers are not always sought and some"
    " children do not know their plan."
)


def _changed(text: str) -> bool:
    return bool(changed_force(text, [Ground(_QUOTED, (), ())]))


@pytest.mark.parametrize(
    "text",
    [
        "The majority of plans are reviewed on time, but fathers' views are not always sought.",
        "Most plans are reviewed on time.",
        "Mostly, plans are reviewed on time, but the views of fathers are not consistently sought.",
        "Some children are unaware of their plan.",
        "Fathers' wishes go unheard now and then, and certain children have not seen their plan.",
    ],
)
def test_the_same_in_other_words_passes(text: str) -> None:
    assert not _changed(text)


@pytest.mark.parametrize(
    "text",
    [
        "All plans are reviewed on time, but the views of fathers are not always sought.",
        "Plans are reviewed on time, but the views of fathers are not always sought.",
        "Most plans are not reviewed on time.",
        "Most plans are reviewed on time, but the views of fathers are always sought.",
        "Many children do not know their plan.",
        "Some children do know their plan.",
    ],
)
def test_what_changes_its_force_is_seen(text: str) -> None:
    assert _changed(text)
