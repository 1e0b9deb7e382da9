"""The acts on records as the trail names them where their room says none of its own: a code that stays, and a label."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from thuongton.audit.acts import ActLabels

ACTS = ActLabels(
    "records",
    {
        "commented": _("Trao đổi về hồ sơ"),
        "assigned": _("Phân công làm hồ sơ"),
        "assignment-ended": _("Thôi phân công làm hồ sơ"),
        "reminder-set": _("Hẹn nhắc"),
        "reminder-ended": _("Xong việc hẹn nhắc"),
        "put-back": _("Hoàn tác việc xoá hồ sơ"),
    },
)
