"""Đôn đốc letters: whose head they carry, what stands in them, who may draft them, and that a day has one."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from factories import World, person, read_task
from thuongton.documents.models import Direction, Document
from thuongton.files import store
from thuongton.people.letterheads import initials_of, place_of, sender_of
from thuongton.people.models import Role, Unit, User
from thuongton.people.queries import today
from thuongton.plans.models import Plan, Reminder
from thuongton.plans.queries.reminding import addressees
from thuongton.plans.services.adopting import adopt_plan
from thuongton.plans.services.reminding import make_letters
from thuongton.plans.taking_in.read_task import ReadTask
from vanban.files.open import open_document
from waiting import LONG

AS_OF = dt.date(2026, 7, 10)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Tỉnh Hà Tĩnh", "Hà Tĩnh"),
        ("Thành phố Hải Phòng", "Hải Phòng"),
        ("Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("Xã Lạc Phượng", "Lạc Phượng"),
        ("Phường 5", "Phường 5"),
        ("Đặc khu Côn Đảo", "Côn Đảo"),
    ],
)
def test_place(name: str, place: str) -> None:
    assert place_of(name) == place


@pytest.mark.parametrize(
    ("name", "symbol"),
    [
        ("Sở Tư pháp", "STP"),
        ("Sở Khoa học và Công nghệ", "SKHCN"),
        ("Sở Văn hóa, Thể thao và Du lịch", "SVHTTDL"),
        ("Văn phòng HĐND và UBND xã", ""),
        ("Công an tỉnh", ""),
    ],
)
def test_symbol(name: str, symbol: str) -> None:
    assert initials_of(name) == symbol


def test_heads(world: World) -> None:
    heads = {name: sender_of(getattr(world, name)) for name in ("province", "justice", "commune", "office")}
    assert {name: (head.issuer_parent, head.issuer, head.symbol, head.place) for name, head in heads.items()} == {
        "province": ("", "Ủy ban nhân dân tỉnh Thử", "UBND", "Thử"),
        "justice": ("UBND tỉnh Thử", "Sở Tư pháp", "STP", "Thử"),
        "commune": ("UBND tỉnh Thử", "Ủy ban nhân dân xã Một", "UBND", "Một"),
        "office": ("UBND xã Một", "Văn phòng HĐND và UBND xã", "", "Một"),
    }


def _task(code: str, lead: str, due: str) -> ReadTask:
    rule = {"kind": "fixed", "due": due, "confidence": 1.0, "text": due}
    title = f"Rà soát văn bản quy phạm pháp luật lần {code}"
    return read_task(code, title, product="Báo cáo", lead=[lead], timing_text=due, timing=rule)


@pytest.fixture
def plan(world: World) -> Plan:
    tasks = [
        _task("1", "Sở Tài chính", "2026-06-30"),
        _task("2", "Sở Tài chính", "2026-07-05"),
        _task("3", "Sở Tài chính", "2026-07-14"),
        _task("4", "Sở Tài chính", "2026-12-31"),
        _task("5", "Sở Tư pháp", "2026-06-30"),
        _task("6", "UBND cấp xã", "2026-06-30"),
    ]
    return adopt_plan(
        None, world.province, title="Kế hoạch", tasks=tasks, number="01/KH-UBND", tracked_from=dt.date(2026, 1, 5)
    )


@pytest.fixture
def monitor(world: World) -> User:
    return person("theo-doi", Role.MONITOR, world.justice, world.province)


def test_one_letter_an_agency_and_none_to_oneself(world: World, plan: Plan, monitor: User) -> None:
    found = {one.name: (one.overdue, len(one.rows)) for one in addressees(monitor, AS_OF)}
    assert found == {"Sở Tài chính": (2, 3), "UBND cấp xã": (1, 1)}


def test_a_letter_enters_the_register_without_number(world: World, plan: Plan, monitor: User) -> None:
    key = f"u{world.finance.pk}"
    (letter,) = make_letters(monitor, AS_OF, [key])
    assert (letter.unit, letter.direction, letter.number, letter.issued_on) == (
        world.justice,
        Direction.OUTGOING,
        "",
        None,
    )
    assert {reminder.task.code for reminder in Reminder.objects.filter(letter=letter)} == {"1", "2", "3"}
    with pytest.raises(ValidationError, match="Hôm nay đã soạn công văn đôn đốc gửi Sở Tài chính"):
        make_letters(monitor, AS_OF, [key, "n-ubnd cap xa"])
    assert Document.objects.filter(reminders__kind="letter").distinct().count() == 1
    assert len(make_letters(monitor, AS_OF, ["n-ubnd cap xa"])) == 1


def test_nothing_chosen_is_said(plan: Plan, monitor: User) -> None:
    with pytest.raises(ValidationError, match="Chưa chọn cơ quan nào"):
        make_letters(monitor, AS_OF, ["u999"])


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.ADMINISTRATOR, Role.CITIZEN])
def test_readers_and_citizens_draft_nothing(world: World, plan: Plan, role: str) -> None:
    reader = person("doc", role, None if role == Role.CITIZEN else world.province)
    with pytest.raises(PermissionDenied):
        make_letters(reader, AS_OF, [f"u{world.finance.pk}"])
    client = Client()
    client.force_login(reader)
    assert client.post("/ke-hoach/don-doc/", {"gui": [f"u{world.finance.pk}"]}).status_code == 403
    assert not Document.objects.exists()


def test_the_page_drafts_what_is_chosen(world: World, plan: Plan, monitor: User) -> None:
    client = Client()
    client.force_login(monitor)
    page = client.get("/ke-hoach/don-doc/?tinh-den=2026-07-10").content.decode()
    assert "Sở Tài chính" in page and "UBND cấp xã" in page
    chosen = {"gui": [f"u{world.finance.pk}"]}
    assert client.post("/ke-hoach/don-doc/?tinh-den=2026-07-10", chosen).status_code == 403
    assert not Document.objects.exists()
    made = client.post("/ke-hoach/don-doc/", chosen)
    assert made.status_code == 200 and Document.objects.count() == 1


def test_no_letter_speaks_of_a_day_to_come(world: World, plan: Plan, monitor: User) -> None:
    with pytest.raises(ValidationError, match="chưa tới"):
        make_letters(monitor, today() + dt.timedelta(days=1), [f"u{world.finance.pk}"])
    assert not Document.objects.exists()


def _file_of(letter: Document) -> bytes:
    return store.read(letter.attachments.get().file.sha256)


def test_the_letter_reads_back(world: World, plan: Plan, monitor: User) -> None:
    (letter,) = make_letters(monitor, AS_OF, [f"u{world.finance.pk}"])
    text = open_document(_file_of(letter), "thu.docx").text
    assert "Kính gửi: Sở Tài chính" in text and "02 nhiệm vụ quá hạn và 01 nhiệm vụ sắp đến hạn" in text
    for words in ("Quá hạn 10 ngày", "Quá hạn 5 ngày", "Còn 4 ngày", "Kế hoạch số 01/KH-UBND", "30/06/2026"):
        assert words in text


@pytest.mark.office
def test_the_letter_opens_in_an_office_program(
    world: World, plan: Plan, monitor: User, libreoffice: str, tmp_path: Path
) -> None:
    (letter,) = make_letters(monitor, AS_OF, [f"u{world.finance.pk}"])
    paper = tmp_path / "thu.docx"
    paper.write_bytes(_file_of(letter))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [libreoffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(paper)]
    subprocess.run(command, check=True, capture_output=True, timeout=LONG)
    import pypdfium2

    pages = pypdfium2.PdfDocument(tmp_path / "thu.pdf")
    text = " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())
    assert len(pages) == 1
    for words in (
        "UBND TỈNH THỬ", "SỞ TƯ PHÁP", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "/STP", "Thử, ngày",
        "Kính gửi: Sở Tài chính", "Quá hạn 10 ngày", "Nơi nhận:", "Lưu: VT",
    ):  # fmt: skip
        assert words in text, words


def test_a_unit_of_another_province_is_not_addressed(world: World, plan: Plan) -> None:
    far = person("xa", Role.MONITOR, world.far_province)
    assert addressees(far, AS_OF) == [] and Unit.objects.filter(pk=world.finance.pk).exists()
