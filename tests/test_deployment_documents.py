"""The units for systemd and the objects for Kubernetes in the documents, checked by what would read them."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # comes with MkDocs

from automation.many.rows.table import Row
from automation.settings import known_keys
from tests.support import COMMAND

ROOT = Path(__file__).parents[1]
UNITS = ("docs/how-to/many.md", "docs/unattended.md")
NEWEST = "1.37.0"


def blocks(document: str, language: str) -> list[tuple[str, str]]:
    """The code blocks in a language: the file that was named last before each, and its text."""
    text = (ROOT / document).read_text(encoding="utf-8")
    found = []
    for block in re.finditer(rf"```{language}\n(.*?)```", text, re.DOTALL):
        names = re.findall(r"`([^`\n]*\.(?:service|timer|yml))`", text[: block.start()])
        found.append((Path(names[-1]).name if names else "", block[1]))
    return found


@pytest.mark.posix
@pytest.mark.parametrize("document", UNITS)
def test_systemd_accepts_the_units(document: str, tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd is not installed")
    units = blocks(document, "ini")
    assert units
    for name, text in units:  # whose program is not installed where the unit says
        (tmp_path / name).write_text(re.sub(r"^(ExecStart=)\S+", rf"\g<1>{COMMAND}", text, flags=re.MULTILINE))
    of_user = ["--user"] if "%h" in units[0][1] else []
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", *of_user, *(name for name, _ in units)],
        cwd=tmp_path, env=os.environ | {"XDG_RUNTIME_DIR": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (verified.returncode, verified.stdout + verified.stderr) == (0, "")


def kubernetes_objects() -> dict[str, Any]:
    """The objects in the documents, by kind."""
    ((_, text),) = [block for block in blocks("docs/how-to/many.md", "yaml") if "kind: Job" in block[1]]
    return {one["kind"]: one for one in yaml.safe_load_all(text)}


def test_the_objects_for_kubernetes_name_one_another_and_settings_that_exist() -> None:
    found = kubernetes_objects()
    assert set(found) == {"Secret", "PersistentVolumeClaim", "Job"}
    pod = found["Job"]["spec"]["template"]["spec"]
    (container,), (volume,) = pod["containers"], pod["volumes"]
    assert container["envFrom"] == [{"secretRef": {"name": found["Secret"]["metadata"]["name"]}}]
    assert volume["persistentVolumeClaim"]["claimName"] == found["PersistentVolumeClaim"]["metadata"]["name"]
    assert container["volumeMounts"] == [{"name": volume["name"], "mountPath": "/move"}]
    variables = {f"MASTODON_MOVE_{key.upper().replace('.', '__')}" for key in known_keys()}
    assert set(found["Secret"]["stringData"]) <= variables
    words = container["args"]
    assert words[0] == "guide"
    assert words[words.index("--folder") + 1] == "/move"
    Row.model_validate({"old": words[words.index("--old") + 1], "new": words[words.index("--new") + 1]})
    (rule,) = found["Job"]["spec"]["podFailurePolicy"]["rules"]
    assert (rule["onExitCodes"]["containerName"], pod["restartPolicy"]) == (container["name"], "Never")


def test_kubernetes_accepts_the_objects() -> None:
    schemas = pytest.importorskip(
        "kubernetes_validate", reason="17,000 files, so it is not among the tools: pip install kubernetes-validate"
    )
    for one in kubernetes_objects().values():
        schemas.validate(one, NEWEST, strict=True)
