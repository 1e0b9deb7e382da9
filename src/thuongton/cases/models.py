"""Cases as they are kept (hồ sơ): the acts are the facts; state, clocks and fields beside them are their fold.

What a kind marks personal is sealed (``keyring``) before it gets here: rows, trail and dumps never see it in clear.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thuongton.cases.definition.installed import FORM, KIND
from thuongton.cases.definition.lines import MOST_BYTES
from thuongton.documents.models import Document
from thuongton.files.models import StoredFile
from thuongton.keyring.models import RecordKey
from thuongton.people.models import Hat, Unit, User

OPEN = models.Q(closed_on__isnull=True)


class Case(models.Model):
    """One case of a register. ``acts`` counts the acts recorded; all but kind, unit, number and key is their fold."""

    uid = models.UUIDField(_("Mã hồ sơ"), default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    kind = models.CharField(_("Loại hồ sơ"), max_length=60)
    version = models.PositiveIntegerField(_("Phiên bản khi tiếp nhận"))
    year = models.PositiveIntegerField(_("Năm"))
    number = models.PositiveIntegerField(_("Số trong sổ"))
    handler = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Người xử lý")
    )
    key = models.ForeignKey(RecordKey, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Khoá"))
    erased_on = models.DateField(_("Xoá dữ liệu cá nhân ngày"), null=True)

    acts = models.PositiveIntegerField(_("Số thao tác"), default=0)
    state = models.CharField(_("Trạng thái"), max_length=60)
    opened_on = models.DateField(_("Tiếp nhận ngày"))
    closed_on = models.DateField(_("Kết thúc ngày"), null=True)
    flags = models.JSONField(_("Cờ"), default=list)
    data = models.JSONField(_("Các trường"), default=dict)
    search = models.TextField(editable=False, default="")
    shut = models.JSONField(_("Trường giữ kín vì hồ sơ lập từ đây"), default=list)
    steps = models.JSONField(_("Các bước"), editable=False, default=list)  # cases.steps

    class Meta:
        verbose_name = _("hồ sơ")
        constraints = [models.UniqueConstraint(fields=["unit", "kind", "year", "number"], name="case_number_once")]
        indexes = [
            models.Index(fields=["unit", "kind", "opened_on"]),
            models.Index(fields=["kind", "opened_on", "id"], name="case_of_kind_by_day"),
            models.Index(fields=["handler"], condition=OPEN, name="case_open_by_handler"),
            models.Index(fields=["unit", "state"], condition=OPEN, name="case_open_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.number:02}/{self.year}"

    def get_absolute_url(self) -> str:
        """The page of the case."""
        return reverse("cases:case", args=[self.uid])


class CaseEntry(models.Model):
    """An act as it was recorded (thao tác): never changed and never deleted; a correction is another one."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="entries", verbose_name=_("Hồ sơ"))
    seq = models.PositiveIntegerField(_("Thứ tự"))
    tx = models.CharField(_("Dấu gửi"), max_length=128)
    do = models.CharField(_("Thao tác"), max_length=60)
    on = models.CharField(_("Xảy ra lúc"), max_length=16)  # «2026-03-10», or «2026-03-10T08:30» where the hour is known
    at = models.DateTimeField(_("Ghi lúc"))
    role = models.CharField(_("Vai trò"), max_length=20)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Người ghi"))
    data = models.JSONField(_("Nội dung"), default=dict)

    class Meta:
        verbose_name = _("thao tác trên hồ sơ")
        ordering = ["seq"]
        indexes = [
            models.Index(fields=["at"], name="case_entry_recorded"),
            models.Index(fields=["tx"], condition=models.Q(seq=1) & ~models.Q(tx=""), name="case_entry_opened_by"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], name="case_entry_in_order"),
            models.UniqueConstraint(fields=["case", "tx"], condition=~models.Q(tx=""), name="case_entry_sent_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}.{self.seq} {self.do}"


class CaseTerm(models.Model):
    """A clock that began in a case, as columns of its table of statuses; folded from the acts and the calendar.

    Clocks in days are judged by the columns of days, those in hours (``by_moment``) by the columns of moments.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="terms", verbose_name=_("Hồ sơ"))
    key = models.CharField(_("Thời hạn"), max_length=200)  # «answer», «cooperation_reply:<body>»
    followed = models.BooleanField(_("Thời hạn của cơ quan khác"), default=False)
    norm = models.BooleanField(_("Định mức phục vụ"), default=False)
    past = models.BooleanField(_("Trước khi mở lại"), default=False)
    provisional = models.BooleanField(_("Dự kiến"), default=False)
    by_moment = models.BooleanField(_("Tính theo giờ"), default=False)
    started_on = models.DateField(_("Bắt đầu ngày"))
    due = models.DateField(_("Hạn"), null=True)
    soon_from = models.DateField(_("Sắp đến hạn từ ngày"), null=True)
    stopped_on = models.DateField(_("Dừng ngày"), null=True)
    cancelled_on = models.DateField(_("Huỷ ngày"), null=True)
    replaced_on = models.DateField(_("Được thay ngày"), null=True)
    started_at = models.DateTimeField(_("Bắt đầu lúc"))
    due_at = models.DateTimeField(_("Hạn lúc"), null=True)
    soon_at = models.DateTimeField(_("Sắp đến hạn từ lúc"), null=True)
    stopped_at = models.DateTimeField(_("Dừng lúc"), null=True)
    cancelled_at = models.DateTimeField(_("Huỷ lúc"), null=True)
    replaced_at = models.DateTimeField(_("Được thay lúc"), null=True)

    class Meta:
        verbose_name = _("thời hạn của hồ sơ")
        ordering = ["case", "id"]
        indexes = [
            models.Index(
                fields=["due", "case"],
                condition=models.Q(stopped_on=None, cancelled_on=None, replaced_on=None),
                name="case_term_running_due",
            ),
            models.Index(fields=["started_on", "due"], name="case_term_span"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.key}"


class CaseTie(models.Model):
    """A case that another one names in a field (vụ việc trùng, cùng vụ): folded from the acts."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="ties", verbose_name=_("Hồ sơ"))
    field = models.CharField(_("Trường"), max_length=60)
    other = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tied", verbose_name=_("Hồ sơ được nêu"))

    class Meta:
        verbose_name = _("hồ sơ liên quan")
        constraints = [models.UniqueConstraint(fields=["case", "field"], name="case_tie_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.field} {self.other_id}"


class CaseCompared(models.Model):
    """Two cases that a person held side by side (đối chiếu trùng), and what was found; they are not suggested again.

    Each pair stands once, the case taken in first before the other. Why is one of a few words: a text would speak of
    people in clear.
    """

    class Found(models.TextChoices):
        SAME = "same", _("cùng một vụ việc")
        PERSON = "person", _("khác người")
        MATTER = "matter", _("khác nội dung")
        CLAUSE = "clause", _("khác điều, khoản")
        AGAIN = "again", _("việc mới của cùng người")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="compared", verbose_name=_("Hồ sơ"))
    other = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+", verbose_name=_("Hồ sơ đối chiếu"))
    found = models.CharField(_("Kết luận"), max_length=10, choices=Found.choices)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Người ghi"))
    at = models.DateTimeField(_("Lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("hồ sơ đã đối chiếu")
        constraints = [models.UniqueConstraint(fields=["case", "other"], name="case_compared_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.other_id} {self.found}"


class CaseTransfer(models.Model):
    """A case that goes over to the register of another unit (chuyển sổ): proposed there, accepted or refused here.

    ``number`` and ``year`` are those that it had in the register it leaves; the unit that gave it reads from this row,
    which names nobody, that it left and where. Why is one of a few words: a text would speak of people in clear.
    """

    class Ground(models.TextChoices):
        COMPETENCE = "competence", _("thuộc thẩm quyền của đơn vị nhận")
        PLACE = "place", _("việc xảy ra ở địa bàn của đơn vị nhận")
        MERGED = "merged", _("sắp xếp đơn vị, bàn giao địa bàn")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("chờ đơn vị nhận")
        ACCEPTED = "accepted", _("đã nhận vào sổ")
        REFUSED = "refused", _("không nhận")
        WITHDRAWN = "withdrawn", _("đã rút")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="transfers", verbose_name=_("Hồ sơ"))
    kind = models.CharField(_("Loại hồ sơ"), max_length=60)
    giver = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Đơn vị chuyển"))
    taker = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Đơn vị nhận"))
    number = models.PositiveIntegerField(_("Số trong sổ chuyển"))
    year = models.PositiveIntegerField(_("Năm của sổ chuyển"))
    ground = models.CharField(_("Vì"), max_length=12, choices=Ground)
    state = models.CharField(_("Trạng thái"), max_length=10, choices=State, default=State.PROPOSED)
    new_number = models.PositiveIntegerField(_("Số trong sổ nhận"), null=True)
    new_year = models.PositiveIntegerField(_("Năm của sổ nhận"), null=True)
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Người đề nghị")
    )
    at = models.DateTimeField(_("Đề nghị lúc"), auto_now_add=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Người trả lời")
    )
    answered_at = models.DateTimeField(_("Trả lời lúc"), null=True)

    class Meta:
        verbose_name = _("hồ sơ chuyển sổ")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(state="proposed"), name="case_transfer_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number:02}/{self.year}"

    @property
    def new(self) -> str:
        """The number in the register that received it; "" until it did."""
        return f"{self.new_number:02}/{self.new_year}" if self.new_number is not None else ""


class KindMove(models.Model):
    """Open cases of a unit moved to a newer version of their kind by a job; ``place``: the last row gone through."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    kind = models.CharField(_("Loại hồ sơ"), max_length=60)
    version = models.PositiveIntegerField(_("Phiên bản"))
    reason = models.CharField(_("Lý do"), max_length=300)
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Người chuyển")
    )
    hat = models.ForeignKey(Hat, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Vai trò"))
    place = models.BigIntegerField(_("Đã qua"), default=0)
    moved = models.PositiveIntegerField(_("Đã chuyển"), default=0)
    stayed = models.PositiveIntegerField(_("Ở lại"), default=0)
    at = models.DateTimeField(_("Lúc"), auto_now_add=True)
    done_at = models.DateTimeField(_("Xong lúc"), null=True)

    class Meta:
        verbose_name = _("đợt chuyển hồ sơ sang phiên bản mới")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind"], condition=models.Q(done_at=None), name="kind_move_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class CaseMark(models.Model):
    """A keyed mark of a word in a sealed field, to find the case by; it leaves no trace and goes with the key."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="marks")
    mark = models.CharField(max_length=16)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mark", "case"], name="case_mark_once")]

    def __str__(self) -> str:
        return self.mark


class CaseAttachment(models.Model):
    """A paper of the registers that belongs to a case (văn bản kèm hồ sơ): told to who may open both."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="attachments", verbose_name=_("Hồ sơ"))
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+", verbose_name=_("Văn bản"))
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Người kèm"))
    at = models.DateTimeField(_("Kèm lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("văn bản kèm hồ sơ")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["case", "document"], name="case_attachment_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.document_id}"


class CaseLook(models.Model):
    """A look into a sensitive field (lượt xem): who, for which purpose, which fields; never changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="looks", verbose_name=_("Hồ sơ"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Người xem"))
    fields = models.JSONField(_("Các trường đã mở"), default=list)
    purpose = models.CharField(_("Mục đích"), max_length=300)
    at = models.DateTimeField(_("Lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("lượt xem trường nhạy cảm")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.purpose}"


class OfficialForm(models.Model):
    """An official form of a paper of a kind (mẫu chính thức), loaded by an administrator for a unit and all below it.

    The newest version that was not withdrawn is filled; older ones stay, since papers were printed by them.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    kind = models.CharField(_("Loại hồ sơ"), max_length=60)
    paper = models.CharField(_("Giấy tờ"), max_length=64)
    version = models.PositiveIntegerField(_("Phiên bản"))
    name = models.CharField(_("Tên tệp"), max_length=255)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=_("Tệp"))
    places = models.JSONField(_("Các chỗ điền"), default=list)
    source = models.CharField(_("Văn bản ban hành mẫu"), max_length=300)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Người nạp"))
    at = models.DateTimeField(_("Nạp lúc"), auto_now_add=True)
    withdrawn_on = models.DateField(_("Thôi dùng từ ngày"), null=True)

    class Meta:
        verbose_name = _("mẫu chính thức")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind", "paper", "version"], name="official_form_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.paper} {self.version}"


class CasePaper(models.Model):
    """A paper printed of a case (giấy tờ đã in). No value of the case stands here: it is told again from its acts.

    ``acts`` is how many acts the case had; ``heading`` is who issued and signed it. ``document`` is the paper in the
    register of outgoing papers, where it bears a number of the office.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="papers", verbose_name=_("Hồ sơ"))
    paper = models.CharField(_("Giấy tờ"), max_length=64)
    acts = models.PositiveIntegerField(_("Số thao tác khi in"))
    number = models.CharField(_("Số, ký hiệu"), max_length=120, blank=True, default="")
    issued_on = models.DateField(_("Ngày văn bản"))
    heading = models.JSONField(_("Phần đầu và phần ký"), default=dict)
    form = models.ForeignKey(
        OfficialForm, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Mẫu chính thức")
    )
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Văn bản đi")
    )
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Thay bản in")
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Người in"))
    at = models.DateTimeField(_("In lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("giấy tờ của hồ sơ")
        ordering = ["-id"]
        indexes = [models.Index(fields=["case", "paper"], name="case_paper_of_case")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.paper} {self.number}"


class CaseReminder(models.Model):
    """A reminder of a clock that was sent to a person (nhắc việc); ``key`` is never sent twice."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reminders", verbose_name=_("Hồ sơ"))
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("Người được nhắc"))
    key = models.CharField(_("Khoá chống nhắc lặp"), max_length=160, unique=True)
    sent_at = models.DateTimeField(_("Gửi lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("nhắc việc của hồ sơ")

    def __str__(self) -> str:
        return self.key


class CaseImport(models.Model):
    """A sheet that was read for a register (tệp đưa vào sổ): shown first, then written row after row by a job.

    Its rows stand sealed in its parts, under a key of its own that is destroyed when they are written or let go: no
    name of them is ever in this row. ``place`` counts the rows gone through; ``refused``: numbers of rows with a code.
    """

    class State(models.TextChoices):
        SHOWN = "shown", _("chờ xem")
        RUNNING = "running", _("đang ghi")
        DONE = "done", _("đã ghi xong")
        LEFT = "left", _("đã bỏ")
        STOPPED = "stopped", _("đã dừng")

    uid = models.UUIDField(_("Mã"), default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    kind = models.CharField(_("Loại hồ sơ"), max_length=60)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("Người nhập"))
    hat = models.ForeignKey(Hat, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Vai trò"))
    key = models.ForeignKey(RecordKey, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Khoá"))
    digest = models.CharField(max_length=64)
    state = models.CharField(_("Trạng thái"), max_length=10, choices=State.choices, default=State.SHOWN)
    total = models.PositiveIntegerField(_("Số dòng"), default=0)
    doubtful = models.PositiveIntegerField(_("Dòng cần xem"), default=0)
    rejected = models.PositiveIntegerField(_("Dòng không nhận"), default=0)
    with_doubtful = models.BooleanField(_("Ghi cả dòng cần xem"), default=False)
    unknown = models.JSONField(_("Cột không nhận"), default=list)
    place = models.PositiveIntegerField(_("Đã qua"), default=0)
    written = models.PositiveIntegerField(_("Đã ghi"), default=0)
    refused = models.JSONField(_("Dòng không ghi được"), default=list)
    made_at = models.DateTimeField(_("Đưa vào lúc"), auto_now_add=True)
    done_at = models.DateTimeField(_("Xong lúc"), null=True)

    class Meta:
        verbose_name = _("tệp đưa vào sổ")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.made_at:%Y-%m-%d}"

    @property
    def ready(self) -> int:
        """Rows of which nothing has to be asked."""
        return self.total - self.doubtful - self.rejected


class CaseImportPart(models.Model):
    """Some rows of a sheet, sealed with the key of their import; gone when it is over."""

    sheet = models.ForeignKey(CaseImport, on_delete=models.CASCADE, related_name="parts")
    first = models.PositiveIntegerField()  # the place of its first row among all of them
    sealed = models.BinaryField()

    class Meta:
        ordering = ["first"]
        constraints = [models.UniqueConstraint(fields=["sheet", "first"], name="case_import_part_once")]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.first}"


class InstalledKind(models.Model):
    """A file of a kind or of a form that was installed on the running site: its text as it was checked.

    Never changed and never deleted; a withdrawn one is offered to nobody. A form counts its versions itself.
    """

    class What(models.TextChoices):
        """What the file says."""

        KIND = KIND, _("Loại hồ sơ")
        FORM = FORM, _("Biểu số liệu")

    what = models.CharField(_("Tệp gì"), max_length=8, choices=What)
    name = models.CharField(_("Tên"), max_length=64)
    version = models.PositiveIntegerField(_("Phiên bản"))
    label = models.CharField(_("Nhãn"), max_length=300)
    text = models.TextField(_("Nội dung tệp"), max_length=MOST_BYTES)
    sha256 = models.CharField(_("Mã băm"), max_length=64)
    basis = models.CharField(_("Căn cứ"), max_length=500)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Người cài"))
    at = models.DateTimeField(_("Cài lúc"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("Thu hồi lúc"), null=True)
    withdrawn_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Người thu hồi")
    )

    class Meta:
        verbose_name = _("loại hồ sơ, biểu đã cài")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["what", "name", "version"], name="installed_version_once")]

    def __str__(self) -> str:
        return f"{self.label} ({self.name} {self.version})"


class KeepingRule(models.Model):
    """How long cases of a kind are kept (thời hạn lưu), by a clause; a later entry takes the place of those before.

    It holds for cases whose keeping begins from ``valid_from`` on (all when empty). Without ``years``: no end is known.
    """

    class Since(models.TextChoices):
        """From which day the years count."""

        CLOSED = "closed", _("Từ năm kết thúc hồ sơ")
        RECEIVED = "received", _("Từ năm tiếp nhận")

    kind = models.CharField(_("Loại hồ sơ"), max_length=64)
    years = models.PositiveSmallIntegerField(_("Số năm lưu"), null=True)
    since = models.CharField(_("Tính từ"), max_length=10, choices=Since, default=Since.CLOSED)
    clause = models.CharField(_("Điều khoản làm căn cứ"), max_length=500)
    valid_from = models.DateField(_("Áp dụng từ ngày"), null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Người ghi"))
    at = models.DateTimeField(_("Ghi lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("thời hạn lưu hồ sơ")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.years if self.years is not None else '–'}"
