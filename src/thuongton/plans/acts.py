"""The acts on plans, tasks and what hangs on them as the trail names them: a code that stays, and a label."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from thuongton.audit.acts import ActLabels

ACTS = ActLabels(
    "plans",
    {
        "plan-adopted": _("Đưa kế hoạch vào theo dõi"),
        "plan-corrected": _("Sửa kế hoạch"),
        "plan-withdrawn": _("Rút kế hoạch khỏi theo dõi"),
        "plan-imported": _("Nhập kế hoạch từ bảng"),
        "task-added": _("Thêm nhiệm vụ"),
        "tasks-imported": _("Thêm nhiệm vụ từ bảng"),
        "task-corrected": _("Sửa nhiệm vụ"),
        "task-confirmed": _("Xác nhận nhiệm vụ đọc đúng"),
        "task-started": _("Bắt đầu thực hiện nhiệm vụ"),
        "task-declared": _("Khai báo kết quả nhiệm vụ"),
        "task-cancelled": _("Huỷ, điều chỉnh nhiệm vụ"),
        "progress-taken": _("Ghi nhận tiến độ theo báo cáo"),
        "facts-shared": _("Tính kết quả theo nhiệm vụ cùng nội dung"),
        "proof-handed-in": _("Nộp sản phẩm của nhiệm vụ"),
        "proof-accepted": _("Duyệt sản phẩm của nhiệm vụ"),
        "proof-refused": _("Trả lại sản phẩm của nhiệm vụ"),
        "extension-asked": _("Xin lùi hạn nhiệm vụ"),
        "extension-granted": _("Đồng ý lùi hạn nhiệm vụ"),
        "extension-refused": _("Không đồng ý lùi hạn nhiệm vụ"),
        "deadline-moved": _("Dời hạn theo lịch làm việc"),
        "deadlines-provisional": _("Cập nhật hạn dự kiến theo lịch làm việc"),
        "event-happened": _("Ghi nhận sự kiện đã xảy ra"),
        "turns-opened": _("Mở kỳ thực hiện trong 24 tháng tới"),
        "assigned": _("Phân công nhiệm vụ"),
        "assignment-ended": _("Thôi phân công nhiệm vụ"),
        "step-added": _("Thêm việc con"),
        "step-done": _("Xong việc con"),
        "step-opened-again": _("Mở lại việc con"),
        "comment-written": _("Trao đổi về nhiệm vụ"),
        "reminded": _("Nhắc việc"),
        "letter-made": _("Đôn đốc bằng công văn"),
        "superior-named": _("Nêu kế hoạch cấp trên"),
        "superior-tasks-noted": _("Ghi nhiệm vụ của kế hoạch cấp trên"),
        "coverage-decided": _("Quyết định mức bao phủ"),
        "coverage-withdrawn": _("Rút quyết định mức bao phủ"),
        "report-printed": _("In báo cáo trạng thái"),
        "figures-stated": _("Ghi số liệu báo cáo nêu"),
        "link-offered": _("Đề nghị nối nhiệm vụ cùng nội dung"),
        "link-agreed": _("Đồng ý nối nhiệm vụ cùng nội dung"),
        "link-refused": _("Không đồng ý nối nhiệm vụ cùng nội dung"),
        "link-withdrawn": _("Rút đề nghị nối nhiệm vụ cùng nội dung"),
        "link-closed": _("Kết thúc đề nghị nối nhiệm vụ cùng nội dung"),
        "linked": _("Nối nhiệm vụ cùng nội dung"),
        "unlinked": _("Bỏ nối nhiệm vụ cùng nội dung"),
    },
)
