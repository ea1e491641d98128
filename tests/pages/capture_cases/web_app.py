"""Cases of captures: the web app's screens."""

from pages.panels.navigation_panel import NavigationPanel
from pages.web_app.account_note import AccountNotePage
from pages.web_app.compose import ComposeForm
from pages.web_app.hashtags import FollowedHashtagsPage, HashtagPage
from pages.web_app.home import HomePage
from pages.web_app.lists import ListForm, ListPage, ListsPage
from pages.web_app.profile import ProfilePage
from pages.web_app.search_box import SearchBox
from pages.web_app.start import StartPage
from tests.pages.capture_cases.case import sees

CASES = [
    *(
        sees(capture, HomePage, HomePage.loaded, HomePage.rendered)
        for capture in ("4.0.2/10-home", "4.6.5/03-home-after-login")
    ),
    *(
        sees(capture, ComposeForm, ComposeForm.text, ComposeForm.publish, ComposeForm.public)
        for capture in ("4.0.2/11-compose-with-text", "4.6.5/50-compose-with-text")
    ),
    *(
        sees(f"4.0.2/{page}", HashtagPage, HashtagPage.follow, name=name)
        for page, name in (("230-tag-followed", "bikes"), ("231-tag-not-followed", "books"))
    ),
    sees("4.0.2/230-tag-followed", HashtagPage, HashtagPage.followed, name="bikes"),
    *(
        sees(f"4.6.5/{page}", HashtagPage, HashtagPage.follow, name=name)
        for page, name in (("231-tag-followed", "photography"), ("233-tag-not-followed", "books"))
    ),
    sees("4.6.5/232-tag-menu-open", HashtagPage, HashtagPage.menu, HashtagPage.feature_, name="photography"),
    sees("4.6.5/264-followed-tags-empty", FollowedHashtagsPage),
    *(sees(capture, SearchBox, SearchBox.text) for capture in ("4.0.2/10-home", "4.6.5/03-home-after-login")),
    *(
        sees(capture, ProfilePage, ProfilePage.followers, ProfilePage.following, name="alice")
        for capture in ("4.0.2/13-own-profile-logged-in", "4.6.5/54a-profile-own", "4.6.5/75-profile-after-edit")
    ),
    sees("4.0.2/16-profile-with-pinned", ProfilePage, ProfilePage.post, id="f-117662053093639663", name="alice"),
    sees("4.6.5/54-profile-own-pinned", ProfilePage, ProfilePage.post, id="f-117662111789983373", name="alice"),
    *(
        sees("4.0.2/07-first-login-start", screen, *controls, name="newbie")
        for screen, controls in (
            (StartPage, (StartPage.web_app, StartPage.rendered)),
            (NavigationPanel, (NavigationPanel.own_profile,)),
            (ComposeForm, (ComposeForm.text, ComposeForm.publish, ComposeForm.public)),
        )
    ),
    sees(
        "4.0.2/16-profile-with-pinned", ProfilePage, ProfilePage.rendered_post, id="f-117662053093639663", name="alice"
    ),
    sees("4.6.5/54-profile-own-pinned", ProfilePage, ProfilePage.rendered_post, id="117662111789983373", name="alice"),
    sees("4.0.2/260-profile-12-posts-top", ProfilePage, ProfilePage.post, id="117687392575726543", name="alice"),
    sees(
        "4.0.2/262-profile-scrolled-to-end",
        ProfilePage,
        ProfilePage.rendered_post,
        id="117687392549597593",
        name="alice",
    ),
    sees("4.0.2/13-own-profile-logged-in", ProfilePage, ProfilePage.post_menu, id="117662053093639663", name="alice"),
    sees("4.6.5/54a-profile-own", ProfilePage, ProfilePage.post_menu, id="117662073216652554", name="alice"),
    *(
        sees(capture, ProfilePage, ProfilePage.pin)
        for capture in ("4.0.2/14-post-menu", "4.6.5/53-status-menu-pin", "4.6.5/53b-status-menu-unpin")
    ),
    *(
        sees(capture, ProfilePage, ProfilePage.moved_to)
        for capture in (
            "4.0.2/82-moved-profile-signed-out",
            "4.0.2/81-moved-profile-logged-in",
            "4.6.5/36-profile-moved-own-view",
            "4.6.5/37-profile-moved-public",
        )
    ),
    *(
        sees(
            capture,
            AccountNotePage,
            AccountNotePage.field,
            AccountNotePage.account_name,
            AccountNotePage.ready,
            name=name,
        )
        for capture, name in (("4.0.2/250-profile-note-empty", "anders"), ("4.0.2/253-profile-note-present", "anders"))
    ),
    sees("4.6.5/251-profile-without-note", AccountNotePage, AccountNotePage.ready, name="cleo"),
    sees(
        "4.6.5/252-profile-menu-open", AccountNotePage, AccountNotePage.add_or_edit, AccountNotePage.ready, name="cleo"
    ),
    sees("4.0.2/241-lists", ListsPage, ListsPage.loaded, ListsPage.new_title, ListsPage.add_list),
    sees("4.6.5/241-lists", ListsPage, ListsPage.loaded, ListsPage.new_list),
    sees("4.6.5/265-lists-empty", ListsPage, ListsPage.loaded, ListsPage.new_list),
    sees("4.0.2/242-list", ListPage, ListPage.show_settings),
    sees("4.0.2/243-list-settings-open", ListPage, ListPage.chosen_replies, ListPage.edit),
    sees("4.0.2/245-list-editor-search", ListPage, ListPage.search, ListPage.found, ListPage.add),
    *(
        sees(capture, ListForm, ListForm.name, ListForm.replies, ListForm.hide, ListForm.hide_label, ListForm.save_list)
        for capture in ("4.6.5/242-list-new", "4.6.5/244-list-edit")
    ),
    sees("4.6.5/244-list-edit", ListForm, ListForm.members_link),
    sees("4.6.5/245-list-members", ListForm, ListForm.members_or_none),
]
