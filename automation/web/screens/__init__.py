"""The five screens, a module each, in the order in which a person meets them. Begin with `accounts`.

A screen is loaded when it is first shown (see `automation.loading`): the page opens while the first one is loading.
"""

from typing import TYPE_CHECKING

from automation.loading import when_used

if TYPE_CHECKING:
    from automation.web.screens import accounts as accounts
    from automation.web.screens import afterwards as afterwards
    from automation.web.screens import look as look
    from automation.web.screens import move as move
    from automation.web.screens import sign_in as sign_in
else:
    __getattr__ = when_used(__name__)
