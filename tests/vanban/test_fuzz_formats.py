"""Every container and set of letters, damaged: read or refused with one sentence; nothing grows out of proportion."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.vanban.test_files_charsets import PAPER, shown, written
from tests.vanban.test_files_html import BODY, HEAD, message, page
from tests.vanban.test_files_word_kinds import OLD_LISTS, flat, hdr, listed, old, reference
from tests.vanban.test_fuzz import damage, opened, read
from tests.vanban.word_files import (
    STRICT_W,
    W_URI,
    counted,
    definition,
    head,
    item,
    level,
    parts_of,
    said,
    word,
    zipped,
)

import pace
from thorough import examples
from vanban.files import charsets
from vanban.files.html_style import Sheet

_SETTINGS = settings(max_examples=examples(25), deadline=None, suppress_health_check=list(HealthCheck))


@cache
def forms() -> dict[str, bytes]:
    """One small file of each kind."""
    lists = definition(0, level(0), level(1), more='<w:styleLink w:val="A"/>') + counted(1, 0)
    body = head() + item("a", 1, 0) + item("b", 1, 1) + said("c") + f"<w:sectPr>{reference('header1.xml')}</w:sectPr>"
    whole = word(body, lists, more={"header1.xml": hdr(said("MẬT"))})
    strict = {name: text.replace(W_URI, STRICT_W) for name, text in parts_of(body, lists).items()}
    legacy = written(PAPER, charsets.charts()[2])
    return {
        "word": whole,
        "strict": zipped(strict),
        "flat": flat(parts_of(body, lists)).encode(),
        "2003": old(listed("a", 0) + listed("b", 1), OLD_LISTS),
        "mht": message(page(HEAD, BODY), "8bit"),
        "html": page("<style>p {font-family:.VnTime}</style>", HEAD, BODY),
        "vni": legacy,
        "shown": shown(legacy).encode(),
        "twice": shown(PAPER.encode()).encode(),
        "utf-16": PAPER.encode("utf-16"),
    }


@pytest.mark.parametrize("form", sorted(forms()))
@_SETTINGS
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused(form: str, data: st.DataObject) -> None:
    document = opened(data.draw(damage(forms()[form])))
    if document is not None:
        read(document)


@_SETTINGS
@given(st.text(st.sampled_from("aoe \n\táàäëïöüÃ¡º»á§®¸µ¶\xad\u0301\uf0b7\ufffd\x81“”ơđ1"), max_size=300))
def test_any_letters_are_settled_to_as_many_lines_and_cells(text: str) -> None:
    found = charsets.settle(text)
    assert [found.text.count(sign) for sign in "\n\t"] == [text.count(sign) for sign in "\n\t"]
    assert charsets.settle_all([text, "b"])[0][1] == "b"


LONG = [
    "Ã¡",
    "á»™",
    "hoäi ",
    "®Þnh ",
    "a¸",
    "¸¸¸¸",
    "Tæ chøc \n",
    "ä",
    "\uf0b7",
    "è ",
    "á»",
    "a?b ",
    "XÃ ",
    "é",
    "\ufffd",
]


@pytest.mark.parametrize("pattern", LONG, ids=repr)
def test_settling_is_not_quadratic(pattern: str) -> None:
    def of(length: int) -> Callable[[], object]:
        text = (pattern * length)[:length]
        return lambda: (charsets.settle(text), charsets.is_strange(text))

    pace.in_step(of, 50_000, 200_000, times=9, free=0.5)


@pytest.mark.parametrize("pattern", ["/*", "a{", "}", "a,b.c {font-family:x}", "<!--", "a" * 399 + " ", "p.a{;;;;}"])
def test_style_sheets_are_not_quadratic(pattern: str) -> None:
    from lxml import html

    root = html.document_fromstring(f"<style>{pattern * (400_000 // len(pattern))}</style><p>a")
    pace.within(2, lambda: Sheet.of(root))
