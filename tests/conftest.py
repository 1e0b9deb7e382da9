"""What every test may ask for: the papers beside the repository and the tools of the machine, each skipped by name."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from house.completeness import (  # noqa: F401  (pytest finds its hooks here)
    pytest_collection_modifyitems,
    pytest_configure,
    pytest_sessionfinish,
    pytest_terminal_summary,
)

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("THUONGTON_SHARED", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real papers laid beside the repository."""
    if not (SHARED / "seeds").is_dir():
        pytest.skip("cần thư mục ../shared (văn bản thật) bên cạnh kho mã")
    return SHARED


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The five seed papers that the product ships as its demonstration data."""
    return ROOT / "src" / "thuongton" / "demo" / "seeds"


@pytest.fixture(scope="session")
def libreoffice() -> str:
    """The LibreOffice program, which opens the Word files that are printed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if not found:
        pytest.skip("cần LibreOffice (gói libreoffice-writer)")
    return found


@pytest.fixture(scope="session")
def chromium() -> str:
    """The Chromium program that the browser stories drive."""
    found = shutil.which("chromium")
    if not found:
        pytest.skip("cần Chromium (gói chromium)")
    return found


@pytest.fixture(scope="session", autouse=True)
def trail_can_be_emptied() -> Iterator[None]:
    """Let the flush after a transactional test empty the trail in spite of its guards, and leave no row behind."""
    from django.db import connection
    from django.test.testcases import TransactionTestCase

    from thuongton.audit.triggers import guards_lifted

    kept = TransactionTestCase._fixture_teardown

    def empty(case: TransactionTestCase) -> None:
        with guards_lifted(connection):
            kept(case)
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            with guards_lifted(connection), connection.cursor() as cursor:
                cursor.execute("DELETE FROM audit_rowchange")

    TransactionTestCase._fixture_teardown = empty  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = kept  # type: ignore[method-assign]
