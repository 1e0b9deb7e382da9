"""Rows decided by keys in a browser; run by ``bench_reviews.py`` beside an installation, prints JSON.

`python bench/reviews_queue.py NUMBER` makes so many invented rows, serves them, and presses keys in Chromium: a letter
for each row, a digit before it where the reason changes. Nothing is pressed with a mouse.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
import urllib.request
from typing import Any

from both import ready
from look import chromium

PASSWORD = "khong-dung-1-mat-khau"
REASONS = ("Không còn đối tượng điều chỉnh", "Còn phù hợp với pháp luật hiện hành", "Trái với văn bản cấp trên mới")
ACTIONS = "GSTBPD"
WAIT = 60


def main(number: int) -> dict[str, Any]:
    """Rows made, served, decided by keys."""
    if chromium() is None:
        return {}
    ready()
    _rows(number)
    from ports import free_port

    port = free_port()
    log = subprocess.DEVNULL
    server = subprocess.Popen(
        [sys.executable, "-m", "thuongton.cli", "serve", "--port", str(port)], stdout=log, stderr=log
    )
    try:
        _wait(f"http://127.0.0.1:{port}")
        found = _pressed(f"http://127.0.0.1:{port}", number)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(WAIT)
    from thuongton.reviews.models import Judgement, ReviewRow

    proposed = ReviewRow.objects.filter(proposal__isnull=False).count()
    assert proposed == Judgement.objects.count()
    return found | {"rows": number, "done": proposed}


def _rows(number: int) -> None:
    from thuongton.people.services import add_unit, add_user, give_hat
    from thuongton.reviews.models import ReviewRow

    unit = add_unit(None, None, name="Tỉnh Đo", kind="province", identifier="H99")
    officer = add_user(None, None, username="do", full_name="Người Đo", password=PASSWORD)
    officer.hat = give_hat(None, officer, "officer", unit=unit)
    officer.must_change_password = False
    officer.save()
    ReviewRow.objects.bulk_create(
        ReviewRow(unit=unit, number=f"{at + 1}/2014/QĐ-UBND", number_key=f"{at + 1}/2014/QĐ-UBND", place=at,
                  title=f"Quy định mức thu phí số {at + 1} trên địa bàn tỉnh", origin="imported")
        for at in range(number)
    )  # fmt: skip


def _wait(address: str) -> None:
    for _time in range(WAIT * 4):
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.25)
    raise TimeoutError(address)


def _pressed(address: str, number: int) -> dict[str, Any]:
    from playwright.sync_api import sync_playwright

    chance, keys, walls = random.Random(3), 0, []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="vi-VN")
        page.goto(f"{address}/tai-khoan/login/")
        page.fill("input[name=login]", "do")
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(f"{address}/")
        page.goto(f"{address}/ra-soat/lan-luot/")
        for words in REASONS:  # the first time each is typed; from then on it is a digit
            page.fill("#ly-do-moi", words)
            page.press("#ly-do-moi", "Enter")
        begun, reason = time.perf_counter(), 0
        for _row in range(number):
            now = page.get_attribute("[data-row]", "data-row")
            if not reason or chance.random() < 0.5:
                reason = chance.randrange(len(REASONS)) + 1
                page.keyboard.press(str(reason))
                keys += 1
            asked = time.perf_counter()
            page.keyboard.press(chance.choice(ACTIONS))
            keys += 1
            page.wait_for_function("now => document.querySelector('[data-row]').dataset.row !== now", arg=now)
            walls.append(1000 * (time.perf_counter() - asked))
        wall = time.perf_counter() - begun
        browser.close()
    walls.sort()
    return {"keys": keys, "wall": wall, "p50": walls[len(walls) // 2], "p95": walls[int(len(walls) * 0.95) - 1]}


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    print(json.dumps(main(int(sys.argv[1]))))
