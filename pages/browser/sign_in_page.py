"""How a server's sign-in page is known, which can come instead of any other page and instead of a file."""

SIGN_IN_ADDRESS = "/auth/sign_in"
# A form for e-mail and password, buttons for single sign-on, or both (3.5 to 4.7).
SIGN_IN_PAGE = f"form[action$='{SIGN_IN_ADDRESS}'] #user_email, .alternative-login"
