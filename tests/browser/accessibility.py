"""How accessible a page is: what axe finds, what does not fit its window, and what Tab reaches."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

__all__ = ["Scheme", "Stop", "assert_accessible", "faults", "sticking_out", "stops", "unreached"]

Scheme: TypeAlias = Literal["light", "dark"]

_GRADIOS: Final = {
    # Its messages are a button, which folds them, with another in it, which closes them.
    "nested-interactive": ".toast-header",
}
"""Faults in Gradio's own markup that cannot be changed from outside, and where alone they lie."""
_BROKEN: Final = {"resultTypes": ["violations"]}
"""What holds is not described; that takes axe as long again."""
_CONTRAST: Final = {**_BROKEN, "runOnly": ["color-contrast"]}
_MOST_STOPS: Final = 300

_STICKING_OUT: Final = """() => {
    const scrolls = e => {
        for (let box = e.parentElement; box; box = box.parentElement) {
            const { overflowX } = getComputedStyle(box);
            if (/auto|scroll/.test(overflowX) && box.tabIndex === 0) return true;
        }
        return false;
    };
    const width = document.documentElement.clientWidth;
    return [...document.querySelectorAll("body *")].filter(e => {
        if (!e.checkVisibility({ visibilityProperty: true })) return false;
        if (e.closest(".hidden, .sr-only, .skip:not(:focus), [inert]")) return false;
        const { left, right, width: own } = e.getBoundingClientRect();
        return own && (right > width + 1 || left < -1) && !scrolls(e);
    }).map(e => `${e.outerHTML.slice(0, 80)} at ${Math.round(e.getBoundingClientRect().right)}`);
}"""

_MARK: Final = """() => {
    const kinds = "a[href], button, input, select, textarea, summary, [tabindex='0']";
    let number = 0;
    for (const e of document.querySelectorAll(kinds)) {
        if (e.checkVisibility({ visibilityProperty: true }) && !e.disabled && e.tabIndex >= 0) {
            e.dataset.stop = ++number;
        }
    }
    document.body.tabIndex = -1;
    document.body.focus();
}"""
_UNREACHED: Final = """() => {
    return [...document.querySelectorAll("[data-stop]")].map(e => e.outerHTML.slice(0, 120));
}"""
_STOP: Final = """() => {
    const e = document.activeElement;
    if (e === document.body) return null;
    delete e.dataset.stop;
    const painted = s => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2
        || s.boxShadow !== "none";
    const ringed = [e, e.nextElementSibling, e.closest(".input-container")];
    const box = e.closest("label") ?? e;
    const { left, right, top, bottom } = (e.matches(".hidden") ? e.nextElementSibling : box)
        .getBoundingClientRect();
    const corners = [[left + 3, top + 3], [right - 3, bottom - 3], [(left + right) / 2,
        (top + bottom) / 2]];
    const seen = corners.some(([x, y]) => {
        const there = document.elementFromPoint(x, y);
        return there && (e.contains(there) || there.contains(e) && there !== document.body
            && !there.matches("#asking, main, .screen, html") || box.contains(there)
            || there === e.nextElementSibling);
    });
    return {
        name: (e.getAttribute("aria-label") ?? e.textContent).trim().slice(0, 60) || e.tagName,
        ringed: ringed.some(each => each && painted(getComputedStyle(each))),
        seen,
    };
}"""


@dataclass(frozen=True, slots=True)
class Stop:
    """Where Tab comes to rest."""

    name: str
    ringed: bool
    """Whether the focus can be seen there."""
    seen: bool
    """Whether it is in the window, and not covered."""


def faults(page: Page, scheme: Scheme = "light") -> list[str]:
    """The serious and critical faults that axe finds; in the dark, only those of contrast."""
    page.emulate_media(color_scheme=scheme)
    found = Axe().run(page, options=_CONTRAST if scheme == "dark" else _BROKEN)
    return [
        f"{fault['id']}: {node['html'][:200]} {node['failureSummary']}"
        for fault in found.response["violations"]
        if fault["impact"] in {"serious", "critical"}
        for node in fault["nodes"]
        if not _is_gradios(page, fault["id"], node["target"][0])
    ]


def _is_gradios(page: Page, fault: str, target: str) -> bool:
    where = _GRADIOS.get(fault)
    return where is not None and bool(page.locator(target).evaluate(f"e => e.matches('{where}')"))


def assert_accessible(page: Page, state: str) -> None:
    """Nothing serious is found in the light or in the dark, and nothing sticks out sideways."""
    found = {
        "dark": faults(page, "dark"),
        "light": faults(page, "light"),
        "too wide": sticking_out(page),
    }
    assert not any(found.values()), f"{state}: {found}"


def sticking_out(page: Page) -> list[str]:
    """What is not within the window's sides, nor in a box that can be scrolled by keyboard."""
    found: list[str] = page.evaluate(_STICKING_OUT)
    return found


def stops(page: Page) -> list[Stop]:
    """Where Tab comes to rest, from the top of the page until it leaves it."""
    page.evaluate(_MARK)
    reached: list[Stop] = []
    while len(reached) < _MOST_STOPS:
        page.keyboard.press("Tab")
        stop = page.evaluate(_STOP)
        if stop is None:
            return reached
        reached.append(Stop(**stop))
    raise AssertionError(f"Tab does not leave the page: {reached[-5:]}")


def unreached(page: Page) -> list[str]:
    """What can be used, and was not among the stops."""
    left: list[str] = page.evaluate(_UNREACHED)
    return left
