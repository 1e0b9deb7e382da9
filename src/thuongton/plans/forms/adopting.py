"""The form by which confirmed tasks are taken into tracking: the facts of the plan, and what of the paper is taken."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thuongton.plans.queries.adoption import Defaults
from thuongton.plans.queries.proposals import plans_to_implement, units_to_adopt_for
from thuongton.web.dates import day_words
from thuongton.web.forms.base import ActForm, RowField, RowsField
from thuongton.web.numbers import number_words
from thuongton.web.widgets import DayField

ALWAYS_SAID = ("unit", "number", "issued_on", "implements")
"""Fields that are filled in before a person comes, or whose label says that they may stay empty."""


class AdoptForm(ActForm):
    """A plan that is about to be tracked; ``record`` is the intake its tasks were read from."""

    sent = {"anyway": "van-dua-vao"}
    anyway = forms.BooleanField(label=_("Đây là kế hoạch khác, vẫn đưa vào"), required=False)
    own = forms.ChoiceField(
        label=_("Kế hoạch"),
        choices=[
            ("1", _("Văn bản này chính là kế hoạch")),
            ("0", _("Văn bản này kể lại nhiệm vụ của một kế hoạch khác")),
        ],
        required=False,
        widget=forms.RadioSelect({"class": "form-check-input"}),
    )
    unit = RowField(
        lambda user, _intake: units_to_adopt_for(user),
        called=str,
        label=_("Đơn vị ban hành"),
        error_messages={"required": _("Chọn đơn vị ban hành kế hoạch.")},
    )
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=120, required=False)
    issued_on = DayField(label=_("Ngày ban hành"), required=False)
    tracked_from = DayField(label=_("Theo dõi từ ngày"), error_messages={"required": _("Ghi ngày bắt đầu theo dõi.")})
    title = forms.CharField(
        label=_("Trích yếu"),
        widget=forms.Textarea({"rows": 3, "lang": "vi"}),
        error_messages={"required": _("Ghi trích yếu của kế hoạch.")},
    )
    implements = RowsField(
        lambda user, _intake: plans_to_implement(user),
        called=str,
        label=_("Thực hiện kế hoạch (chọn được nhiều)"),
        required=False,
    )
    declare = forms.BooleanField(required=False)
    duties = forms.BooleanField(required=False)

    def __init__(self, *given: Any, offered: Defaults, duties: int, **more: Any) -> None:
        """``offered`` is what is known beforehand, ``duties`` how many duties the paper has beside its tasks."""
        more["initial"] = {
            "own": "1" if offered.own else "0",
            "unit": offered.unit_id,
            "number": offered.number,
            "issued_on": offered.issued_on,
            "tracked_from": offered.tracked_from,
            "title": offered.title,
            "declare": offered.period is not None,
            "duties": True,
        }
        super().__init__(*given, **more)
        for name in ALWAYS_SAID:
            self.fields[name].says_when = True  # type: ignore[attr-defined]
        implements: Any = self.fields["implements"].widget
        implements.attrs["size"] = 4
        if not implements.choices:
            del self.fields["implements"]
        self._ask_for_progress(offered)
        self.fields["duties"].label = gettext("Đưa cả %(n)s trách nhiệm ở phần «Tổ chức thực hiện»") % {
            "n": number_words(duties)
        }
        if not duties:
            del self.fields["duties"]

    def _ask_for_progress(self, offered: Defaults) -> None:
        """The progress that the paper reports is recorded where its period was read; else it cannot be asked for."""
        field = self.fields["declare"]
        if offered.period is not None:
            field.label = gettext("Ghi nhận cả %(n)s dòng tiến độ mà báo cáo khai, kỳ đến %(day)s") % {
                "n": number_words(offered.progress),
                "day": day_words(offered.period.end),
            }
        else:
            field.label, field.disabled = gettext("Không đọc được kỳ báo cáo nên chưa ghi nhận tiến độ"), True
        if not offered.progress:
            del self.fields["declare"]

    def clean_own(self) -> bool:
        """Whether the paper is the plan itself."""
        return bool(self.cleaned_data["own"] == "1")

    @property
    def facts(self) -> dict[str, Any]:
        """What the service is told, once the form is valid."""
        return {name: value for name, value in self.cleaned_data.items() if name != "anyway"}
