"""What a person sees of an action: its control's label and place in the window, and the action in words."""

from contextlib import suppress

from playwright.sync_api import Error as PlaywrightError

from pages.actions import Action

_WORDS = {
    "open": "Open {control}",
    "reload": "Load {control} again",
    "leave": "Leave the server alone for a while",
    "look": "Look at “{label}”",
    "click": "Click “{label}”",
    "fill": "Type into “{label}”",
    "secret": "Type a secret into “{label}”",
    "choose": "Choose in “{label}”",
    "check": "Select “{label}”",
    "upload": "Pick a file for “{label}”",
    "download": "Click “{label}”, which sends a file",
}

# What a person reads on the control or beside it; never what is typed into it.
_LABEL = """element => (element.labels?.[0]?.innerText || element.getAttribute('aria-label') || element.title
  || (/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) ? element.placeholder : '')
  || (element.tagName === 'ARTICLE' ? '' : element.innerText) || '')"""
_LONGEST = 60
# Milliseconds for a glance: the control was in view before, and what is not found now has just gone.
_GLANCE = 2000


def label_of(action: Action) -> str:
    """The label that the page shows for the action's control, else its name in the page object."""
    label = ""
    if action.locator is not None:
        with suppress(PlaywrightError):
            label = " ".join(str(action.locator.evaluate(_LABEL, timeout=_GLANCE)).split()).rstrip(
                " *"
            )  # a field that is required
    if not label:
        return action.control
    return label if len(label) <= _LONGEST else label[: _LONGEST - 1] + "…"


def label_in_other_words(action: Action) -> str:
    """The label, where the page is in another language than the guide; nothing where the guide's words are on it."""
    if action.locator is None:
        return ""
    with suppress(PlaywrightError):
        language = action.page.locator("html").get_attribute("lang", timeout=_GLANCE) or ""
        if language.partition("-")[0] not in {"", "en"} and (label := label_of(action)) != action.control:
            return label
    return ""


def words_of(action: Action, *, private: bool = False) -> str:
    """What is done, with which control, on which screen; a label can be somebody's name, which a private run hides."""
    label = action.control if private else label_of(action)
    words = _WORDS[action.kind].format(label=label, control=action.control)
    return f"{words} · {action.screen}"


def box_of(action: Action) -> list[float] | None:
    """Where the control is in the window, scrolled into view: left, top, width, height in pixels; None where hidden."""
    if action.locator is None:
        return None
    with suppress(PlaywrightError):
        if action.locator.is_visible():
            action.locator.scroll_into_view_if_needed(timeout=_GLANCE)
            if box := action.locator.bounding_box(timeout=_GLANCE):
                return [box["x"], box["y"], box["width"], box["height"]]
    return None
