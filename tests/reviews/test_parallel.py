"""Documents on one subject: what titles are found by, which pairs are shown, provisions side by side, what differs."""

from __future__ import annotations

import datetime as dt
import random
import unicodedata

import pytest

from thuongton.reviews.parallel.aligning import Provision, aligned
from thuongton.reviews.parallel.differing import Matter, differences
from thuongton.reviews.parallel.ranking import Paper, paper, suggest
from thuongton.reviews.parallel.shown import side_by_side
from thuongton.reviews.parallel.subject import subject_words
from vanban.text import fold

ONE, OTHER, NOW = "tỉnh Lúa Vàng", "tỉnh Sông Xanh", "tỉnh Lúa Vàng"
TITLE = "Quy định mức hỗ trợ di dời cơ sở chăn nuôi ra khỏi khu dân cư trên địa bàn tỉnh Lúa Vàng"
SAME_SUBJECT = [
    "Ban hành Quy định về mức hỗ trợ di dời cơ sở chăn nuôi khỏi khu dân cư trên địa bàn tỉnh Sông Xanh",
    "Quyết định về việc quy định định mức hỗ trợ di dời các cơ sở chăn nuôi ra khỏi khu dân cư tỉnh Sông Xanh",
    "Nghị quyết quy định chính sách, mức hỗ trợ di dời cơ sở chăn nuôi ra khỏi khu dân cư giai đoạn 2022 - 2026",
    "quy dinh muc ho tro di doi co so chan nuoi ra khoi khu dan cu tinh song xanh",
    unicodedata.normalize("NFD", "Quy định mức hỗ trợ di dời cơ sở chăn nuôi ra khỏi khu dân cư tỉnh Sông Xanh"),
    "QUY ĐỊNH HỖ TRỢ DI DỜI CƠ SỞ CHĂN NUÔI RA KHỎI KHU DÂN CƯ TRÊN ĐỊA BÀN TỈNH SÔNG XANH",
]
OTHER_SUBJECT = [
    "Quy định mức thu phí thẩm định cấp phép môi trường trên địa bàn tỉnh Sông Xanh",
    "Quy định mức hỗ trợ người có công với cách mạng trên địa bàn tỉnh Sông Xanh",
    "Ban hành Quy chế quản lý nhà chung cư trên địa bàn tỉnh Sông Xanh",
    "Nội quy",
]


def papers(*titles: tuple[str, str], **days: dt.date | None) -> list[Paper]:
    return [paper(at, title, place, NOW, **days) for at, (title, place) in enumerate(titles, 1)]


@pytest.mark.parametrize("title", SAME_SUBJECT)
def test_the_same_subject_in_other_words_is_shown(title: str) -> None:
    made = papers((TITLE, ONE), *((other, OTHER) for other in [*OTHER_SUBJECT, title]))
    found = suggest(made)
    assert [(one.left, one.right) for one in found] == [(1, 6)]
    assert found[0].words


@pytest.mark.parametrize("title", OTHER_SUBJECT)
def test_another_subject_of_the_same_form_is_not(title: str) -> None:
    assert suggest(papers((TITLE, ONE), (title, OTHER))) == []


def test_one_unit_or_two_territories_make_no_pair() -> None:
    assert suggest(papers((TITLE, ONE), (SAME_SUBJECT[0], ONE))) == []
    apart = [paper(1, TITLE, ONE, NOW), paper(2, SAME_SUBJECT[0], OTHER, "tỉnh Khác")]
    assert suggest(apart) == []
    assert suggest([paper(1, TITLE, ONE, ""), paper(2, SAME_SUBJECT[0], OTHER, "")]) == []


@pytest.mark.parametrize(
    ("until", "since", "shown"),
    [
        (dt.date(2020, 1, 1), dt.date(2020, 1, 1), False),
        (dt.date(2020, 1, 2), dt.date(2020, 1, 1), True),
        (None, dt.date(2020, 1, 1), True),
        (dt.date(2020, 1, 1), None, True),
    ],
)
def test_both_are_valid_on_a_day(until: dt.date | None, since: dt.date | None, shown: bool) -> None:
    pair = [paper(1, TITLE, ONE, NOW, until=until), paper(2, SAME_SUBJECT[0], OTHER, NOW, since=since)]
    assert bool(suggest(pair)) is shown


def test_no_document_is_shown_in_more_than_two_pairs_and_order_is_of_no_matter() -> None:
    made = papers((TITLE, ONE), *((title, OTHER) for title in SAME_SUBJECT))
    found = suggest(made)
    assert 1 <= len(found) <= 2
    shuffled = made[:]
    random.Random(1).shuffle(shuffled)
    assert suggest(shuffled) == found


def test_every_document_gets_one_before_any_gets_a_second() -> None:
    made = papers((TITLE, ONE), (TITLE, ONE), (TITLE, ONE), (SAME_SUBJECT[0], OTHER), (SAME_SUBJECT[3], OTHER))
    met = [key for one in suggest(made, most=1) for key in (one.left, one.right)]
    assert len(met) == len(set(met)) == 4


def test_texts_find_what_titles_do_not_say() -> None:
    rules = "Hộ gia đình di dời cơ sở chăn nuôi được hỗ trợ chi phí tháo dỡ chuồng trại và chi phí xây dựng mới. " * 3
    bare = [paper(1, "Về việc chăn nuôi", ONE, NOW), paper(2, "Quy định hỗ trợ hộ di dời chuồng trại", OTHER, NOW)]
    told = [
        paper(1, "Về việc chăn nuôi", ONE, NOW, text=rules),
        paper(2, "Quy định hỗ trợ hộ di dời chuồng trại", OTHER, NOW, text=f"Điều 1. {rules}"),
    ]
    assert suggest(bare) == []
    assert [(one.left, one.right) for one in suggest(told)] == [(1, 2)]


def test_names_of_its_own_unit_numbers_and_days_are_no_subject() -> None:
    said = "Quyết định số 12/2020/QĐ-UBND ngày 05 tháng 3 năm 2020 của UBND tỉnh Sông Xanh về lệ phí hộ tịch năm 2021"
    assert subject_words(said, ["tỉnh Sông Xanh"]) == ["ve", "le", "phi", "ho", "tich"]
    assert "hai" in subject_words("Cảng vụ Hàng hải tỉnh Quảng Ninh", ["Sông Xanh"])


LEFT = [
    Provision("Điều 1", "Phạm vi điều chỉnh", "Điều 1. Phạm vi điều chỉnh\nQuy định này về hỗ trợ di dời."),
    Provision("Điều 2", "Mức hỗ trợ", "Điều 2. Mức hỗ trợ\nMỗi cơ sở được hỗ trợ 50.000.000 đồng."),
    Provision(
        "Điều 3", "Hồ sơ", "Điều 3. Hồ sơ\nHồ sơ gồm: đơn đề nghị; bản sao giấy đăng ký; trong 15 ngày làm việc."
    ),
]
RIGHT = [
    Provision("Điều 1", "Hồ sơ", "Điều 1. Hồ sơ\nHồ sơ gồm: đơn đề nghị; trong 10 ngày làm việc."),
    Provision("Điều 2", "Xử lý chuyển tiếp", "Điều 2. Xử lý chuyển tiếp\nCơ sở đã di dời trước thì thôi."),
    Provision("Điều 3", "Mức hỗ trợ", "Điều 3. Mức hỗ trợ\nMỗi cơ sở được hỗ trợ 30 triệu đồng."),
]


def test_provisions_stand_beside_those_on_the_same_matter_and_each_once() -> None:
    found = [(one.left and one.left.name, one.right and one.right.name) for one in aligned(LEFT, RIGHT)]
    assert ("Điều 2", "Điều 3") in found
    assert ("Điều 3", "Điều 1") in found
    assert ("Điều 1", None) in found
    assert (None, "Điều 2") in found
    assert len(found) == 4


def test_a_document_beside_itself_is_all_the_same() -> None:
    shown = side_by_side(LEFT, LEFT, ())
    assert [one.left for one in shown] == [one.right for one in shown] == LEFT
    assert not any(one.differences for one in shown)
    assert side_by_side([], [], ()) == []


def test_the_words_of_both_sides_are_kept_whole() -> None:
    for one in side_by_side(LEFT, RIGHT, ()):
        assert "".join(piece.text for piece in one.mine) == (one.left.text if one.left else "")
        assert "".join(piece.text for piece in one.theirs) == (one.right.text if one.right else "")


@pytest.mark.parametrize(
    ("left", "right", "matter", "mine", "theirs"),
    [
        ("hỗ trợ 500.000 đồng/người", "hỗ trợ 700.000 đồng/người", Matter.AMOUNT, "500.000 đồng/người",
         "700.000 đồng/người"),
        ("tối đa 80% chi phí", "tối đa 70% chi phí", Matter.AMOUNT, "80%", "70%"),
        ("trong 15 ngày làm việc", "trong 10 ngày làm việc", Matter.DAYS, "15 ngày làm việc", "10 ngày làm việc"),
        ("trong 15 ngày làm việc", "trong 15 ngày", Matter.DAYS, "15 ngày làm việc", "15 ngày"),
        ("do Sở Tài chính thẩm định", "do Sở Nội vụ thẩm định", Matter.BODY, "Sở Tài chính", "Sở Nội vụ"),
        ("Hồ sơ gồm: đơn đề nghị; giấy xác nhận", "Hồ sơ gồm: đơn đề nghị", Matter.PAPER, "giấy xác nhận", ""),
    ],
)  # fmt: skip
def test_what_differs_is_told_with_its_words(left: str, right: str, matter: Matter, mine: str, theirs: str) -> None:
    (found,) = differences(left, right)
    assert found.matter is matter
    assert ("; ".join(found.left), "; ".join(found.right)) == (mine, theirs)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("hỗ trợ 1.500.000 đồng", "hỗ trợ 1,5 triệu đồng"),
        ("từ ngày 01/01/2024", "từ ngày 1 tháng 1 năm 2024"),
        ("UBND tỉnh Lúa Vàng quyết định", "Ủy ban nhân dân tỉnh Sông Xanh quyết định"),
        ("Hồ sơ gồm: đơn đề nghị", "Hồ sơ gồm: ĐƠN ĐỀ NGHỊ"),
    ],
)
def test_what_is_the_same_in_other_words_is_not(left: str, right: str) -> None:
    assert differences(left, right, ("Lúa Vàng", "Sông Xanh")) == ()


def test_marks_and_case_are_no_difference() -> None:
    assert subject_words(TITLE) == subject_words(fold(TITLE)) == subject_words(TITLE.upper())
