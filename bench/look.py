"""A real Chromium before a real site with its demonstration, for the measurements of pages (``bench_look.py``)."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from both import ROOT, installation
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from ports import free_port
from visitor import Visitor

PASSWORD = "thuong-ton-2026"
SIGN_IN = "/tai-khoan/login/"
PATIENCE = 180_000
"""Milliseconds a page may take on a machine that has other work before the measurement gives up."""
AXE = ROOT / "tests" / "browser" / "vendor" / "axe.min.js"
ROLES = ("quantri", "tuphap", "lanhdaoso", "congchuc", "lanhdao", "kiemtra", "nguoidan")
PAGES = (
    "/",
    "/?xem=viec",
    "/bang-lanh-dao/",
    "/bang-lanh-dao/dien-bien/",
    "/tim/?q=de+an",
    "/lich/",
    "/lich-nhac-viec/",
    "/ke-hoach/",
    "/ke-hoach/1/",
    "/ke-hoach/1/theo-don-vi/",
    "/ke-hoach/1/dong-thoi-gian/",
    "/ke-hoach/1/bao-cao/",
    "/ke-hoach/1/so-sanh/?truoc=2025-12-31",
    "/ke-hoach/1/lich-su/",
    "/ke-hoach/1/ma-tran/",
    "/ke-hoach/nhiem-vu/",
    "/ke-hoach/ky/",
    "/ke-hoach/nhiem-vu/35/",
    "/ke-hoach/tu-bang/",
    "/ke-hoach/xac-nhan/",
    "/ke-hoach/don-doc/",
    "/van-ban/",
    "/van-ban/1/",
    "/van-ban/dua-vao/",
    "/van-ban/so-den/",
    "/van-ban/so-di/",
    "/van-ban/so-den/moi/",
    "/tai-khoan-cua-toi/",
    "/nhat-ky/",
    "/don-vi/",
    "/nguoi-dung/",
)
"""Pages by their addresses in the demonstration; one that does not answer 200 to a role is left out for that role."""

VISIBLE = """selector => {
  const bars = [...document.querySelectorAll('.foot-line, .foot-bar, .phone-bar')].filter(e => e.offsetParent !== null);
  const low = Math.min(innerHeight, ...bars.map(e => e.getBoundingClientRect().top).filter(y => y > innerHeight / 2));
  return [...document.querySelectorAll(selector)].filter(row => {
    const at = row.getBoundingClientRect();
    return at.height > 0 && at.top >= 0 && at.bottom <= low + 1;
  }).length;
}"""
"""How many of the elements stand whole in the window, above what sticks to its foot."""


@dataclass
class Look:
    """The browser before the site; people sign in once and keep their session."""

    browser: Browser
    address: str
    sessions: dict[str, Any] = field(default_factory=dict)

    def page(self, name: str, width: int = 1366, height: int = 768, **more: Any) -> Page:
        """A new window of a person."""
        context = self.context(name, width, height, **more)
        return context.new_page()

    def context(self, name: str, width: int = 1366, height: int = 768, **more: Any) -> BrowserContext:
        """A browser of a person: the cookies of an earlier sign-in, an empty cache."""
        if name not in self.sessions:
            first = self.browser.new_context(locale="vi-VN")
            first.set_default_timeout(PATIENCE)
            page = first.new_page()
            page.goto(self.address + SIGN_IN)
            page.fill("input[name=login]", name)
            page.fill("input[name=password]", PASSWORD)
            page.press("input[name=password]", "Enter")
            page.wait_for_url(lambda url: SIGN_IN not in url)
            self.sessions[name] = first.storage_state()
            first.close()
        size = {"width": width, "height": height}
        kept = self.sessions[name]
        made = self.browser.new_context(storage_state=kept, viewport=size, locale="vi-VN", **more)  # type: ignore[arg-type]
        made.set_default_timeout(PATIENCE)
        return made

    def open(self, page: Page, path: str) -> bool:
        """Go to a path; whether it answered 200 to this person."""
        answer = page.goto(self.address + path)
        return answer is not None and answer.status == 200 and SIGN_IN not in page.url

    def rows(self, name: str, path: str, selector: str) -> int:
        """How many elements stand whole in a window of 1366 × 768."""
        page = self.page(name)
        found = int(page.evaluate(VISIBLE, selector)) if self.open(page, path) else 0
        page.context.close()
        return found

    def tabs_until(self, name: str, path: str, selector: str, most: int = 60) -> int | None:
        """How many keys from the top of a page until an element of the selector has the focus: Tab, and Enter on a skip
        link that leads into the table."""
        page = self.page(name)
        self.open(page, path)
        found = None
        for number in range(1, most + 1):
            leads = page.evaluate("document.activeElement.matches('a.skip:not([href=\"#noi-dung\"])')")
            page.keyboard.press("Enter" if leads else "Tab")
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                found = number
                break
        page.context.close()
        return found


def chromium() -> str | None:
    """The program, where it is installed."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def looking() -> Iterator[Look]:
    """The demonstration served on SQLite, and Chromium; both gone when the block ends."""
    with installation("sqlite") as environment:
        command = [sys.executable, "-m", "thuongton.cli"]
        env = {name: value for name, value in environment.items() if name != "DJANGO_SETTINGS_MODULE"}
        subprocess.run([*command, "demo"], env=env, check=True, stdout=subprocess.DEVNULL)
        port = free_port()
        process = subprocess.Popen(
            [*command, "serve", "--port", str(port)], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            visitor, until = Visitor(port), time.monotonic() + 180
            while visitor.ask("/healthz").status != 200:
                if time.monotonic() > until or process.poll() is not None:
                    raise SystemExit("bench look: the site did not come up")
                time.sleep(0.2)
            with sync_playwright() as playwright:
                quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
                browser = playwright.chromium.launch(executable_path=chromium(), args=quiet)
                yield Look(browser, f"http://127.0.0.1:{port}")
                browser.close()
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                os.kill(process.pid, signal.SIGKILL)
