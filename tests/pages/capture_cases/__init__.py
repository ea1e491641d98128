"""Which controls are on which page of a real server (4.0.2 and 4.6.5), grouped as the packages of `pages` are."""

from tests.pages.capture_cases import own_profile, panels, settings, sign_in, web_app

CASES = [*own_profile.CASES, *panels.CASES, *settings.CASES, *sign_in.CASES, *web_app.CASES]
