"""The register of the page «Thêm một sổ trong mười phút», installed in tests: a kind and a form that counts it."""

from __future__ import annotations

import re
from pathlib import Path

from thuongton.cases.models import InstalledKind
from thuongton.cases.queries.installed import OfferedFile, read_offered
from thuongton.cases.services import install
from thuongton.people.models import User

PAGE = Path(__file__).resolve().parents[2] / "docs" / "kinds.md"
CLUB, CLUB_FORM = re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
NAME = "cau_lac_bo_quan_vot"
BASIS = "Quyết định số 12/QĐ-UBND ngày 02/3/2026"
NEWER = CLUB.replace("version: 1", "version: 2\nvalid_from: 2026-09-01")


def offered(text: str = CLUB) -> OfferedFile:
    return read_offered("so.yaml", text.encode())


def put_in(text: str = CLUB, user: User | None = None) -> InstalledKind:
    """Install a file; None: by the system itself."""
    found = offered(text)
    assert found.findings == () or list(found.findings) == []
    return install(user, found.row(), BASIS)
