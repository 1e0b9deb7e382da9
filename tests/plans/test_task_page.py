"""The task page: every act as a form, what it changes, what it refuses and how; who sees it and who may act."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from plans.annex_world import QUARTER, Annex
from thuongton.audit.models import Event
from thuongton.documents.models import Attachment, Document, NumberSeries, StoredFile
from thuongton.people.models import Notification
from thuongton.people.queries import today
from thuongton.plans.models import DeadlineChange, Declaration, Proof, Task
from thuongton.plans.status import Basis, State, status
from thuongton.plans.views.task import TASK
from vanban.text import fold

D = dt.date


@pytest.fixture
def monitor(annex: Annex) -> Client:
    return annex.client(annex.monitor, None)


@pytest.fixture
def officer(annex: Annex) -> Client:
    return annex.client(annex.officer, None)


def _do(client: Client, task: Task, act: str, **fields: Any) -> Any:
    data = {name.replace("_", "-"): value for name, value in fields.items()}
    return client.post(f"/ke-hoach/nhiem-vu/{task.pk}/{act}/", data)


def _state(task: Task, day: dt.date, basis: Basis = Basis.PROVEN) -> State:
    return status(Task.objects.prefetch_related("deadlinechanges").get(pk=task.pk), day, basis=basis)


def _paper(annex: Annex, number: str, day: dt.date) -> Document:
    return Document.objects.create(
        unit=annex.units["Hà Tĩnh/Sở Tư pháp"], direction="outgoing", kind="Quyết định", number=number, issued_on=day,
        registered_on=day, search=fold(number),
    )  # fmt: skip


def test_a_submission_does_not_close_the_scheme_and_a_signed_product_does(
    annex: Annex, officer: Client, monitor: Client
) -> None:
    task = annex.task("B.III.1")
    page = monitor.get(f"/ke-hoach/nhiem-vu/{task.pk}/").content.decode()
    assert "data-unproven" in page and "chưa có sản phẩm" in page
    assert "kết quả chỉ ghi «Ngày 24/3/2026 Sở Tư pháp đã trình UBND tỉnh" in page
    _paper(annex, "31/TTr-STP", D(2026, 3, 24))
    answer = _do(officer, task, "nop-san-pham", so="31/TTr-STP", loai="submission", ngay_ky="24/3/2026")
    assert answer.status_code == 302
    assert _state(task, today()) is State.RUNNING
    submission = Proof.objects.get(task=task)
    refused = _do(monitor, task, "duyet", san_pham=submission.pk)
    assert refused.status_code == 400
    assert "chưa phải là sản phẩm" in refused.content.decode()
    assert _state(task, today()) is State.RUNNING

    _paper(annex, "77/QĐ-UBND", D(2026, 9, 1))
    assert _do(officer, task, "nop-san-pham", so="77/QĐ-UBND", loai="product").status_code == 302
    assert _state(task, today()) is State.RUNNING  # handed in, not yet accepted
    assert _do(monitor, task, "duyet", san_pham=Proof.objects.latest("pk").pk).status_code == 302
    assert _state(task, today()) is State.DONE_EARLY
    assert _state(task, D(2026, 8, 31)) is State.RUNNING
    page = monitor.get(f"/ke-hoach/nhiem-vu/{task.pk}/").content.decode()
    assert "data-unproven" not in page


@pytest.mark.parametrize(
    ("signed", "state"),
    [(D(2026, 3, 20), State.DONE_ON_TIME), (D(2026, 10, 31), State.DONE_ON_TIME), (D(2026, 11, 1), State.DONE_LATE)],
)
def test_the_signing_day_decides(annex: Annex, monitor: Client, signed: dt.date, state: State) -> None:
    task = annex.task("B.II.2")
    Task.objects.filter(pk=task.pk).update(due=D(2026, 10, 31))
    _paper(annex, "5/BC-STP", signed)
    task = annex.task("B.II.2")
    second = annex.client(annex.second, None)
    assert _do(second, task, "nop-san-pham", so="5/BC-STP", loai="product").status_code == 302
    assert _do(monitor, task, "duyet", san_pham=Proof.objects.get().pk).status_code == 302
    assert _state(task, today()) is state


def test_a_new_paper_goes_into_the_register_with_its_file(annex: Annex, officer: Client) -> None:
    task = annex.task("B.VI.1")
    file = SimpleUploadedFile("danh-muc.txt", "Danh mục văn bản quy phạm pháp luật\n".encode())
    fields = {"so": "12/BC-STP", "ngay-ky": "2026-11-02", "trich-yeu": "Danh mục văn bản", "so-di": "1", "tep": file}
    assert officer.post(f"/ke-hoach/nhiem-vu/{task.pk}/nop-san-pham/", fields).status_code == 302
    proof = Proof.objects.get(task=task)
    assert proof.document.number == "12/BC-STP"
    assert proof.document.direction == "outgoing"
    assert proof.document.attachments.count() == 1


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"ngay-ky": "2999-01-01"}, 400),
        ({"cancelled": True}, 400),
        ({"outsider": True}, 403),
        ({"ky": "987654"}, 404),
    ],
)
def test_a_refused_proof_leaves_no_paper_no_number_and_no_file(
    annex: Annex, officer: Client, changed: dict, status: int
) -> None:
    """The product comes with a new paper: both are one act, so that sending it again makes no second paper."""
    task, changed = annex.task("B.VI.1"), dict(changed)
    if changed.pop("cancelled", False):
        Task.objects.filter(pk=task.pk).update(cancelled_on=D(2026, 1, 2))
    who = annex.client(annex.finance, None) if changed.pop("outsider", False) else officer

    def rows() -> tuple[int, ...]:
        return tuple(
            model.objects.count() for model in (Document, StoredFile, Attachment, Proof, Event, NumberSeries)
        ) + tuple(NumberSeries.objects.order_by("pk").values_list("last", flat=True))

    before = rows()
    file = SimpleUploadedFile("danh-muc.txt", "Danh mục văn bản quy phạm pháp luật\n".encode())
    fields = {"so": "12/BC-STP", "ngay-ky": "2026-11-02", "trich-yeu": "Danh mục văn bản", "tep": file} | changed
    assert who.post(f"/ke-hoach/nhiem-vu/{task.pk}/nop-san-pham/", fields).status_code == status
    assert rows() == before


def test_a_product_is_handed_back_with_its_reason(annex: Annex, officer: Client, monitor: Client) -> None:
    task = annex.task("B.III.1")
    _paper(annex, "77/QĐ-UBND", D(2026, 9, 1))
    _do(officer, task, "nop-san-pham", so="77/QĐ-UBND")
    proof = Proof.objects.get(task=task)
    assert _do(monitor, task, "tra-lai", san_pham=proof.pk, ly_do="").status_code == 400
    assert _do(monitor, task, "tra-lai", san_pham=proof.pk, ly_do="Thiếu phụ lục").status_code == 302
    assert "Thiếu phụ lục" in officer.get(f"/ke-hoach/nhiem-vu/{task.pk}/").content.decode()


def test_an_extension_is_asked_and_granted(annex: Annex, officer: Client, monitor: Client) -> None:
    task = annex.task("B.III.1")
    Task.objects.filter(pk=task.pk).update(due=D(2026, 10, 1), window_start=D(2026, 1, 1))
    assert _state(task, today()) is State.OVERDUE
    asked = _do(officer, task, "lui-han", han_moi="31/12/2026", ly_do="Chờ ý kiến các sở")
    assert asked.status_code == 302
    assert _state(task, today()) is State.OVERDUE
    change = DeadlineChange.objects.get(task=task)
    assert _do(officer, task, "dong-y", de_nghi=change.pk).status_code == 403
    again = _do(officer, task, "lui-han", han_moi="15/1/2027", ly_do="Thêm nữa")
    assert again.status_code == 400
    assert "đang chờ trả lời" in again.content.decode()
    assert _do(monitor, task, "dong-y", de_nghi=change.pk, y_kien="Đồng ý").status_code == 302
    assert _state(task, today()) is State.RUNNING
    assert _state(task, today() - dt.timedelta(days=1)) is State.OVERDUE  # days before keep the deadline they had
    second = _do(monitor, task, "khong-dong-y", de_nghi=change.pk, y_kien="Không")
    assert second.status_code == 400
    assert "đã được người khác trả lời «đồng ý»" in second.content.decode()


def test_an_extension_refused_leaves_the_deadline(annex: Annex, officer: Client, monitor: Client) -> None:
    task = annex.task("B.III.1")
    _do(officer, task, "lui-han", han_moi="2028-06-30", ly_do="Chờ ý kiến")
    change = DeadlineChange.objects.get(task=task)
    assert _do(monitor, task, "khong-dong-y", de_nghi=change.pk, y_kien="").status_code == 400
    assert _do(monitor, task, "khong-dong-y", de_nghi=change.pk, y_kien="Chưa đủ căn cứ").status_code == 302
    assert annex.task("B.III.1").changed_due is None


def test_an_event_opens_the_tasks_that_waited(annex: Annex, officer: Client, monitor: Client) -> None:
    task = annex.task("B.II.6")
    assert task.trigger is not None
    assert _state(task, today()) is State.WAITING
    assert _do(officer, task, "su-kien", xay_ra="1/11/2026").status_code == 403
    assert _do(monitor, task, "su-kien", xay_ra="31/2/2026").status_code == 400
    assert _do(monitor, task, "su-kien", xay_ra="1/11/2026").status_code == 302
    assert annex.task("B.II.6").opened_on == D(2026, 11, 1)
    assert _state(task, today()) is not State.WAITING
    assert _state(task, D(2026, 10, 31)) is State.WAITING
    page = monitor.get(f"/ke-hoach/nhiem-vu/{task.pk}/").content.decode()
    assert "Sự kiện đã xảy ra" in page
    other = _do(monitor, task, "su-kien", xay_ra="2/11/2026")
    assert other.status_code == 400
    assert "đã được ghi nhận ngày 1/11/2026" in other.content.decode()


@pytest.mark.parametrize(
    ("act", "fields", "sentence", "kept"),
    [
        ("khai-bao", {"trang-thai": "completed", "den-ngay": "31/2/2026", "ket-qua": "Đã trình"},
         "không có trong lịch", "Đã trình"),
        ("khai-bao", {"trang-thai": "xong", "den-ngay": "31/3/2026", "ket-qua": "Đã làm"},
         "Trạng thái khai báo phải là", "Đã làm"),
        ("khai-bao", {"trang-thai": "in_progress", "den-ngay": "31/3/2026", "xong-ngay": "1/3/2026", "ket-qua": "Xong"},
         "Chỉ ghi ngày hoàn thành khi", "Xong"),
        ("lui-han", {"han-moi": "hôm sau", "ly-do": "Thiếu người"}, "không có trong lịch", "Thiếu người"),
        ("nop-san-pham", {"so": "404/QĐ-UBND", "ngay-ky": "1/9/2026", "tac-gia": "UBND tỉnh"},
         "hãy ghi trích yếu", "404/QĐ-UBND"),
        ("nop-san-pham", {"so": "", "trich-yeu": "Đề án gì"}, "Hãy ghi số của văn bản", "Đề án gì"),
        ("huy", {"ly-do": " ", "so": "9/QĐ-UBND"}, "Ghi lý do huỷ", "9/QĐ-UBND"),
        ("viec-con", {"viec": "Gửi công văn", "han": "32/1/2026"}, "không có trong lịch", "Gửi công văn"),
        ("trao-doi", {"noi-dung": "  "}, "đang trống", ""),
        ("bat-dau", {"tu-ngay": "1/1/2027"}, "không thể là ngày trong tương lai", ""),
    ],
)  # fmt: skip
def test_a_refused_form_says_why_and_keeps_what_was_typed(
    annex: Annex, monitor: Client, act: str, fields: dict[str, str], sentence: str, kept: str
) -> None:
    task = annex.task("B.III.1")
    before = Declaration.objects.count()
    answer = monitor.post(f"/ke-hoach/nhiem-vu/{task.pk}/{act}/", fields)
    page = answer.content.decode()
    assert answer.status_code == 400
    alerts = re.findall(r'role="alert">(.*?)</p>', page, re.S)
    assert sum(bool(re.search(sentence, said)) for said in alerts) == 1, alerts
    if kept:
        assert re.search(rf'(value="{kept}"|>{kept}</textarea>)', page)
    assert Declaration.objects.count() == before


def test_starting_and_cancelling(annex: Annex, monitor: Client) -> None:
    task = annex.task("B.III.2")
    assert _state(task, today()) is State.NOT_DUE
    assert _do(monitor, task, "bat-dau", tu_ngay="2/11/2026").status_code == 302
    assert _state(task, today()) is State.RUNNING
    assert _do(monitor, task, "huy", ly_do="Kế hoạch được điều chỉnh").status_code == 302
    assert _state(task, today()) is State.CANCELLED
    refused = _do(monitor, task, "khai-bao", trang_thai="in_progress", den_ngay="22/11/2026")
    assert refused.status_code == 400
    assert "đã được huỷ, điều chỉnh" in refused.content.decode()
    assert "Nộp sản phẩm</summary>" not in monitor.get(f"/ke-hoach/nhiem-vu/{task.pk}/").content.decode()


def test_two_people_at_once(annex: Annex, officer: Client, monitor: Client) -> None:
    task = annex.task("B.III.1")
    _paper(annex, "77/QĐ-UBND", D(2026, 9, 1))
    _do(officer, task, "nop-san-pham", so="77/QĐ-UBND")
    again = _do(monitor, task, "nop-san-pham", so="77/QĐ-UBND")
    assert again.status_code == 400
    assert "không cần nộp lại" in again.content.decode()
    proof = Proof.objects.get(task=task)
    _do(monitor, task, "duyet", san_pham=proof.pk)
    late = _do(monitor, task, "tra-lai", san_pham=proof.pk, ly_do="Chậm tay")
    assert late.status_code == 400
    assert "đã được người khác duyệt" in late.content.decode()
    assert "tải lại trang" in late.content.decode()


def test_an_inspector_reads_and_has_no_forms(annex: Annex) -> None:
    inspector = annex.client(annex.inspector, None)
    for code in ("B.III.1", "B.II.6", "A.II.5"):
        task = annex.task(code)
        page = inspector.get(f"/ke-hoach/nhiem-vu/{task.pk}/")
        assert page.status_code == 200
        main = page.content.decode().split("<main")[1]
        assert "<form" not in main


@pytest.mark.parametrize("act", [act.name for act in TASK])
def test_those_who_only_read_are_refused_and_strangers_find_nothing(annex: Annex, act: str) -> None:
    task = annex.task("B.II.6")
    _paper(annex, "8/QĐ-UBND", D(2026, 9, 1))
    proof = Proof.objects.create(task=task, document=Document.objects.latest("pk"), signed_on=D(2026, 9, 1))
    change = DeadlineChange.objects.create(task=task, new_due=D(2027, 1, 1), asked_on=D(2026, 9, 1), reason="Chậm")
    assignment = task.assignments.create(person=annex.officer, unit=annex.plan.unit, assigned_on=D(2026, 9, 1))
    step = task.subtasks.create(title="Soạn", unit=annex.plan.unit)
    fields = {
        "so": "8/QĐ-UBND", "loai": "product", "san-pham": proof.pk, "ly-do": "Lý do", "trang-thai": "in_progress",
        "den-ngay": "2026-09-30", "han-moi": "2027-02-01", "de-nghi": change.pk, "y-kien": "Ý kiến",
        "xay-ra": "2026-09-01",
        "nguoi": annex.officer.pk, "phan-cong": assignment.pk, "viec": "Việc", "viec-con": step.pk, "noi-dung": "Chào",
        "tu-ngay": "2026-09-01",
    }  # fmt: skip
    address = f"/ke-hoach/nhiem-vu/{task.pk}/{act}/"
    assert annex.client(annex.inspector, None).post(address, fields).status_code in (403, 404)
    assert annex.client(annex.stranger, None).post(address, fields).status_code == 404
    assert annex.client(annex.monitor, None).get(address)["Location"] == f"/ke-hoach/nhiem-vu/{task.pk}/"
    assert Client().post(address, fields).status_code == 302
    assert not Declaration.objects.filter(task=task, state="in_progress").exists()
    assert not Proof.objects.exclude(pk=proof.pk).filter(task=task).exists()


def test_another_province_finds_no_task(annex: Annex) -> None:
    assert annex.client(annex.stranger, None).get(f"/ke-hoach/nhiem-vu/{annex.task('B.III.1').pk}/").status_code == 404


def test_a_part_of_several_leads_declares_for_itself(annex: Annex) -> None:
    task = annex.task("B.I.1")  # the departments and the communes lead together
    client = annex.client(annex.commune, None)
    page = client.get(f"/ke-hoach/nhiem-vu/{task.pk}/").content.decode()
    assert 'name="phan-minh"' in page
    answer = _do(
        client, task, "khai-bao", trang_thai="completed", den_ngay="30/6/2026", ket_qua="Xã đã xong", phan_minh="1"
    )
    assert answer.status_code == 302
    assert Declaration.objects.get(unit=annex.commune.hat.unit).task == task
    assert _do(client, task, "khai-bao", trang_thai="completed", den_ngay="30/6/2026").status_code == 403


def test_why_there_is_this_deadline(annex: Annex, monitor: Client) -> None:
    page = monitor.get(f"/ke-hoach/nhiem-vu/{annex.task('B.III.1').pk}/").content.decode()
    assert "Vì sao" in page
    assert "31/12/2027" in page
    waiting = monitor.get(f"/ke-hoach/nhiem-vu/{annex.task('B.II.6').pk}/").content.decode()
    assert "Đang chờ" in waiting


def test_the_history_names_who_did_what(annex: Annex, monitor: Client) -> None:
    task = annex.task("B.II.2")
    _do(monitor, task, "khai-bao", trang_thai="in_progress", den_ngay="30/6/2026", ket_qua="Đang lấy ý kiến")
    page = monitor.get(f"/ke-hoach/nhiem-vu/{task.pk}/").content.decode()
    history = page[page.index("Lịch sử") :]
    assert "Khai báo kết quả nhiệm vụ" in history
    assert annex.monitor.full_name in history


def test_the_page_on_an_earlier_day(annex: Annex) -> None:
    task = annex.task("B.III.1")
    before = annex.client(annex.monitor, QUARTER - dt.timedelta(days=1))
    page = before.get(f"/ke-hoach/nhiem-vu/{task.pk}/")
    assert page.context["row"].state is State.NOT_DUE
    assert not Notification.objects.exists()
