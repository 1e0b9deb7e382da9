"""What every test may ask for: the papers beside the repository and the tools of the machine, each skipped by name."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import TypeVar

import pytest

from house import completeness, order
from house.completeness import (  # noqa: F401  (pytest finds its hooks here)
    pytest_configure,
    pytest_sessionfinish,
    pytest_terminal_summary,
)
from house.order import pytest_xdist_make_scheduler  # noqa: F401
from one_act import one_act  # noqa: F401  (every test has it)
from thorough import load_profile
from thuongton.cases.definition import installed

load_profile()
os.environ["DJANGO_SETTINGS_MODULE"] = "thuongton.config.settings"  # what a process of its own runs with

ROOT = Path(__file__).resolve().parent.parent
Made = TypeVar("Made")
SHARED = Path(os.environ.get("THUONGTON_SHARED", ROOT.parent / "shared"))


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN and threading.current_thread() is threading.main_thread():
    # Started deaf to SIGINT (a job of a shell in the background): processes started here shall hear it again.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_sessionstart(session: pytest.Session) -> None:
    """While tests are gathered the kinds of the product are known, and no database is asked for others."""
    installed.join(None)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what runs elsewhere, then put the rest in order."""
    completeness.pytest_collection_modifyitems(config, items)
    order.pytest_collection_modifyitems(config, items)


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


@pytest.fixture(scope="module")
def once(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Callable[[], Made]], Made]]:
    """Builds a world once for a module: ``world_built = once(make_world)``, each test on ``deepcopy(world_built)``.

    The rows stand in one transaction that stays open for the module; each test runs inside a savepoint of it. A test
    that needs a real commit (``transaction=True``) builds its own world.
    """
    from django.db import transaction
    from django.test import override_settings

    def build(make: Callable[[], Made]) -> Made:
        with override_settings(FILES_ROOT=tmp_path_factory.mktemp("files")):
            return make()

    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        yield build
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world_built(once: Callable[[Callable[[], Made]], Made]) -> Made:
    """Two provinces with departments and communes, as they were built; tests ask for ``world``."""
    from factories import make_world

    return once(make_world)


@pytest.fixture
def world(world_built: Made, db: None) -> Made:
    """Two provinces with departments and communes, for one test to change as it likes."""
    return deepcopy(world_built)


@pytest.fixture(scope="module")
def annex_built(once: Callable[[Callable[[], Made]], Made]) -> Made:
    """The plan of the annex with the people around it, as it was built; tests ask for ``annex``."""
    from plans.annex_world import make_annex

    return once(make_annex)


@pytest.fixture
def annex(annex_built: Made, db: None) -> Made:
    """The plan of the annex, for one test to change as it likes."""
    return deepcopy(annex_built)


@pytest.fixture
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands still: on a slow machine too all is done within one minute, and a code stays the code of now."""
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now)


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


@pytest.fixture(autouse=True)
def installed_kinds(request: pytest.FixtureRequest) -> None:
    """Installed kinds are asked of the database of this test; a test without one knows those of the product alone."""
    from thuongton.cases.queries.installed import InstalledRows

    asks = request.node.get_closest_marker("django_db") or {"db", "transactional_db", "once"} & {*request.fixturenames}
    installed.join(InstalledRows() if asks else None)
