"""Where settings are read from, as far as pydantic-settings does not do it in the same way."""

import tomllib
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pydantic_settings import DotEnvSettingsSource, TomlConfigSettingsSource


class OwnDotEnv(DotEnvSettingsSource):
    """`.env`. Only this program's own names are read, because other programs may use the file too."""

    def __call__(self) -> dict[str, Any]:
        """The values of this program's names, including unknown ones."""
        own = (*self.settings_cls.model_fields, self.env_prefix.lower())
        return {key: value for key, value in super().__call__().items() if key.lower().startswith(own)}


class OwnToml(TomlConfigSettingsSource):
    """A settings file. Editors on Windows may put a byte order mark at its beginning."""

    def _read_file(self, file_path: Path | Traversable) -> dict[str, Any]:
        return tomllib.loads(file_path.read_text(encoding="utf-8-sig"))
