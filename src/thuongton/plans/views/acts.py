"""What a person does to a task: each act with its form, its service, its sentence and its place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.people.models import User
from thuongton.plans.forms import task as forms
from thuongton.plans.models import Proof, ProofKind, Task
from thuongton.plans.queries.task_page import TaskPage
from thuongton.plans.services import facts, following, handing_in
from thuongton.plans.services.correcting import confirm_task
from thuongton.plans.services.reminding import remind_by_hand
from thuongton.records.doing import ASSIGN, COMMENT, END_REMINDER, REMIND, UNASSIGN
from thuongton.web.acts import Act


def _record_event(user: User, task: Task, **typed: Any) -> list[Task]:
    if task.trigger is None:
        raise Http404
    return facts.record_event(user, task.trigger, **typed)


def _handed_in(proof: Proof) -> str:
    if proof.kind == ProofKind.SUBMISSION:
        return _("Đã ghi văn bản trình, lấy ý kiến. Nhiệm vụ chỉ hoàn thành khi có sản phẩm được ban hành.")
    return _("Đã nộp sản phẩm, chờ người theo dõi duyệt.")


def _opened(tasks: list[Task]) -> str:
    return _("Đã ghi nhận sự kiện; %(number)s nhiệm vụ bắt đầu được tính hạn.") % {"number": len(tasks)}


def _reminded(told: int) -> str:
    return _("Đã nhắc.") if told else _("Hôm nay đã nhắc người này rồi.")


def _reports(page: TaskPage) -> bool:
    return page.may_report and not page.row.task.cancelled_on


def _acts(page: TaskPage) -> bool:
    return page.may_act and not page.row.task.cancelled_on


def _decides(page: TaskPage) -> bool:
    return page.may_decide


def _cancels(page: TaskPage) -> bool:
    return page.may_cancel and not page.row.task.cancelled_on


def _waits(page: TaskPage) -> bool:
    event = page.row.task.trigger
    return page.may_act and event is not None and event.occurred_on is None


def _confirms(page: TaskPage) -> bool:
    return page.may_correct and page.row.task.unconfirmed


def _confirmed(task: Task) -> str:
    return _("Đã xác nhận nhiệm vụ %(code)s đúng như văn bản.") % {"code": task.code}


def _begins(page: TaskPage) -> bool:
    return _acts(page) and page.row.task.begun_on is None and page.row.task.started_on is None


ACTS = (
    Act(
        "nop-san-pham", gettext_lazy("Nộp sản phẩm"), handing_in.hand_in,
        form=forms.HandInForm, said=_handed_in, place="san-pham", may=_acts, heavy="dua-vao",
        note=gettext_lazy(
            "Ghi số văn bản đã có trong sổ; nếu chưa có, ghi thêm ngày ký, trích yếu và đính kèm tệp để vào sổ luôn."
        ),
    ),
    Act(
        "duyet", gettext_lazy("Duyệt sản phẩm"), facts.accept_proof,
        form=forms.AcceptForm, of_row=True, place="san-pham", may=_decides,
        said=gettext_lazy("Đã duyệt sản phẩm; nhiệm vụ hoàn thành theo ngày ký của văn bản."),
    ),
    Act(
        "tra-lai", gettext_lazy("Trả lại sản phẩm"), facts.refuse_proof,
        form=forms.HandBackForm, of_row=True, place="san-pham", may=_decides, danger=True,
        said=gettext_lazy("Đã trả lại sản phẩm kèm lý do."),
    ),
    Act(
        "khai-bao", gettext_lazy("Ghi khai báo"), facts.declare,
        form=forms.DeclareForm, place="khai-bao", may=_reports, opens=gettext_lazy("Cập nhật tiến độ"),
        said=gettext_lazy(
            "Đã ghi khai báo. Khai báo được giữ bên cạnh sản phẩm chứng minh, không thay cho sản phẩm."
        ),
    ),
    Act(
        "bat-dau", gettext_lazy("Ghi ngày bắt đầu"), facts.start_task,
        form=forms.StartForm, place="khai-bao", may=_begins,
        said=gettext_lazy("Đã ghi ngày bắt đầu thực hiện."),
    ),
    Act(
        "lui-han", gettext_lazy("Gửi đề nghị lùi hạn"), facts.ask_extension,
        form=forms.ExtensionForm, place="lui-han", may=_acts, opens=gettext_lazy("Xin lùi hạn"),
        said=gettext_lazy("Đã gửi đề nghị lùi hạn; hạn cũ vẫn có hiệu lực cho đến khi được đồng ý."),
    ),
    Act(
        "dong-y", gettext_lazy("Đồng ý lùi hạn"), facts.grant_extension,
        form=forms.AnswerForm, of_row=True, place="lui-han", may=_decides,
        said=gettext_lazy("Đã đồng ý; hạn mới có hiệu lực từ hôm nay."),
    ),
    Act(
        "khong-dong-y", gettext_lazy("Không đồng ý"),
        lambda user, change, document, answer: facts.refuse_extension(user, change, answer),
        form=forms.AnswerForm, of_row=True, place="lui-han", may=_decides,
        said=gettext_lazy("Đã trả lời không đồng ý; hạn giữ nguyên."),
    ),
    Act(
        "huy", gettext_lazy("Huỷ, điều chỉnh"), facts.cancel_task,
        form=forms.CancelForm, may=_cancels, opens=gettext_lazy("Huỷ, điều chỉnh nhiệm vụ"), danger=True,
        note=gettext_lazy(
            "Nhiệm vụ sẽ ra khỏi số phải làm từ hôm nay; lý do, văn bản và lịch sử được giữ. Chỉ đơn vị ban hành"
            " kế hoạch, hoặc lãnh đạo, người theo dõi của cấp trên nó, được quyết định."
        ),
        said=gettext_lazy("Đã đưa nhiệm vụ ra khỏi kế hoạch; lý do và lịch sử được giữ lại."),
    ),
    Act(
        "xac-nhan", gettext_lazy("Đúng như văn bản"), confirm_task, code="confirm", may=_confirms, said=_confirmed,
    ),
    Act(
        "su-kien", gettext_lazy("Ghi nhận sự kiện"), _record_event,
        form=forms.EventForm, said=_opened, place="su-kien", may=_waits,
        opens=gettext_lazy("Ghi nhận sự kiện đã xảy ra"),
    ),
    replace(ASSIGN, may=_reports),
    replace(UNASSIGN, may=_reports),
    Act(
        "nhac", gettext_lazy("Nhắc"), lambda user, task, row: remind_by_hand(user, task, [row]),
        form=forms.RemindForm, said=_reminded, place="phan-cong", may=_reports,
    ),
    Act(
        "viec-con", gettext_lazy("Thêm việc con"), following.add_subtask,
        form=forms.StepForm, place="viec-con", may=_reports,
        said=gettext_lazy("Đã thêm việc con."),
    ),
    Act(
        "xong-viec-con", gettext_lazy("Đánh dấu xong"), following.finish_subtask,
        form=forms.TickForm, of_row=True, place="viec-con", may=lambda page: page.may_report,
        said=gettext_lazy("Đã cập nhật việc con."),
    ),
    COMMENT,
    REMIND,
    END_REMINDER,
)  # fmt: skip
