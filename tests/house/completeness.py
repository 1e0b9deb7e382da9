"""Which tests run on which database, and skips that count as failures where everything must run.

`make test` runs the suite once on SQLite and, where a server is installed, once on PostgreSQL. A test marked `postgres`
or `sqlite` is left out of the other run without being counted as skipped; without any server, `postgres` tests skip by
name. Where both runs stand side by side, the one on PostgreSQL leaves out what asks for no database at all: it says the
same there; and the one on SQLite leaves out the long sweeps over routes and lists (`sweep`), which say the same on both
and stand on the database of installations. With `THUONGTON_REQUIRE_ALL=1`, as in CI, every skip is printed by name and
the run fails.
"""

from __future__ import annotations

import os

import pytest

DATABASE = {"db", "transactional_db", "live_server"}
"""Fixtures without which, the mark ``django_db`` or an unblocked database no test may touch one."""


def on_postgres() -> bool:
    """Whether this run has a PostgreSQL database."""
    return os.environ.get("THUONGTON_DATABASE_URL", "").startswith("postgres")


def asks_for_a_database(item: pytest.Item) -> bool:
    """Whether a test can touch the database of the run, or is about PostgreSQL itself."""
    marked = any(item.get_closest_marker(name) for name in ("django_db", "postgres"))
    known = getattr(item, "_fixtureinfo", None)
    made = [one for several in known.name2fixturedefs.values() for one in several] if known else []
    unblocked = any(
        "django_db_blocker" in one.argnames and not one.func.__module__.startswith("pytest_django") for one in made
    )
    return marked or unblocked or not DATABASE.isdisjoint(getattr(item, "fixturenames", ()))


def skips_fail() -> bool:
    """Whether a skipped test fails the run."""
    return os.environ.get("THUONGTON_REQUIRE_ALL") == "1"


def skipped_names(reporter: pytest.TerminalReporter) -> list[str]:
    """Each skipped test or module with its reason, as it is printed."""
    names = []
    for report in reporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        names.append(f"{report.nodeid}: {reason.removeprefix('Skipped: ')}")
    return sorted(names)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "sqlite: only has a meaning on SQLite")
    config.addinivalue_line("markers", "sweep: a long crossing of routes, lists and people, the same on every database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    elsewhere = "sqlite" if on_postgres() else "postgres"
    both = os.environ.get("THUONGTON_TESTS_ON_BOTH") == "1"
    runs_elsewhere = on_postgres() or both
    left_out = [item for item in items if item.get_closest_marker(elsewhere)]
    if both and on_postgres():
        left_out = [item for item in items if item.get_closest_marker(elsewhere) or not asks_for_a_database(item)]
    elif both:
        left_out = [item for item in items if item.get_closest_marker(elsewhere) or item.get_closest_marker("sweep")]
    if not left_out:
        return
    if runs_elsewhere:
        config.hook.pytest_deselected(items=left_out)
        gone = set(left_out)
        items[:] = [item for item in items if item not in gone]
    else:
        for item in left_out:
            item.add_marker(pytest.mark.skip(reason="cần máy chủ PostgreSQL (gói postgresql)"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    names = skipped_names(terminalreporter) if skips_fail() else []
    if names:
        terminalreporter.section("skipped, and nothing may be skipped here (THUONGTON_REQUIRE_ALL=1)", red=True)
        for name in names:
            terminalreporter.line(name, red=True)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    # A worker of pytest-xdist has no reporter with results; the controlling process decides.
    if reporter is None or hasattr(session.config, "workerinput"):
        return
    if skips_fail() and exitstatus in (0, 5) and skipped_names(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
