"""The settled view of a text: one form for all that reads alike, and the way back to the text as read."""

from __future__ import annotations

import itertools
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban import cite, read_document
from vanban.model import Document, Source
from vanban.settling import settled
from vanban.settling.images import image
from vanban.settling.spaces import is_even
from vanban.settling.tones import Printed, settle_tones

SIGNS = "aàạoủuỷỳ Đđơé\u0301\u0323\u0302\u00a0\u200b\u00ad\u0421\n\r\f\t2.·-\u2011\ufb01\uff1a"


@pytest.mark.parametrize(
    ("printed", "view"),
    [
        ("07/2025/NĐ-\u0421\u0420", "07/2025/NĐ-CP"),  # Cyrillic
        ("NÐ-CP, Ɖề án", "NĐ-CP, Đề án"),
        ("Số\uff1a\u00a012\uff0f\uff2b\uff28\u2011UBND", "Số: 12/KH-UBND"),  # full width, a hyphen that does not break
        ("\U0001d401\U0001d400\u0301\U0001d40e", "BÁO"),  # letters of a chat
        (unicodedata.normalize("NFD", "Nghị quyết"), "Nghị quyết"),
        ("ê\u0323 \u1eb9\u0302", "ệ ệ"),  # half composed
        ("nghi\u0323\u00ad quye\u00ad\u0302\u0301t", "nghị quyết"),  # a soft hyphen between a letter and its marks
        ("văn\u200b bản \u200bnày\ufeff", "văn bản này"),
        ("\ufeff\ufeff  KẾ HOẠCH  ", "KẾ HOẠCH"),
        ("một \r\nhai\rba\u2028bốn\vnăm", "một\nhai\nba\nbốn\nnăm"),
        ("a b  c d   e", "a b c d   e"),  # a wide gap parts columns
        ("a  b  c      d  e", "a b c   d e"),  # every space typed twice
        ("đoạn một\n\fđoạn hai\ftiếp", "đoạn một\nđoạn hai\ntiếp"),
        ("cuối trang\n\n   12\n\fđầu trang", "cuối trang\nđầu trang"),
        ("cuối trang\n\f- 3 -\nđầu trang", "cuối trang\nđầu trang"),
        ("cuối trang \n\n  Trang 3/12\n\f   đầu trang", "cuối trang\nđầu trang"),
        ("trong trang\n12\nvẫn còn", "trong trang\n12\nvẫn còn"),  # no break: it may be a cell or an item
        ("Uỷ ban, thuỷ lợi, hoà giải, quý, QUÝ, loã", "Ủy ban, thủy lợi, hòa giải, quý, QUÝ, lõa"),
        ("UỶ BAN, hoàn, Thuý, ngoẻo", "ỦY BAN, hoàn, Thúy, ngoẻo"),
        ("ti\ufb01n", "tifin"),
        ("một \t hai \n\n\n ba", "một \t hai\n\n\nba"),
        ("-\tmột\r\n\t- hai\n\ta)\tba\n1.\tbốn", "- một\n- hai\na) ba\n1. bốn"),  # tabs that set an item off
        ("1\tmột\thai\n-\tba\tbốn", "1\tmột\thai\n-\tba\tbốn"),  # rows of a table
        ("\uf0b7 một\n· hai\n◦\tba, ngày 5·6", "• một\n• hai\n• ba, ngày 5·6"),
    ],
)
def test_what_reads_alike_has_one_form(printed: str, view: str) -> None:
    assert settled(printed).text == view
    assert settled(view).text == view


@given(st.text(alphabet=SIGNS, max_size=40))
def test_a_settled_text_stays_and_every_place_leads_back(text: str) -> None:
    clean = settled(text)
    again = settled(clean.text)
    assert again.text == clean.text
    assert again.offsets is None
    assert len(clean.composed) == len(clean.text)
    assert not any(map(unicodedata.combining, clean.text))
    spans = [clean.back(at, at + 1) for at in range(len(clean.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(left[0] <= right[0] and left[1] <= right[1] for left, right in pairwise(spans))
    for at, span in enumerate(spans):
        start, end = clean.forth(*span)
        assert start <= at < end


@given(st.text(alphabet="aeioêơư \u0301\u0323b", max_size=30))
def test_a_span_ends_after_its_last_mark(text: str) -> None:
    clean = settled(text)
    for at in range(1, len(clean.text) + 1):
        _, end = clean.back(at - 1, at)
        assert end == len(text) or not unicodedata.combining(text[end]) or not clean.text[at - 1].isalpha()


def test_citations_of_a_decomposed_text_end_with_their_letters() -> None:
    text = unicodedata.normalize("NFD", "Theo Nghị định số 30/2020/NĐ-CP của Uỷ ban Thường vụ Quốc hội nước ta.")
    found = cite(text)[0]
    assert found.surface == text[found.start : found.end]
    assert unicodedata.normalize("NFC", found.surface) == "Nghị định số 30/2020/NĐ-CP của Uỷ ban Thường vụ Quốc hội"
    assert found.issuer is not None


def test_words_are_given_as_printed_and_names_of_the_head_in_one_form() -> None:
    text = (
        "UỶ BAN NHÂN DÂN\nXÃ HOÀ BÌNH\nSố: 12/KH-UBND\n\nKẾ HOẠCH\nHoà giải ở cơ sở năm 2026\n\n"
        "I. NHIỆM VỤ\n1. Kiện toàn tổ hoà giải, thủy lợi\n- Cơ quan chủ trì: Phòng Văn hoá.\n"
    )
    reading = read_document(text)
    assert reading.header.issuer == "Ủy ban nhân dân xã Hòa Bình"
    assert reading.header.title == "Hòa giải ở cơ sở năm 2026"
    assert reading.outline[0].children[0].title.startswith("Kiện toàn tổ hoà giải, thủy lợi")
    assert reading.tasks[0].lead == ("Phòng Văn hoá",)
    assert reading.text == text


def test_a_word_written_both_ways_is_given_as_it_stands_in_the_passage() -> None:
    composed = "hoà giải; hòa giải; uỷ ban và thủy lợi"
    text = settled(composed).text
    words = Printed(text, composed)
    assert words("hòa giải", 0, 8) == "hoà giải"
    assert words("hòa giải; hòa giải", 0, 18) == "hoà giải; hòa giải"
    assert words("ủy ban, thủy lợi", 300, 310) == "uỷ ban, thủy lợi"
    assert words("hòa", 300, 310) == "hòa"


def test_the_view_is_made_once_and_is_the_paper_itself_when_settled() -> None:
    source = Source("a.txt", "txt", "")
    settled_paper = Document("Ủy ban nhân dân", source)
    assert settled_paper.view is settled_paper
    assert settled_paper.composed is settled_paper
    paper = Document("Uỷ ban\u00a0nhân dân", source)
    assert paper.view is paper.view
    assert (paper.view.text, paper.composed.text) == ("Ủy ban nhân dân", "Uỷ ban nhân dân")


@pytest.mark.parametrize("signs", [" \nab", " \n\r\f-"])
def test_bytes_tell_of_spaces_what_the_text_tells(signs: str) -> None:
    for size in range(5):
        for letters in itertools.product(signs, repeat=size):
            text = "".join(letters)
            assert is_even(text, image(text)) == is_even(text, None), repr(text)


def test_bytes_tell_of_tones_what_the_text_tells() -> None:
    for size in range(1, 5):
        for letters in itertools.product("oUàỷýQn.", repeat=size):
            text = "".join(letters)
            assert settle_tones(text, image(text)) == settle_tones(text, None), text


def test_a_text_with_other_letters_has_an_image_and_one_with_letters_to_settle_has_none() -> None:
    assert len(image("Ủy ban → γ □ 0,5 m³") or b"") == 19
    assert image("hoà") == image("hoà") != image("hòa")
    for text in ("a\u00a0b", "\u0421\u0420", "a\u00adb", "\x00"):
        assert image(text) is None
    assert image("".join(map(chr, range(0x4E00, 0x4E20)))) == image("?" * 0x20)
    assert settled("thuỷ\u4e00 thuỷ").text == "thuỷ\u4e00 thủy"
    assert settled("ê\u0301 e\u0301\u0323 \u0301").text == "ế ẹ"  # a second mark on one letter is left out
    assert settled("漢字" * 20 + " hoà").text == "漢字" * 20 + " hòa"
