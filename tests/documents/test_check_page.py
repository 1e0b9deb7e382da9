"""«Đọc & kiểm tra» of a paper, findings that are left, and the rules of a unit."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories import officer, person
from thuongton.audit.models import Event
from thuongton.documents.findings import findings_of
from thuongton.documents.models import Document, Reading, RuleSwitch, SetAside
from thuongton.documents.queries.papers import reading_of
from thuongton.documents.queries.review import rules_of
from thuongton.documents.services import attach, register_document, review
from thuongton.documents.services.reading import read_paper

TEXT = """ỦY BAN NHÂN DÂN
XÃ MỘT

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: /KH-UBND

Xã Một, ngày 10 tháng 4 năm 2026

KẾ HOẠCH
Công tác tư pháp năm 2026

Căn cứ Nghị định số 79/2025/NĐ-CP ngày 01/4/2025 của Chính phủ về kiểm tra văn bản <b>

I. MỤC ĐÍCH

Ủy ban nhân dân xã gửi về việc báo cáo báo cáo sơ kết công tác tư pháp.

III. NHIỆM VỤ

1. Tuyên truyền Luật Hòa giải ở cơ sở

- Cơ quan chủ trì: Văn phòng HĐND và UBND xã.

- Sản phẩm: Hội nghị.

Nơi nhận:
- Sở Tư pháp;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn Thử
"""


def made(unit, text: str = TEXT, **given: object) -> Document:
    """A paper in the register with a read file."""
    document = register_document(
        None, unit, "outgoing", title="Kế hoạch thử", symbol="KH-UBND", file_bytes=text.encode(), file_name="kh.txt",
        **given,
    )  # fmt: skip
    assert read_paper(None, document)
    return document


@pytest.fixture
def paper(world) -> Document:
    """A plan with known faults in the register of the first commune."""
    return made(world.commune)


def finding(paper: Document, rule: str):
    """The first finding of a rule."""
    return next(one for one in findings_of(reading_of(paper).value.findings) if one.rule == rule)


def test_the_source_stands_beside_the_findings(paper, clerk, client) -> None:
    client.force_login(clerk)
    page = client.get(f"/van-ban/{paper.pk}/soat/").content.decode()
    repeated = finding(paper, "repeated-words")
    assert f'id="loi-{repeated.number}"' in page and f'href="#nguon-l-{repeated.number}"' in page
    assert f'id="nguon-l-{repeated.number}" href="#loi-{repeated.number}"' in page
    for words in ("m-citation", "m-field", "&lt;b&gt;", "Thể thức", "Vì sao có quy tắc này", "Bỏ qua vì"):
        assert words in page
    assert "<b>" not in page.split('class="source-text"')[1].split("</section>")[0]
    assert f"/van-ban/{paper.pk}/soat/" in client.get(f"/van-ban/{paper.pk}/").content.decode()


def test_kinds_and_families_are_hidden_by_links(paper, clerk, client) -> None:
    client.force_login(clerk)
    bare = client.get(f"/van-ban/{paper.pk}/soat/?xem=khong").content.decode()
    assert "<mark" not in bare.split('class="source-text"')[1].split("</section>")[0]
    whole = client.get(f"/van-ban/{paper.pk}/soat/").content.decode()
    links = re.findall(r'class="menu-item family on" href="([^"]+)#phat-hien"', whole)
    assert any("an=copypaste" in link for link in links)
    repeated = finding(paper, "repeated-words")
    shown = client.get(f"/van-ban/{paper.pk}/soat/?an=copypaste").content.decode()
    assert f'id="loi-{repeated.number}"' not in shown and "Sao chép" in shown


@pytest.mark.parametrize(
    ("role", "unit", "reads", "writes"),
    [
        ("officer", "commune", 200, True), ("leader", "province", 200, True), ("inspector", "commune", 200, False),
        ("administrator", "commune", 200, False), ("officer", "other_commune", 404, False),
        ("officer", "office", 404, False), ("inspector", "far_province", 404, False), ("citizen", None, 404, False),
    ],
)  # fmt: skip
def test_who_reads_and_who_leaves_a_finding(role, unit, reads, writes, paper, world, client) -> None:
    client.force_login(person("ai-do", role, getattr(world, unit) if unit else None))
    assert client.get(f"/van-ban/{paper.pk}/soat/").status_code == reads
    one = finding(paper, "repeated-words")
    given = {"loi": str(one.number), "ma": one.key, "ly-do": "Trích nguyên văn", "trang-thai": "?xem=loi"}
    answer = client.post(f"/van-ban/{paper.pk}/soat/bo-qua/", given)
    assert answer.status_code == (302 if writes else 403 if reads == 200 else 404)
    assert SetAside.objects.count() == writes
    if writes:
        assert answer["Location"] == f"/van-ban/{paper.pk}/soat/?xem=loi"


def test_a_left_finding_is_kept_apart_with_who_when_and_why(paper, clerk, client) -> None:
    client.force_login(clerk)
    one = finding(paper, "repeated-words")
    before = client.get(f"/van-ban/{paper.pk}/soat/").content.decode()
    assert "Đã bỏ qua: 1" not in before
    review.set_aside(clerk, paper, one, "Tên riêng của văn bản")
    review.set_aside(clerk, paper, one, "Tên  riêng")
    (made,) = SetAside.objects.all()
    assert (made.reason, made.by, made.rule) == ("Tên riêng", clerk, "repeated-words")
    page = client.get(f"/van-ban/{paper.pk}/soat/").content.decode()
    for words in ("Đã bỏ qua: 1", "«Tên riêng»", "Cong-Chuc", "finding aside", "m-aside"):
        assert words in page
    event = Event.objects.filter(action="Bỏ qua phát hiện").latest("pk")
    assert (event.reason, event.actor) == ("Tên riêng", "Cong-Chuc")
    assert client.post(f"/van-ban/bo-qua/{made.pk}/xet-lai/").status_code == 302
    assert not SetAside.objects.exists()
    assert Event.objects.filter(action="Xét lại phát hiện").exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"ly-do": "  "}, "Hãy ghi lý do"),
        ({"ly-do": "x" * 401}, "Lý do dài quá"),
        ({"loi": "999"}, "không còn trong văn bản"),
        ({"ma": "khac"}, "không còn trong văn bản"),
        ({"trang-thai": "//xa.example/?a=b\r\nX: y"}, ""),
    ],
)
def test_a_wrong_form_leaves_nothing(change, sentence, paper, clerk, client) -> None:
    client.force_login(clerk)
    one = finding(paper, "repeated-words")
    given = {"loi": str(one.number), "ma": one.key, "ly-do": "Vì thế", "trang-thai": "?xem=loi"} | change
    answer = client.post(f"/van-ban/{paper.pk}/soat/bo-qua/", given)
    assert SetAside.objects.exists() is (not sentence)
    if sentence:
        page = answer.content.decode()
        assert answer.status_code == 400 and sentence in page and "m-citation" not in page.split("mark-legend")[0]
        assert (f'value="{given["ly-do"]}"' in page) is (given["loi"] == str(one.number))
    else:
        assert answer["Location"].startswith(f"/van-ban/{paper.pk}/soat/?")


def test_papers_without_text_are_said_calmly(world, clerk, client, monkeypatch) -> None:
    client.force_login(clerk)
    bare = register_document(None, world.commune, "incoming", title="Chưa có tệp", arrival_no=1)
    page = client.get(f"/van-ban/{bare.pk}/soat/").content.decode()
    assert "chưa soát được" in page and "Cho máy đọc tệp" not in page
    with pytest.raises(ValidationError, match="chưa có tệp"):
        read_paper(clerk, bare)
    attach(clerk, bare, TEXT.encode(), "kh.txt")
    assert "Cho máy đọc tệp" in client.get(f"/van-ban/{bare.pk}/soat/").content.decode()
    assert client.post(f"/van-ban/{bare.pk}/soat/doc/").status_code == 302
    assert "repeated-words" in client.get(f"/van-ban/{bare.pk}/soat/").content.decode()
    large = register_document(
        None, world.commune, "incoming", title="Tệp lớn", file_bytes=b"So: 1/BC", file_name="a.txt"
    )
    monkeypatch.setattr("thuongton.documents.services.reading.AT_ONCE", 3)
    assert read_paper(clerk, large) is False
    assert reading_of(large).value.text  # tests run what is queued at once


def test_findings_of_older_rules_are_brought_up_to_date(paper, clerk, client) -> None:
    client.force_login(clerk)
    reading = Reading.objects.get()
    reading.body = {**reading.body, "findings": [], "rules": "cũ"}
    reading.save()
    assert "Soát lại theo quy tắc mới" in client.get(f"/van-ban/{paper.pk}/soat/").content.decode()
    client.post(f"/van-ban/{paper.pk}/soat/doc/")
    assert finding(paper, "repeated-words")
    assert "Soát lại theo quy tắc mới" not in client.get(f"/van-ban/{paper.pk}/soat/").content.decode()


def long_paper(unit, letters: int) -> Document:
    """A plan of many letters, each part with citations and faults."""
    part = TEXT.split("Nơi nhận:")[0]
    return made(unit, part * (letters // len(part) + 1))


def test_a_long_paper_is_shown_in_sheets_with_the_same_queries(world, clerk, client, paper) -> None:
    client.force_login(clerk)
    long = long_paper(world.commune, 300_000)
    counts = []
    for each in (paper, long):
        client.get(f"/van-ban/{each.pk}/soat/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get(f"/van-ban/{each.pk}/soat/")
        counts.append(len(queries))
        assert len(answer.content) < 300_000
    assert counts[0] == counts[1]
    page = answer.content.decode()
    assert "phần 1/" in page and 'rel="next"' in page
    last = client.get(f"/van-ban/{long.pk}/soat/?trang=99&ds=99").content.decode()
    assert 'rel="prev"' in last and len(last.encode()) < 300_000
    far = findings_of(reading_of(long).value.findings)[-1]
    jumped = client.get(f"/van-ban/{long.pk}/soat/?tu={far.start}&den={far.end}").content.decode()
    assert 'id="nguon-cho-xem"' in jumped


def test_rules_are_switched_by_the_administrator_and_come_back(paper, world, clerk, client) -> None:
    chief = person("quan-tri", "administrator", world.commune)
    one = finding(paper, "repeated-words")
    address = f"/van-ban/{paper.pk}/soat/"
    client.force_login(chief)
    given = {"don-vi": world.commune.pk, "quy-tac": "copypaste", "ly-do": "Đơn vị dùng công cụ khác"}
    answer = client.post("/van-ban/quy-tac/tat/", given)
    assert answer["Location"] == f"/van-ban/quy-tac/?don-vi={world.commune.pk}"
    page = client.get(answer["Location"]).content.decode()
    assert "«Đơn vị dùng công cụ khác»" in page and "đơn vị tự quyết" in page
    client.force_login(clerk)
    shown = client.get(address).content.decode()
    assert f'id="loi-{one.number}"' not in shown and "quy tắc đơn vị đã tắt" in shown
    client.force_login(chief)
    client.post("/van-ban/quy-tac/bat/", given | {"quy-tac": "repeated-words", "ly-do": "Hay gặp"})
    assert f'id="loi-{one.number}"' in client.get(address).content.decode()
    client.post("/van-ban/quy-tac/theo-tren/", given)
    client.post("/van-ban/quy-tac/theo-tren/", given | {"quy-tac": "repeated-words"})
    assert not RuleSwitch.objects.exists()
    actions = set(Event.objects.values_list("action", flat=True))
    assert {"Tắt quy tắc soát văn bản", "Bật quy tắc soát văn bản", "Quy tắc soát văn bản theo cấp trên"} <= actions


def test_a_unit_follows_the_unit_above_and_says_so(world, client) -> None:
    review.switch_rules(None, world.province, "names", False, "Tên gọi do cấp tỉnh soát")
    stand = rules_of(world.office)
    assert not stand.families["names"].on and stand.families["names"].by.unit == world.province
    assert rules_of(world.far_commune).families["names"].on
    client.force_login(officer(world.office, "phong"))
    page = client.get("/van-ban/quy-tac/").content.decode()
    assert "theo Tỉnh Thử" in page and "«Tên gọi do cấp tỉnh soát»" in page and "Tắt cả nhóm" not in page
    review.switch_rules(None, world.office, "names", True, "Phòng vẫn cần")
    assert rules_of(world.office).families["names"].on and not rules_of(world.commune).families["names"].on


@pytest.mark.parametrize(
    ("role", "unit", "target", "allowed"),
    [
        ("administrator", "province", "commune", True), ("administrator", "commune", "commune", True),
        ("administrator", "commune", "province", False), ("administrator", "commune", "other_commune", False),
        ("officer", "commune", "commune", False), ("leader", "province", "province", False),
    ],
)  # fmt: skip
def test_who_switches_rules(role, unit, target, allowed, world) -> None:
    user = person("ai-do", role, getattr(world, unit))
    if allowed:
        assert review.switch_rules(user, getattr(world, target), "form", False, "Vì thế").pk
    else:
        with pytest.raises(PermissionDenied):
            review.switch_rules(user, getattr(world, target), "form", False, "Vì thế")
        with pytest.raises(PermissionDenied):
            review.follow_above(user, getattr(world, target), "form")


def test_what_cannot_be_switched(world, client) -> None:
    with pytest.raises(ValidationError, match="Không có quy tắc"):
        review.switch_rules(None, world.commune, "khong-co", False, "x")
    with pytest.raises(ValidationError, match="lý do"):
        review.switch_rules(None, world.commune, "form", False, " ")
    chief = person("quan-tri", "administrator", world.commune)
    RuleSwitch.objects.create(unit=world.commune, name="quy-tac-cu", on=False, reason="Vì thế")
    client.force_login(chief)
    assert "quy-tac-cu" in client.get("/van-ban/quy-tac/").content.decode()
    client.post("/van-ban/quy-tac/theo-tren/", {"don-vi": world.commune.pk, "quy-tac": "quy-tac-cu"})
    given = {"don-vi": world.other_commune.pk, "quy-tac": "form", "ly-do": "Vì thế"}
    assert client.post("/van-ban/quy-tac/tat/", given).status_code == 404
    bare = client.post("/van-ban/quy-tac/tat/", given | {"don-vi": world.commune.pk, "ly-do": " "})
    assert bare.status_code == 400 and "Hãy ghi lý do" in bare.content.decode()
    assert not RuleSwitch.objects.exists()


def test_one_rule_is_explained_with_its_papers(world, clerk, client) -> None:
    client.force_login(clerk)
    page = client.get("/van-ban/quy-tac/repeated-words/").content.decode()
    assert "Ví dụ không có lỗi" in page and "<mark>" in page and "đang bật" in page
    assert client.get("/van-ban/quy-tac/khong-co/").status_code == 404
    client.force_login(person("dan", "citizen", None))
    assert client.get("/van-ban/quy-tac/").status_code == 403
