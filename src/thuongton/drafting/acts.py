"""The acts of the drafting room as the trail names them."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from thuongton.audit.acts import ActLabels

ACTS = ActLabels(
    "drafting",
    {
        "contents-read": _("Đọc nội dung được giao từ văn bản"),
        "content-given": _("Giao đơn vị đề xuất một nội dung được giao"),
        "content-dated": _("Đặt hạn cho một nội dung được giao"),
        "content-judged": _("Kết luận một nội dung được giao"),
        "content-reopened": _("Bỏ kết luận về một nội dung được giao"),
        "content-confirmed": _("Xác nhận một nội dung được giao"),
        "content-closed": _("Khép một nội dung được giao bằng văn bản đã ban hành"),
        "content-opened": _("Mở lại một nội dung được giao"),
    },
)
