"""What people do with what hangs on a record, declared once for every room: each act with its form and its place.

A page that offers them has what hangs on its record as ``on`` (``queries.Hanging``).
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.people.scopes import worn
from thuongton.records import forms
from thuongton.records.services import following
from thuongton.web.acts import Act


def demand_writing(user: Any) -> None:
    """Refuse a hat that only reads, before a form is looked at."""
    hat = worn(user)
    if hat is None or not hat.writes:
        raise PermissionDenied(_("Vai trò hiện tại chỉ được xem."))


def _speaks(page: Any) -> bool:
    return bool(page.on.may_speak)


def _gives(page: Any) -> bool:
    return bool(page.on.may_give)


def _assigned(made: Any) -> str:
    return _("Đã phân công %(who)s.") % {"who": made.person}


COMMENT = Act(
    "trao-doi",
    gettext_lazy("Gửi"),
    following.comment,
    form=forms.CommentForm,
    said=gettext_lazy("Đã gửi."),
    place="trao-doi",
    may=_speaks,
)
ASSIGN = Act(
    "phan-cong",
    gettext_lazy("Phân công"),
    following.assign,
    form=forms.AssignForm,
    said=_assigned,
    place="phan-cong",
    may=_gives,
    undo=("ho-so-phan-cong", lambda made: {"table": made._meta.label_lower, "assignment": made.pk}),
)
UNASSIGN = Act(
    "thoi-phan-cong",
    gettext_lazy("Thôi phân công"),
    following.unassign,
    form=forms.UnassignForm,
    of_row=True,
    said=gettext_lazy("Đã thôi phân công."),
    place="phan-cong",
    may=_gives,
)
REMIND = Act(
    "hen-nhac",
    gettext_lazy("Hẹn nhắc"),
    following.remind,
    form=forms.ReminderForm,
    said=gettext_lazy("Đã hẹn nhắc."),
    place="hen-nhac",
    may=_gives,
)
END_REMINDER = Act(
    "xong-hen",
    gettext_lazy("Xong"),
    following.end_reminder,
    form=forms.EndReminderForm,
    of_row=True,
    said=gettext_lazy("Đã ghi xong việc hẹn nhắc."),
    place="hen-nhac",
)
ACTS = (COMMENT, ASSIGN, UNASSIGN, REMIND, END_REMINDER)
