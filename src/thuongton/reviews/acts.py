"""The acts of the review desk as the trail names them."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from thuongton.audit.acts import ActLabels

ACTS = ActLabels(
    "reviews",
    {
        "grounds-found": _("Cập nhật căn cứ rà soát"),
        "row-settled": _("Đóng dòng rà soát"),
        "row-reopened": _("Mở lại dòng rà soát"),
        "campaign-made": _("Lập đợt rà soát"),
        "campaign-changed": _("Sửa đợt rà soát"),
        "campaign-unit": _("Giao đơn vị tham gia đợt rà soát"),
        "campaign-unit-out": _("Bỏ đơn vị khỏi đợt rà soát"),
        "campaign-closed": _("Kết thúc đợt rà soát"),
        "campaign-opened": _("Mở lại đợt rà soát"),
        "intake-begun": _("Cho đưa văn bản vào đợt rà soát"),
        "taken-in": _("Đưa văn bản vào đợt rà soát"),
        "sample-made": _("Lập đợt rà soát mẫu"),
        "list-signed": _("Ký danh mục của đợt rà soát"),
        "list-frozen": _("Khoá danh mục của đợt rà soát"),
        "list-withdrawn": _("Thu hồi danh mục đã ký"),
        "list-laid-out": _("Đặt cột của danh mục"),
        "layout-dropped": _("Thôi dùng cột riêng của danh mục"),
        "proposed": _("Đề xuất kết quả rà soát"),
        "decided": _("Quyết định kết quả rà soát"),
        "judgement-undone": _("Hoàn tác kết quả rà soát"),
        "handed-over": _("Giao người rà soát"),
        "pairs-asked": _("Cho tìm văn bản song song"),
        "pairs-found": _("Tìm văn bản song song trong sổ pháp luật"),
        "pair-judged": _("Kết luận về hai văn bản song song"),
        "pair-withdrawn": _("Rút kết luận về hai văn bản song song"),
        "table-brought": _("Đưa bảng theo dõi vào để xem trước"),
        "table-settled": _("Trả lời một dòng của bảng theo dõi"),
        "table-confirmed": _("Đồng ý ghi bảng theo dõi"),
        "table-left": _("Bỏ bảng theo dõi đã đưa vào"),
        "table-written": _("Ghi bảng theo dõi vào danh sách rà soát"),
    },
)
