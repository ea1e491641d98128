"""A keyring for the tests, chosen by PYTHON_KEYRING_BACKEND: a machine of CI has none of its own."""

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError


class FileKeyring(KeyringBackend):
    """Keeps everything in the file that KEYRING_FILE names. It is locked while there is another one beside it."""

    priority = 1

    def _all(self) -> dict[str, str]:
        file = Path(os.environ["KEYRING_FILE"])
        if file.with_suffix(".locked").exists():
            raise KeyringLocked("It is locked.")
        return dict(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else {}

    def _write(self, everything: dict[str, str]) -> None:
        Path(os.environ["KEYRING_FILE"]).write_text(json.dumps(everything), encoding="utf-8")

    def get_password(self, service: str, username: str) -> str | None:
        return self._all().get(f"{service}: {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._write(self._all() | {f"{service}: {username}": password})

    def delete_password(self, service: str, username: str) -> None:
        everything = self._all()
        if everything.pop(f"{service}: {username}", None) is None:
            raise PasswordDeleteError(service)
        self._write(everything)
