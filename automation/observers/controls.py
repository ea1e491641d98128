"""Describing an action to a person: its control's label and position in the window, and the action in words."""

from contextlib import suppress

from playwright.sync_api import Error as PlaywrightError

from pages.browser.actions import Action

_WORDS = {
    "open": "Open {control}",
    "reload": "Reload {control}",
    "leave": "Leave the page until the next reading",
    "look": "Look at “{label}”",
    "click": "Click “{label}”",
    "fill": "Type into “{label}”",
    "secret": "Type into “{label}” (not shown)",
    "choose": "Choose in “{label}”",
    "uncheck": "Deselect “{label}”",
    "check": "Select “{label}”",
    "upload": "Choose a file for “{label}”",
    "download": "Click “{label}” to download a file",
}

# The text on the control or beside it, but never what is typed into it.
_LABEL = """element => (element.labels?.[0]?.innerText || element.getAttribute('aria-label') || element.title
  || (/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) ? element.placeholder : '')
  || (element.tagName === 'ARTICLE' ? '' : element.innerText) || '')"""
_LONGEST = 60
# A short timeout in milliseconds: the control was just visible, so if it is not found now it has disappeared.
_GLANCE = 2000


def label_of(action: Action) -> str:
    """The label that the page shows for the action's control, or its name in the page object if there is none."""
    label = ""
    if action.locator is not None:
        with suppress(PlaywrightError):
            label = " ".join(str(action.locator.evaluate(_LABEL, timeout=_GLANCE)).split()).rstrip(
                " *"
            )  # the asterisk of a required field
    if not label:
        return action.control
    return label if len(label) <= _LONGEST else label[: _LONGEST - 1] + "…"


def label_in_other_words(action: Action) -> str:
    """The label if the page is not in the guide's language; empty if the page shows the guide's words."""
    if action.locator is None:
        return ""
    with suppress(PlaywrightError):
        language = action.page.locator("html").get_attribute("lang", timeout=_GLANCE) or ""
        if language.partition("-")[0] not in {"", "en"} and (label := label_of(action)) != action.control:
            return label
    return ""


def words_of(action: Action, *, private: bool = False) -> str:
    """The action, its control and its screen, in words. With `private`, labels are left out: they can be names."""
    label = action.control if private else label_of(action)
    words = _WORDS[action.kind].format(label=label, control=action.control)
    return f"{words} · {action.screen}"


def box_of(action: Action) -> list[float] | None:
    """Scroll the control into view; returns its left, top, width and height in pixels, or None if it is hidden."""
    if action.locator is None:
        return None
    with suppress(PlaywrightError):
        if action.locator.is_visible():
            action.locator.scroll_into_view_if_needed(timeout=_GLANCE)
            if box := action.locator.bounding_box(timeout=_GLANCE):
                return [box["x"], box["y"], box["width"], box["height"]]
    return None
