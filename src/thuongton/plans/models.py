"""Plans, their tasks and the facts about them. There is no status column: see ``status.py``."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thuongton.documents.models import Document, Intake
from thuongton.people.models import Unit, User
from thuongton.plans.status import Change
from vanban.model import TimingKind

KINDS = [(str(kind), str(kind)) for kind in TimingKind]


class Plan(models.Model):
    """A plan (kế hoạch) with the paper it comes from.

    ``tracked_from`` empty means the plan is kept for comparison only (chỉ để đối chiếu): it stands in coverage
    matrices but in no work list and no count.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plans", verbose_name=_("Đơn vị ban hành"))
    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="plan", verbose_name=_("Văn bản")
    )
    source = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="plans_read_from",
        verbose_name=_("Đọc từ"),
    )
    number = models.CharField(_("Số, ký hiệu"), max_length=120, blank=True, default="")
    issued_on = models.DateField(_("Ngày ban hành"), null=True, blank=True)
    title = models.TextField(_("Trích yếu"))
    implements = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="implemented_by", verbose_name=_("Thực hiện kế hoạch")
    )
    agreed_days = models.PositiveSmallIntegerField(_("Hạn quy ước cho «ngay sau khi» (ngày làm việc)"), default=15)
    tracked_from = models.DateField(_("Theo dõi từ ngày"), null=True, blank=True)

    class Meta:
        ordering = ["-issued_on", "-id"]
        verbose_name = _("kế hoạch")
        verbose_name_plural = _("kế hoạch")

    def __str__(self) -> str:
        return f"{self.number or _('(chưa có số)')} – {self.title}"[:250]


class Section(models.Model):
    """A heading row of the plan (nhóm nhiệm vụ), kept in the order of the paper."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sections")
    order = models.PositiveIntegerField()
    part = models.CharField(_("Phần"), max_length=20, blank=True, default="")
    part_title = models.CharField(max_length=300, blank=True, default="")
    label = models.CharField(_("Nhóm"), max_length=20, blank=True, default="")
    title = models.TextField(_("Tên nhóm"), blank=True, default="")

    class Meta:
        ordering = ["plan", "order"]
        verbose_name = _("nhóm nhiệm vụ")

    def __str__(self) -> str:
        return f"{self.label} {self.title}".strip()[:200]


class Trigger(models.Model):
    """What some tasks wait for (chờ cấp trên): an event of somebody else, and since when it has been owed.

    ``occurred_on`` empty means it has not happened; ``owed_by`` empty means the paper does not say who owes it.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="triggers")
    name = models.CharField(_("Sự kiện"), max_length=400)
    owed_by = models.CharField(_("Ai nợ"), max_length=200, blank=True, default="")
    owed_since = models.DateField(_("Chờ từ ngày"), null=True, blank=True)
    occurred_on = models.DateField(_("Xảy ra ngày"), null=True, blank=True)
    document = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="triggers",
        verbose_name=_("Văn bản chứng minh"),
    )

    class Meta:
        ordering = ["plan", "id"]
        verbose_name = _("sự kiện chờ")

    def __str__(self) -> str:
        return self.name


class CommonTask(models.Model):
    """The same work standing in several plans: done once, counted in each (nhiệm vụ cùng nội dung)."""

    linked_on = models.DateField(auto_now_add=True)
    linked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"Nhiệm vụ chung {self.pk}"


class Facts(models.Model):
    """The facts a status is computed from, for a task and for one occurrence of a repeating task alike.

    ``window_start``/``due`` are what the rule says at first; each granted change is a ``DeadlineChange`` and the last
    one is repeated in ``changed_start``/``changed_due``/``changed_on`` (``changes`` counts them). ``done_on`` is proven
    by a product, ``declared_on`` is only said; a report that names no day counts with the last day of its period.
    """

    window_start = models.DateField(_("Bắt đầu"), null=True, blank=True)
    due = models.DateField(_("Hạn"), null=True, blank=True)
    changed_start = models.DateField(null=True, blank=True, editable=False)
    changed_due = models.DateField(null=True, blank=True, editable=False)
    changed_on = models.DateField(null=True, blank=True, editable=False)
    changes = models.PositiveSmallIntegerField(default=0, editable=False)
    started_on = models.DateField(_("Bắt đầu làm"), null=True, blank=True)
    declared_on = models.DateField(_("Khai báo hoàn thành"), null=True, blank=True)
    done_on = models.DateField(_("Hoàn thành có sản phẩm"), null=True, blank=True)
    cancelled_on = models.DateField(_("Huỷ, điều chỉnh ngày"), null=True, blank=True)
    updated_on = models.DateField(_("Cập nhật gần nhất"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def history(self) -> tuple[Change, ...]:
        """Every granted change of deadline, the oldest first; prefetch ``deadlinechanges`` to ask for many rows."""
        granted = [(change.granted_on, change.pk, change) for change in self.own_changes() if change.granted_on]
        granted.sort(key=lambda row: row[:2])
        return tuple(Change(day, change.new_due, change.new_start) for day, _pk, change in granted)

    def own_changes(self) -> list[DeadlineChange]:
        """The changes of this row itself: those of a task's occurrences are theirs."""
        raise NotImplementedError


class Task(Facts):
    """One task (nhiệm vụ) of a plan: as printed, with its rules and facts."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tasks", verbose_name=_("Kế hoạch"))
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="owned_tasks", verbose_name=_("Đơn vị ban hành")
    )
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("Nhóm")
    )
    order = models.PositiveIntegerField(default=0)
    code = models.CharField(_("Mã"), max_length=40)
    title = models.TextField(_("Nhiệm vụ"))
    product = models.TextField(_("Sản phẩm"), blank=True, default="")
    lead_text = models.TextField(_("Chủ trì (như in)"), blank=True, default="")
    coordinating_text = models.TextField(_("Phối hợp (như in)"), blank=True, default="")
    timing_text = models.TextField(_("Thời hạn (như in)"), blank=True, default="")
    regular = models.BooleanField(_("Thường xuyên"), default=False)
    duty = models.BooleanField(_("Trách nhiệm thực hiện"), default=False)
    kind = models.CharField(_("Loại thời hạn"), max_length=14, choices=KINDS, default="none")
    waits = models.BooleanField(_("Chờ sự kiện hoặc hạn của nơi khác"), default=False)
    trigger = models.ForeignKey(
        Trigger, on_delete=models.SET_NULL, null=True, blank=True, related_name="tasks", verbose_name=_("Chờ sự kiện")
    )
    opened_on = models.DateField(_("Sự kiện xảy ra ngày"), null=True, blank=True)
    agreed_due = models.DateField(_("Hạn quy ước"), null=True, blank=True)  # a reminder only; never makes a task late
    common = models.ForeignKey(CommonTask, on_delete=models.SET_NULL, null=True, blank=True, related_name="tasks")
    source_start = models.PositiveIntegerField(null=True, blank=True)
    source_end = models.PositiveIntegerField(null=True, blank=True)
    cancel_reason = models.TextField(_("Lý do huỷ, điều chỉnh"), blank=True, default="")
    cancel_document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    search = models.TextField(editable=False, blank=True, default="")

    class Meta:
        ordering = ["plan", "order"]
        verbose_name = _("nhiệm vụ")
        verbose_name_plural = _("nhiệm vụ")
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="task_code_once")]
        indexes = [
            models.Index(fields=["unit", "due"]),
            models.Index(fields=["plan", "order"]),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"[:250]

    def own_changes(self) -> list[DeadlineChange]:
        """The changes of the task itself."""
        return [change for change in self.deadlinechanges.all() if change.occurrence_id is None]


class PartyRole(models.TextChoices):
    """How an agency takes part."""

    LEAD = "lead", _("Chủ trì")
    COORDINATE = "coordinate", _("Phối hợp")


class Party(models.Model):
    """An agency named in a task, as printed; ``unit`` when it is one unit, ``category`` when it is a class of units."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(max_length=10, choices=PartyRole)
    order = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("Tên như in"), max_length=300)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    category = models.CharField(max_length=20, blank=True, default="")  # "departments", "communes", "offices" or ""

    class Meta:
        ordering = ["task", "role", "order"]
        verbose_name = _("cơ quan tham gia")
        indexes = [models.Index(fields=["unit", "role", "task"])]

    def __str__(self) -> str:
        return self.name


class Rule(models.Model):
    """One rule of a deadline (quy tắc thời hạn) as read from the paper; a composite phrase has several."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="rules")
    order = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=14, choices=KINDS)
    start = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    rrule = models.CharField(max_length=200, blank=True, default="")
    window = models.CharField(max_length=20, blank=True, default="")
    event = models.CharField(max_length=400, blank=True, default="")
    offset_days = models.SmallIntegerField(null=True, blank=True)
    offset_unit = models.CharField(max_length=12, blank=True, default="")
    shift = models.CharField(
        _("Khi hạn rơi vào ngày nghỉ"),
        max_length=8,
        blank=True,
        default="",
        choices=[
            ("", _("Giữ nguyên")),
            ("previous", _("Ngày làm việc liền trước")),
            ("next", _("Ngày làm việc tiếp theo")),
        ],
    )
    text = models.TextField(blank=True, default="")
    confidence = models.FloatField(default=0)

    class Meta:
        ordering = ["task", "order"]
        verbose_name = _("quy tắc thời hạn")

    def __str__(self) -> str:
        return f"{self.kind}: {self.text}"


class Occurrence(Facts):
    """One turn of a repeating task (kỳ thực hiện), made up to a horizon of 24 months."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="occurrences")
    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="occurrences")
    period = models.CharField(_("Kỳ"), max_length=30)

    class Meta:
        ordering = ["due"]
        verbose_name = _("kỳ thực hiện")
        constraints = [models.UniqueConstraint(fields=["rule", "period"], name="occurrence_once")]
        indexes = [models.Index(fields=["due"])]

    regular = False
    waits = False
    opened_on = None

    def __str__(self) -> str:
        return f"{self.task.code} – {self.period}"

    def own_changes(self) -> list[DeadlineChange]:
        """The changes of this occurrence."""
        return list(self.deadlinechanges.all())


class OnTask(models.Model):
    """A fact about a task, or about one occurrence of it."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="%(class)ss")
    occurrence = models.ForeignKey(
        Occurrence, on_delete=models.CASCADE, null=True, blank=True, related_name="%(class)ss"
    )
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class Declaration(OnTask):
    """What a unit says of a task for a period (khai báo): kept beside what is proven, never instead of it.

    ``unit`` empty speaks for the whole task; set, for the part of one of several leads, which decides no status.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="declarations")
    state = models.CharField(
        _("Trạng thái khai báo"),
        max_length=12,
        choices=[
            ("completed", _("Đã hoàn thành")),
            ("in_progress", _("Đang thực hiện")),
            ("not_due", _("Chưa đến hạn")),
        ],
    )
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(_("Kỳ báo cáo đến ngày"))
    done_on = models.DateField(_("Ngày hoàn thành (nếu báo cáo ghi)"), null=True, blank=True)
    result = models.TextField(_("Kết quả (như in)"), blank=True, default="")
    note = models.TextField(_("Ghi chú (như in)"), blank=True, default="")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="declarations")

    class Meta:
        ordering = ["period_end", "id"]
        verbose_name = _("khai báo")

    def __str__(self) -> str:
        return f"{self.get_state_display()} – {self.period_end:%d/%m/%Y}"


class ProofKind(models.TextChoices):
    """What a paper proves."""

    PRODUCT = "product", _("Sản phẩm đã ban hành")
    SUBMISSION = "submission", _("Trình, lấy ý kiến (chưa phải sản phẩm)")


class Proof(OnTask):
    """The paper that proves a task (sản phẩm): only an accepted product closes it, on the day it was signed."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="proofs")
    kind = models.CharField(_("Loại"), max_length=12, choices=ProofKind, default=ProofKind.PRODUCT)
    signed_on = models.DateField(_("Ngày ký"))
    accepted_on = models.DateField(_("Duyệt ngày"), null=True, blank=True)
    refused_on = models.DateField(_("Trả lại ngày"), null=True, blank=True)
    refusal = models.TextField(_("Lý do trả lại"), blank=True, default="")
    note = models.TextField(_("Ghi chú"), blank=True, default="")

    class Meta:
        ordering = ["id"]
        verbose_name = _("sản phẩm chứng minh")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.document.short}"


class DeadlineChange(OnTask):
    """A change of deadline (xin lùi hạn, điều chỉnh): asked with a reason, granted by a paper, or refused."""

    new_start = models.DateField(_("Bắt đầu mới"), null=True, blank=True)
    new_due = models.DateField(_("Hạn mới"))
    asked_on = models.DateField(_("Xin ngày"))
    reason = models.TextField(_("Lý do"))
    document = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deadline_changes",
        verbose_name=_("Văn bản"),
    )
    granted_on = models.DateField(_("Đồng ý ngày"), null=True, blank=True)
    refused_on = models.DateField(_("Không đồng ý ngày"), null=True, blank=True)
    answer = models.TextField(_("Ý kiến"), blank=True, default="")

    class Meta:
        ordering = ["id"]
        verbose_name = _("thay đổi thời hạn")

    def __str__(self) -> str:
        return f"{self.new_due:%d/%m/%Y}"


class Assignment(OnTask):
    """A person answering for a task in his or her unit (phân công)."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="assignments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assignments")
    assigned_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("phân công")

    def __str__(self) -> str:
        return str(self.person)


class Subtask(OnTask):
    """A step inside a unit (việc con)."""

    title = models.CharField(_("Việc con"), max_length=300)
    person = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="subtasks")
    due = models.DateField(_("Hạn"), null=True, blank=True)
    done_on = models.DateField(_("Xong ngày"), null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("việc con")

    def __str__(self) -> str:
        return self.title


class Comment(OnTask):
    """An exchange on a task (trao đổi); ``mentions`` are the people named with @."""

    text = models.TextField(_("Nội dung"))
    mentions = models.ManyToManyField(User, blank=True, related_name="mentioned_in")

    class Meta:
        ordering = ["id"]
        verbose_name = _("trao đổi")

    def __str__(self) -> str:
        return self.text[:60]


class Reminder(models.Model):
    """A reminder that was sent (nhắc việc, đôn đốc); ``letter`` when it went out as an official letter."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="reminders")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, blank=True, related_name="reminders")
    person = models.ForeignKey(User, on_delete=models.CASCADE, null=True, blank=True, related_name="reminders")
    key = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=12)  # "7", "3", "1", "overdue", "manual" or "letter"
    letter = models.ForeignKey(Document, on_delete=models.SET_NULL, null=True, blank=True, related_name="reminders")
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("nhắc việc")

    def __str__(self) -> str:
        return self.key


class Verdict(models.TextChoices):
    """How a lower plan covers a task of a higher one (mức bao phủ)."""

    COVERED = "covered", _("Phủ")
    PARTLY = "partly", _("Một phần")
    MISSING = "missing", _("Thiếu")
    NOT_THIS_LEVEL = "not_this_level", _("Không thuộc cấp này")


class Coverage(models.Model):
    """A person's decision on how a lower plan covers a task, or a whole group, of a higher plan, with both quotes."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="coverage")  # the lower plan
    task = models.ForeignKey(Task, on_delete=models.CASCADE, null=True, blank=True, related_name="coverage")
    group = models.CharField(max_length=20, blank=True, default="")  # label of the higher plan's group, when no task
    higher = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="coverage_below")
    by_task = models.ForeignKey(Task, on_delete=models.SET_NULL, null=True, blank=True, related_name="covers")
    verdict = models.CharField(max_length=16, choices=Verdict)
    note = models.TextField(blank=True, default="")
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "higher", "task", "group"], name="coverage_once")]
        verbose_name = _("mức bao phủ")

    def __str__(self) -> str:
        return f"{self.task_id or self.group}: {self.verdict}"


class Proposal(models.Model):
    """A task as the machine read it, waiting for a person (điều máy đọc); edits are saved as they are made."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="proposals")
    order = models.PositiveIntegerField()
    state = models.CharField(
        max_length=8,
        choices=[("pending", _("Cần xem")), ("right", _("Đúng")), ("dropped", _("Bỏ"))],
        default="pending",
    )
    confidence = models.FloatField(default=0)
    doubts = models.JSONField(default=list)  # sentences: what is doubtful and why
    body = models.JSONField()  # the task JSON of vanban, as corrected so far
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["intake", "order"]
        verbose_name = _("đề xuất")

    def __str__(self) -> str:
        return f"{self.body.get('code', '')} {self.body.get('title', '')}"[:200]


class Printout(models.Model):
    """A table as it was printed (bảng đã in): its rows are frozen so that it can be printed again just so."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="printouts")
    as_of = models.DateField(_("Tính đến"))
    basis = models.CharField(max_length=10)
    body = models.JSONField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("bảng đã in")

    def __str__(self) -> str:
        return f"Bảng tính đến {self.as_of:%d/%m/%Y}"


class StatedFigure(models.Model):
    """A total that a report states about a plan (số liệu báo cáo nêu), to be laid against the rows."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="stated_figures")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="stated_figures")
    as_of = models.DateField()
    label = models.CharField(max_length=300)
    value = models.IntegerField()
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["plan", "id"]
        verbose_name = _("số liệu báo cáo nêu")

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"


class SavedView(models.Model):
    """A person's saved filters for a list (khung nhìn đã lưu)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=80)
    page = models.CharField(max_length=60)
    query = models.CharField(max_length=600)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "page", "name"], name="saved_view_once")]

    def __str__(self) -> str:
        return self.name
