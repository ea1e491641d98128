"""The picture of the packages, drawn from the layers in `pyproject.toml`: `python -m scripts.packages` writes it."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "explanation" / "packages.svg"

_WIDTH, _MARGIN, _GAP, _HEIGHT, _ROW = 760, 20, 10, 40, 54
_ALT = "The packages, from the command line at the top down to the page objects; each imports only what is below it"
_LINE = "#563acc"


def layers() -> list[list[str]]:
    """The layers, top first, each with its packages; modules of `automation` itself are left out, but for `context`."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    named = [[name.strip() for name in layer.split("|")] for layer in contracts[0]["layers"]]
    found = [[_shown(name) for name in layer if _shown(name)] for layer in named]
    return [*(layer for layer in found if layer), ["pages/"]]


def _shown(name: str) -> str:
    if (ROOT / "automation" / name).is_dir():
        return f"automation/{name}"
    return f"automation/{name}.py" if name == "context" else ""


def drawn() -> str:
    """The picture, as SVG."""
    rows = layers()
    height = 2 * _MARGIN + len(rows) * _ROW - (_ROW - _HEIGHT)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{_ALT}" '
        'font-family="sans-serif" font-size="15">',
        '<defs><marker id="arrow" markerWidth="8" markerHeight="8" refX="4" refY="4" orient="auto">'
        f'<path d="M0 0 L8 4 L0 8 z" fill="{_LINE}"/></marker></defs>',
        f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>',
    ]
    for number, names in enumerate(rows):
        top = _MARGIN + number * _ROW
        if number:
            arrow = f'd="M{_WIDTH // 2} {top - (_ROW - _HEIGHT)} v10" stroke="{_LINE}" marker-end="url(#arrow)"'
            lines.append(f"<path {arrow}/>")
        lines += [_box(name, top, place, len(names)) for place, name in enumerate(names)]
    return "\n".join([*lines, "</svg>"]) + "\n"


def _box(name: str, top: int, place: int, count: int) -> str:
    """A box with a name; one of several beside each other has a short name."""
    width = (_WIDTH - 2 * _MARGIN - (count - 1) * _GAP) // count
    left = _MARGIN + place * (width + _GAP)
    colour = "#e8f0e4" if name == "pages/" else "#e6e6f8"
    shown = name if count < 3 else name.rpartition("/")[2]
    rect = f'<rect x="{left}" y="{top}" width="{width}" height="{_HEIGHT}" rx="6" fill="{colour}" stroke="{_LINE}"/>'
    return f'{rect}<text x="{left + width // 2}" y="{top + 25}" text-anchor="middle">{shown}</text>'


if __name__ == "__main__":
    PICTURE.write_text(drawn(), encoding="utf-8")
