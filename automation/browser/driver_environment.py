"""The environment variables that Playwright's driver and the browser get. The browser inherits the driver's.

An allowlist: variables of the system, the desktop session, the language, the network, graphics and fonts are passed
on, and those that locate Playwright and its browser. Everything else is withheld: variables that make Node, Playwright
or Chromium log what is typed (`DEBUG`, `NODE_OPTIONS`, `SSLKEYLOGFILE`), and this program's own settings, which include
passwords.
"""

import locale
import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from automation.system.own_process import PYTHON

# Playwright's own command, which starts its driver.
PLAYWRIGHT = (*PYTHON, "-m", "playwright")

_NAMES = {
    # the system and the user
    *("PATH", "HOME", "USER", "LOGNAME", "SHELL", "TZ", "TZDIR", "TMPDIR", "TEMP", "TMP"),
    # the dynamic loader, and the settings of torsocks and proxychains, which use it
    *("LD_LIBRARY_PATH", "LD_PRELOAD", "DYLD_LIBRARY_PATH", "DYLD_INSERT_LIBRARIES"),
    *("TORSOCKS_CONF_FILE", "PROXYCHAINS_CONF_FILE", "PROXYCHAINS_QUIET_MODE"),
    # the desktop session: display, windows, keyboards, what opens a link
    *("DISPLAY", "XAUTHORITY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DESKTOP_SESSION", "SESSION_MANAGER"),
    *("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS", "AT_SPI_BUS_ADDRESS", "NO_AT_BRIDGE"),
    *("GNOME_DESKTOP_SESSION_ID", "KDE_FULL_SESSION", "KDE_SESSION_VERSION", "GTK_THEME", "XCURSOR_SIZE"),
    *("GTK_IM_MODULE", "QT_IM_MODULE", "XMODIFIERS", "GDK_BACKEND", "GDK_SCALE", "GDK_DPI_SCALE", "OZONE_PLATFORM"),
    *("WSL_INTEROP", "WSL_DISTRO_NAME", "CHROME_DEVEL_SANDBOX"),
    # the language, and the location of the system's locales
    *("LANG", "LANGUAGE", "LOCPATH", "LOCALE_ARCHIVE", "GUIX_LOCPATH", "__CF_USER_TEXT_ENCODING"),
    # the network
    *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "FTP_PROXY", "NO_PROXY", "AUTO_PROXY"),
    *("NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "SSL_CERT_DIR", "KRB5_CONFIG", "KRB5CCNAME"),
    # graphics and fonts
    *("LIBGL_ALWAYS_SOFTWARE", "LIBGL_DRIVERS_PATH", "GALLIUM_DRIVER", "MESA_LOADER_DRIVER_OVERRIDE", "DRI_PRIME"),
    *("VK_ICD_FILENAMES", "VK_DRIVER_FILES", "LIBVA_DRIVER_NAME", "LIBVA_DRIVERS_PATH"),
    *("__GLX_VENDOR_LIBRARY_NAME", "__EGL_VENDOR_LIBRARY_FILENAMES", "__EGL_VENDOR_LIBRARY_DIRS"),
    *("FONTCONFIG_FILE", "FONTCONFIG_PATH"),
    # the location of Playwright and its browser, and its download server
    *("PLAYWRIGHT_BROWSERS_PATH", "PLAYWRIGHT_NODEJS_PATH", "PLAYWRIGHT_HOST_PLATFORM_OVERRIDE"),
    *("PLAYWRIGHT_DOWNLOAD_HOST", "PLAYWRIGHT_CHROMIUM_DOWNLOAD_HOST", "PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT"),
    # with a folder in it, Node keeps the driver's compiled code there, and starts the driver in half the time
    *("PLAYWRIGHT_SKIP_VALIDATE_HOST_REQUIREMENTS", "NODE_COMPILE_CACHE"),
    # Windows
    *("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "OS", "USERNAME", "USERDOMAIN", "USERPROFILE"),
    *("HOMEDRIVE", "HOMEPATH", "APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "ALLUSERSPROFILE", "PUBLIC", "COMPUTERNAME"),
    *("PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432", "COMMONPROGRAMFILES", "COMMONPROGRAMFILES(X86)"),
    *("COMMONPROGRAMW6432", "NUMBER_OF_PROCESSORS", "SESSIONNAME", "LOGONSERVER"),
}
_BEGINNINGS = ("LC_", "XDG_", "PROCESSOR_")
# Variables that Playwright's Python package and asyncio read in this process.
_TALKATIVE = ("DEBUG", "PWDEBUG", "PW_", "INTERNAL_PW_", "NPM_CONFIG_", "PYTHONASYNCIODEBUG")
_TEMPORARY = ("TMPDIR", "TMP", "TEMP")
_SYSTEMS = ("/tmp", "/var/tmp")  # noqa: S108 (checked, not written to here)
# The path of a socket has at most 107 bytes (103 on macOS). Chromium's part of it takes 45.
_LONGEST = 58
_OF_PYTHON = ("PYTHONPATH", "PYTHONHOME", "PYTHONUSERBASE", "GUIX_PYTHONPATH", "NIX_PYTHONPATH")
_UTF8_LOCALES = ("C.UTF-8", "C.utf8", "en_US.UTF-8")


def remove_debug_variables() -> None:
    """Remove variables from this process that would make Playwright or asyncio log what they do."""
    for name in list(os.environ):
        if name.upper().startswith(_TALKATIVE):
            del os.environ[name]
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # with PYTHONDEVMODE it logs everything slow


@contextmanager
def used(temporary: Callable[[], Path] = Path.cwd) -> Iterator[None]:
    """Start programs with the driver's environment instead of the user's while the block runs.

    Args:
        temporary: Returns a folder for temporary files; called only if the system's cannot be used.
    """
    own = dict(os.environ)
    theirs = driver_environ(own, temporary)
    _put(theirs)
    try:
        yield
    finally:
        _put(own)


def playwright_environ() -> dict[str, str]:
    """The environment for `PLAYWRIGHT`: the driver's, and what Python needs to find that package."""
    found = {name: os.environ[name] for name in _OF_PYTHON if name in os.environ}
    return driver_environ(os.environ, Path.cwd) | found


def driver_environ(own: Mapping[str, str], temporary: Callable[[], Path]) -> dict[str, str]:
    """The environment for the driver and the browser, with a UTF-8 locale and a usable folder for temporary files.

    Args:
        own: The user's environment.
        temporary: Returns a folder for temporary files; called only if the system's cannot be used.
    """
    passed = {name: value for name, value in own.items() if _passes(name)}
    if folder := _temporary_in_place(own, temporary):
        passed |= dict.fromkeys(_TEMPORARY, folder)
    if utf8 := _missing_locale():
        passed = {name: value for name, value in passed.items() if not name.startswith("LC_")} | {"LC_ALL": utf8}
    return passed


def _passes(name: str) -> bool:
    # Proxy variables exist in upper and lower case, and Windows ignores case.
    return name.upper() in _NAMES or name.startswith(_BEGINNINGS)


def _put(environment: Mapping[str, str]) -> None:
    for name in os.environ.keys() - environment.keys():
        del os.environ[name]
    os.environ.update(environment)


def _temporary_in_place(own: Mapping[str, str], ours: Callable[[], Path]) -> str | None:
    """A replacement if Node and Chromium cannot use the folder for temporary files that they would take, or None."""
    if sys.platform == "win32":
        named = next((own[name] for name in ("TEMP", "TMP") if own.get(name)), "")
        return None if not named or _is_usable(named) else str(ours())
    named = next((own[name] for name in _TEMPORARY if own.get(name)), _SYSTEMS[0])
    if _is_usable(named) and _is_short(named):
        return None
    return next(filter(_is_short, (str(ours()), *filter(_is_usable, _SYSTEMS))), str(ours()))


def _is_usable(folder: str) -> bool:
    return Path(folder).is_dir() and os.access(folder, os.W_OK | os.X_OK)


def _is_short(folder: str) -> bool:
    """Whether the path of Chromium's socket fits. A headed Chromium creates one, and exits if the path is too long."""
    return len(os.fsencode(folder)) <= _LONGEST


def _missing_locale() -> str | None:
    """A UTF-8 locale if the user's is not UTF-8 or not installed, or None. Chromium encodes file names by it."""
    if sys.platform in {"win32", "darwin"}:  # file names do not depend on the locale there
        return None
    before = locale.setlocale(locale.LC_ALL)
    try:
        return None if _is_utf8("") else next(filter(_is_utf8, _UTF8_LOCALES), None)
    finally:
        locale.setlocale(locale.LC_ALL, before)


def _is_utf8(name: str) -> bool:
    if sys.platform == "win32":
        return True
    try:
        locale.setlocale(locale.LC_ALL, name)
    except locale.Error:
        return False
    return locale.nl_langinfo(locale.CODESET).upper().replace("-", "") == "UTF8"
