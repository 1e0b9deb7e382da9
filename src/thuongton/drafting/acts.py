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
        "line-added": _("Thêm văn bản vào chương trình"),
        "line-dropped": _("Đưa văn bản ra khỏi chương trình"),
        "adopted": _("Ghi ban hành chương trình xây dựng văn bản"),
        "started": _("Đăng ký xây dựng văn bản từ chương trình"),
        "body-asked": _("Hỏi ý kiến một cơ quan về dự thảo"),
        "body-answered": _("Ghi cơ quan trả lời về dự thảo"),
        "remark-noted": _("Ghi một ý kiến góp ý"),
        "remark-settled": _("Tiếp thu, giải trình một ý kiến"),
        "consultation-summed": _("Ghi tổng hợp ý kiến của dự thảo"),
        "table-kept": _("In bảng tổng hợp, giải trình, tiếp thu ý kiến"),
        "problem-noted": _("Ghi một vấn đề của chính sách"),
        "problem-removed": _("Bỏ một vấn đề của chính sách"),
        "solution-noted": _("Ghi một giải pháp của chính sách"),
        "solution-removed": _("Bỏ một giải pháp của chính sách"),
        "solution-chosen": _("Chọn giải pháp của chính sách"),
        "policy-completed": _("Hoàn thiện nội dung chính sách"),
        "dossier-checked": _("Kiểm tra thành phần hồ sơ thẩm định"),
        "dossier-returned": _("Trả hồ sơ thẩm định để bổ sung"),
        "draft-linked": _("Gắn bản dự thảo vào hồ sơ soạn thảo"),
        "draft-unlinked": _("Gỡ bản dự thảo khỏi hồ sơ soạn thảo"),
    },
)
