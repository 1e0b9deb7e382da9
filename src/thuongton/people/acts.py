"""The acts on units, accounts and roles as the trail names them: a code that stays, and a label."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from thuongton.audit.acts import ActLabels

ACTS = ActLabels(
    "people",
    {
        "alias-added": _("Ghi tên gọi khác của đơn vị"),
        "alias-removed": _("Bỏ tên gọi khác của đơn vị"),
        "hat-given": _("Giao vai trò"),
        "hat-ended": _("Thôi giao vai trò"),
        "hat-offered": _("Đề nghị giao vai trò"),
        "offer-accepted": _("Nhận vai trò được đề nghị"),
        "offer-declined": _("Từ chối vai trò được đề nghị"),
        "offer-withdrawn": _("Rút lại đề nghị giao vai trò"),
        "hat-given-by-offer": _("Giao vai trò theo đề nghị đã được nhận"),
        "account-opened": _("Thêm tài khoản"),
        "account-corrected": _("Sửa tài khoản"),
        "password-reset": _("Cấp lại mật khẩu"),
        "password-changed": _("Đổi mật khẩu"),
        "signed-in": _("Đăng nhập"),
        "signed-out": _("Đăng xuất"),
        "sessions-ended": _("Đăng xuất các phiên khác"),
        "session-ended": _("Đăng xuất một phiên"),
        "sign-in-failed": _("Đăng nhập sai"),
        "code-failed": _("Nhập sai mã xác thực hai lớp"),
        "refused": _("Bị từ chối vì không có quyền"),
        "file-taken": _("Tải tệp về"),
        "second-factor-removed": _("Gỡ xác thực hai lớp"),
        "unit-added": _("Thêm đơn vị"),
        "unit-corrected": _("Sửa đơn vị"),
        "unit-ended": _("Kết thúc đơn vị"),
        "units-merged": _("Ghi nhận sắp xếp đơn vị"),
        "units-imported": _("Nhập đơn vị từ tệp"),
    },
)
