"""Pages counted in Chromium at 1366 × 768: rows, tabs, interactions; axe for every page × role; widths; a cold page.

The functions stand in ``MEASURES``; each takes the browser (``look.py``) and gives figures. Who builds a page adds the
function of its bar. `BENCH_LOOK=rows,cold` runs some of them only.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from both import ROOT
from figure import Figure
from look import AXE, PAGES, ROLES, VISIBLE, Look, chromium, looking

COLD = ("/", "/ke-hoach/1/", "/bang-lanh-dao/")
ROOM = """selector => {
  const bars = [...document.querySelectorAll('.foot-line, .foot-bar')].filter(e => e.offsetParent !== null);
  const low = Math.min(innerHeight, ...bars.map(e => e.getBoundingClientRect().top).filter(y => y > innerHeight / 2));
  const first = document.querySelector(selector);
  return first ? Math.floor((low - first.getBoundingClientRect().top) / first.getBoundingClientRect().height) : 0;
}"""
"""How many rows have room from the first one down."""
LINE = {"offline": False, "latency": 20, "downloadThroughput": 3_000_000 / 8, "uploadThroughput": 1_000_000 / 8}
"""3 Mbit/s with 20 ms, as Chromium slows itself down."""


def rows(look: Look) -> list[Figure]:
    """Rows that stand whole in the window."""
    wanted = {
        "task rows of a plan": ("tuphap", "/ke-hoach/1/", "table.tb tbody tr:not(.group)", "12"),
        "task rows of all plans": ("tuphap", "/ke-hoach/nhiem-vu/", "table.tb tbody tr:not(.group)", "14"),
        "rows of the register": ("tuphap", "/van-ban/", "table.tb tbody tr:not(.group)", "12"),
        "rows of the journal": ("quantri", "/nhat-ky/", "table.tb tbody tr:not(.group)", "10"),
        "agencies of the leader's table": ("tuphap", "/bang-lanh-dao/", "table.heat tbody tr", "all"),
    }
    figures = []
    for what, (name, path, selector, bar) in wanted.items():
        seen = look.rows(name, path, selector)
        page = look.page(name)
        look.open(page, path)
        number, room = page.locator(selector).count(), int(page.evaluate(ROOM, selector))
        told = f"{seen} of {number} on the page" + (f" (room for {room})" if room > number else "")
        figures.append(Figure(f"{what}: wholly visible", told, bar))
        page.context.close()
    return figures


def matrix(look: Look) -> list[Figure]:
    """Rows and columns of the coverage matrix that stand whole in the window."""
    page = look.page("tuphap")
    if not look.open(page, "/ke-hoach/1/ma-tran/"):
        return [Figure("matrix", "does not answer", "14 × 16")]
    counted = page.evaluate(
        """() => {
          const whole = [...document.querySelectorAll('main table tbody td')].filter(cell => {
            const at = cell.getBoundingClientRect();
            return at.height > 0 && at.top >= 0 && at.bottom <= innerHeight && at.left >= 0 && at.right <= innerWidth;
          });
          const tops = new Set(whole.map(cell => Math.round(cell.getBoundingClientRect().top)));
          const lefts = new Set(whole.map(cell => Math.round(cell.getBoundingClientRect().left)));
          const one = document.querySelector('main table tbody a.c').getBoundingClientRect();
          const edge = document.querySelector('.split > .left').getBoundingClientRect().right;
          return [tops.size, lefts.size - 1, Math.floor((edge - one.left) / 29)];
        }"""
    )
    page.context.close()
    told = f"{counted[0]} × {counted[1]} (room for {counted[2]} units)"
    return [Figure("matrix of the demonstration: rows × units wholly visible", told, "14 × 16")]


def confirm(look: Look) -> list[Figure]:
    """Rows that stand whole beside the open card while a commune officer confirms what was read of a plan."""
    page = look.page("congchuc")
    look.open(page, "/van-ban/dua-vao/")
    page.set_input_files("#tep", next((ROOT / "src" / "thuongton" / "demo" / "seeds").glob("004_*.txt")))
    page.wait_for_selector("text=Đã đọc, chờ xác nhận", timeout=120_000)
    page.click("a:has-text('Xác nhận')")
    page.click("button:has-text('Vào sổ')")
    page.wait_for_url("**/ke-hoach/xac-nhan/*/")
    seen = []
    for _row in range(5):
        page.wait_for_load_state("networkidle")
        seen.append(int(page.evaluate(VISIBLE, "details.reading-row:not([open])")))
        number = page.locator("details.reading-row.right").count()
        page.keyboard.press("Enter")
        page.wait_for_function(
            "number => document.querySelectorAll('details.reading-row.right').length > number", arg=number
        )
    page.context.close()
    return [Figure("rows beside the open card while confirming (5 cards)", f"{min(seen)}–{max(seen)}", "8")]


def tabs(look: Look) -> list[Figure]:
    """Keys from the top of a plan to its first task: Tab and its skip link, without the keys of lists (J)."""
    found = look.tabs_until("tuphap", "/ke-hoach/1/", "table.tb tbody a, table.tb tbody a *")
    return [
        Figure("keys from the top of a plan to its first task", "more than 60" if found is None else str(found), "3")
    ]


def acts(look: Look) -> list[Figure]:
    """Interactions (a click, a choice in a list) from the table of a plan until one task, and ten, are assigned."""
    figures = []
    for number, bar in ((1, "4"), (10, "6")):
        page = look.page("tuphap")
        look.open(page, "/ke-hoach/1/")
        ticks = page.locator("input.tick")
        first = number - 1 if number > 1 else 0  # each assigns tasks that the other did not
        steps: list[Callable[[], object]] = [lambda ticks=ticks, first=first: ticks.nth(first).click()]  # type: ignore[misc]
        if number > 1:
            steps.append(
                lambda ticks=ticks, last=first + number - 1: ticks.nth(last).click(modifiers=["Shift"])  # type: ignore[misc]
            )
        steps += [
            lambda page=page: page.click("form.bulk button:has-text('Giao cho')"),  # type: ignore[misc]
            lambda page=page: page.select_option("select[name=nguoi]", index=1),  # type: ignore[misc]
            lambda page=page: page.click("main button.btn-primary"),  # type: ignore[misc]
        ]
        for step in steps:
            step()
        page.wait_for_url("**/ke-hoach/1/*")
        done = page.locator(".toasts .msg, .messages .msg").first.text_content() or ""
        told = str(len(steps)) if str(number) in done else f"{len(steps)}, and the page says: {done.strip()[:80]}"
        figures.append(Figure(f"interactions from a plan to {number} of its tasks assigned", told, bar))
        page.context.close()
    return figures


def keys(look: Look) -> list[Figure]:
    """Keys for each cell of the coverage matrix that is decided one after the other: Enter agrees and goes on."""
    page, cells = look.page("tuphap"), 30
    look.open(page, "/ke-hoach/1/ma-tran/")
    left = "Number(document.querySelector('[data-left]').textContent)"
    page.wait_for_selector("#xem-nhanh form[data-cell]")
    began = int(page.evaluate(left))
    pressed = 0
    for number in range(cells):
        page.keyboard.press("Enter")
        pressed += 1
        page.wait_for_function(f"began => {left} === began", arg=began - number - 1)
    decided = began - int(page.evaluate(left))
    page.context.close()
    return [Figure(f"keys for each cell of the matrix ({decided} decided)", f"{pressed / max(decided, 1):.1f}", "1")]


def axe(look: Look) -> list[Figure]:
    """What axe-core finds, of any weight, on every page that a role may open."""
    script = AXE.read_text("utf-8")
    found: dict[str, set[str]] = {}
    looked = 0
    for name in ROLES:
        page = look.page(name)
        for path in PAGES:
            if not look.open(page, path):
                continue
            looked += 1
            page.evaluate(script + "; true")
            for fault in page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]:
                found.setdefault(f"{fault['id']} ({fault['impact']})", set()).add(f"{path} {name}")
        page.context.close()
    number = sum(len(places) for places in found.values())
    figures = [Figure("axe findings, every page × role", f"{number} on {looked} pages", "0")]
    for fault, places in sorted(found.items()):
        shown = ", ".join(sorted({place.split()[0] for place in places})[:6])
        figures.append(Figure(f"axe: {fault}", f"{len(places)} pages: {shown}", "0"))
    return figures


def widths(look: Look) -> list[Figure]:
    """Pages wider than a phone of 360 px, and than 320 px (1280 at 400 %)."""
    figures = []
    for width, height in ((360, 740), (320, 256)):
        wide, looked = set(), 0
        for name in ("tuphap", "congchuc", "quantri"):
            page = look.page(name, width, height)
            for path in PAGES:
                if not look.open(page, path):
                    continue
                looked += 1
                over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                if over > 0:
                    wide.add(f"{path} (+{over})")
            page.context.close()
        told = f": {', '.join(sorted(wide))}" if wide else ""
        figures.append(Figure(f"pages wider than {width} px, of {looked} (page × role)", f"{len(wide)}{told}", "0"))
    return figures


def cold(look: Look) -> list[Figure]:
    """A page with an empty cache at 3 Mbit/s: seconds until it has arrived whole, kilobytes as they travel."""
    figures = []
    for path in COLD:
        taken, sizes = [], []
        for _run in range(3):
            page = look.page("tuphap")
            line = page.context.new_cdp_session(page)
            line.send("Network.enable")
            line.send("Network.setCacheDisabled", {"cacheDisabled": True})
            line.send("Network.emulateNetworkConditions", LINE)
            arrived: list[float] = []
            line.on(
                "Network.loadingFinished", lambda event, arrived=arrived: arrived.append(event["encodedDataLength"])
            )
            began = time.perf_counter()
            page.goto(look.address + path, wait_until="load")
            taken.append(time.perf_counter() - began)
            page.wait_for_load_state("networkidle")
            sizes.append(sum(arrived) / 1024)
            page.context.close()
        told = f"{min(taken):.1f}–{max(taken):.1f} s, {max(sizes):.0f} KB"
        figures.append(Figure(f"{path} cold at 3 Mbit/s (3 times)", told, "1.5 s, 130 KB"))
    return figures


MEASURES: tuple[Callable[[Look], list[Figure]], ...] = (rows, matrix, confirm, tabs, acts, keys, axe, widths, cold)


def measure() -> list[Figure]:
    """Every measure, or those that ``BENCH_LOOK`` names."""
    if chromium() is None:
        return [Figure("look", "not measured: no Chromium on this machine")]
    wanted = {name for name in os.environ.get("BENCH_LOOK", "").split(",") if name}
    with looking() as look:
        figures = [Figure("load of the machine before", f"{os.getloadavg()[0]:.1f}")]
        for one in MEASURES:
            if not wanted or one.__name__ in wanted:
                figures += one(look)
    return figures
