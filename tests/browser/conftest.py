"""A real site for the browser: the command itself, with the demonstration data, in a process of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from ports import free_port
from templates import with_demonstration

import waiting

PASSWORD = "thuong-ton-2026"
SIGN_IN = "/tai-khoan/login/"
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
THUONGTON = [sys.executable, "-m", "thuongton.cli"]


@dataclass
class Site:
    """Where the site listens and where its data stands."""

    address: str
    data: Path


def wait_until_ready(address: str, process: subprocess.Popen[bytes]) -> None:
    """Wait for /healthz; the process ending first is a failure."""

    def answers() -> bool:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=waiting.LONG) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    waiting.until(answers, "the site is ready", process=process)


@contextmanager
def own_database() -> Iterator[dict[str, str]]:
    """The variable that gives the site a database of its own on the PostgreSQL server of the tests; none on SQLite."""
    server = os.environ.get("THUONGTON_DATABASE_URL", "")
    if not server:
        yield {}
        return
    name = f"site_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield {"THUONGTON_DATABASE_URL": urlsplit(server)._replace(path=f"/{name}").geturl()}
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def site(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The running site with its demonstration data."""
    data = tmp_path_factory.mktemp("site")
    with own_database() as database:
        environment = {**os.environ, **database, "THUONGTON_DATA": str(data), "PYTHONUNBUFFERED": "1"}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        if database:
            subprocess.run([*THUONGTON, "demo"], env=environment, check=True, stdout=subprocess.DEVNULL)
        else:
            shutil.copytree(with_demonstration(), data, dirs_exist_ok=True)
        port = free_port()
        log = (data / "serve.log").open("wb")
        process = subprocess.Popen(
            [*THUONGTON, "serve", "--port", str(port)], env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        address = f"http://127.0.0.1:{port}"
        try:
            wait_until_ready(address, process)
            yield Site(address, data)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(waiting.LONG)
            except subprocess.TimeoutExpired:
                process.kill()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Chromium without its own errands on the network."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        yield launched
        launched.close()


@dataclass
class Session:
    """One signed-in person at a screen; ``complaints`` are messages of the console that should not be there."""

    page: Page
    site: Site
    complaints: list[str]

    def faults(self) -> list[str]:
        """What axe-core calls serious on the page that is open."""
        return serious_faults(self.page)

    def count(self, selector: str) -> int:
        """How many elements stand on the page once it has arrived whole (a click answers at its first byte)."""
        self.page.wait_for_load_state("domcontentloaded")
        return self.page.locator(selector).count()

    def open(self, path: str) -> Page:
        """Go to a path of the site; anything but 200 is a failure."""
        answer = self.page.goto(self.site.address + path)
        assert answer is not None and answer.status == 200, f"{path}: {answer and answer.status}"
        assert path.startswith(SIGN_IN) or SIGN_IN not in self.page.url, f"{path}: nobody is signed in"
        return self.page


def serious_faults(page: Page) -> list[str]:
    """What axe-core calls serious or critical on the page as it stands, one line each."""
    page.evaluate(AXE + "; true")
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{violation['id']}: {violation['nodes'][0]['html'][:120]}"
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical")
    ]


@pytest.fixture(scope="session")
def signed_in() -> dict[str, Any]:
    """The cookies of people who signed in for tests that only look at pages."""
    return {}


@pytest.fixture
def sign_in(site: Site, browser: Browser, signed_in: dict[str, Any]) -> Iterator[Callable[..., Session]]:
    """Sign in as one of the demonstration people; each has a screen of its own.

    ``looks``: the test only opens pages, so the person's session may be one that another such test began.
    """
    contexts = []

    def enter(
        name: str,
        *,
        width: int = 1366,
        height: int = 768,
        locale: str = "vi-VN",
        scripts: bool = True,
        looks: bool = False,
    ) -> Session:
        context = browser.new_context(
            storage_state=signed_in.get(name) if looks else None,
            viewport={"width": width, "height": height},
            locale=locale,
            accept_downloads=True,
            java_script_enabled=scripts,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        session = Session(page, site, [])
        page.on("console", lambda message: session.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: session.complaints.append(str(error)))
        if looks and name in signed_in:
            return session
        page.goto(site.address + SIGN_IN)
        page.fill("input[name=login]", name)
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(f"{site.address}/")
        if looks:
            signed_in[name] = context.storage_state()
        return session

    yield enter
    for context in contexts:
        context.close()
