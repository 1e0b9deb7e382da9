"""How people sign in: accounts come from an administrator, and every refusal is a Vietnamese sentence."""

from __future__ import annotations

import unicodedata
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thuongton.people.sealing import UnreadableSeal, seal, unseal


def attempted_name(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """The account name an attempt is counted under: one for every way of writing its letters, as sign-in takes them.

    The sign-in library hands it over as ``username`` and its form sends it as ``login``.
    """
    given = (credentials or {}).get("username") or (request.POST.get("login") if request is not None else "") or ""
    return unicodedata.normalize("NFKC", str(given)).strip().casefold()[:150]


class OfficeAccountAdapter(DefaultAccountAdapter):
    """Sign-up is closed: accounts come from the administrator of the unit."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Tài khoản này đang bị khoá; hãy liên hệ quản trị viên của đơn vị."),
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu không đúng; hãy nhập lại."),
        "invalid_login": _("Tên đăng nhập hoặc mật khẩu không đúng; hãy nhập lại."),
        "enter_current_password": _("Mật khẩu đang dùng không đúng; hãy nhập lại."),
        "incorrect_password": _("Mật khẩu không đúng; hãy nhập lại."),
        "incorrect_code": _("Mã không đúng hoặc đã hết hạn; hãy nhập mã mới nhất."),
        "too_many_login_attempts": _("Nhập sai quá nhiều lần; hãy thử lại sau ít phút."),
        "rate_limited": _("Thao tác quá nhanh; hãy đợi một phút rồi làm lại."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's own account."""
        return reverse("people:account")


class OfficeMFAAdapter(DefaultMFAAdapter):
    """The second factor, with its refusals in Vietnamese; its secrets are sealed in the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("Không thể tắt xác thực hai lớp của tài khoản này."),
        "cannot_generate_recovery_codes": _("Hãy bật xác thực hai lớp trước khi lấy mã dự phòng."),
        "incorrect_code": _("Mã không đúng hoặc đã hết hạn; hãy nhập mã mới nhất."),
    }

    def encrypt(self, text: str) -> str:
        """A secret as it is kept."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret behind what is kept; after a change of the secret key no code is right any more."""
        try:
            return unseal(encrypted_text)
        except UnreadableSeal:
            return generate_totp_secret()
