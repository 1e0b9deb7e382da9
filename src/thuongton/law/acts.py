"""The acts on the register of law as the trail names them."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from thuongton.audit.acts import ActLabels

ACTS = ActLabels(
    "law",
    {
        "imported": _("Nhập văn bản vào sổ pháp luật"),
        "import-begun": _("Đưa tệp vào để nhập sổ pháp luật"),
        "import-stopped": _("Dừng một lần nhập sổ pháp luật"),
        "import-ended": _("Nhập xong sổ pháp luật"),
        "question-answered": _("Quyết định một câu hỏi của sổ pháp luật"),
        "recorded": _("Ghi tay một điều về văn bản"),
        "order-checked": _("Xác nhận một lệnh sửa đổi"),
        "record-withdrawn": _("Rút một điều ghi tay về văn bản"),
        "impact-asked": _("Yêu cầu lập danh sách tác động"),
        "impact-found": _("Lập danh sách tác động của văn bản"),
        "impact-looked": _("Xem một tác động của văn bản"),
        "check-begun": _("Cho kiểm tra căn cứ của cả sổ pháp luật"),
        "register-checked": _("Kiểm tra căn cứ của văn bản trong sổ"),
        "followed": _("Theo dõi một văn bản"),
        "unfollowed": _("Thôi theo dõi một văn bản"),
        "changes-seen": _("Đã xem thay đổi của văn bản theo dõi"),
    },
)
