"""The acts on cases as the trail names them."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from thuongton.audit.acts import ActLabels

ACTS = ActLabels(
    "cases",
    {
        "opened": _("Tiếp nhận hồ sơ"),
        "acted": _("Ghi thao tác trên hồ sơ"),
        "corrected": _("Đính chính hồ sơ"),
        "taken-back": _("Hoàn tác thao tác trên hồ sơ"),
        "moved": _("Chuyển hồ sơ sang phiên bản mới của sổ"),
        "many-moved": _("Chuyển nhiều hồ sơ sang phiên bản mới của sổ"),
        "many-moved-done": _("Chuyển xong hồ sơ sang phiên bản mới của sổ"),
        "compared": _("Đối chiếu hồ sơ trùng"),
        "led": _("Lập hồ sơ từ hồ sơ này"),
        "handed-over": _("Giao người xử lý hồ sơ"),
        "transfer-proposed": _("Đề nghị chuyển hồ sơ sang sổ khác"),
        "transfer-withdrawn": _("Rút đề nghị chuyển hồ sơ"),
        "transfer-accepted": _("Nhận hồ sơ từ sổ khác"),
        "transfer-refused": _("Không nhận hồ sơ từ sổ khác"),
        "attached": _("Kèm văn bản vào hồ sơ"),
        "detached": _("Bỏ văn bản khỏi hồ sơ"),
        "looked": _("Mở trường nhạy cảm của hồ sơ"),
        "erased": _("Xoá dữ liệu cá nhân của hồ sơ"),
        "clock-moved": _("Dời thời hạn của hồ sơ theo lịch làm việc"),
        "clock-noted": _("Ghi lại thời hạn của hồ sơ theo lịch làm việc"),
        "paper-printed": _("In giấy tờ của hồ sơ"),
        "print-looked": _("In trường nhạy cảm của hồ sơ"),
        "form-loaded": _("Nạp mẫu chính thức"),
        "form-withdrawn": _("Thôi dùng mẫu chính thức"),
        "impact-kept": _("In và giữ bản rà soát dữ liệu cá nhân"),
        "rebuilt": _("Tính lại hồ sơ"),
        "sheet-read": _("Đưa tệp vào để nhập sổ"),
        "sheet-confirmed": _("Nhập sổ từ Excel"),
        "sheet-let-go": _("Bỏ tệp đưa vào để nhập sổ"),
        "sheet-written": _("Ghi xong tệp nhập sổ"),
        "installed": _("Cài loại hồ sơ, biểu"),
        "withdrawn": _("Thu hồi loại hồ sơ, biểu đã cài"),
        "keeping-set": _("Ghi thời hạn lưu hồ sơ"),
    },
)
