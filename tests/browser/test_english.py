"""In English nothing that a person presses or fills in is Vietnamese; what papers and people say stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

pytestmark = pytest.mark.browser
PAGES = [
    "/",
    "/bang-lanh-dao/",
    "/lich/",
    "/lich-nhac-viec/",
    "/ke-hoach/",
    "/ke-hoach/1/",
    "/ke-hoach/1/bao-cao/",
    "/ke-hoach/1/ma-tran/",
    "/ke-hoach/nhiem-vu/35/",
    "/ke-hoach/tu-bang/",
    "/ke-hoach/don-doc/",
    "/vu-viec/",
    "/vu-viec/khieu_nai/",
    "/vu-viec/hang-viec/qua_han/",
    "/van-ban/",
    "/van-ban/dua-vao/",
    "/van-ban/so-den/moi/",
    "/phap-luat/",
    "/phap-luat/van-ban/1",
    "/phap-luat/van-ban/1/quan-he",
    "/phap-luat/van-ban/1/dieu-1",
    "/phap-luat/van-ban/1/giu-so/",
    "/phap-luat/so-sanh/",
    "/phap-luat/can-cu/",
    "/phap-luat/lay-ve-tiep/",
    "/phap-luat/chat-luong/",
    "/phap-luat/cau-hoi/",
    "/phap-luat/hop-nhat/",
    "/phap-luat/tac-dong/",
    "/phap-luat/theo-doi/",
    "/tim-phap-luat/?q=luật",
    "/nhat-ky/",
    "/tai-khoan-cua-toi/",
]
VIETNAMESE = re.compile(r"[ăâđêôơưàảãạáằẳẵắặầẩẫấậèẻẽẹéềểễếệìỉĩịíòỏõọóồổỗốộờởỡớợùủũụúừửữứựỳỷỹỵý]", re.IGNORECASE)
UNITS = ("Ủy ban nhân dân",)  # who issued the plan of a column
# Names of hats stand in details.who, what was written in Vietnamese says so (lang); label.choice names a plan that can
# be chosen.
INTERFACE = """() => [...document.querySelectorAll(
    'nav.rooms a, .tabs a, main button, main a.btn, main label:not(.choice), main legend, main thead th, [placeholder]'
  )].filter(e => !e.closest('details.who, [lang=vi]'))
    .map(e => e.placeholder || [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.textContent).join(' '))"""


def test_buttons_labels_and_heads_are_english(sign_in: Callable) -> None:
    session = sign_in("tuphap")
    page = session.open("/")
    page.click("details.who summary")
    page.click("details.who button:has-text('English')")
    found = {
        f"{path}: {' '.join(text.split())}"
        for path in PAGES
        for text in session.open(path).evaluate(INTERFACE)
        if VIETNAMESE.search(text) and not text.strip().startswith(UNITS)
    }
    assert found == set()
