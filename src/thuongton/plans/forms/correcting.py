"""The forms of correcting a task and a plan: what stands is in them, with the mark of what was seen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thuongton.people.models import Unit, User
from thuongton.plans.forms.papers import PaperField
from thuongton.plans.models import PartyRole, Plan, Section, Task
from thuongton.plans.queries.correcting import above_of, agencies_of, mark_of_plan, mark_of_task, sections_of
from thuongton.plans.queries.proposals import units_to_adopt_for
from thuongton.web.forms.base import ActForm, RowField, RowsField
from thuongton.web.widgets import DayField
from vanban.text import join_lines


def _lines(label: Any, rows: int, **given: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **given)


def _units(user: User, plan: Plan) -> list[Unit]:
    offered = list(units_to_adopt_for(user))
    return offered if plan.unit in offered else [plan.unit, *offered]


class CorrectingForm(ActForm):
    """What every correction has: the mark of what was seen, the reason, and the paper it rests on."""

    sent = {"document": "so"}
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = _lines(_("Lý do sửa"), 2)
    document = PaperField()

    @property
    def typed(self) -> dict[str, Any]:
        """What stands in each field, by the name it is sent by."""
        return {self.add_prefix(name): self[name].value() for name in self.fields}


class TaskForm(CorrectingForm):
    """What a task says. A deadline typed anew is shown as the machine reads it (``xem``), then saved (``da-xem``)."""

    sent = {"document": "so", "look": "xem", "looked": "da-xem"}
    title = _lines(_("Nhiệm vụ"), 3, error_messages={"required": _("Ghi nội dung nhiệm vụ.")})
    lead = _lines(_("Chủ trì (mỗi dòng một cơ quan)"), 2, required=False)
    coordinating = _lines(_("Phối hợp (mỗi dòng một cơ quan)"), 2, required=False)
    product = _lines(_("Sản phẩm"), 2, required=False)
    timing_text = forms.CharField(
        label=_("Thời hạn (như in)"),
        required=False,
        help_text=_(
            "Ghi như văn bản viết: «Quý II/2027», «trước 15/12/2026», «hằng quý», «30 ngày sau khi có hướng dẫn»."
        ),
    )
    section = RowField(
        lambda user, task: sections_of(task.plan),
        called=lambda one: f"{one.part}.{one}" if one.part else str(one),
        empty=_("Không thuộc nhóm nào"),
        label=_("Nhóm"),
        required=False,
    )
    regular = forms.BooleanField(label=_("Nhiệm vụ thường xuyên"), required=False)
    duty = forms.BooleanField(label=_("Là trách nhiệm ở phần «Tổ chức thực hiện»"), required=False)
    look = forms.CharField(required=False)
    looked = forms.CharField(required=False)

    def __init__(self, *given: Any, record: Task, **more: Any) -> None:
        more.setdefault("initial", _as_it_stands(record))
        super().__init__(*given, record=record, **more)
        self.fields["reason"].error_messages["required"] = _("Ghi lý do sửa nhiệm vụ.")

    @property
    def phrase(self) -> str:
        """The deadline as typed."""
        return join_lines(self["timing_text"].value() or "")

    @property
    def only_looks(self) -> bool:
        """Whether the deadline is to be shown first: it was asked for, or typed anew and not looked at yet."""
        other = self.phrase != join_lines(self.record.timing_text)
        return bool(self["look"].value()) or (other and self["looked"].value() != self.phrase)

    def clean_title(self) -> str:
        """One line, as titles are kept."""
        return join_lines(self.cleaned_data["title"])

    def clean_product(self) -> str:
        """One line."""
        return join_lines(self.cleaned_data["product"])

    @property
    def changed_fields(self) -> dict[str, Any]:
        """The columns that were typed otherwise than they stand."""
        names = ("title", "product", "regular", "duty", "section")
        found = {name: self.cleaned_data[name] for name in names}
        return {name: value for name, value in found.items() if value != getattr(self.record, name)}


def _as_it_stands(task: Task) -> dict[str, Any]:
    section: Section | None = task.section
    return {
        "title": task.title,
        "lead": "\n".join(agencies_of(task, PartyRole.LEAD)),
        "coordinating": "\n".join(agencies_of(task, PartyRole.COORDINATE)),
        "product": task.product,
        "timing_text": task.timing_text,
        "regular": task.regular,
        "duty": task.duty,
        "section": section.pk if section else "",
        "seen": mark_of_task(task),
    }


class PlanForm(CorrectingForm):
    """What a plan says; one with a paper takes number and day from there.

    ``agreed`` is the mark of the deadlines that were shown to move; a correction that moves others is shown first.
    """

    sent = {"document": "so", "agreed": "da-xem"}
    agreed = forms.CharField(widget=forms.HiddenInput, required=False)
    title = _lines(_("Trích yếu"), 3)
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=120, required=False)
    issued_on = DayField(
        label=_("Ngày ban hành"),
        required=False,
        help_text=_("Đổi ngày ban hành thì hạn của những nhiệm vụ tính từ ngày đó được tính lại."),
    )
    unit = RowField(_units, called=str, label=_("Đơn vị ban hành"))
    implements = RowsField(above_of, called=str, label=_("Thực hiện kế hoạch (chọn được nhiều)"), required=False)

    def __init__(self, *given: Any, record: Plan, **more: Any) -> None:
        more.setdefault("initial", _plan_as_it_stands(record))
        super().__init__(*given, record=record, **more)
        self.fields["reason"].error_messages["required"] = _("Ghi lý do sửa kế hoạch.")
        if record.document_id is not None:
            del self.fields["number"], self.fields["issued_on"]
        implements: Any = self.fields["implements"].widget
        implements.attrs["size"] = 4
        if not implements.choices:
            del self.fields["implements"]

    def clean_title(self) -> str:
        """One line, as titles are kept."""
        return join_lines(self.cleaned_data["title"])

    def clean_number(self) -> str:
        """One line."""
        return join_lines(self.cleaned_data["number"])

    def clean_unit(self) -> Unit | None:
        """Another unit than the plan has; None for the same."""
        unit: Unit = self.cleaned_data["unit"]
        return None if unit.pk == self.record.unit_id else unit

    @property
    def changed_fields(self) -> dict[str, Any]:
        """The columns that were typed otherwise than they stand."""
        found = {name: self.cleaned_data[name] for name in ("title", "number", "issued_on") if name in self.fields}
        return {name: value for name, value in found.items() if value != getattr(self.record, name)}


def _plan_as_it_stands(plan: Plan) -> dict[str, Any]:
    return {
        "title": plan.title,
        "number": plan.number,
        "issued_on": plan.issued_on,
        "unit": plan.unit_id,
        "implements": list(plan.implements.values_list("pk", flat=True)),
        "seen": mark_of_plan(plan),
    }


class WithdrawPlanForm(ActForm):
    """Why a plan leaves tracking."""

    sent = {"reason": "ly-do"}
    reason = _lines(_("Lý do rút"), 2, error_messages={"required": _("Ghi lý do rút kế hoạch.")})
