"""The choices of plans in words, as lists of (value, words)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vanban.model import TimingKind

KIND_WORDS = {
    TimingKind.FIXED: _("Ngày cố định"),
    TimingKind.WINDOW: _("Khoảng thời gian"),
    TimingKind.OPEN_WINDOW: _("Từ một mốc, không ấn định ngày cuối"),
    TimingKind.RECURRING: _("Lặp theo kỳ"),
    TimingKind.CONTINUOUS: _("Làm thường xuyên"),
    TimingKind.AFTER_EVENT: _("Sau một sự kiện"),
    TimingKind.BEFORE_EVENT: _("Trước một sự kiện"),
    TimingKind.DURING_EVENT: _("Trong một sự kiện"),
    TimingKind.ON_REQUEST: _("Khi có yêu cầu"),
    TimingKind.EXTERNAL: _("Theo hạn của nơi khác"),
    TimingKind.COMPOSITE: _("Nhiều mốc"),
    TimingKind.NONE: _("Không có hạn"),
}
KINDS = [(str(kind), KIND_WORDS[kind]) for kind in TimingKind]
CATEGORIES = [
    ("departments", _("Các sở, ban, ngành cấp tỉnh")),
    ("communes", _("UBND cấp xã")),
    ("offices", _("Các phòng, ban, đơn vị trực thuộc")),
]
REMINDERS = [
    ("7", _("Trước hạn 7 ngày")),
    ("3", _("Trước hạn 3 ngày")),
    ("1", _("Trước hạn 1 ngày")),
    ("overdue", _("Nhắc việc quá hạn")),
    ("manual", _("Người nhắc")),
    ("letter", _("Công văn đôn đốc")),
]
PARTY_WORDS = {"lead": _("cơ quan chủ trì"), "coordinate": _("cơ quan phối hợp")}
"""What a party is called within a sentence, by its role."""
