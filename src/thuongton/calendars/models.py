"""The working calendar: which days are off, for whom, and by which paper."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thuongton.people.models import Hat, Unit, User
from thuongton.web.dates import day_words


class DayKind(models.TextChoices):
    """What makes a day differ from its weekday, or makes it follow its weekday again."""

    HOLIDAY = "holiday", _("Nghỉ lễ, tết")
    SWAPPED_OFF = "swapped_off", _("Nghỉ hoán đổi")
    SWAPPED_ON = "swapped_on", _("Làm bù")
    PLAIN = "plain", _("Theo ngày trong tuần")


class CalendarDay(models.Model):
    """A day that is off though a weekday, or worked though a weekend (ngày nghỉ, làm bù), with its legal source.

    ``unit`` empty counts for everybody; set, for that unit and all below it, before what counts for everybody.
    ``seeded`` marks a day that came with the program and that nobody changed since: an upgrade may correct it.
    """

    day = models.DateField(_("Ngày"))
    kind = models.CharField(_("Loại"), max_length=12, choices=DayKind)
    name = models.CharField(_("Tên ngày"), max_length=160)
    source = models.CharField(_("Căn cứ"), max_length=255)
    number = models.CharField(_("Số văn bản"), max_length=120, blank=True, default="")
    issued_on = models.DateField(_("Ngày văn bản"), null=True, blank=True)
    pair = models.DateField(_("Hoán đổi với ngày"), null=True, blank=True)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="own_days", verbose_name=_("Riêng của")
    )
    seeded = models.BooleanField(_("Có sẵn theo chương trình"), default=False, editable=False)

    class Meta:
        ordering = ["day", "unit"]
        verbose_name = _("ngày của lịch")
        verbose_name_plural = _("lịch làm việc")
        constraints = [
            models.UniqueConstraint(fields=["day"], condition=models.Q(unit__isnull=True), name="common_day_once"),
            models.UniqueConstraint(fields=["day", "unit"], name="own_day_once"),
        ]

    def __str__(self) -> str:
        return f"{day_words(self.day)} {self.name}"


class CalendarYear(models.Model):
    """Whether the days off of a year are announced (đã có thông báo); until then due days that rest on it may move."""

    year = models.PositiveSmallIntegerField(_("Năm"), unique=True)
    announced = models.BooleanField(_("Đã có thông báo lịch nghỉ"), default=False)
    source = models.CharField(_("Căn cứ"), max_length=255, blank=True, default="")
    seeded = models.BooleanField(_("Có sẵn theo chương trình"), default=False, editable=False)

    class Meta:
        ordering = ["year"]
        verbose_name = _("năm của lịch")
        verbose_name_plural = _("các năm của lịch")

    def __str__(self) -> str:
        return str(self.year)


class CalendarChange(models.Model):
    """One change of the calendar by a paper (thay đổi lịch), and how far the job that moves deadlines has come.

    ``room`` and ``place`` say where the job goes on; ``done_at`` is set when everything that depends on it has moved.
    """

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Riêng của")
    )
    number = models.CharField(_("Số văn bản"), max_length=120, blank=True, default="")
    issued_on = models.DateField(_("Ngày văn bản"), null=True, blank=True)
    name = models.CharField(_("Nội dung"), max_length=160)
    source = models.CharField(_("Căn cứ"), max_length=255, blank=True, default="")
    days = models.JSONField(_("Các ngày"), default=list)
    first = models.DateField(editable=False)
    last = models.DateField(editable=False)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    hat = models.ForeignKey(Hat, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(_("Lúc"), auto_now_add=True)
    room = models.CharField(max_length=40, blank=True, default="", editable=False)
    place = models.BigIntegerField(default=0, editable=False)
    moved = models.PositiveIntegerField(_("Đã dời"), default=0, editable=False)
    kept = models.PositiveIntegerField(_("Giữ nguyên"), default=0, editable=False)
    done_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("thay đổi lịch")
        verbose_name_plural = _("thay đổi lịch")

    def __str__(self) -> str:
        return self.name

    @property
    def reason(self) -> str:
        """Why deadlines move, as it stands in their history: the paper and what it is about."""
        return f"{self.source}: {self.name}" if self.source else self.name


class CalendarMove(models.Model):
    """One deadline that a change moved: ``row`` is the key within the room that has it."""

    change = models.ForeignKey(CalendarChange, on_delete=models.CASCADE, related_name="moves")
    room = models.CharField(max_length=40)
    row = models.BigIntegerField()
    label = models.CharField(_("Việc"), max_length=300)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    old = models.DateField(_("Hạn cũ"), null=True)
    new = models.DateField(_("Hạn mới"), null=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("thời hạn đã dời")
        constraints = [models.UniqueConstraint(fields=["change", "room", "row"], name="calendar_move_once")]

    def __str__(self) -> str:
        return self.label
