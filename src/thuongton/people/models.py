"""Units, people and the hats they wear: who may stand where in the tree of administration."""

from __future__ import annotations

import re

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thuongton.people.worn import worn_on

IDENTIFIER = re.compile(r"[A-Z0-9]+(\.[A-Z0-9]+)*\Z")


def validate_identifier(value: str) -> None:
    """Refuse an electronic identifier (mã định danh điện tử) that is not groups of A–Z, 0–9 joined by dots, ≤ 35.

    Source: Quyết định 20/2020/QĐ-TTg as amended by Quyết định 09/2025/QĐ-TTg.
    """
    if len(value) > 35 or not IDENTIFIER.match(value):
        raise ValidationError(
            _(
                "Mã định danh «%(value)s» phải gồm các nhóm chữ in A–Z, số 0–9 cách nhau bằng dấu chấm, "
                "tối đa 35 ký tự."
            ),
            params={"value": value},
        )


class UnitKind(models.TextChoices):
    """Kinds of unit (loại đơn vị)."""

    CENTRAL = "central", _("Cơ quan trung ương")
    PROVINCE = "province", _("Tỉnh, thành phố")
    DEPARTMENT = "department", _("Sở, ban, ngành cấp tỉnh")
    COMMUNE = "commune", _("Xã")
    WARD = "ward", _("Phường")
    SPECIAL_ZONE = "special_zone", _("Đặc khu")
    OFFICE = "office", _("Phòng, ban, đơn vị trực thuộc")


COMMUNE_KINDS = (UnitKind.COMMUNE, UnitKind.WARD, UnitKind.SPECIAL_ZONE)


class Unit(models.Model):
    """A unit (đơn vị) of the tree; ``path`` is the chain of ids from the root, ``/1/35/402/``."""

    kind = models.CharField(_("Loại"), max_length=16, choices=UnitKind)
    name = models.CharField(_("Tên đơn vị"), max_length=255)
    short_name = models.CharField(_("Tên gọi tắt"), max_length=120, blank=True, default="")
    identifier = models.CharField(
        _("Mã định danh điện tử"), max_length=35, unique=True, null=True, blank=True, validators=[validate_identifier]
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("Đơn vị cấp trên"),
    )
    path = models.CharField(max_length=255, db_index=True, editable=False, default="")
    valid_from = models.DateField(_("Có từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("Đến hết ngày"), null=True, blank=True)
    search = models.TextField(editable=False, default="", blank=True)

    class Meta:
        ordering = ["path"]
        verbose_name = _("đơn vị")
        verbose_name_plural = _("đơn vị")
        indexes = [models.Index(fields=["kind", "path"])]

    def __str__(self) -> str:
        return self.name

    @property
    def root_id(self) -> int:
        """The id of the province (or central body) this unit belongs to."""
        return int(self.path.split("/")[1])

    @property
    def ancestor_ids(self) -> list[int]:
        """Ids from the root down to the parent, this unit left out."""
        return [int(part) for part in self.path.strip("/").split("/")[:-1] if part]

    @property
    def authority(self) -> str:
        """The name on papers: «Ủy ban nhân dân xã Vân Phượng» for a territory, else the unit's own name."""
        if self.kind in (UnitKind.PROVINCE, *COMMUNE_KINDS):
            return f"Ủy ban nhân dân {self.name[:1].lower()}{self.name[1:]}"
        return self.name

    def covers(self, other: Unit) -> bool:
        """Whether ``other`` is this unit or stands below it."""
        return other.path.startswith(self.path)


class Succession(models.Model):
    """One unit taking over from another (sắp xếp, sáp nhập): the old unit stays, with its successors."""

    predecessor = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="successions_out", verbose_name=_("Đơn vị cũ")
    )
    successor = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="successions_in", verbose_name=_("Đơn vị kế tiếp")
    )
    on = models.DateField(_("Từ ngày"))
    basis = models.CharField(_("Căn cứ"), max_length=255, blank=True, default="")

    class Meta:
        verbose_name = _("sắp xếp, sáp nhập đơn vị")
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once")]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class UnitSettings(models.Model):
    """What a unit has chosen for its own records (thiết lập của đơn vị); a unit without a row has the defaults."""

    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, related_name="settings", verbose_name=_("Đơn vị"))
    one_person_decides = models.BooleanField(
        _("Một người được vừa đề nghị vừa quyết định"),
        default=False,
    )

    class Meta:
        verbose_name = _("thiết lập của đơn vị")

    def __str__(self) -> str:
        return str(self.unit)


class UnitAlias(models.Model):
    """How papers of ``scope`` and the units below it call ``unit`` (tên gọi khác); ``key`` is the name folded."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="aliases", verbose_name=_("Đơn vị"))
    scope = models.ForeignKey(
        Unit, on_delete=models.CASCADE, related_name="aliases_said", verbose_name=_("Dùng trong văn bản của")
    )
    name = models.CharField(_("Tên gọi khác"), max_length=300)
    key = models.CharField(_("Khoá so khớp"), max_length=300)
    by = models.ForeignKey(
        "people.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Người ghi")
    )
    added_at = models.DateTimeField(_("Ghi lúc"), auto_now_add=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("tên gọi khác của đơn vị")
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="unit_alias_once")]

    def __str__(self) -> str:
        return f"{self.name} – {self.unit}"


class User(AbstractUser):
    """A person with an account (tài khoản). ``hat`` is set for the time of a request by the hat middleware."""

    full_name = models.CharField(_("Họ và tên"), max_length=120)
    must_change_password = models.BooleanField(_("Phải đổi mật khẩu khi đăng nhập"), default=False)
    opened_at = models.ForeignKey(
        Unit, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Đơn vị mở tài khoản")
    )

    def __str__(self) -> str:
        return self.full_name or self.username

    @property
    def hat(self) -> Hat | None:
        """The hat (mũ) worn now: the one chosen for this request, else the person's first hat that is in force."""
        if not hasattr(self, "_hat"):
            worn = Hat.objects.filter(worn_on(timezone.localdate()), user=self)
            self._hat = worn.select_related("unit", "scope").first()
        return self._hat

    @hat.setter
    def hat(self, value: Hat | None) -> None:
        self._hat = value


class Role(models.TextChoices):
    """Roles (vai trò) a hat can carry."""

    ADMINISTRATOR = "administrator", _("Quản trị")
    OFFICER = "officer", _("Công chức")
    LEADER = "leader", _("Lãnh đạo đơn vị")
    MONITOR = "monitor", _("Theo dõi, đôn đốc")
    INSPECTOR = "inspector", _("Kiểm tra, giám sát")
    CITIZEN = "citizen", _("Người dân")


class Hat(models.Model):
    """A hat (mũ): one person in one role at one unit, with rights over ``scope`` and all below it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="hats", verbose_name=_("Người"))
    role = models.CharField(_("Vai trò"), max_length=16, choices=Role)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="hats", verbose_name=_("Đơn vị công tác")
    )
    scope = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="scoped_hats", verbose_name=_("Phạm vi")
    )
    title = models.CharField(_("Chức danh"), max_length=120, blank=True, default="")
    valid_from = models.DateField(_("Từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("Đến hết ngày"), null=True, blank=True)
    given_on = models.DateField(_("Giao ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("vai trò được giao")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role="citizen") | models.Q(unit__isnull=False, scope__isnull=False),
                name="hat_of_office_has_unit",
            )
        ]

    def __str__(self) -> str:
        label = self.title or self.get_role_display()
        return f"{label}, {self.unit}" if self.unit else str(label)

    @property
    def writes(self) -> bool:
        """Whether this hat may change records of its scope (nhập, sửa); readers and citizens may not."""
        return self.role in (Role.OFFICER, Role.LEADER, Role.MONITOR)


class HatOffer(models.Model):
    """A hat offered (đề nghị giao vai trò) to the account of a name; it gives nothing until it is accepted.

    The row does not say whether an account of that name exists, so that nobody learns it from an offer. An offer that
    was declined stays open for those who made it until it expires, for the same reason.
    """

    username = models.CharField(_("Tên đăng nhập của người được giao"), max_length=150, db_index=True)
    role = models.CharField(_("Vai trò"), max_length=16, choices=Role)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Đơn vị công tác"))
    scope = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Phạm vi"))
    title = models.CharField(_("Chức danh"), max_length=120, blank=True, default="")
    valid_from = models.DateField(_("Từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("Đến hết ngày"), null=True, blank=True)
    offered_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("Người đề nghị")
    )
    offered_at = models.DateTimeField(_("Đề nghị lúc"), auto_now_add=True)
    expires_on = models.DateField(_("Chờ đến hết ngày"))
    accepted_on = models.DateField(_("Nhận ngày"), null=True, blank=True)
    declined_on = models.DateField(_("Từ chối ngày"), null=True, blank=True)
    withdrawn_on = models.DateField(_("Rút lại ngày"), null=True, blank=True)
    hat = models.OneToOneField(
        Hat, on_delete=models.SET_NULL, null=True, blank=True, related_name="offer", verbose_name=_("Vai trò được giao")
    )

    class Meta:
        ordering = ["-id"]
        verbose_name = _("đề nghị giao vai trò")

    def __str__(self) -> str:
        return f"{self.title or self.get_role_display()}, {self.unit} → {self.username}"


class Notification(models.Model):
    """A message to one person inside the system (thông báo), opened by ``url``."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notifications")
    text = models.CharField(max_length=500)
    url = models.CharField(max_length=300, blank=True, default="")
    key = models.CharField(max_length=120, unique=True, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["user", "read_at"])]

    def __str__(self) -> str:
        return self.text


class Session(models.Model):
    """A browser that goes on where it was (phiên đăng nhập), found by the SHA-256 of the key in its cookie.

    The key itself is kept by the browser alone. ``user`` is whom it is signed in as, ``standing`` the hash of the
    password of then (``get_session_auth_hash``); a sign-in that is under way has neither.
    """

    digest = models.CharField(_("SHA-256 của khoá"), max_length=64, unique=True, editable=False)
    user = models.ForeignKey(
        User, on_delete=models.CASCADE, null=True, blank=True, related_name="sessions", verbose_name=_("Người")
    )
    standing = models.CharField(max_length=128, blank=True, default="", editable=False)
    data = models.TextField(editable=False)
    begun_at = models.DateTimeField(_("Đăng nhập lúc"))
    used_at = models.DateTimeField(_("Dùng gần nhất"))
    expires_at = models.DateTimeField(_("Hết hạn lúc"), db_index=True)
    address = models.GenericIPAddressField(_("Địa chỉ máy"), null=True, blank=True)
    agent = models.CharField(_("Trình duyệt"), max_length=200, blank=True, default="")

    class Meta:
        ordering = ["begun_at", "id"]
        verbose_name = _("phiên đăng nhập")

    def __str__(self) -> str:
        return f"{self.user or '–'} ({self.address or '–'})"
