"""Forms of people: signing in, passwords, units, hats and the import of a province."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account_forms
from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.mfa.base import forms as mfa_forms
from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from thuongton.people.models import Role, UnitKind, User, validate_identifier
from thuongton.web.services import forgive, spend
from thuongton.web.widgets import DayField

MOST_CODES, CODE_SECONDS = 5, 300
"""Wrong codes of the second factor that a person may enter in so many seconds (ASVS 5.0, 6.3.1)."""
MAX_CSV_BYTES = 4 * 1024 * 1024


def _plain(field: forms.Field, label: Any) -> None:
    field.label, field.help_text = label, ""
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs["class"] = "form-control"


class Styled(forms.Form):
    """A form whose fields look like the house."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            widget = field.widget
            if isinstance(widget, forms.CheckboxInput):
                widget.attrs["class"] = "form-check-input"
            elif isinstance(widget, forms.Select):
                widget.attrs["class"] = "form-select"
            else:
                widget.attrs["class"] = "form-control"
            if field.required:
                field.error_messages["required"] = _("Hãy điền «%(label)s».") % {"label": field.label}


class SignInForm(account_forms.LoginForm):
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["login"], _("Tên đăng nhập"))
        _plain(self.fields["password"], _("Mật khẩu"))
        for field in self.fields.values():
            field.error_messages["required"] = _("Hãy điền tên đăng nhập và mật khẩu.")


class ReauthenticateForm(account_forms.ReauthenticateForm):
    """The password once more, before a change of security."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["password"], _("Mật khẩu đang dùng"))


class _CountedCode:
    """A code of the second factor; wrong ones are counted in the database, for the person and not for the browser."""

    user: User

    def clean_code(self) -> str:
        """The code, when it is right and not too many wrong ones came before."""
        who = f"user:{self.user.pk}"
        if spend(who, "ma-hai-lop", MOST_CODES, seconds=CODE_SECONDS):
            raise get_account_adapter().validation_error("too_many_login_attempts")
        code: str = super().clean_code()  # type: ignore[misc]
        forgive(who, "ma-hai-lop")
        return code


class SecondFactorForm(_CountedCode, mfa_forms.AuthenticateForm):
    """The second step of signing in."""


class SecondFactorAgainForm(_CountedCode, mfa_forms.ReauthenticateForm):
    """A code once more, before a change of security."""


class ChangePasswordForm(account_forms.ChangePasswordForm):
    """The old password and a new one, which must differ from it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["oldpassword"], _("Mật khẩu đang dùng"))
        _plain(self.fields["password1"], _("Mật khẩu mới"))
        _plain(self.fields["password2"], _("Mật khẩu mới, nhập lại"))
        self.rules = password_validation.password_validators_help_texts()

    def clean(self) -> dict[str, Any]:
        """Both new entries alike, and not the old one."""
        data = super(account_forms.PasswordVerificationMixin, self).clean() or self.cleaned_data
        new, again = data.get("password1"), data.get("password2")
        if new and again and new != again:
            self.add_error("password2", _("Hai lần nhập mật khẩu mới không giống nhau."))
        if new and new == data.get("oldpassword"):
            self.add_error("password1", _("Mật khẩu mới phải khác mật khẩu đang dùng."))
        return data


class UnitForm(Styled):
    """The facts of a unit."""

    name = forms.CharField(label=_("Tên đơn vị"), max_length=255)
    kind = forms.ChoiceField(label=_("Loại"), choices=UnitKind.choices)
    short_name = forms.CharField(label=_("Tên gọi tắt"), max_length=120, required=False)
    identifier = forms.CharField(
        label=_("Mã định danh điện tử"), max_length=35, required=False, validators=[validate_identifier]
    )
    valid_from = DayField(label=_("Có từ ngày"), required=False)
    valid_to = DayField(label=_("Đến hết ngày"), required=False)


class EditUnitForm(UnitForm):
    """The facts of a unit, and why they change."""

    reason = forms.CharField(label=_("Vì sao sửa"), max_length=300, required=False)


class EndUnitForm(Styled):
    """The last day of a unit."""

    on = DayField(label=_("Ngày cuối hoạt động"))
    reason = forms.CharField(label=_("Căn cứ, lý do"), max_length=300)


class OnePersonForm(Styled):
    """Whether one person may both ask and decide in the records of a unit, and why."""

    one_person_decides = forms.BooleanField(label=_("Một người được vừa đề nghị vừa quyết định"), required=False)
    reason = forms.CharField(label=_("Căn cứ, lý do"), max_length=300)


class SuccessionForm(Styled):
    """Which unit takes over from this one."""

    successor = forms.CharField(label=_("Đơn vị kế thừa (mã định danh hoặc tên đầy đủ)"), max_length=255)
    on = DayField(label=_("Từ ngày"))
    basis = forms.CharField(label=_("Căn cứ (văn bản sắp xếp)"), max_length=255)


def add_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Put the errors of a service beside their fields; those of unknown fields on top of the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, found in error.error_dict.items():
        form.add_error(name if name in form.fields else None, found)


OFFICE_ROLES = [(value, label) for value, label in Role.choices if value != Role.CITIZEN]


class AccountForm(Styled):
    """A person with a first hat."""

    username = forms.CharField(label=_("Tên đăng nhập"), max_length=150)
    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    unit = forms.CharField(label=_("Đơn vị công tác (mã định danh hoặc tên đầy đủ)"), max_length=255)
    role = forms.ChoiceField(label=_("Vai trò"), choices=OFFICE_ROLES)
    title = forms.CharField(label=_("Chức danh"), max_length=120, required=False)


class PersonForm(Styled):
    """Name, address and whether the account is open."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    is_active = forms.BooleanField(label=_("Tài khoản được dùng"), required=False)

    @classmethod
    def of(cls, person: User) -> PersonForm:
        """The form filled with what is stored."""
        return cls({"full_name": person.full_name, "email": person.email, "is_active": person.is_active})


class HatForm(Styled):
    """One more role for a person."""

    unit = forms.CharField(label=_("Đơn vị công tác (mã định danh hoặc tên đầy đủ)"), max_length=255)
    role = forms.ChoiceField(label=_("Vai trò"), choices=OFFICE_ROLES)
    title = forms.CharField(label=_("Chức danh"), max_length=120, required=False)
    valid_from = DayField(label=_("Từ ngày"), required=False)
    valid_to = DayField(label=_("Đến hết ngày"), required=False)


class KnownPersonForm(HatForm):
    """A role for a person who has an account already."""

    username = forms.CharField(label=_("Tên đăng nhập của người được giao"), max_length=150)
    field_order = ["username"]


class PackedForm(forms.Form):
    """A file that was looked at before it is applied: its name, and its content as the page carried it."""

    name = forms.CharField(required=False)
    packed = forms.CharField(required=False)

    def clean_name(self) -> str:
        """The name, as long as it is shown."""
        return self.cleaned_data["name"][:200]


class UnitsFileForm(Styled):
    """A CSV file of units."""

    file = forms.FileField(label=_("Tệp CSV"), widget=forms.FileInput(attrs={"accept": ".csv,text/csv,.txt"}))

    def clean_file(self) -> bytes:
        """The content of the file, within the limit."""
        given = self.cleaned_data["file"]
        if given.size > MAX_CSV_BYTES:
            raise forms.ValidationError(_("Tệp lớn hơn 4 MB; hãy chia thành nhiều tệp."))
        return given.read()
