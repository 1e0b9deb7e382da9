"""A scanned secret paper is refused before it is stored: its first page is recognised while the person waits."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest

from thuongton.documents.models import Intake, StoredFile
from thuongton.documents.services import intake as services
from thuongton.files.screening import SecretPaper, screen_attachment

from .conftest import stored_paths

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


def scanned(*pages: list[str]) -> bytes:
    """A PDF whose pages are pictures of these lines."""
    image = pytest.importorskip("PIL.Image")
    from PIL import ImageDraw, ImageFont

    if not FONT.exists() or not shutil.which("tesseract"):
        pytest.skip("cần tesseract (tiếng Việt) và phông DejaVu")
    font = ImageFont.truetype(str(FONT), 36)
    pictures = []
    for lines in pages:
        picture = image.new("L", (1654, 2339), 255)
        draw = ImageDraw.Draw(picture)
        for at, line in enumerate(lines):
            draw.text((160, 160 + at * 80), line, font=font, fill=0)
        pictures.append(picture)
    stream = io.BytesIO()
    pictures[0].save(stream, "PDF", resolution=200, save_all=True, append_images=pictures[1:])
    return stream.getvalue()


PLAN = ["ỦY BAN NHÂN DÂN XÃ MỘT", "Số: 15/KH-UBND", "KẾ HOẠCH", "Kiểm tra văn bản quy phạm pháp luật năm 2026"]


@pytest.mark.ocr
def test_a_scan_is_read_and_a_secret_one_refused(world, clerk, files_root) -> None:
    intake = services.accept_file(clerk, world.commune, scanned(PLAN, PLAN), "ban-quet.pdf")
    assert intake.state == "read", intake.refusal
    Intake.objects.all().delete()
    StoredFile.objects.all().delete()
    before = stored_paths(files_root)
    for take in (
        lambda data: services.accept_file(clerk, world.commune, data, "ban-quet-mat.pdf"),
        lambda data: screen_attachment(data, "ban-quet-mat.pdf"),
    ):
        with pytest.raises(SecretPaper):
            take(scanned(["TỐI MẬT", *PLAN], PLAN))
    assert not Intake.objects.exists() and not StoredFile.objects.exists() and stored_paths(files_root) == before
