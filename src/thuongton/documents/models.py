"""Every paper (văn bản) in and out: the register, its files, its readings, and what links one paper to another."""

from __future__ import annotations

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from thuongton.documents.findings import MARKED, rules_mark
from thuongton.documents.head import PaperHead
from thuongton.files.models import StoredFile
from thuongton.people.models import Unit, User
from thuongton.web.dates import day_words
from vanban.model import Reading as ReadingValue
from vanban.rereading import reading_again


class Direction(models.TextChoices):
    """Which register a paper stands in (sổ)."""

    INCOMING = "incoming", _("Văn bản đến")
    OUTGOING = "outgoing", _("Văn bản đi")


class Degree(models.TextChoices):
    """Degrees of state secrecy (độ mật); such a paper leaves a stub only."""

    CONFIDENTIAL = "mat", "MẬT"
    SECRET = "toi_mat", "TỐI MẬT"
    TOP_SECRET = "tuyet_mat", "TUYỆT MẬT"


class Document(models.Model):
    """One paper in a unit's register; columns of Nghị định 30/2020/NĐ-CP, Phụ lục IV.

    ``number`` is the whole printed number with its symbol («444/KH-UBND»), empty when the blank was never filled.
    ``secrecy`` is set only on a stub: then there is no title, no text and no file.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="documents", verbose_name=_("Đơn vị"))
    direction = models.CharField(_("Sổ"), max_length=8, choices=Direction)
    kind = models.CharField(_("Tên loại"), max_length=60, blank=True, default="")
    kind_code = models.CharField(_("Chữ viết tắt tên loại"), max_length=16, blank=True, default="")
    number = models.CharField(_("Số, ký hiệu"), max_length=120, blank=True, default="")
    symbol = models.CharField(_("Ký hiệu"), max_length=100, blank=True, default="")
    issued_on = models.DateField(_("Ngày văn bản"), null=True, blank=True)
    issuer = models.CharField(_("Tác giả"), max_length=255, blank=True, default="")
    place = models.CharField(_("Địa danh"), max_length=120, blank=True, default="")
    title = models.TextField(_("Trích yếu"), blank=True, default="")
    signer = models.CharField(_("Người ký"), max_length=160, blank=True, default="")
    signer_capacity = models.CharField(_("Thẩm quyền, chức vụ"), max_length=200, blank=True, default="")
    recipients = models.TextField(_("Nơi nhận"), blank=True, default="")
    keeper = models.CharField(_("Đơn vị, người nhận bản lưu"), max_length=200, blank=True, default="")
    copies = models.PositiveIntegerField(_("Số lượng bản"), null=True, blank=True)
    urgency = models.CharField(_("Độ khẩn"), max_length=20, blank=True, default="")
    arrived_on = models.DateField(_("Ngày đến"), null=True, blank=True)
    arrival_no = models.PositiveIntegerField(_("Số đến"), null=True, blank=True)
    handler = models.CharField(_("Đơn vị hoặc người nhận"), max_length=200, blank=True, default="")
    forwarded_on = models.DateField(_("Ngày chuyển"), null=True, blank=True)
    received_by = models.CharField(_("Ký nhận"), max_length=160, blank=True, default="")
    answer_due = models.DateField(_("Thời hạn giải quyết"), null=True, blank=True)
    progress = models.CharField(_("Tiến độ giải quyết"), max_length=200, blank=True, default="")
    answer = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="answers_to",
        verbose_name=_("Văn bản trả lời"),
    )
    note = models.TextField(_("Ghi chú"), blank=True, default="")
    secrecy = models.CharField(_("Độ mật"), max_length=10, choices=Degree, blank=True, default="")
    kept_at = models.CharField(_("Nơi lưu giữ"), max_length=255, blank=True, default="")
    registered_on = models.DateField(_("Ngày vào sổ"))
    search = models.TextField(editable=False, blank=True, default="")

    class Meta:
        ordering = ["-registered_on", "-id"]
        verbose_name = _("văn bản")
        verbose_name_plural = _("văn bản")
        indexes = [
            models.Index(fields=["unit", "direction", "registered_on"]),
            models.Index(fields=["number", "issuer"]),
        ]

    def __str__(self) -> str:
        name = " ".join(part for part in (self.kind or "Văn bản", self.number or f"(chưa có số) {self.symbol}") if part)
        return f"{name} – {self.title}"[:250] if self.title else name

    @property
    def short(self) -> str:
        """Kind, number and day: «Kế hoạch 444/KH-UBND ngày 13/8/2025»."""
        day = f" ngày {day_words(self.issued_on)}" if self.issued_on else ""
        return f"{self.kind or 'Văn bản'} {self.number or '(chưa có số)'}{day}"


class Attachment(models.Model):
    """A file of a paper (tệp đính kèm)."""

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="attachments", verbose_name=_("Văn bản")
    )
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="attachments", verbose_name=_("Tệp"))
    part = models.PositiveSmallIntegerField(_("Văn bản thứ mấy trong tệp"), default=0)  # 0: the file is one paper
    name = models.CharField(_("Tên tệp"), max_length=255)

    class Meta:
        verbose_name = _("tệp đính kèm")
        constraints = [models.UniqueConstraint(fields=["document", "file"], name="attachment_once")]

    def __str__(self) -> str:
        return self.name


class NumberSeries(models.Model):
    """The last number given in a unit, series and year (Điều 15 Nghị định 30/2020/NĐ-CP)."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="number_series", verbose_name=_("Đơn vị"))
    series = models.CharField(_("Dãy số"), max_length=60)  # kind code of an outgoing series, or "đến" for arrivals
    year = models.PositiveIntegerField(_("Năm"))
    last = models.PositiveIntegerField(_("Số đã cấp gần nhất"), default=0)

    class Meta:
        verbose_name = _("dãy số văn bản")
        constraints = [models.UniqueConstraint(fields=["unit", "series", "year"], name="number_series_once")]

    def __str__(self) -> str:
        return f"{self.series}/{self.year}: {self.last}"


class LinkKind(models.TextChoices):
    """How one paper stands to another."""

    IMPLEMENTS = "implements", _("Thực hiện")
    BASIS = "basis", _("Căn cứ")
    REPORTS_ON = "reports_on", _("Báo cáo về")
    ANSWERS = "answers", _("Trả lời")


class DocumentLink(models.Model):
    """``source`` implements, is based on, reports on or answers ``target`` (known here, or by printed name only).

    ``target_text`` is the other paper in the words of the one that cites it: all that is told of a paper that the
    reader may not open.
    """

    source = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="links_out", verbose_name=_("Văn bản dẫn")
    )
    target = models.ForeignKey(
        Document,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="links_in",
        verbose_name=_("Văn bản được dẫn"),
    )
    target_text = models.CharField(_("Văn bản được dẫn (như in)"), max_length=400, blank=True, default="")
    kind = models.CharField(_("Quan hệ"), max_length=12, choices=LinkKind)

    class Meta:
        verbose_name = _("liên kết văn bản")
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "target_text", "kind"], name="document_link_once")
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.get_kind_display()} {self.target_text}"


class IntakeState(models.TextChoices):
    """Where a dropped file stands on its way in."""

    QUEUED = "queued", _("Chờ đọc")
    READING = "reading", _("Đang đọc")
    READ = "read", _("Đã đọc, chờ xác nhận")
    CONFIRMED = "confirmed", _("Đã vào sổ")
    REFUSED = "refused", _("Không nhận")


class Intake(models.Model):
    """One file or pasted text on its way into the register (đưa văn bản vào)."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="intakes")
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="intakes")
    name = models.CharField(_("Tên tệp"), max_length=255)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="intakes")
    part = models.PositiveSmallIntegerField(default=0)  # which paper of a file that holds several; 0: the whole file
    parts = models.PositiveSmallIntegerField(default=1)  # how many papers its file holds
    state = models.CharField(max_length=10, choices=IntakeState, default=IntakeState.QUEUED)
    step = models.CharField(max_length=160, blank=True, default="")
    percent = models.PositiveSmallIntegerField(default=0)
    refusal = models.CharField(max_length=400, blank=True, default="")
    document = models.ForeignKey(Document, on_delete=models.SET_NULL, null=True, blank=True, related_name="intakes")
    header = models.JSONField(default=dict, blank=True)  # PaperHead.to_dict(): the head as corrected so far
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What it is called: its file, and which paper of the file where that holds several."""
        if self.parts < 2:
            return self.name
        return _("%(name)s (văn bản %(part)d/%(parts)d)") % {"name": self.name, "part": self.part, "parts": self.parts}

    @property
    def head(self) -> PaperHead:
        """The head as corrected so far, empty before anything was read; raises ``vanban.shapes.BadShape``."""
        return PaperHead.from_dict(self.header or {})


class Reading(models.Model):
    """What the machine read from a file: the JSON of ``vanban.read``; a proposal until a person confirms it.

    Of a file that holds several papers there is one reading more for each (``part`` 1, 2 …), as if it stood alone.
    """

    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="readings")
    part = models.PositiveSmallIntegerField(default=0)
    body = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "part"], name="reading_once")]

    def __str__(self) -> str:
        return f"Bài đọc {self.file}"

    @cached_property
    def value(self) -> ReadingValue:
        """What was read, as values of the library; raises ``vanban.shapes.BadShape`` when the JSON is no reading."""
        return reading_again(self.body)

    @property
    def by_older_rules(self) -> bool:
        """Whether the rules of the linter have changed since its findings were made."""
        return bool(self.body.get(MARKED) != rules_mark())


class Draft(models.Model):
    """A paper being written in a unit before it is signed (bản dự thảo); its texts are :class:`DraftVersion`."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="drafts", verbose_name=_("Đơn vị"))
    user = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="drafts", verbose_name=_("Người soạn")
    )
    title = models.CharField(_("Tên dự thảo"), max_length=255)
    created_at = models.DateTimeField(_("Bắt đầu lúc"), auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("bản dự thảo")
        verbose_name_plural = _("bản dự thảo")

    def __str__(self) -> str:
        return self.title


class DraftVersion(models.Model):
    """One text of a draft (bản số …), kept when a newer one comes. ``refusal`` says why a file could not be read."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="versions", verbose_name=_("Bản dự thảo"))
    number = models.PositiveIntegerField(_("Bản số"))
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="draft_versions", verbose_name=_("Tệp"))
    name = models.CharField(_("Tên tệp"), max_length=255)
    user = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="draft_versions", verbose_name=_("Người đưa vào")
    )
    refusal = models.CharField(_("Vì sao không đọc được"), max_length=400, blank=True, default="")
    created_at = models.DateTimeField(_("Đưa vào lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("bản số của dự thảo")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="draft_version_once")]

    def __str__(self) -> str:
        return f"{self.draft} ({self.number})"


class SetAside(models.Model):
    """A finding of the linter that a person decided to leave (bỏ qua), with the reason.

    It holds for the rule and the quoted words, so that it goes along with the next version of a draft; ``key`` is
    :func:`thuongton.documents.findings.key_of` of both.
    """

    draft = models.ForeignKey(
        Draft, on_delete=models.CASCADE, null=True, blank=True, related_name="set_asides", verbose_name=_("Bản dự thảo")
    )
    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, null=True, blank=True, related_name="set_asides", verbose_name=_("Văn bản")
    )
    rule = models.CharField(_("Quy tắc"), max_length=80)
    quote = models.TextField(_("Đoạn được trích"), blank=True, default="")
    key = models.CharField(_("Khoá so khớp"), max_length=64)
    reason = models.CharField(_("Lý do"), max_length=400)
    by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="set_asides", verbose_name=_("Người bỏ qua")
    )
    created_at = models.DateTimeField(_("Bỏ qua lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("phát hiện bỏ qua")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(draft__isnull=False, document__isnull=True)
                | models.Q(draft__isnull=True, document__isnull=False),
                name="set_aside_on_one_text",
            ),
            models.UniqueConstraint(fields=["draft", "key"], name="set_aside_once_in_draft"),
            models.UniqueConstraint(fields=["document", "key"], name="set_aside_once_in_document"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.reason}"


class RuleSwitch(models.Model):
    """A rule of the linter, or a family of rules, switched on or off in a unit and all below it, with the reason."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="rule_switches", verbose_name=_("Đơn vị"))
    name = models.CharField(_("Quy tắc hoặc nhóm quy tắc"), max_length=80)
    on = models.BooleanField(_("Bật"))
    reason = models.CharField(_("Lý do"), max_length=400)
    by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="rule_switches", verbose_name=_("Người quyết định")
    )
    changed_at = models.DateTimeField(_("Đổi lúc"), auto_now=True)

    class Meta:
        verbose_name = _("bật, tắt quy tắc soát")
        ordering = ["unit__path", "name"]
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="rule_switch_once")]

    def __str__(self) -> str:
        return f"{self.name} ({self.unit})"
