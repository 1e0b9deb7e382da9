"""What a person does to a task: one form an act; a refusal comes back beside it with what was typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuongton.documents import queries as document_queries
from thuongton.documents.models import Direction, Document
from thuongton.documents.queries.papers import find
from thuongton.documents.services.register import register_document
from thuongton.documents.store import StoreError
from thuongton.people.models import User
from thuongton.people.requests import SignedInRequest
from thuongton.plans.models import Assignment, DeadlineChange, Occurrence, Proof, ProofKind, Subtask, Task
from thuongton.plans.queries.task_page import colleagues
from thuongton.plans.queries.tasks import visible_to
from thuongton.plans.services import facts, following
from thuongton.plans.services.reminding import remind_by_hand
from thuongton.plans.views.task import show
from thuongton.web.dates import parse_day
from vanban.model import UnreadableFile


def _day(request: SignedInRequest, name: str, what: str, *, needed: bool = True) -> dt.date | None:
    typed = request.POST.get(name, "").strip()
    day = parse_day(typed) if typed else None
    if day is None and (typed or needed):
        raise ValidationError(_("%(what)s phải là một ngày có thật, ví dụ 31/3/2026.") % {"what": what})
    return day


def _needed_day(request: SignedInRequest, name: str, what: str) -> dt.date:
    day = _day(request, name, what)
    if day is None:
        raise ValidationError(_("Hãy ghi %(what)s.") % {"what": what})
    return day


def _number(request: SignedInRequest, name: str) -> int:
    typed = request.POST.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 16 else 0


def _occurrence(request: SignedInRequest, task: Task) -> Occurrence | None:
    number = _number(request, "ky")
    return get_object_or_404(task.occurrences, pk=number) if number else None


def _paper(request: SignedInRequest, *, new: bool) -> Document | None:
    """The paper that was named: chosen by number, or entered as new with its file when ``new`` allows it."""
    number = request.POST.get("so", "").strip()
    if not number and not request.FILES:
        return None
    known = list(find(request.user, number)[:20]) if number else []
    same = [paper for paper in known if paper.number.lower() == number.lower()]
    if len(same) == 1 and not request.FILES:
        return same[0]
    if len(same) > 1:
        raise ValidationError(
            _("Sổ có %(n)s văn bản cùng số %(so)s; hãy mở đúng văn bản rồi nộp từ đó.") % {"n": len(same), "so": number}
        )
    if not new:
        raise ValidationError(_("Không thấy văn bản số %(so)s trong sổ; hãy vào sổ văn bản đó trước.") % {"so": number})
    unit = document_queries.writing_unit(request.user)
    if unit is None:
        raise PermissionDenied(_("Vai trò hiện tại không được vào sổ văn bản."))
    file = request.FILES.get("tep")
    issued = _needed_day(request, "ngay-ky", _("Ngày ký"))
    if not request.POST.get("trich-yeu", "").strip():
        raise ValidationError(_("Văn bản %(so)s chưa có trong sổ; hãy ghi trích yếu để vào sổ.") % {"so": number})
    return register_document(
        request.user,
        unit,
        Direction.OUTGOING if request.POST.get("so-di") else Direction.INCOMING,
        number=number,
        issued_on=issued,
        issuer=request.POST.get("tac-gia", "").strip() or unit.authority,
        title=request.POST["trich-yeu"],
        file_bytes=file.read() if file else None,
        file_name=file.name if file else None,
    )


def _submit(request: SignedInRequest, task: Task) -> str:
    paper = _paper(request, new=True)
    if paper is None:
        raise ValidationError(_("Hãy ghi số của văn bản là sản phẩm, hoặc đính kèm tệp."))
    kind = ProofKind.SUBMISSION if request.POST.get("loai") == "submission" else ProofKind.PRODUCT
    signed = _day(request, "ngay-ky", _("Ngày ký"), needed=False)
    facts.submit_proof(
        request.user, task, paper, kind, signed, request.POST.get("ghi-chu", ""), occurrence=_occurrence(request, task)
    )
    if kind == ProofKind.SUBMISSION:
        return _("Đã ghi văn bản trình, lấy ý kiến. Nhiệm vụ chỉ hoàn thành khi có sản phẩm được ban hành.")
    return _("Đã nộp sản phẩm, chờ người theo dõi duyệt.")


def _accept(request: SignedInRequest, task: Task) -> str:
    facts.accept_proof(request.user, get_object_or_404(task.proofs, pk=_number(request, "san-pham")))
    return _("Đã duyệt sản phẩm; nhiệm vụ hoàn thành theo ngày ký của văn bản.")


def _hand_back(request: SignedInRequest, task: Task) -> str:
    proof: Proof = get_object_or_404(task.proofs, pk=_number(request, "san-pham"))
    facts.refuse_proof(request.user, proof, request.POST.get("ly-do", ""))
    return _("Đã trả lại sản phẩm kèm lý do.")


def _declare(request: SignedInRequest, task: Task) -> str:
    own = request.POST.get("phan-minh") == "1"
    facts.declare(
        request.user,
        task,
        request.POST.get("trang-thai", ""),
        _needed_day(request, "den-ngay", _("Kỳ báo cáo đến ngày")),
        done_on=_day(request, "xong-ngay", _("Ngày hoàn thành"), needed=False),
        result=request.POST.get("ket-qua", "").strip(),
        note=request.POST.get("ghi-chu", "").strip(),
        unit=request.user.hat.unit if own and request.user.hat else None,
        occurrence=_occurrence(request, task),
    )
    return _("Đã ghi khai báo. Khai báo được giữ bên cạnh sản phẩm chứng minh, không thay cho sản phẩm.")


def _start(request: SignedInRequest, task: Task) -> str:
    facts.start_task(request.user, task, on=_day(request, "tu-ngay", _("Ngày bắt đầu"), needed=False))
    return _("Đã ghi ngày bắt đầu thực hiện.")


def _ask(request: SignedInRequest, task: Task) -> str:
    facts.ask_extension(
        request.user,
        task,
        _needed_day(request, "han-moi", _("Hạn mới")),
        request.POST.get("ly-do", ""),
        document=_paper(request, new=False),
        occurrence=_occurrence(request, task),
    )
    return _("Đã gửi đề nghị lùi hạn; hạn cũ vẫn có hiệu lực cho đến khi được đồng ý.")


def _change(request: SignedInRequest, task: Task) -> DeadlineChange:
    change: DeadlineChange = get_object_or_404(task.deadlinechanges, pk=_number(request, "de-nghi"))
    return change


def _grant(request: SignedInRequest, task: Task) -> str:
    facts.grant_extension(
        request.user, _change(request, task), document=_paper(request, new=False), answer=request.POST.get("y-kien", "")
    )
    return _("Đã đồng ý; hạn mới có hiệu lực từ hôm nay.")


def _refuse(request: SignedInRequest, task: Task) -> str:
    facts.refuse_extension(request.user, _change(request, task), request.POST.get("y-kien", ""))
    return _("Đã trả lời không đồng ý; hạn giữ nguyên.")


def _cancel(request: SignedInRequest, task: Task) -> str:
    facts.cancel_task(request.user, task, request.POST.get("ly-do", ""), document=_paper(request, new=False))
    return _("Đã đưa nhiệm vụ ra khỏi kế hoạch; lý do và lịch sử được giữ lại.")


def _event(request: SignedInRequest, task: Task) -> str:
    if task.trigger is None:
        raise Http404
    day = _needed_day(request, "xay-ra", _("Ngày xảy ra"))
    opened = facts.record_event(request.user, task.trigger, day, _paper(request, new=False))
    return _("Đã ghi nhận sự kiện; %(number)s nhiệm vụ bắt đầu được tính hạn.") % {"number": len(opened)}


def _person(request: SignedInRequest, task: Task) -> User:
    person: User = get_object_or_404(colleagues(request.user, task), pk=_number(request, "nguoi"))
    return person


def _assign(request: SignedInRequest, task: Task) -> str:
    return _("Đã phân công %(who)s.") % {"who": following.assign(request.user, task, _person(request, task)).person}


def _unassign(request: SignedInRequest, task: Task) -> str:
    assignment: Assignment = get_object_or_404(task.assignments, pk=_number(request, "phan-cong"))
    following.unassign(request.user, assignment)
    return _("Đã thôi phân công.")


def _step(request: SignedInRequest, task: Task) -> str:
    following.add_subtask(
        request.user,
        task,
        request.POST.get("viec", ""),
        due=_day(request, "han", _("Hạn"), needed=False),
        person=_person(request, task) if _number(request, "nguoi") else None,
    )
    return _("Đã thêm việc con.")


def _tick(request: SignedInRequest, task: Task) -> str:
    step: Subtask = get_object_or_404(task.subtasks, pk=_number(request, "viec-con"))
    following.finish_subtask(request.user, step)
    return _("Đã cập nhật việc con.")


def _say(request: SignedInRequest, task: Task) -> str:
    following.comment(request.user, task, request.POST.get("noi-dung", ""))
    return _("Đã gửi.")


def _remind(request: SignedInRequest, task: Task) -> str:
    told = remind_by_hand(request.user, task, [_person(request, task)])
    return _("Đã nhắc.") if told else _("Hôm nay đã nhắc người này rồi.")


ACTS: dict[str, tuple[Callable[[SignedInRequest, Task], str], str]] = {
    "nop-san-pham": (_submit, "nop-san-pham"),
    "duyet": (_accept, "san-pham"),
    "tra-lai": (_hand_back, "san-pham"),
    "khai-bao": (_declare, "khai-bao"),
    "bat-dau": (_start, "khai-bao"),
    "lui-han": (_ask, "lui-han"),
    "dong-y": (_grant, "lui-han"),
    "khong-dong-y": (_refuse, "lui-han"),
    "huy": (_cancel, "huy"),
    "su-kien": (_event, "su-kien"),
    "phan-cong": (_assign, "phan-cong"),
    "thoi-phan-cong": (_unassign, "phan-cong"),
    "viec-con": (_step, "viec-con"),
    "xong-viec-con": (_tick, "viec-con"),
    "trao-doi": (_say, "trao-doi"),
    "nhac": (_remind, "phan-cong"),
}


@login_required
@require_POST
def act(request: SignedInRequest, task_id: int, name: str) -> HttpResponse:
    """Do one act and come back to its place on the page; a refusal shows the page again with the sentence (400)."""
    task = get_object_or_404(visible_to(request.user).select_related("plan", "unit", "trigger"), pk=task_id)
    if not (request.user.hat and request.user.hat.writes):
        raise PermissionDenied(_("Vai trò hiện tại chỉ được xem."))
    do, place = ACTS[name]
    try:
        said = do(request, task)
    except ValidationError as error:
        return show(request, task_id, error=" ".join(error.messages), place=name, status=400)
    except (UnreadableFile, StoreError) as error:
        return show(request, task_id, error=str(error), place=name, status=400)
    messages.success(request, said)
    return redirect(f"{reverse('plans:task', args=[task_id])}#{place}")


urls = [path(f"nhiem-vu/<int:task_id>/{name}/", act, {"name": name}, name=f"task-{name}") for name in ACTS]
