"""The forms that name the plan of a superior, and that note its tasks one a line."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.plans.queries.superiors import offered_above
from thuongton.plans.taking_in.lines import MOST_LINES, tasks_in
from thuongton.plans.taking_in.read_task import ReadTask
from thuongton.web.forms.base import ActForm, RowField
from thuongton.web.widgets import DayField

LONGEST = 100_000
MISSING = {
    "number": gettext_lazy("Ghi số, ký hiệu của kế hoạch cấp trên."),
    "issued_on": gettext_lazy("Ghi ngày ban hành."),
    "issuer": gettext_lazy("Ghi cơ quan ban hành."),
}


class LinesField(forms.CharField):
    """Tasks typed one a line; gives their titles and codes."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("widget", forms.Textarea(attrs={"rows": 5}))
        super().__init__(max_length=LONGEST, required=False, **given)

    def clean(self, value: Any) -> list[ReadTask]:
        """The tasks."""
        found = tasks_in(super().clean(value) or "")
        if len(found) > MOST_LINES:
            raise forms.ValidationError(_("Mỗi lần ghi nhiều nhất %(n)s nhiệm vụ.") % {"n": MOST_LINES})
        return found


class SuperiorForm(ActForm):
    """Which plan of a superior is carried out: one that stands in the system, or number, day and issuer of another."""

    sent = {"higher": "ke-hoach", "number": "so", "issued_on": "ngay", "issuer": "co-quan", "tasks": "nhiem-vu"}
    higher = RowField(
        offered_above,
        called=str,
        empty=gettext_lazy("Chưa có trong hệ thống: ghi số, ngày, cơ quan dưới đây"),
        label=gettext_lazy("Kế hoạch cấp trên"),
        required=False,
    )
    number = forms.CharField(label=gettext_lazy("Số, ký hiệu"), max_length=120, required=False)
    issued_on = DayField(label=gettext_lazy("Ngày ban hành"), required=False)
    issuer = forms.CharField(label=gettext_lazy("Cơ quan ban hành"), max_length=255, required=False)
    title = forms.CharField(label=gettext_lazy("Trích yếu"), max_length=2_000, required=False)
    tasks = LinesField(
        label=gettext_lazy("Nhiệm vụ giao cho cấp mình (mỗi dòng một việc)"),
        help_text=gettext_lazy("Có thể bỏ trống và ghi sau; số đứng đầu dòng là mã của nhiệm vụ."),
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        higher: Any = self.fields["higher"].widget
        if len(higher.choices) < 2:
            del self.fields["higher"]
            for name, words in MISSING.items():
                self.fields[name].required = True
                self.fields[name].error_messages["required"] = words


class TasksForm(ActForm):
    """The tasks of a plan that is kept for comparison, one a line."""

    sent = {"tasks": "nhiem-vu"}
    tasks = LinesField(
        label=gettext_lazy("Nhiệm vụ của kế hoạch (mỗi dòng một việc)"),
        help_text=gettext_lazy("Số đứng đầu dòng là mã của nhiệm vụ."),
    )
