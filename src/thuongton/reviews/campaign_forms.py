"""The forms of campaigns: the plan, the units that take part, which documents are taken in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from thuongton.law.marks import words_of
from thuongton.law.queries.acts import kinds
from thuongton.law.states import LegalState
from thuongton.reviews.models import Campaign, CampaignUnit
from thuongton.reviews.planning import CONTENT
from thuongton.reviews.queries.campaigns import members_to_choose, units_to_choose
from thuongton.web.forms.base import ActForm, RowField
from thuongton.web.widgets import DayField, DayInput


def _day(label: Any, help_text: Any = "") -> DayField:
    return DayField(label=label, required=False, widget=DayInput({"placeholder": "31/12/2028"}), help_text=help_text)


class CampaignForm(ActForm):
    """A campaign with the content of its plan."""

    sent: ClassVar[Mapping[str, str]] = {
        "kind": "loai", "title": "ten", "basis": "can-cu", "since": "tu", "until": "den", "fixed_on": "an-dinh",
        "due": "han", "purpose": "muc-dich", "objects_told": "doi-tuong", "scope_told": "pham-vi",
        "schedule": "tien-do", "budget": "kinh-phi",
    }  # fmt: skip
    title = forms.CharField(label=_("Tên gọi"), max_length=300)
    kind = forms.ChoiceField(label=_("Loại"), choices=Campaign.Kind.choices)
    basis = forms.CharField(
        label=_("Căn cứ"), max_length=500, required=False, help_text=_("Số, ký hiệu của kế hoạch, quyết định.")
    )
    since = _day(_("Văn bản ban hành từ ngày"))
    until = _day(_("Đến ngày"))
    fixed_on = _day(
        _("Thời điểm ấn định"),
        _("Tình trạng hiệu lực và các danh mục tính đến ngày này; hệ thống hoá định kỳ: 31/12 của năm thứ năm."),
    )
    due = _day(_("Hạn hoàn thành"))
    purpose = forms.CharField(label=CONTENT["purpose"], required=False, widget=forms.Textarea({"rows": 3}))
    objects_told = forms.CharField(label=CONTENT["objects_told"], required=False, widget=forms.Textarea({"rows": 2}))
    scope_told = forms.CharField(label=CONTENT["scope_told"], required=False, widget=forms.Textarea({"rows": 2}))
    schedule = forms.CharField(label=CONTENT["schedule"], required=False, widget=forms.Textarea({"rows": 3}))
    budget = forms.CharField(label=CONTENT["budget"], required=False, widget=forms.Textarea({"rows": 2}))


class MemberForm(ActForm):
    """A unit that takes part, what it does and by when."""

    sent: ClassVar[Mapping[str, str]] = {"unit": "don-vi", "part": "vai-tro", "due": "han"}
    unit = RowField(units_to_choose, called=str, empty=_("Chọn…"), label=_("Đơn vị"))
    part = forms.ChoiceField(label=_("Vai trò"), choices=CampaignUnit.Part.choices)
    due = _day(_("Hạn hoàn thành"), _("Để trống: theo hạn của cả đợt."))


class MemberOutForm(ActForm):
    """Which unit is taken out."""

    sent: ClassVar[Mapping[str, str]] = {"row": "don-vi"}
    row = RowField(lambda _user, campaign: members_to_choose(campaign))


class IntakeForm(ActForm):
    """Which documents are taken in: kinds and states; nothing chosen takes all."""

    sent: ClassVar[Mapping[str, str]] = {"kinds": "loai", "states": "tinh-trang"}
    kinds = forms.MultipleChoiceField(
        label=_("Loại văn bản"), required=False, help_text=_("Không chọn: mọi loại có trong sổ pháp luật.")
    )
    states = forms.MultipleChoiceField(
        label=_("Tình trạng hiệu lực"),
        required=False,
        choices=[(one.value, words_of(one)) for one in LegalState],
        help_text=_("Tính đến thời điểm ấn định, chưa ghi thì hôm nay. Không chọn: mọi tình trạng."),
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        field: Any = self.fields["kinds"]
        field.choices = [(one, one) for one in kinds()]
