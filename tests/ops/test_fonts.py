"""A server without Vietnamese letters says so before the first paper is printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from thuongton.config.checks import CHECKS, LIKE_TIMES, vietnamese_families

(FONTS,) = (check for check in CHECKS if check.code == "fonts-vietnamese")


def only_fonts_of(folder: Path, *names: str) -> Path:
    """A configuration of fontconfig that knows just these files of the machine."""
    faces = folder / "faces"
    faces.mkdir()
    for name in names:
        found = Path("/usr/share/fonts/truetype") / name
        if not found.exists():
            pytest.skip(f"cần phông chữ {name}")
        (faces / found.name).symlink_to(found)
    setting = folder / "fonts.conf"
    setting.write_text(
        f"<?xml version='1.0'?><fontconfig><dir>{faces}</dir><cachedir>{folder / 'cache'}</cachedir></fontconfig>"
    )
    return setting


@pytest.mark.office
def test_this_machine_can_print_vietnamese(libreoffice: str) -> None:
    families = vietnamese_families()
    assert families is not None and families & set(LIKE_TIMES)
    assert list(FONTS.find()) == []


@pytest.mark.office
@pytest.mark.parametrize(
    ("faces", "finds"),
    [((), 1), (("dejavu/DejaVuSerif.ttf",), 1), (("liberation2/LiberationSerif-Regular.ttf",), 0)],
)
def test_a_machine_is_judged_by_the_letters_it_has(
    libreoffice: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, faces: tuple[str, ...], finds: int
) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", str(only_fonts_of(tmp_path, *faces)))
    assert len(list(FONTS.find())) == finds


def test_nothing_is_said_where_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert list(FONTS.find()) == []
