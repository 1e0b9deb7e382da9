"""From a dropped file to a paper in the register."""

from __future__ import annotations

import datetime as dt
import io

import pytest

from factories import officer, person
from thuongton.documents.models import Document, Intake, Reading, StoredFile
from thuongton.documents.services import intake as services
from thuongton.documents.services import register_document
from thuongton.documents.signals import document_registered, reading_ready
from thuongton.files import store
from thuongton.files.services import sweep
from thuongton.plans.models import Plan

TEXT = """UBND TỈNH THỬ
SỞ TƯ PHÁP

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 15/KH-STP

Thử, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
Kiểm tra văn bản năm 2026

Căn cứ Nghị định số 79/2025/NĐ-CP ngày 01/4/2025 của Chính phủ;
Thực hiện Kế hoạch số 444/KH-UBND ngày 13/8/2025 của UBND tỉnh Thử, Sở Tư pháp ban hành kế hoạch như sau: <b>

Nơi nhận:
- UBND tỉnh;
- Lưu: VT.

GIÁM ĐỐC

Nguyễn Văn Thử
""".encode()


@pytest.fixture
def intake(world, clerk, files_root) -> Intake:
    """A plan that was dropped and read."""
    return services.accept_file(clerk, world.commune, TEXT, "ke-hoach.txt")


def test_a_dropped_file_is_read(intake) -> None:
    assert (intake.state, intake.percent) == ("read", 100)
    assert "viện dẫn" in intake.step and "chỗ cần xem" in intake.step
    assert intake.header["number"] == "15/KH-STP" and intake.header["date"] == "2026-03-05"
    assert Reading.objects.get().body["schema"] == "vanban/1"


def test_the_same_file_is_taken_in_and_read_once(world, clerk, intake, monkeypatch) -> None:
    monkeypatch.setattr(
        "thuongton.documents.services.reading.read_screened", lambda *_, **__: pytest.fail("read twice")
    )
    assert services.accept_file(clerk, world.commune, TEXT, "ten-khac.txt").pk == intake.pk
    other = services.accept_file(officer(world.other_commune, "xa-hai"), world.other_commune, TEXT, "b.txt")
    assert other.pk != intake.pk and other.state == "read"
    assert StoredFile.objects.count() == Reading.objects.count() == 1


def test_those_above_are_told(world, clerk, files_root) -> None:
    told = []

    def hear(sender, intake, **_more):
        told.append(intake.pk)
        raise RuntimeError("a receiver must not break the reading")

    reading_ready.connect(hear)
    try:
        intake = services.accept_file(clerk, world.commune, TEXT, "a.txt")
    finally:
        reading_ready.disconnect(hear)
    assert told == [intake.pk] and intake.state == "read"


def test_an_error_becomes_a_sentence_and_can_be_tried_again(world, clerk, files_root, monkeypatch) -> None:
    def broken(*_given, **_more):
        raise RuntimeError("boom")

    monkeypatch.setattr("thuongton.documents.services.reading.read_screened", broken)
    intake = services.accept_file(clerk, world.commune, TEXT, "a.txt")
    assert intake.state == "refused" and "tệp vẫn được giữ" in intake.refusal and "boom" not in intake.refusal
    monkeypatch.undo()
    assert services.read_again(clerk, intake).state == "read"


def test_an_interrupted_reading_goes_on(world, clerk, intake, monkeypatch) -> None:
    Intake.objects.update(state="reading", percent=30)
    Reading.objects.all().delete()
    assert services.resume_interrupted() == 1
    intake.refresh_from_db()
    assert intake.state == "read"
    assert services.resume_interrupted() == 0


def test_a_file_that_kills_the_reader_is_given_up(world, clerk, intake) -> None:
    header = {**intake.header, "attempts": services.ATTEMPTS}
    Intake.objects.update(state="reading", header=header)
    services.resume_interrupted()
    intake.refresh_from_db()
    assert intake.state == "refused" and "nhiều lần" in intake.refusal


def test_corrections_are_kept_and_reading_again_does_not_undo_them(clerk, intake) -> None:
    errors = services.save_header(
        clerk, intake, {"title": "Tên mới", "date": "31/2/2026", "recipients": "A\nB", "lạ": "x"}
    )
    assert list(errors) == ["date"] and "31/2/2026" in errors["date"]
    services.read_again(clerk, intake)
    intake.refresh_from_db()
    assert intake.header["title"] == "Tên mới" and intake.header["recipients"] == ["A", "B"]
    assert intake.header["date"] == "2026-03-05" and "lạ" not in intake.header


def test_filing_makes_a_paper_with_file_and_links(world, clerk, intake) -> None:
    above = register_document(None, world.province, "outgoing", number="444/KH-UBND", issuer="UBND tỉnh Thử")
    Plan.objects.create(unit=world.province, document=above, title="x", tracked_from=dt.date(2026, 1, 1))
    told = []
    document_registered.connect(
        lambda sender, document, intake, **_more: told.append(document.pk), weak=False, dispatch_uid="t"
    )
    try:
        paper = services.file_intake(clerk, intake)
    finally:
        document_registered.disconnect(dispatch_uid="t")
    assert told == [paper.pk]
    assert (paper.direction, paper.number, paper.issued_on) == ("incoming", "15/KH-STP", dt.date(2026, 3, 5))
    assert (paper.arrival_no, paper.attachments.get().name) == (1, "ke-hoach.txt")
    links = {(link.kind, link.target_id) for link in paper.links_out.all()}
    assert ("implements", above.pk) in links and ("basis", None) in links
    assert services.file_intake(clerk, intake).pk == paper.pk
    assert Document.objects.filter(unit=world.commune).count() == 1


def test_dropping_takes_the_file_away(clerk, intake) -> None:
    services.drop_intake(clerk, intake)
    assert not Intake.objects.exists() and StoredFile.objects.exists()
    sweep(unheld_for=-1)
    assert not StoredFile.objects.exists() and not list(store.digests())


def test_the_confirm_page_marks_the_source_and_saves_each_box(clerk, intake, client) -> None:
    client.force_login(clerk)
    address = f"/van-ban/dua-vao/{intake.pk}/xac-nhan/"
    page = client.get(address).content.decode()
    assert '<mark class="m-field" data-marks="f-number"' in page and "m-citation" in page
    assert "&lt;b&gt;" in page and "<b>" not in page.split("source-text")[1].split("</section>")[0]
    saved = client.post(f"/van-ban/dua-vao/{intake.pk}/luu/", {"signer": "Lê Thị Mới"}, headers={"HX-Request": "true"})
    assert "đã lưu" in saved.content.decode()
    wrong = client.post(f"/van-ban/dua-vao/{intake.pk}/luu/", {"date": "hôm qua"}, headers={"HX-Request": "true"})
    assert "không phải là một ngày" in wrong.content.decode()
    assert 'value="Lê Thị Mới"' in client.get(address).content.decode()
    plain = client.post(f"/van-ban/dua-vao/{intake.pk}/luu/", {"date": "hôm qua", "vao-so": "1"})
    assert plain.status_code == 400 and "không phải là một ngày" in plain.content.decode()
    filed = client.post(f"/van-ban/dua-vao/{intake.pk}/luu/", {"note": "x", "vao-so": "1"}, follow=True)
    paper = Document.objects.get()
    assert paper.signer == "Lê Thị Mới" and filed.redirect_chain[-1][0] == f"/van-ban/{paper.pk}/"
    assert client.get(address).status_code == 302


def test_a_duplicate_is_warned_of_and_filed_only_when_told(world, clerk, intake, client) -> None:
    register_document(clerk, world.commune, "incoming", number="15/KH-STP", issuer="Sở Tư pháp tỉnh Thử")
    client.force_login(clerk)
    address = f"/van-ban/dua-vao/{intake.pk}/luu/"
    page = client.post(address, {"vao-so": "1"})
    assert page.status_code == 400 and "vẫn vào sổ" in page.content.decode() and Document.objects.count() == 1
    client.post(address, {"vao-so": "1", "van-vao-so": "1"})
    assert Document.objects.count() == 2


def test_the_same_file_again_is_a_duplicate(world, clerk, intake, client) -> None:
    services.file_intake(clerk, intake)
    again = services.accept_file(clerk, world.commune, TEXT, "lan-hai.txt")
    assert again.pk != intake.pk
    services.save_header(clerk, again, {"number": "99/KH-STP"})
    client.force_login(clerk)
    assert "cùng một tệp" in client.get(f"/van-ban/dua-vao/{again.pk}/xac-nhan/").content.decode()


def test_missing_fields_come_first(world, clerk, files_root, client) -> None:
    intake = services.accept_file(clerk, world.commune, TEXT.replace(b"15/KH-STP", b"   /KH-STP"), "a.txt")
    client.force_login(clerk)
    shown = client.get(f"/van-ban/dua-vao/{intake.pk}/xac-nhan/").context["shown"]
    assert shown[0].field.key == "number" and shown[0].doubt and not shown[0].value
    services.agree(clerk, intake, ["number"])
    shown = client.get(f"/van-ban/dua-vao/{intake.pk}/xac-nhan/").context["shown"]
    assert not [one for one in shown if one.field.key == "number" and one.doubt]


def test_several_files_and_pasted_text(world, clerk, files_root, client) -> None:
    client.force_login(clerk)
    files = []
    for at in range(3):
        stream = io.BytesIO(TEXT + str(at).encode())
        stream.name = f"<b>{at}</b>.txt"
        files.append(stream)
    page = client.post("/van-ban/dua-vao/gui/", {"tep": files, "noi-dung": TEXT.decode() + "dán"}, follow=True)
    assert Intake.objects.filter(state="read").count() == 4
    assert "<b>0" not in page.content.decode()
    row = Intake.objects.first()
    assert client.get(f"/van-ban/dua-vao/{row.pk}/").status_code == 200


@pytest.mark.parametrize(("role", "status"), [("inspector", 403), ("citizen", 403), ("officer", 404)])
def test_others_do_not_touch_an_intake(role, status, world, intake, client) -> None:
    stranger = person("ai-do", role, None if role == "citizen" else world.far_commune)
    client.force_login(stranger)
    assert client.get(f"/van-ban/dua-vao/{intake.pk}/xac-nhan/").status_code == 404
    assert client.post(f"/van-ban/dua-vao/{intake.pk}/luu/", {"title": "x", "vao-so": "1"}).status_code == 404
    assert client.post(f"/van-ban/dua-vao/{intake.pk}/bo/").status_code == 404
    stream = io.BytesIO(TEXT)
    stream.name = "a.txt"
    posted = client.post("/van-ban/dua-vao/gui/", {"tep": stream})
    assert posted.status_code == (302 if role == "officer" else 403)
    assert client.get("/van-ban/dua-vao/").status_code == 200


def test_an_inspector_reads_an_intake_and_changes_nothing(world, intake, client) -> None:
    client.force_login(person("kiem-tra", "inspector", world.province))
    page = client.get(f"/van-ban/dua-vao/{intake.pk}/xac-nhan/")
    assert page.status_code == 200 and "disabled" in page.content.decode()
    assert client.post(f"/van-ban/dua-vao/{intake.pk}/luu/", {"title": "x"}).status_code == 403
    assert client.post(f"/van-ban/dua-vao/{intake.pk}/bo/").status_code == 403
    intake.refresh_from_db()
    assert intake.header["title"] == "Kiểm tra văn bản năm 2026"


def test_all_that_came_in_stands_in_a_list(world, clerk, client) -> None:
    services.refuse(clerk, world.commune, "hong.docx", "Tệp hỏng.")
    taken = services.accept_text(clerk, world.commune, TEXT.decode())
    client.force_login(clerk)
    shown = client.get("/van-ban/dua-vao/danh-sach/").context["shown"]
    assert [line.intake.name for line in shown.rows] == [taken.name, "hong.docx"]
    page = client.get("/van-ban/dua-vao/danh-sach/?trang-thai=refused").content.decode()
    assert "Tệp hỏng." in page and taken.name not in page
    client.force_login(officer(world.other_commune, "xa-hai"))
    assert client.get("/van-ban/dua-vao/danh-sach/").context["shown"].total == 0
