"""The form under an answer: whether it helped, why not, and what of that is stored."""

from typing import Final

from ui.chat.feedback import Fault, Given, Verdict
from ui.markup import Html, tag

__all__ = ["FEEDBACK", "LONGEST_COMMENT", "feedback_form"]

FEEDBACK: Final = "/feedback"
LONGEST_COMMENT: Final = 1000

_ASKED: Final = "Was this answer helpful?"
_STORES: Final = (
    "Stored on the computer that runs this app, and kept if you delete the conversation: what you "
    "choose and write here, the question with those before it, and the answers with their "
    "citations. Not your name."
)
_VERDICTS: Final[dict[Verdict, str]] = {"helpful": "Helpful", "not_helpful": "Not helpful"}
_SAY_WHY: Final = "Say why"
_WHAT_IS_WRONG: Final = "What is wrong with it?"
_FAULTS: Final[dict[Fault, str]] = {
    "citation": "A citation does not bear it out",
    "missing": "Something is missing",
    "misread": "It misread my question",
    "refusal": "It should, or should not, have been refused",
    "other": "Something else",
}
_AGAINST: Final = Given("not_helpful")
"""What reasons mean where no verdict was given."""
_COMMENT: Final = "Comment"
_SEND: Final = "Send"
_FAILED: Final = "This could not be sent. Please try again."

_THUMB: Final = "M8 11v9H4v-9h4l4-8a2 2 0 0 1 2 2v4h4a2 2 0 0 1 2 2.3l-1.1 7A2 2 0 0 1 17 20H8"


def feedback_form(
    conversation_id: str, turn_number: int, given: Given | None, *, is_last: bool
) -> Html:
    """Two buttons, of which either sends the form as it is, with reasons that may be added.

    What is stored stands under the last answer; under those before it, it folds away.
    """
    note_id = f"stored-{turn_number}"
    note = tag("p", _STORES, id=note_id, class_="quiet")
    verdicts = (_thumb(verdict, text, given) for verdict, text in _VERDICTS.items())
    return tag(
        "form",
        # what Enter in a box presses
        _button(verdict=(given or _AGAINST).verdict, hidden=""),
        _hidden("conversation", conversation_id),
        _hidden("turn", str(turn_number)),
        tag("div", *verdicts, role="group", aria_label=_ASKED, aria_describedby=note_id),
        note if is_last else Html(),
        _reasons(given, Html() if is_last else note),
        tag("p", role="status"),
        class_="feedback",
        action=FEEDBACK,
        method="post",
        data_failed=_FAILED,
    )


def _thumb(verdict: Verdict, text: str, given: Given | None) -> Html:
    icon = tag("svg", tag("path", d=_THUMB), viewBox="0 0 24 24", aria_hidden="true")
    pressed = given is not None and given.verdict == verdict
    return _button(icon, text, verdict=verdict, class_="thumb", aria_pressed=str(pressed).lower())


def _reasons(given: Given | None, note: Html) -> Html:
    """What may be added; it is sent with the verdict that was given before, if any."""
    said = given or _AGAINST
    boxes = (
        tag(
            "label",
            _field("checkbox", "reason", fault, checked="" if fault in said.reasons else None),
            text,
        )
        for fault, text in _FAULTS.items()
    )
    comment = tag(
        "textarea", said.comment, name="comment", rows="2", maxlength=str(LONGEST_COMMENT)
    )
    return tag(
        "details",
        tag("summary", _SAY_WHY),
        note,
        tag("fieldset", tag("legend", _WHAT_IS_WRONG), *boxes),
        tag("label", _COMMENT, comment),
        _button(_SEND, verdict=said.verdict, class_="button"),
        open="" if given is not None and given.verdict == "not_helpful" else None,
    )


def _button(*children: str, verdict: Verdict, **attributes: str | None) -> Html:
    return tag("button", *children, name="verdict", value=verdict, **attributes)


def _hidden(name: str, value: str) -> Html:
    return _field("hidden", name, value)


def _field(type_: str, name: str, value: str, **attributes: str | None) -> Html:
    return tag("input", type=type_, name=name, value=value, **attributes)
