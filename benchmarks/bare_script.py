"""The guide's clicks as a bare Playwright script, without journal, checklist, error handling or evidence."""

import json
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from automation.browser import launch as browsers
from automation.cli.actions.demo import Stage
from automation.lists.kinds import KINDS
from automation.post_texts import Posts, compose
from automation.settings import load
from fixtures.servers import Account

PROFILE_BUTTON = ".scrollable > header + section{} > header button"
MODAL = ".modal-root__modal"

# Mastodon's content security policy blocks `page.wait_for_function`, which evaluates strings in the page.
COMPLETE = """() => new Promise(resolve => {
  const look = () => document.readyState === 'complete' && resolve();
  document.addEventListener('readystatechange', look);
  look();
})"""


def bare_guide(stage: Stage, folder: Path) -> None:
    """All clicks of the guide's five parts, from a server of 4.0 to one of 4.6."""
    settings = load(old={"handle": stage.people.old.acct}, new={"handle": stage.people.new.acct}, folder=folder)
    assert settings.old.handle is not None  # noqa: S101
    assert settings.new.handle is not None  # noqa: S101
    texts = Posts()
    with sync_playwright() as playwright:
        browser = browsers.launch(playwright, None, headed=False, slow_mo=0)
        old = log_in(browser, stage.old.url, stage.people.old)
        new = log_in(browser, stage.new.url, stage.people.new)
        copy_profile(old, new, folder)
        download_lists(old, folder)
        upload_lists(new, folder)
        post_and_pin(new, compose(texts.arrival, settings.old.handle, settings.new.handle))
        make_alias(new, settings.old.handle.mention)
        post_and_pin(old, compose(texts.farewell, settings.old.handle, settings.new.handle))
        move_followers(old, settings.new.handle.mention, stage.people.old.password, stage.old.url)
        for page, url in ((old, stage.old.url), (new, stage.new.url)):
            page.goto(f"{url}/auth/edit", wait_until="load")
            with page.expect_navigation():
                page.locator('a[data-method=delete][href$="/auth/sign_out"]').click()
        browser.close()


def log_in(browser: Browser, url: str, person: Account) -> Page:
    """Sign in on a new page."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}, service_workers="block").new_page()
    page.goto(f"{url}/auth/sign_in")
    page.locator("#user_email").fill(person.email)
    page.locator("#user_password").fill(person.password)
    page.locator("form#new_user button[type=submit]").click()
    page.locator(".navigation-panel").wait_for()
    return page


def preferences(page: Page) -> None:
    """Go to the home screen, then to "Preferences"."""
    if page.locator(".sidebar li#web a").count():
        page.locator(".sidebar li#web a").click()
    page.locator('.navigation-panel a[href="/settings/preferences"]').click()
    page.locator('form[action*="/settings/preferences/"]').wait_for()


def copy_profile(old: Page, new: Page, folder: Path) -> None:
    """Part 1: copy the profile from the form to the web app's editor."""
    for page in (old, new):
        preferences(page)
        page.locator(".sidebar li#profile > a").click()
    name, note = old.locator("#account_display_name").input_value(), old.locator("#account_note").input_value()
    rows = range(old.locator('input[id^="account_fields_attributes_"][id$="_name"]').count())
    inputs = (f"#account_fields_attributes_{row}_{part}" for row in rows for part in ("name", "value"))
    values = [old.locator(field).input_value() for field in inputs]
    pairs = [list(pair) for pair in zip(values[::2], values[1::2], strict=True)]
    (folder / "profile.json").write_text(json.dumps([name, note, pairs]))
    for kind, image in (("avatar", ".card .avatar img"), ("header", ".card .card__img img")):
        source = old.locator(image).evaluate("image => image.src")
        (folder / f"{kind}.png").write_bytes(old.context.request.get(source).body())
    new.locator('.content a[href$="/profile/edit"]').click()
    for _ in range(2):  # the product reads the texts before and after writing
        for section in ("", " + section"):
            new.locator(PROFILE_BUTTON.format(section)).click()
            new.locator(f"{MODAL} .link-button").click()
        for pencil in new.locator(".scrollable section li button:has(svg.icon-pencil)").all():
            pencil.click()
            new.locator(f"{MODAL} .link-button").click()
        if not new.locator("section li").count():
            write_profile(new, name, note, [pair for pair in pairs if pair[0]], folder)


def write_profile(new: Page, name: str, note: str, pairs: list[list[str]], folder: Path) -> None:
    """Write each part of the profile in its modal."""
    for section, field, text in (("", "input[type=text]", name), (" + section", "textarea", note)):
        new.locator(PROFILE_BUTTON.format(section)).click()
        new.locator(f"{MODAL} {field}").fill(text)
        save(new)
    for label, value in pairs:
        new.locator(PROFILE_BUTTON.format(" + section + section")).last.click()
        new.locator(f"{MODAL} input[name=label]").fill(label)
        new.locator(f"{MODAL} input[name=value]").fill(value)
        save(new)
    cameras = new.locator(".scrollable > header button:has(svg.icon-camera)")
    for number, kind in ((1, "avatar"), (0, "header")):
        cameras.nth(number).click()
        new.locator(f"{MODAL} input[type=file]").set_input_files(folder / f"{kind}.png")
        new.locator(f"{MODAL} .reactEasyCrop_Container").wait_for()
        new.locator(f"{MODAL} button.button:not(.button-secondary)").click()
        new.locator(f"{MODAL} textarea").wait_for()
        new.locator(f"{MODAL} button.button:not(.button-secondary)").click()
        new.locator(MODAL).wait_for(state="detached")


def save(page: Page) -> None:
    """Click the modal's button, and wait until the modal closes."""
    page.locator(f"{MODAL} button[type=submit]").click()
    page.locator(MODAL).wait_for(state="detached")


def download_lists(old: Page, folder: Path) -> None:
    """Part 2: download the lists and request an archive."""
    preferences(old)
    old.locator(".sidebar li#data > a").click()
    old.locator('a[href$="/follows.csv"]').wait_for()
    for link in old.locator('a[href*="/settings/exports/"]').all():
        with old.expect_download() as download:
            link.click()
        download.value.save_as(folder / download.value.suggested_filename)
    old.evaluate(COMPLETE)
    with old.expect_navigation():
        old.locator("a.button[data-method=post]").click()


def upload_lists(new: Page, folder: Path) -> None:
    """Part 3: upload the lists to a server that reviews imports (4.2 and later)."""
    preferences(new)
    new.locator(".sidebar li#data > a").click()
    new.locator(".sidebar li#import a").click()
    for kind in KINDS:
        if (folder / kind.file).exists():
            new.locator("#form_import_type").select_option(kind.import_type)
            new.locator("#form_import_mode_merge").check()
            new.locator("#form_import_data").set_input_files(folder / kind.file)
            new.locator("form#new_form_import button[type=submit]").click()
            new.locator("p.hint strong").last.wait_for()
            new.evaluate(COMPLETE)
            with new.expect_navigation():
                new.locator('a.button[href$="/confirm"]').click()
    while not all(done(text) for text in new.locator('tr[id^="bulk_import_"] td:nth-child(3)').all_inner_texts()):
        new.reload()


def done(progress: str) -> bool:
    """Whether all rows are imported, as in "3 / 3"."""
    imported, total = progress.split("/")
    return imported.strip() == total.strip()


def post_and_pin(page: Page, text: str) -> None:
    """Parts 4 and 5: publish a post and pin it."""
    page.locator(".sidebar li#web a").click()
    page.locator(
        ".compose-form a.account__display-name, .navigation-bar a:has(.navigation-bar__profile-account)"
    ).click()
    page.locator("[role=feed]:has(article), .empty-column-indicator").wait_for()
    box = ".compose-form textarea.autosuggest-textarea__textarea"
    page.locator(box).fill(text)
    page.locator(".compose-form button[type=submit]").click()
    page.locator(f"{box}:not(:placeholder-shown)").wait_for(state="hidden")
    page.reload()
    newest = page.locator('article[data-id]:not([data-id^="f-"])').first
    newest.scroll_into_view_if_needed()
    newest.locator(".status__action-bar button:has(i.fa-ellipsis-h, svg.icon-ellipsis-h)").click()
    number = newest.get_attribute("data-id")
    menu = page.locator("li.dropdown-menu__separator ~ li:has(+ li.dropdown-menu__separator) :is(a, button)")
    with page.expect_response(lambda answer: "/pin" in answer.url):
        menu.first.click()
    page.reload()
    page.locator(f'article[data-id="f-{number}"]').wait_for()


def make_alias(new: Page, handle: str) -> None:
    """Part 4: create the alias."""
    new.locator('.navigation-panel a[href="/settings/preferences"]').click()
    new.locator(".sidebar li#security > a").click()
    new.locator('.content a[href$="/settings/aliases"]').click()
    new.locator("#account_alias_acct").fill(handle)
    new.locator("form#new_account_alias button[type=submit]").click()
    new.locator(".flash-message.notice").wait_for()


def move_followers(old: Page, handle: str, password: str, url: str) -> None:
    """Part 5: move the followers, and wait for the moved notice on the profile."""
    old.locator('.navigation-panel a[href="/settings/preferences"]').click()
    old.locator(".sidebar li#security > a").click()
    old.locator('.content p > a[href$="/settings/migration"]').click()
    old.locator("#account_migration_acct").fill(handle)
    old.locator("#account_migration_current_password").fill(password)
    old.locator("form#new_account_migration button[type=submit]").click()
    old.locator(".flash-message.notice").wait_for()
    old.goto(f"{url}/@{handle.split('@')[1]}")
    old.locator('a.button[href^="/@"]').wait_for()
