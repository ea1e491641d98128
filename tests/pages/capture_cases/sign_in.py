"""Cases of captures: the screens for signing in."""

from pages.access.two_factor import TwoFactorMethodsPage
from pages.sign_in import ChallengePage, SignInPage, TwoFactorPage
from tests.pages.capture_cases.case import sees

CASES = [
    *(
        sees(capture, screen, *controls)
        for release, page in (("4.0.2", "01-sign-in"), ("4.6.5", "01-sign-in"), ("4.0.2", "02-sign-in-wrong-password"))
        for capture, screen, controls in [
            (f"{release}/{page}", SignInPage, (SignInPage.email, SignInPage.password, SignInPage.log_in))
        ]
    ),
    *(
        sees(capture, TwoFactorPage, TwoFactorPage.code, TwoFactorPage.submit)
        for capture in ("4.0.2/04-two-factor-prompt", "4.6.5/41-two-factor-prompt")
    ),
    *(
        sees(capture, ChallengePage, ChallengePage.password, ChallengePage.proceed)
        for capture in ("4.0.2/29-challenge", "4.6.5/44-challenge-page")
    ),
    sees("4.6.5/43-two-factor-methods-enabled", TwoFactorMethodsPage, TwoFactorMethodsPage.disable),
]
