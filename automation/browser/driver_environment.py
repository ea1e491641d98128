"""What of the person's environment reaches Playwright's driver and the browser, which gets the driver's.

The rule: the names of the system, the desktop session, the language, the network, the graphics and the fonts pass, and
where Playwright and its browser lie. Everything else stays out: switches that make Node, Playwright or Chromium write
down what is typed (`DEBUG`, `NODE_OPTIONS`, `SSLKEYLOGFILE`), and this program's own settings, passwords among them.
"""

import locale
import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_NAMES = {
    # the system and the person
    *("PATH", "HOME", "USER", "LOGNAME", "SHELL", "TZ", "TZDIR", "TMPDIR", "TEMP", "TMP"),
    # the loader of programs, and what torsocks and proxychains, which begin there, are told
    *("LD_LIBRARY_PATH", "LD_PRELOAD", "DYLD_LIBRARY_PATH", "DYLD_INSERT_LIBRARIES"),
    *("TORSOCKS_CONF_FILE", "PROXYCHAINS_CONF_FILE", "PROXYCHAINS_QUIET_MODE"),
    # the desktop session: display, windows, keyboards, what opens a link
    *("DISPLAY", "XAUTHORITY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DESKTOP_SESSION", "SESSION_MANAGER"),
    *("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS", "AT_SPI_BUS_ADDRESS", "NO_AT_BRIDGE"),
    *("GNOME_DESKTOP_SESSION_ID", "KDE_FULL_SESSION", "KDE_SESSION_VERSION", "GTK_THEME", "XCURSOR_SIZE"),
    *("GTK_IM_MODULE", "QT_IM_MODULE", "XMODIFIERS", "GDK_BACKEND", "GDK_SCALE", "GDK_DPI_SCALE", "OZONE_PLATFORM"),
    *("WSL_INTEROP", "WSL_DISTRO_NAME", "CHROME_DEVEL_SANDBOX"),
    # the language, and where the system keeps its locales
    *("LANG", "LANGUAGE", "LOCPATH", "LOCALE_ARCHIVE", "GUIX_LOCPATH", "__CF_USER_TEXT_ENCODING"),
    # the network
    *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "FTP_PROXY", "NO_PROXY", "AUTO_PROXY"),
    *("NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "SSL_CERT_DIR", "KRB5_CONFIG", "KRB5CCNAME"),
    # graphics and fonts
    *("LIBGL_ALWAYS_SOFTWARE", "LIBGL_DRIVERS_PATH", "GALLIUM_DRIVER", "MESA_LOADER_DRIVER_OVERRIDE", "DRI_PRIME"),
    *("VK_ICD_FILENAMES", "VK_DRIVER_FILES", "LIBVA_DRIVER_NAME", "LIBVA_DRIVERS_PATH"),
    *("__GLX_VENDOR_LIBRARY_NAME", "__EGL_VENDOR_LIBRARY_FILENAMES", "__EGL_VENDOR_LIBRARY_DIRS"),
    *("FONTCONFIG_FILE", "FONTCONFIG_PATH"),
    # where Playwright and its browser lie, or come from
    *("PLAYWRIGHT_BROWSERS_PATH", "PLAYWRIGHT_NODEJS_PATH", "PLAYWRIGHT_HOST_PLATFORM_OVERRIDE"),
    *("PLAYWRIGHT_DOWNLOAD_HOST", "PLAYWRIGHT_CHROMIUM_DOWNLOAD_HOST", "PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT"),
    "PLAYWRIGHT_SKIP_VALIDATE_HOST_REQUIREMENTS",
    # Windows
    *("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "OS", "USERNAME", "USERDOMAIN", "USERPROFILE"),
    *("HOMEDRIVE", "HOMEPATH", "APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "ALLUSERSPROFILE", "PUBLIC", "COMPUTERNAME"),
    *("PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432", "COMMONPROGRAMFILES", "COMMONPROGRAMFILES(X86)"),
    *("COMMONPROGRAMW6432", "NUMBER_OF_PROCESSORS", "SESSIONNAME", "LOGONSERVER"),
}
_BEGINNINGS = ("LC_", "XDG_", "PROCESSOR_")
# What Playwright's Python half and asyncio listen to, in this very process.
_TALKATIVE = ("DEBUG", "PWDEBUG", "PW_", "INTERNAL_PW_", "NPM_CONFIG_", "PYTHONASYNCIODEBUG")
_TEMPORARY = ("TMPDIR", "TMP", "TEMP")
_SYSTEMS = ("/tmp", "/var/tmp")  # noqa: S108 (looked for, not written to here)
# A socket's path has 107 bytes at most, of which Chromium's own part takes 45; 103 on macOS.
_LONGEST = 58
_UTF8_LOCALES = ("C.UTF-8", "C.utf8", "en_US.UTF-8")


def keep_quiet() -> None:
    """Take from this process's own environment what would have Playwright or asyncio write down what they do."""
    for name in list(os.environ):
        if name.upper().startswith(_TALKATIVE):
            del os.environ[name]
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # PYTHONDEVMODE has it tell of all that takes long


@contextmanager
def used(temporary: Callable[[], Path] = Path.cwd) -> Iterator[None]:
    """Let what is started meanwhile have the driver's environment in place of the person's.

    Args:
        temporary: a folder for temporary files, asked for only where the system's is missing.
    """
    own = dict(os.environ)
    theirs = of_driver(own, temporary)
    _put(theirs)
    try:
        yield
    finally:
        _put(own)


def of_driver(own: Mapping[str, str], temporary: Callable[[], Path]) -> dict[str, str]:
    """The environment that the driver gets, and the browser from it: UTF-8, and with a folder for temporary files.

    Args:
        own: the person's.
        temporary: a folder for temporary files, asked for only where the system's is missing.
    """
    passed = {name: value for name, value in own.items() if _passes(name)}
    if folder := _temporary_in_place(own, temporary):
        passed |= dict.fromkeys(_TEMPORARY, folder)
    if utf8 := _missing_locale():
        passed = {name: value for name, value in passed.items() if not name.startswith("LC_")} | {"LC_ALL": utf8}
    return passed


def _passes(name: str) -> bool:
    # Proxies have names in both cases, and Windows takes any case for the same.
    return name.upper() in _NAMES or name.startswith(_BEGINNINGS)


def _put(environment: Mapping[str, str]) -> None:
    for name in os.environ.keys() - environment.keys():
        del os.environ[name]
    os.environ.update(environment)


def _temporary_in_place(own: Mapping[str, str], ours: Callable[[], Path]) -> str | None:
    """Another folder for temporary files, where Node and Chromium cannot use the one that they would take."""
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
    """Whether a socket of Chromium's fits in there: with windows it makes one, and ends where its path is too long."""
    return len(os.fsencode(folder)) <= _LONGEST


def _missing_locale() -> str | None:
    """A locale in UTF-8, where the person's is in something else or not installed: Chromium names files by it."""
    if sys.platform in {"win32", "darwin"}:  # there they have names in UTF-8 whatever the language is
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
