"""Contents that higher law leaves to local bodies (nội dung được giao quy định chi tiết), as they are kept.

What an act leaves is read from its words once; what people say of a row stands beside it. A row is closed by what an
act of ours cites, told by its quote, and opened again where that act falls. States are derived (``assigned``).
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thuongton.drafting.local_forms import LocalForm
from thuongton.law.models import LegalAct
from thuongton.people.models import Unit, User


class AssignedScan(models.Model):
    """The words of an act for which its assigned contents were read: made again when the words change."""

    act = models.OneToOneField(LegalAct, on_delete=models.CASCADE, related_name="+", verbose_name=_("Văn bản"))
    sha256 = models.CharField(_("Mã băm"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("lần đọc nội dung được giao")

    def __str__(self) -> str:
        return str(self.act)


class CitedProvision(models.Model):
    """A provision of higher law that a local act names as its basis (căn cứ điều, khoản); ``target`` is a number, or
    «=» and a name."""

    act = models.ForeignKey(LegalAct, on_delete=models.CASCADE, related_name="+", verbose_name=_("Văn bản"))
    target = models.CharField(_("Văn bản được dẫn"), max_length=500, db_index=True)
    provision = models.CharField(_("Điều, khoản"), max_length=200)
    quote = models.CharField(_("Lời dẫn"), max_length=400)

    class Meta:
        verbose_name = _("điều khoản làm căn cứ")

    def __str__(self) -> str:
        return f"{self.act_id}: {self.provision} {self.target}"


class AssignedContent(models.Model):
    """A content that a unit must rule (nội dung được giao): by which words of which act, in which form, on what.

    ``act`` holds the words; ``target`` is the key of the act that ``provision`` belongs to (another one where ``act``
    puts the words into it). ``details`` are the provisions to be detailed. ``own_day`` is the day of effect of the
    provision where it has one of its own; ``due_set`` a day that a person set. ``sure`` False: the words may mean
    something else until ``confirmed_at``.
    """

    class Verdict(models.TextChoices):
        """What a person said of a row that needs no new document."""

        NOT_OURS = "not_ours", _("Không thuộc trách nhiệm")
        ELSEWHERE = "elsewhere", _("Đã có văn bản khác")

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="assigned", verbose_name=_("Đơn vị"))
    act = models.ForeignKey(LegalAct, on_delete=models.PROTECT, related_name="assigned", verbose_name=_("Văn bản giao"))
    key = models.CharField(_("Khoá"), max_length=64)
    body = models.CharField(_("Cơ quan được giao"), max_length=24)
    form = models.CharField(_("Hình thức văn bản"), max_length=40, choices=LocalForm)
    target = models.CharField(_("Văn bản được quy định chi tiết"), max_length=500)
    target_name = models.CharField(_("Tên văn bản để tìm"), max_length=500, blank=True, default="")
    provision = models.CharField(_("Điều, khoản giao"), max_length=200, blank=True)
    details = models.CharField(_("Điều, khoản được quy định chi tiết"), max_length=400, blank=True)
    content = models.TextField(_("Nội dung được giao"))
    quote = models.TextField(_("Lời văn"), editable=False)
    sure = models.BooleanField(_("Chắc chắn"), default=True)
    doubt = models.CharField(_("Chỗ nghi ngờ"), max_length=400, blank=True, default="")
    own_day = models.DateField(_("Ngày hiệu lực riêng"), null=True)
    due_set = models.DateField(_("Hạn do người đặt"), null=True)
    proposer = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Đơn vị đề xuất, soạn thảo")
    )
    confirmed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Người xác nhận")
    )
    confirmed_at = models.DateTimeField(_("Xác nhận lúc"), null=True)
    verdict = models.CharField(_("Kết luận"), max_length=10, choices=Verdict, blank=True, default="")
    reason = models.CharField(_("Lý do"), max_length=400, blank=True, default="")
    judged_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Người kết luận")
    )
    judged_at = models.DateTimeField(_("Kết luận lúc"), null=True)
    found_at = models.DateTimeField(_("Vào danh mục lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("nội dung được giao")
        ordering = ["act", "id"]
        constraints = [models.UniqueConstraint(fields=["unit", "act", "key"], name="assigned_content_once")]
        indexes = [models.Index(fields=["unit", "form"], name="assigned_content_unit")]

    def __str__(self) -> str:
        return f"{self.provision} {self.act}".strip()


class AssignedClosing(models.Model):
    """An act of ours that rules an assigned content (văn bản đã ban hành): by which words, from when, until when."""

    content = models.ForeignKey(
        AssignedContent, on_delete=models.CASCADE, related_name="closings", verbose_name=_("Nội dung được giao")
    )
    by = models.ForeignKey(LegalAct, on_delete=models.PROTECT, related_name="+", verbose_name=_("Văn bản"))
    quote = models.TextField(_("Lời dẫn"), editable=False)
    since = models.DateField(_("Từ ngày"))
    until = models.DateField(_("Đến trước ngày"), null=True)
    ended_why = models.CharField(_("Lý do mở lại"), max_length=400, blank=True, default="")

    class Meta:
        verbose_name = _("văn bản đã ban hành")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["content", "by"], name="assigned_closing_once", condition=models.Q(until__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.content} ← {self.by}"
