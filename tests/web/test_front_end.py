"""What a page takes along: few bytes on a first visit, and htmx exactly where a part of the page speaks it."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from lxml import html

from factories import World, officer
from thuongton.cases.case_parts import CASE_PARTS

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = {
    str(path.relative_to(folder)): path
    for folder in sorted((ROOT / "src" / "thuongton").glob("*/templates"))
    for path in sorted(folder.rglob("*.html"))
}
HTMX = "web/parts/htmx.html"
SPEAKS = re.compile(r"\bhx-(?:get|post)=")
CALLS = re.compile(r"\bhtmx\.(?:ajax|process)\(")
TAKEN = re.compile(r"""\{%\s*(?P<how>extends|include)\s+["'](?P<name>[^"']+)["']""")
SCRIPT = re.compile(r"\{%\s*static\s+'(?P<name>[\w/.-]+\.js)'")
CHOSEN = {"cases/case.html": [part.template for part in CASE_PARTS]}
"""Templates that a page takes by names which the code chooses."""
WITHOUT = {"plans/coverage_cell.html"}
"""Pages that include a part which speaks htmx only within another page."""
FIRST_PAGE = 50_000
"""Bytes of styles, scripts and signs on a first visit, as they travel; the bar of a whole first page is 130 KB."""


def parts_of(name: str) -> Iterator[str]:
    """A template with what it extends and includes, as far as names are written out."""
    waiting, seen = [name], set()
    while waiting:
        one = waiting.pop()
        if one in seen or one not in TEMPLATES:
            continue
        seen.add(one)
        yield one
        waiting += [found["name"] for found in TAKEN.finditer(TEMPLATES[one].read_text("utf-8"))]
        waiting += CHOSEN.get(one, ())


def pages() -> list[str]:
    """Templates that are whole pages: they extend the frame."""
    return [name for name in TEMPLATES if "web/base.html" in set(parts_of(name)) and "/kinds/" not in name]


def speaks_htmx(name: str) -> bool:
    text = TEMPLATES[name].read_text("utf-8")
    if SPEAKS.search(text):
        return True
    scripts = (finders.find(found["name"]) for found in SCRIPT.finditer(text) if "vendor/" not in found["name"])
    return any(CALLS.search(Path(path).read_text("utf-8")) for path in scripts if path)


def test_a_page_loads_htmx_where_a_part_of_it_speaks_htmx() -> None:
    speaking = {name for name in pages() if any(map(speaks_htmx, parts_of(name)))} - WITHOUT
    loading = {name for name in pages() if HTMX in set(parts_of(name))}
    assert {"plans/confirm.html", "documents/intake.html", "plans/coverage.html", "web/list/page.html"} <= speaking
    assert speaking - loading == set(), "thiếu web/parts/htmx.html"
    assert loading - speaking == set(), "thừa web/parts/htmx.html"


def weight(page: str) -> int:
    """Bytes of the files of the house that a page names, each once, compressed as the site sends them."""
    tree = html.fromstring(page)
    named = {*tree.xpath("//link[@rel='stylesheet' or @rel='icon']/@href"), *tree.xpath("//script/@src | //img/@src")}
    named |= {address.partition("#")[0] for address in tree.xpath("//*[local-name()='use']/@href")}
    found = 0
    for address in named:
        path = finders.find(address.removeprefix("/static/"))
        assert isinstance(path, str), address
        found += len(gzip.compress(Path(path).read_bytes(), 9))
    return found


@pytest.mark.parametrize("page", ["/", "/ke-hoach/nhiem-vu/", "/van-ban/", "/bang-lanh-dao/", "/tai-khoan-cua-toi/"])
def test_a_first_visit_carries_little(client: Client, world: World, page: str) -> None:
    client.force_login(officer(world.justice))
    answer = client.get(page)
    assert answer.status_code == 200
    assert 10_000 < weight(answer.content.decode()) <= FIRST_PAGE
