"""Videos: one for each server, with a part's card and the step's captions in them."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from tests.support import MakePair, RunCli, has_mode

CARD = (22, 22, 31)


def frames(video: Path) -> list[Image.Image]:
    """Four frames of each second."""
    command = ["ffmpeg", "-loglevel", "error", "-i", str(video), "-vf", "fps=4", "-f", "image2pipe", "-c:v", "png", "-"]
    pictures = subprocess.run(command, capture_output=True, check=True).stdout.split(b"\x89PNG")[1:]
    return [Image.open(io.BytesIO(b"\x89PNG" + data)).convert("RGB") for data in pictures]


def card_in(image: Image.Image, band: tuple[float, float]) -> int:
    """How many pixels of a card's ground are in a band of the picture's height."""
    height = image.height
    part = image.crop((0, int(band[0] * height), image.width, int(band[1] * height)))
    return sum(
        count
        for count, colour in part.getcolors(1 << 24) or []
        if isinstance(colour, tuple) and all(abs(a - b) <= 4 for a, b in zip(colour, CARD, strict=True))
    )


@pytest.mark.process
@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg is not installed")
def test_a_video_shows_the_card_of_the_part_and_the_captions(
    make_pair: MakePair, run_cli: RunCli, tmp_path: Path
) -> None:
    pair = make_pair()
    recorded = ("--video", "--trace", "on", "--folder", "x")
    ran = run_cli("export", "--only", "blocks", *recorded, environment=pair.environment())
    assert ran.code == 0, ran.out + ran.err
    assert f"The videos are in {Path('x/videos')}" in ran.out
    (video,) = (tmp_path / "x" / "videos").iterdir()
    assert video.name.endswith("-old.webm")
    assert has_mode(video, 0o600)
    found = frames(video)
    assert {image.size for image in found} == {(1280, 900)}
    # The part's card stands in the middle of the window, a step's caption at its edge.
    assert any(card_in(image, (0.4, 0.6)) > 40_000 for image in found)
    assert sum(card_in(image, (0.85, 1)) > 10_000 for image in found) > 3
