"""The forms on the page of a drafting case: policy, consultation, dossier, draft."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from thuongton.drafting.models import ConsultedBody, DossierPart, DraftRemark
from thuongton.drafting.queries.consultation import bodies_visible_to, remarks_visible_to
from thuongton.drafting.queries.dossier import found_parts, parts_of_case
from thuongton.drafting.queries.linked import free_drafts
from thuongton.drafting.queries.policy import problems_visible_to, solutions_visible_to
from thuongton.web.forms.base import ActForm, RowField
from thuongton.web.widgets import DayField

LONG = {"rows": 3}


def _long(label: Any, needed: bool = False, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=needed, max_length=20_000, widget=forms.Textarea(LONG), help_text=hint)


class ProblemForm(ActForm):
    """A problem of the policy."""

    sent: ClassVar = {"problem": "van-de", "causes": "nguyen-nhan", "goal": "muc-tieu", "targets": "doi-tuong"}
    problem = _long(_("Vấn đề"), True)
    causes = _long(_("Nguyên nhân"))
    goal = _long(_("Mục tiêu"))
    targets = _long(_("Đối tượng chịu tác động"))


class ProblemRowForm(ActForm):
    """Which problem."""

    row = RowField(lambda user, case: problems_visible_to(user).filter(case=case))


class SolutionForm(ProblemRowForm):
    """A solution of a problem."""

    sent: ClassVar = {"words": "giai-phap", "impact": "tac-dong", "keeps": "giu-nguyen"}
    words = _long(_("Giải pháp"), True)
    impact = _long(_("Tác động"))
    keeps = forms.BooleanField(label=_("Giữ nguyên hiện trạng (không tính vào số giải pháp)"), required=False)


class SolutionRowForm(ActForm):
    """Which solution."""

    row = RowField(lambda user, case: solutions_visible_to(user).filter(problem__case=case))


class ChooseForm(SolutionRowForm):
    """The solution chosen, and why."""

    sent: ClassVar = {"reason": "ly-do"}
    reason = forms.CharField(label=_("Lý do chọn"), max_length=2_000)


class AskForm(ActForm):
    """A body that is asked."""

    sent: ClassVar = {"name": "co-quan", "asked_on": "ngay", "due": "han"}
    name = forms.CharField(label=_("Cơ quan, đối tượng được hỏi"), max_length=300)
    asked_on = DayField(label=_("Hỏi ngày"))
    due = DayField(label=_("Đề nghị trả lời trước ngày"), required=False)


class BodyRowForm(ActForm):
    """Which body."""

    row = RowField(lambda user, case: bodies_visible_to(user).filter(case=case))


class BodyAnswerForm(BodyRowForm):
    """What a body answered as a whole."""

    sent: ClassVar = {"answered_on": "ngay", "answer": "tra-loi", "number": "so"}
    answered_on = DayField(label=_("Trả lời ngày"))
    answer = forms.ChoiceField(label=_("Trả lời"), choices=ConsultedBody.Answer.choices)
    number = forms.CharField(label=_("Số văn bản trả lời"), max_length=120, required=False)


class RemarkForm(BodyRowForm):
    """One opinion of a body."""

    sent: ClassVar = {"provision": "dieu-khoan", "words": "y-kien"}
    provision = forms.CharField(label=_("Điều, khoản của dự thảo"), max_length=200, required=False)
    words = _long(_("Ý kiến"), True)


class SettleForm(ActForm):
    """What became of an opinion."""

    sent: ClassVar = {"outcome": "ket-qua", "reason": "ly-do"}
    row = RowField(lambda user, case: remarks_visible_to(user).filter(body__case=case))
    outcome = forms.ChoiceField(label=_("Kết quả"), choices=DraftRemark.Outcome.choices)
    reason = _long(_("Nội dung tiếp thu, giải trình"), hint=_("Cần khi không tiếp thu trọn vẹn."))


class ReturnForm(ActForm):
    """By when the dossier is to be completed, and what else is to be said."""

    sent: ClassVar = {"due": "han", "note": "noi-dung", "why_late": "ly-do-tre"}
    due = DayField(label=_("Bổ sung trước ngày"))
    note = _long(_("Nội dung khác cần bổ sung"))
    why_late = forms.CharField(
        label=_("Lý do quá hạn"), max_length=2_000, required=False, help_text=_("Cần khi trả sau ngày hết hạn.")
    )


THERE = (("", _("Chưa xem")), ("co", _("Có")), ("khong", _("Thiếu")))
_SAID = {"": None, "co": True, "khong": False}


def _stands(found: DossierPart | None) -> str:
    if found is None or found.present is None:
        return ""
    return "co" if found.present else "khong"


class PartsForm(ActForm):
    """Of each part of the dossier whether it is there, with a remark: ``found`` by the name of the part."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        known = found_parts(self.record)
        for part in parts_of_case(self.record):
            one = known.get(part.key)
            there = forms.ChoiceField(
                label=part.vi,
                choices=THERE,
                required=False,
                widget=forms.Select({"class": "form-select"}),
                initial=_stands(one),
            )
            note = forms.CharField(
                label=f"{_('Nhận xét')}: {part.vi}",
                max_length=400,
                required=False,
                widget=forms.TextInput({"class": "form-control"}),
                initial=one.note if one else "",
            )
            self.fields[f"co-{part.key}"], self.fields[f"ghi-{part.key}"] = there, note

    def clean(self) -> dict[str, Any]:
        """What was found of each part, as the service takes it."""
        given: dict[str, Any] = super().clean() or {}
        names = [name.removeprefix("co-") for name in self.fields if name.startswith("co-")]
        return {"found": {name: (_SAID[given.get(f"co-{name}", "")], given.get(f"ghi-{name}", "")) for name in names}}


class LinkDraftForm(ActForm):
    """Which draft is the text of the case."""

    sent: ClassVar = {"draft": "du-thao"}
    draft = RowField(free_drafts, called=str, empty=_("Chọn…"), label=_("Bản dự thảo"))
