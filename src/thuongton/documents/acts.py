"""The acts on papers, drafts and files as the trail names them: a code that stays, and a label."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from thuongton.audit.acts import ActLabels

ACTS = ActLabels(
    "documents",
    {
        "draft-begun": _("Bắt đầu bản dự thảo"),
        "draft-version-added": _("Đưa bản dự thảo mới"),
        "draft-named": _("Đặt tên bản dự thảo"),
        "draft-unreadable": _("Không đọc được bản dự thảo"),
        "draft-dropped": _("Bỏ bản dự thảo"),
        "marked-file-dropped": _("Bỏ tệp có dấu độ mật"),
        "file-stored": _("Lưu tệp"),
        "file-attached": _("Đính kèm tệp"),
        "file-detached": _("Gỡ tệp đính kèm"),
        "files-swept": _("Dọn tệp không còn văn bản nào giữ"),
        "papers-imported": _("Nhập văn bản từ tệp"),
        "intake-begun": _("Đưa văn bản vào"),
        "intake-refused": _("Không nhận tệp"),
        "intake-dropped": _("Bỏ tệp đưa vào"),
        "papers-linked": _("Liên kết văn bản"),
        "papers-unlinked": _("Bỏ liên kết văn bản"),
        "number-given": _("Cấp số văn bản"),
        "registered": _("Vào sổ văn bản"),
        "secret-registered": _("Ghi văn bản mật (chỉ số, ngày, độ mật, nơi lưu)"),
        "entry-corrected": _("Sửa văn bản trong sổ"),
        "entry-followed": _("Theo dõi giải quyết văn bản đến"),
        "entry-removed": _("Xoá văn bản khỏi sổ"),
        "finding-set-aside": _("Bỏ qua phát hiện"),
        "finding-taken-up": _("Xét lại phát hiện"),
        "rule-on": _("Bật quy tắc soát văn bản"),
        "rule-off": _("Tắt quy tắc soát văn bản"),
        "rule-of-above": _("Quy tắc soát văn bản theo cấp trên"),
    },
)
