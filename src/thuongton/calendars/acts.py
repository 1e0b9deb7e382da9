"""The acts on the working calendar as the trail names them: a code that stays, and a label."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from thuongton.audit.acts import ActLabels

ACTS = ActLabels(
    "calendars",
    {
        "calendar-changed": _("Thay đổi lịch làm việc"),
        "year-announced": _("Ghi nhận lịch nghỉ của năm đã công bố"),
        "calendar-upgraded": _("Cập nhật lịch làm việc"),
    },
)
