"""The final scan of a file before it is kept: a file that contains a known secret, in any form, is deleted."""

import io
import zipfile
from pathlib import Path
from typing import IO

from automation.secrets import Secrets

# Files are read in pieces, because a video can be long. Pieces overlap, so that a secret across an edge is found. The
# first bytes of a piece are only context: a pattern looks at what comes before a number.
_PIECE, _OVERLAP, _CONTEXT = 1 << 20, 1 << 14, 64


def delete_if_secret(file: Path, secrets: Secrets) -> bool:
    """Delete a file that contains a known secret; returns whether it was deleted.

    Args:
        file: Any file. Zip archives are searched member by member, including nested ones.
        secrets: All secrets known so far.
    """
    with file.open("rb") as content:
        found = _found_in(content, secrets)
    if found:
        file.unlink()
    return found


def _found_in(content: IO[bytes], secrets: Secrets) -> bool:
    if zipfile.is_zipfile(content):
        with zipfile.ZipFile(content) as archive:
            return any(_found_in_member(archive, name, secrets) for name in archive.namelist())
    content.seek(0)
    return _found_in_pieces(content, secrets)


def _found_in_member(archive: zipfile.ZipFile, name: str, secrets: Secrets) -> bool:
    if secrets.found_in(name.encode(errors="replace")):
        return True
    with archive.open(name) as member:
        inner = member.read(4) == b"PK\x03\x04"
        member.seek(0)
        return _found_in(io.BytesIO(member.read()), secrets) if inner else _found_in_pieces(member, secrets)


def _found_in_pieces(content: IO[bytes], secrets: Secrets) -> bool:
    end = b""
    while new := content.read(_PIECE):
        piece = end + new
        if secrets.found_in(piece, _CONTEXT if end else 0):
            return True
        end = piece[-_OVERLAP:]
    return False
