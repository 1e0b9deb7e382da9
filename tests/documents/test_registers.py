"""The registers: the columns of the decree, filters, exact counts, and the same rows on page, in Excel and in print."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories import officer, person
from thuongton.documents.followup import standing
from thuongton.documents.registers import FOLLOWED, INCOMING, OUTGOING
from thuongton.documents.services import follow_up, register_document, register_stub
from thuongton.web.lists.columns import words

DECREE = {
    INCOMING: [
        "Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu văn bản", "Ngày tháng văn bản",
        "Tên loại và trích yếu nội dung văn bản", "Đơn vị hoặc người nhận", "Ngày chuyển", "Ký nhận", "Ghi chú",
    ],
    OUTGOING: [
        "Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung văn bản", "Người ký",
        "Nơi nhận văn bản", "Đơn vị, người nhận bản lưu", "Số lượng bản", "Ngày chuyển", "Ký nhận", "Ghi chú",
    ],
    FOLLOWED: [
        "Số đến", "Tên loại, số và ký hiệu, ngày tháng và cơ quan ban hành văn bản", "Đơn vị hoặc người nhận",
        "Thời hạn giải quyết", "Tiến độ giải quyết", "Số, ký hiệu văn bản trả lời", "Ghi chú",
    ],
}  # fmt: skip


MARKUP = "<script>alert(1)</script>"
FORMULA = "=1+1 chuyển đổi số"
TEACHING = "Phổ biến, giáo dục pháp luật"
CHECKING = "Kiểm tra văn bản"
PRAISE = "Khen thưởng"


@pytest.mark.parametrize("register", list(DECREE), ids=lambda register: register.key)
def test_columns_are_those_of_the_decree(register) -> None:
    assert [column.label for column in register.columns] == DECREE[register]


@pytest.fixture
def papers(world, clerk) -> None:
    """Five incoming papers, one outgoing, one of the neighbour and one of another province."""
    for at, (kind, title, issuer, day) in enumerate(
        [
            ("Kế hoạch", CHECKING, "UBND tỉnh Thử", dt.date(2026, 1, 5)),
            ("Báo cáo", TEACHING, "Sở Tư pháp", dt.date(2026, 2, 5)),
            ("Kế hoạch", FORMULA, "Sở Tư pháp", dt.date(2026, 3, 5)),
            ("Quyết định", PRAISE, "Bộ Tư pháp", dt.date(2025, 12, 30)),
            ("Công văn", MARKUP, "Sở Nội vụ", dt.date(2026, 4, 5)),
        ],
        start=1,
    ):
        register_document(
            clerk, world.commune, "incoming", kind=kind, number=f"{at}/KH-UBND", title=title, issuer=issuer,
            registered_on=day, arrived_on=day,
        )  # fmt: skip
    register_document(
        clerk, world.commune, "outgoing", symbol="BC-UBND", title="Trả lời", registered_on=dt.date(2026, 5, 1)
    )
    register_document(None, world.other_commune, "incoming", title="Của xã hai", registered_on=dt.date(2026, 5, 2))
    register_document(None, world.far_commune, "incoming", title="Của tỉnh xa", registered_on=dt.date(2026, 5, 2))


@pytest.mark.parametrize(
    ("address", "titles"),
    [
        ("", [MARKUP, FORMULA, TEACHING, CHECKING, PRAISE]),
        ("q=pho bien phap luat", [TEACHING]),
        ("q=PHỔ BIẾN", [TEACHING]),
        ("q=3/KH-UBND", [FORMULA]),
        ("q=khongco", []),
        ("loai=Kế hoạch", [FORMULA, CHECKING]),
        ("tac-gia=so tu phap", [FORMULA, TEACHING]),
        ("nam=2025", [PRAISE]),
        ("tu=2026-02-01&den=5/3/2026", [FORMULA, TEACHING]),
        ("xep=number&nam=2026", [CHECKING, TEACHING, FORMULA, MARKUP]),
        ("xep=-number&nam=2026", [MARKUP, FORMULA, TEACHING, CHECKING]),
        ("xep=khongco&nam=2025", [PRAISE]),
        ("tinh-den=2026-01-31", [CHECKING, PRAISE]),
        ("don-vi=999999", [MARKUP, FORMULA, TEACHING, CHECKING, PRAISE]),
    ],
)  # fmt: skip
def test_page_excel_and_print_show_the_same_rows(address, titles, papers, world, clerk, client) -> None:
    client.force_login(clerk)
    page = client.get(f"/van-ban/?{address}")
    shown = page.context["shown"]
    assert [row.paper.title for row in shown.rows] == titles
    assert shown.total == len(titles)
    assert "<script>alert" not in page.content.decode()
    query = shown.asked.address().lstrip("?") + (f"&{address}" if address.startswith("tinh-den") else "")
    printed = client.get(f"/van-ban/so-den/in/?{query}")
    assert [texts[5].split(" – ")[-1] for texts in printed.context["texts"]] == titles
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in printed.content.decode()
    sheet = openpyxl.load_workbook(
        io.BytesIO(b"".join(client.get(f"/van-ban/so-den/xuat.xlsx?{query}").streaming_content))
    ).active
    rows = list(sheet.iter_rows(values_only=True))
    head = rows.index(tuple(DECREE[INCOMING]))
    assert [row[5].split(" – ")[-1] for row in rows[head + 1 :]] == titles
    assert all(cell.data_type in ("s", "n", "d") for line in sheet.iter_rows() for cell in line)


def test_what_cannot_be_understood_is_said(papers, clerk, client) -> None:
    client.force_login(clerk)
    page = client.get("/van-ban/?tu=31/2/2026&nam=abc&trang=xyz&xep=%00").content.decode()
    assert "«31/2/2026» không phải là ngày" in page and "«abc» không phải là năm" in page


def test_the_follow_up_register(papers, world, clerk, client) -> None:
    from thuongton.documents.models import Document

    answer = Document.objects.get(direction="outgoing")
    answer.number, answer.issued_on = "01/BC-UBND", dt.date(2026, 3, 1)
    answer.save()
    first, second, third = Document.objects.filter(unit=world.commune, direction="incoming").order_by("pk")[:3]
    follow_up(clerk, first, {"answer_due": dt.date(2026, 2, 1)})
    follow_up(clerk, second, {"answer_due": dt.date(2026, 3, 31), "answer": answer})
    follow_up(clerk, third, {"answer_due": dt.date(2026, 4, 2), "progress": "Đang soạn"})
    client.force_login(clerk)
    page = client.get("/van-ban/so-theo-doi/?tinh-den=2026-04-01")
    shown = page.context["shown"]
    cells = {row.paper.pk: {c.key: words(c.value(row)) for c in shown.asked.columns} for row in shown.rows}
    assert cells[first.pk]["progress"] == "Quá hạn 59 ngày"
    assert (cells[second.pk]["progress"], cells[second.pk]["answer"]) == ("Đã trả lời", "01/BC-UBND")
    assert cells[third.pk]["progress"] == "Đang soạn (Sắp đến hạn, còn 1 ngày)"
    assert client.get("/van-ban/so-theo-doi/?tinh-trang=chua-xong").context["shown"].total == 2


@pytest.mark.parametrize(
    ("due", "answered", "words"),
    [
        (None, None, "Chưa định thời hạn"),
        ((2026, 4, 1), None, "Đến hạn hôm nay"),
        ((2026, 3, 31), None, "Quá hạn 1 ngày"),
        ((2026, 4, 4), None, "Sắp đến hạn, còn 3 ngày"),
        ((2026, 4, 5), None, "Trong hạn, còn 4 ngày"),
        ((2026, 3, 1), (2026, 3, 1), "Đã trả lời"),
        ((2026, 3, 1), (2026, 3, 4), "Đã trả lời, quá hạn 3 ngày"),
        ((2026, 3, 1), (2026, 4, 2), "Quá hạn 31 ngày"),
        (None, (2026, 3, 4), "Đã trả lời"),
    ],
)
def test_standing(due, answered, words) -> None:
    days = [dt.date(*day) if day else None for day in (due, answered)]
    assert standing(*days, dt.date(2026, 4, 1)).words == words


@pytest.mark.parametrize(
    "address", ["/van-ban/", "/van-ban/so-di/", "/van-ban/so-theo-doi/", "/van-ban/?don-vi=tat-ca"]
)
def test_the_number_of_queries_does_not_grow(address, world, clerk, client) -> None:
    client.force_login(clerk)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    def more(count: int) -> None:
        for at in range(count):
            answer = register_document(None, world.commune, "outgoing", title=f"Trả lời {at}")
            paper = register_document(None, world.office, "incoming", title=f"Hỏi {at}")
            follow_up(None, paper, {"answer": answer, "answer_due": dt.date(2026, 4, 1)})
            paper = register_document(None, world.commune, "incoming", title=f"Hỏi {at}")
            follow_up(None, paper, {"answer": answer, "answer_due": dt.date(2026, 4, 1)})

    more(1)
    few = queries()
    more(12)
    assert queries() == few


ROLES = [
    ("officer", "commune", 5), ("leader", "commune", 5), ("inspector", "commune", 5), ("administrator", "commune", 5),
    ("officer", "office", 0), ("inspector", "province", 6), ("monitor", "province", 0), ("inspector", "justice", 0),
    ("officer", "other_commune", 1), ("inspector", "far_province", 1), ("citizen", None, 0),
]  # fmt: skip


@pytest.mark.parametrize(("role", "unit", "count"), ROLES)
def test_each_sees_their_own_registers(role, unit, count, papers, world, client) -> None:
    client.force_login(person("ai", role, getattr(world, unit) if unit else None))
    page = client.get("/van-ban/")
    assert page.status_code == 200 and page.context["shown"].total == count
    body = page.content.decode()
    seen_far = unit == "far_province"
    assert ("Của tỉnh xa" in body) == seen_far
    may_enter = role in ("officer", "leader", "monitor")
    assert ("Nhập tay" in body) == may_enter
    assert client.get("/van-ban/so-den/moi/").status_code == (200 if may_enter else 403)
    assert client.get("/van-ban/mat/moi/").status_code == (200 if may_enter else 403)


def test_nobody_without_an_account(client, db) -> None:
    for address in ("", "so-di/", "so-den/xuat.xlsx", "so-den/in/", "dua-vao/", "1/", "tep/1/", "mat/moi/"):
        assert client.get(f"/van-ban/{address}").status_code == 302


def test_the_scope_of_a_monitor_covers_all_units(papers, world, client) -> None:
    client.force_login(person("theo-doi", "monitor", world.justice, world.province))
    page = client.get("/van-ban/?don-vi=tat-ca")
    assert page.context["shown"].total == 6 and "Xã Hai" in page.content.decode()
    assert page.context["asked"].columns[0].key == "unit"
    assert client.get(f"/van-ban/?don-vi={world.far_commune.pk}").context["shown"].total == 0
    officer(world.commune, "khac")


def test_a_paper_is_looked_at_beside_its_register(papers, world, clerk, client) -> None:
    from thuongton.documents.models import Document

    client.force_login(clerk)
    paper = Document.objects.get(title=TEACHING)
    page = client.get("/van-ban/").content.decode()
    assert f'data-url="/van-ban/{paper.pk}/xem-nhanh/"' in page
    panel = client.get(f"/van-ban/{paper.pk}/xem-nhanh/").content.decode()
    assert TEACHING in panel and "Sở Tư pháp" in panel and f'href="/van-ban/{paper.pk}/"' in panel
    assert "<html" not in panel
    strange = Document.objects.get(title="Của tỉnh xa")
    assert client.get(f"/van-ban/{strange.pk}/xem-nhanh/").status_code == 404


def test_the_panel_of_a_secret_paper_says_no_more_than_its_register(world, clerk, client) -> None:
    paper = register_stub(
        clerk, world.commune, number="7/BC-CA", issued_on=dt.date(2026, 1, 5), degree="mat", kept_at="Tủ số 2"
    )
    client.force_login(clerk)
    panel = client.get(f"/van-ban/{paper.pk}/xem-nhanh/").content.decode()
    assert "Tủ số 2" in panel and "Liên kết" not in panel and "Tệp" not in panel
