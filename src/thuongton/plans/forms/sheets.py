"""The forms of a sheet of tasks: the file, how its columns are read, and where its rows go."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from thuongton.plans.models import Plan
from thuongton.plans.queries.proposals import units_to_adopt_for
from thuongton.plans.queries.rights import may_write
from thuongton.plans.queries.tasks import plans_visible_to
from thuongton.plans.taking_in.sheet_files import Grid, Marks
from thuongton.web.forms.base import ActForm, RowField
from thuongton.web.inputs import whole
from thuongton.web.widgets import DayField

SALT = "plans.sheet"
ONE_DAY = 86_400
FACTS = ("unit", "title", "number", "issued_on", "tracked_from")
"""The fields of a new plan."""
_INSTEAD = re.compile(r"thay-(\d{1,4})-(\d{1,7})")


class FileForm(forms.Form):
    """The file of a sheet."""

    file = forms.FileField(error_messages={"required": _("Chọn một tệp rồi bấm «Xem trước».")}, allow_empty_file=True)


class KeptField(forms.CharField):
    """The sheet that was laid before a person, carried along signed for a day: its name and its grids."""

    widget = forms.HiddenInput
    default_error_messages = {"required": _("Gửi lại tệp.")}

    def clean(self, value: Any) -> tuple[str, list[Grid]]:
        """The name of the file and the rows of each sheet."""
        try:
            kept = signing.loads(super().clean(value), salt=SALT, max_age=ONE_DAY)
        except signing.BadSignature:
            raise forms.ValidationError(_("Bản xem trước đã quá một ngày hoặc bị thay đổi. Gửi lại tệp.")) from None
        return kept["name"], [Grid(name, rows, Marks.from_plain(marks)) for name, rows, marks in kept["grids"]]

    @staticmethod
    def kept(name: str, grids: list[Grid]) -> str:
        """What is carried along."""
        plain = [[one.name, one.rows, one.marks.plain()] for one in grids]
        return signing.dumps({"name": name, "grids": plain}, salt=SALT, compress=True)


class KeptSheetForm(forms.Form):
    """The sheet that a page carries along."""

    payload = KeptField()


class ReadingForm(forms.Form):
    """How a person wants a sheet read: the column of each field, and rows that stand for others of the same words."""

    @property
    def again(self) -> bool:
        """Whether a preview was sent back to be read anew, with what was typed on it."""
        return "title" in self.data

    def columns(self, place: int, fields: list[str]) -> dict[str, int] | None:
        """Field → column of the sheet at ``place``; None when the column of tasks was not chosen."""
        chosen = {
            field: column
            for field in fields
            if (column := whole(self.data.get(f"cot-{place}-{field}", ""))) is not None
        }
        return chosen if "title" in chosen else None

    def instead(self, place: int) -> set[int]:
        """The numbers of the rows that take the place of others."""
        found = (_INSTEAD.fullmatch(name) for name in self.data if self.data.get(name) == "1")
        return {int(match[2]) for match in found if match and int(match[1]) == place}


def _plans_to_fill(user: Any, _record: Any) -> list[Plan]:
    return [plan for plan in plans_visible_to(user) if may_write(user, plan)]


class ImportForm(ActForm):
    """Where the rows of a sheet go: into a plan that is followed, or into a new one whose facts stand here."""

    into = RowField(
        _plans_to_fill,
        called=str,
        empty=_("Lập kế hoạch mới như dưới đây"),
        label=_("Thêm vào kế hoạch đang theo dõi"),
        required=False,
    )
    unit = RowField(lambda user, _record: units_to_adopt_for(user), called=str, label=_("Đơn vị"), required=False)
    title = forms.CharField(label=_("Tên kế hoạch"), required=False)
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=120, required=False)
    issued_on = DayField(label=_("Ngày ban hành"), required=False)
    tracked_from = DayField(label=_("Theo dõi từ ngày"), required=False)
    said_until = DayField(label=_("Số liệu trạng thái đến ngày"), required=False)
    doubtful = forms.BooleanField(label=_("Nhập cả những dòng cần xem"), required=False)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for name in ("unit", "title", "tracked_from", "said_until"):
            self.fields[name].says_when = True  # type: ignore[attr-defined]
        if not self.known.get("into", True):
            del self.fields["into"]

    def clean(self) -> dict[str, Any]:
        """A new plan has a unit, a name and a day from which it is followed; one that is there is asked for nothing."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("into") is not None:
            for name in FACTS:
                self.errors.pop(name, None)
            return cleaned
        wanted = {
            "unit": _("Chọn đơn vị của kế hoạch."),
            "title": _("Ghi tên kế hoạch."),
            "tracked_from": _("Ghi ngày bắt đầu theo dõi, như 13/8/2025."),
        }
        for name, words in wanted.items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, words)
        return cleaned
