"""The acts that are cut: each makes what it needs, then does one thing that changes more than one row."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

TODAY = dt.date.today()


def fresh() -> int:
    """A number that no other paper, task or file bears, in this process or another; too high for any series."""
    return 1_000_000 + uuid.uuid4().int % 10**9


def _nothing(_given: Any) -> str | None:
    return None


@dataclass(frozen=True)
class Act:
    """One act: ``prepare()`` gives what it is done to, ``do(it)`` does it in a forked process.

    ``steps``: several transactions by design; ``again(it)`` then does it to the end and says what is wrong, or None.
    ``varies``: tables in which the number of rows depends on what stands there meanwhile.
    ``most``: at so many of its points, evenly spread, it is cut.
    """

    name: str
    prepare: Callable[[], Any]
    do: Callable[[Any], Any]
    steps: bool = False
    most: int = 1000
    varies: frozenset[str] = frozenset()
    again: Callable[[Any], str | None] = _nothing


def _text() -> bytes:
    """A plan of two tasks that no other is like."""
    number = fresh()
    return (
        "ỦY BAN NHÂN DÂN\nTỈNH ĐO\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
        f"Số: {number}/KH-UBND\n\nĐo, ngày 05 tháng 01 năm {TODAY.year}\n\nKẾ HOẠCH\nThực hiện việc {number}\n\n"
        f"Căn cứ Nghị định số {number}/2025/NĐ-CP của Chính phủ;\n\n"
        "II. NHIỆM VỤ VÀ GIẢI PHÁP\n1. Rà soát văn bản quy phạm pháp luật\na) Cơ quan chủ trì: Sở Tư pháp.\n"
        f"b) Cơ quan phối hợp: Sở Tài chính.\nc) Thời gian hoàn thành: Trước ngày 31/12/{TODAY.year}.\n"
        "2. Bố trí kinh phí thực hiện\na) Cơ quan chủ trì: Sở Tài chính.\n"
        f"b) Cơ quan phối hợp: Sở Tư pháp.\nc) Thời gian hoàn thành: Trước ngày 30/11/{TODAY.year}.\n"
    ).encode()


def _task(code: str, lead: str, due: dt.date, title: str = "") -> Any:
    from thuongton.plans.taking_in.read_task import ReadTask

    rule = {"kind": "window", "start": f"{due.year}-01-01", "due": due.isoformat(), "confidence": 1.0, "text": "Năm"}
    title = title or f"Nhiệm vụ {code} số {fresh()}"
    return ReadTask.from_dict(
        {"code": code, "title": title, "lead": [lead], "timing_text": "Trong năm", "timing": rule}
    )


def make_acts() -> list[Act]:
    """Units, people and one plan; then the acts."""
    from django.conf import settings
    from django.test import Client

    from thuongton.documents.models import Direction, Document, Intake, IntakeState
    from thuongton.documents.services import (
        attach,
        correct_document,
        delete_document,
        drafts,
        importing,
        intake,
        issue_number,
        register_document,
    )
    from thuongton.files.services import sweep
    from thuongton.people import services as people
    from thuongton.people.models import Role
    from thuongton.plans.models import Proof
    from thuongton.plans.queries.reminding import addressees
    from thuongton.plans.services import facts
    from thuongton.plans.services.adopting import adopt_intake, adopt_plan
    from thuongton.plans.services.reminding import make_letters
    from thuongton.plans.services.sheets import import_into_plan

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    province = people.add_unit(None, None, name="Tỉnh Đo", kind="province")
    justice = people.add_unit(None, province, name="Sở Tư pháp", kind="department")
    people.add_unit(None, province, name="Sở Tài chính", kind="department")
    people.add_unit(None, province, name="Sở Nội vụ", kind="department")
    commune = people.add_unit(None, province, name="Xã Một", kind="commune")

    def person(name: str, role: str, unit: Any, scope: Any = None) -> Any:
        user = people.add_user(None, None, username=name, full_name=name.title(), password="mat-khau-do-luong-1")
        user.hat = people.give_hat(None, user, role, unit=unit, scope=scope)
        return user

    monitor = person("theo-doi", Role.MONITOR, justice, province)
    leader = person("lanh-dao", Role.LEADER, province)
    admin = person("quan-tri", Role.ADMINISTRATOR, province)
    clients = {}
    for user in (monitor, admin):
        clients[user.pk] = client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        client.get("/healthz")  # what a first request loads is loaded once, not in each fork

    def post(user: Any, path: str, fields: dict[str, Any], status: int = 302, **more: Any) -> None:
        answer = clients[user.pk].post(path, fields, **more)
        if answer.status_code != status:
            raise AssertionError(f"{path}: {answer.status_code} {answer.content[-400:]!r}")

    def upload(data: bytes) -> io.BytesIO:
        file = io.BytesIO(data)
        file.name = f"van-ban-{fresh()}.txt"
        return file

    def a_plan() -> Any:
        past = dt.date(TODAY.year - 1, 12, 31)
        return adopt_plan(
            None,
            province,
            title=f"Kế hoạch {fresh()}",
            tasks=[_task("1", "Sở Nội vụ", past), _task("2", "Sở Tài chính", past)],
            number=f"{fresh()}/KH-UBND",
            issued_on=dt.date(TODAY.year - 1, 1, 5),
            tracked_from=dt.date(TODAY.year - 1, 1, 5),
        )

    plan = a_plan()

    def a_task() -> Any:
        return plan.tasks.get(pk=_added(plan))

    def _added(into: Any) -> int:
        title = f"Việc thêm {fresh()}"
        import_into_plan(None, into, [_task("9", "Sở Tư pháp", dt.date(TODAY.year, 12, 31), title)])
        return int(into.tasks.get(title=title).pk)

    def incoming(**more: Any) -> Any:
        return register_document(None, justice, Direction.INCOMING, title=f"Văn bản {fresh()}", **more)

    def outgoing() -> Any:
        return register_document(None, justice, Direction.OUTGOING, symbol="BC-STP", title=f"Báo cáo {fresh()}")

    def an_intake(*, read: bool = True) -> Any:
        made = intake.accept_file(None, justice, _text(), "a.txt")
        if read:
            intake.read_intake(made.pk)
            made.refresh_from_db()
        return made

    def filed() -> Any:
        made = an_intake()
        intake.file_intake(None, made)
        made.refresh_from_db()
        return made

    def a_proof() -> Any:
        task = a_task()
        return facts.submit_proof(None, task, incoming(number=f"{fresh()}/QĐ-UBND", issued_on=TODAY))

    def let_go() -> Any:
        drafts.drop_draft(None, drafts.start_draft(None, justice, _text(), "a.txt", title="Bỏ"), "Đo")
        sweep()
        return None

    def swept(_given: Any) -> str | None:
        from thuongton.documents.models import StoredFile
        from thuongton.files import store

        sweep(unheld_for=-1)
        extra = set(store.digests()) - set(StoredFile.objects.values_list("sha256", flat=True))
        return f"{len(extra)} tệp không ai biết còn lại" if extra else None

    def read_to_the_end(made: Any) -> str | None:
        from thuongton.plans.models import Proposal

        intake.resume_interrupted()
        intake.read_intake(made.pk)
        made = Intake.objects.get(pk=made.pk)
        laid = Proposal.objects.filter(intake=made).count()
        return None if made.state == IntakeState.READ and laid == 2 else f"{made.state}, {laid} nhiệm vụ chờ xác nhận"

    def letters() -> None:
        keys = [one.key for one in addressees(monitor, TODAY)][:2]
        if len(make_letters(monitor, TODAY, keys)) != 2:
            raise AssertionError("not two letters")

    def no_letters_yet() -> None:
        for paper in Document.objects.filter(title__startswith="V/v đôn đốc", number=""):
            correct_document(None, paper, {"number": f"{fresh()}/STP-VP"}, "Đo")

    def product(given: Any) -> None:
        task, data = given
        fields = {
            "so": f"{fresh()}/BC-STP",
            "ngay-ky": TODAY.isoformat(),
            "trich-yeu": "Sản phẩm",
            "so-di": "1",
            "tep": upload(data),
        }
        post(monitor, f"/ke-hoach/nhiem-vu/{task.pk}/nop-san-pham/", fields)

    def declared(task: Any) -> None:
        said = {"state": "in_progress", "period_end": TODAY.isoformat(), "result": "Đang làm"}
        key = {"HTTP_IDEMPOTENCY_KEY": uuid.uuid4().hex}
        post(monitor, f"/api/v1/tasks/{task.pk}/declarations", said, 201, content_type="application/json", **key)

    def account(_given: Any) -> None:
        people.open_account(
            admin,
            commune,
            username=f"nguoi-{fresh()}-{uuid.uuid4().hex[:6]}",
            full_name="Người Mới",
            email="",
            role=Role.OFFICER,
        )

    def units(_given: Any) -> None:
        code = f"H{uuid.uuid4().hex[:4].upper()}"
        table = f"mã định danh,tên,loại,mã cấp trên\n{code},Tỉnh {code},tỉnh,\n{code}.1,Xã {code},xã,{code}\n"
        people.import_units(None, table, name="don-vi.csv")

    def extension() -> Any:
        return facts.ask_extension(None, a_task(), dt.date(TODAY.year + 1, 6, 30), "Chờ ý kiến")

    def adopt(made: Any) -> None:
        adopt_intake(
            monitor,
            made,
            unit=justice,
            own=True,
            number="",
            issued_on=None,
            title=f"Kế hoạch {fresh()}",
            tracked_from=TODAY,
        )

    def file_it(made: Any) -> None:
        post(monitor, f"/van-ban/dua-vao/{made.pk}/luu/", {"vao-so": "1", "van-vao-so": "1"})

    def send(data: bytes) -> None:
        post(monitor, "/van-ban/dua-vao/gui/", {"tep": upload(data)})

    return [
        Act("nộp sản phẩm kèm văn bản mới", lambda: (a_task(), _text()), product),
        Act("vào sổ kèm tệp", _text, lambda data: incoming(file_bytes=data, file_name="a.txt")),
        Act("đưa văn bản vào", _text, send),
        Act("vào sổ từ bài đọc", an_intake, file_it),
        Act("đưa kế hoạch vào theo dõi", filed, adopt),
        Act(
            "soạn công văn đôn đốc",
            no_letters_yet,
            lambda _given: letters(),
            varies=frozenset({"plans_reminder"}),
        ),
        Act("nhập văn bản từ tệp", _text, lambda data: importing.import_paper(None, justice, data, "a.txt")),
        Act("cấp số", outgoing, lambda paper: issue_number(monitor, paper)),
        Act("đính kèm", lambda: (incoming(), _text()), lambda given: attach(monitor, given[0], given[1], "a.txt")),
        Act("bắt đầu dự thảo", _text, lambda data: drafts.start_draft(monitor, justice, data, "a.txt")),
        Act(
            "bản dự thảo mới",
            lambda: (drafts.start_draft(None, justice, _text(), "a.txt", title="Đo"), _text()),
            lambda given: drafts.add_version(monitor, given[0], given[1], "b.txt"),
        ),
        Act("mở tài khoản kèm vai trò", lambda: None, account),
        Act("nhập đơn vị", lambda: None, units),
        Act("thêm nhiệm vụ từ bảng", lambda: None, lambda _given: _added(plan)),
        Act("khai báo qua API", a_task, declared),
        Act("duyệt sản phẩm", a_proof, lambda proof: facts.accept_proof(leader, Proof.objects.get(pk=proof.pk))),
        Act("đồng ý lùi hạn", extension, lambda change: facts.grant_extension(leader, change)),
        Act("huỷ nhiệm vụ", a_task, lambda task: facts.cancel_task(leader, task, "Điều chỉnh")),
        Act(
            "xoá văn bản",
            lambda: incoming(file_bytes=_text(), file_name="a.txt"),
            lambda paper: delete_document(monitor, paper, "Nhầm"),
        ),
        Act(
            "đọc văn bản (việc nền)",
            lambda: an_intake(read=False),
            lambda made: intake.read_intake(made.pk),
            steps=True,
            again=read_to_the_end,
        ),
        Act("dọn kho tệp", let_go, lambda _given: sweep(unheld_for=-1), steps=True, most=25, again=swept),
    ]
