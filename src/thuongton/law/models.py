"""The register of law as it is kept: acts, their words, what they order, what they cite, questions about them.

Acts are facts; orders and mentions are what was read of their words and are made anew when the reading gets better.
Text on a day is never kept, it is derived (``history``, ``states``). States of whole acts are derived in the same way
and kept beside them as windows, so that lists of all acts can be asked by state; they are made anew of acts alone.
What people of the desk keep is facts too: records by hand, imports, findings of impact, what is followed.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thuongton.files.models import StoredFile
from thuongton.people.models import Hat, Unit, User


class LegalAct(models.Model):
    """An act of the register (văn bản): identity is number, issuer and day of issue.

    ``number_key``, ``issuer_key`` and ``name_key`` are what it is found by, ``details_key`` the act that its own name
    says it details (a number, or «=» and a name). ``told_title`` and ``told_issued_on`` are
    what other acts say of it where its own facts lack them. ``effective_words`` is what its text says of its day.
    """

    number = models.CharField(_("Số, ký hiệu"), max_length=120)
    number_key = models.CharField(_("Số để tìm"), max_length=120, db_index=True)
    issuer = models.CharField(_("Cơ quan ban hành"), max_length=300, blank=True)
    issuer_key = models.CharField(_("Cơ quan để tìm"), max_length=300, blank=True)
    kind = models.CharField(_("Loại văn bản"), max_length=80, blank=True)
    title = models.TextField(_("Tên gọi"), blank=True, editable=False)
    details_key = models.CharField(_("Văn bản được quy định chi tiết"), max_length=500, blank=True, db_index=True)
    told_title = models.TextField(_("Tên gọi theo văn bản khác"), blank=True, editable=False)
    name_key = models.CharField(_("Tên để tìm"), max_length=500, blank=True, db_index=True)
    issued_on = models.DateField(_("Ban hành ngày"), null=True)
    told_issued_on = models.DateField(_("Ngày ban hành theo văn bản khác"), null=True)
    effective_on = models.DateField(_("Có hiệu lực từ ngày"), null=True)
    effective_words = models.CharField(_("Lời văn về hiệu lực"), max_length=400, blank=True)
    gazette_on = models.DateField(_("Đăng Công báo ngày"), null=True)
    expired_on = models.DateField(_("Hết hiệu lực từ ngày"), null=True)
    status_told = models.CharField(_("Tình trạng theo nguồn"), max_length=80, blank=True)
    source = models.CharField(_("Nguồn"), max_length=400, blank=True)
    sha256 = models.CharField(_("Mã băm"), max_length=64, blank=True)
    taken_at = models.DateTimeField(_("Vào sổ lúc"), auto_now_add=True, null=True)

    class Meta:
        verbose_name = _("văn bản trong sổ pháp luật")
        constraints = [
            models.UniqueConstraint(
                fields=["number_key", "issuer_key", "issued_on"], name="law_act_once", nulls_distinct=False
            )
        ]
        indexes = [models.Index(fields=["-issued_on", "number_key"], name="law_act_newest")]

    def __str__(self) -> str:
        return self.number


class ActText(models.Model):
    """The words of an act as issued, without what pages and sites print between them."""

    act = models.OneToOneField(LegalAct, on_delete=models.CASCADE, related_name="words", verbose_name=_("Văn bản"))
    text = models.TextField(_("Toàn văn"), editable=False)

    class Meta:
        verbose_name = _("toàn văn")

    def __str__(self) -> str:
        return str(self.act)


class ActOrder(models.Model):
    """An operation that an act orders, as ``vanban`` read it. ``target`` is the key of what it changes: a number or,
    with «=» before it, a name; "" when its words do not tell."""

    act = models.ForeignKey(LegalAct, on_delete=models.CASCADE, related_name="orders", verbose_name=_("Văn bản"))
    index = models.PositiveIntegerField(_("Thứ tự"))
    kind = models.CharField(_("Loại lệnh"), max_length=30)
    target = models.CharField(_("Văn bản được sửa"), max_length=500, blank=True, db_index=True)
    data = models.JSONField(_("Nội dung"))
    payload = models.TextField(_("Lời văn mới"), null=True)
    waits = models.BooleanField(_("Chờ người xem"), default=False)

    class Meta:
        verbose_name = _("lệnh sửa đổi")
        ordering = ["act", "index"]
        constraints = [models.UniqueConstraint(fields=["act", "index"], name="law_order_once")]

    def __str__(self) -> str:
        return f"{self.act_id}.{self.index} {self.kind}"


class ActMention(models.Model):
    """What an act cites, once for each document, role and provision: how often, and how it is called there."""

    act = models.ForeignKey(LegalAct, on_delete=models.CASCADE, related_name="mentions", verbose_name=_("Văn bản"))
    target = models.CharField(_("Văn bản được dẫn"), max_length=500, db_index=True)
    role = models.CharField(_("Vai trò"), max_length=20)
    provision = models.CharField(_("Điều, khoản"), max_length=200, blank=True)
    title = models.CharField(_("Tên gọi được nêu"), max_length=500, blank=True)
    issued_on = models.DateField(_("Ngày được nêu"), null=True)
    times = models.PositiveIntegerField(_("Số lần"), default=1)
    quote = models.CharField(_("Lời dẫn"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("dẫn chiếu")

    def __str__(self) -> str:
        return f"{self.act_id} {self.role} {self.target}"


class ActQuestion(models.Model):
    """A question about an act that a person answers: two sides that do not agree, shown with what each says.

    ``field`` names the column of the act that is asked about («text»: its words) and ``theirs`` is what the other side
    says, in the form of the column. It stands open until ``answer`` is given.
    """

    class Answer(models.TextChoices):
        """What a person decided."""

        OURS = "ours", _("Giữ như sổ")
        THEIRS = "theirs", _("Lấy theo nguồn mới")
        BOTH = "both", _("Là hai văn bản khác nhau")
        MENDED = "mended", _("Đã sửa chỗ khác")

    act = models.ForeignKey(
        LegalAct, on_delete=models.CASCADE, null=True, related_name="questions", verbose_name=_("Văn bản")
    )
    kind = models.CharField(_("Loại"), max_length=30)
    source = models.CharField(_("Nguồn"), max_length=400)
    message = models.TextField(_("Câu hỏi"), editable=False)
    field = models.CharField(_("Mục"), max_length=20, blank=True, default="")
    theirs = models.TextField(_("Nguồn mới nói"), blank=True, default="", editable=False)
    asked_at = models.DateTimeField(_("Lúc"), auto_now_add=True)
    answer = models.CharField(_("Quyết định"), max_length=8, choices=Answer, blank=True, default="")
    reason = models.CharField(_("Lý do"), max_length=400, blank=True, default="")
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Người quyết định")
    )
    answered_at = models.DateTimeField(_("Quyết định lúc"), null=True)

    class Meta:
        verbose_name = _("câu hỏi về văn bản")
        constraints = [models.UniqueConstraint(fields=["kind", "source", "message"], name="law_question_once")]

    def __str__(self) -> str:
        return self.message


class ActWindow(models.Model):
    """A state of an act from a day to the day before ``until``: what ``windows.windows_of`` says of it, kept for lists.

    The windows of an act hold every day once: the first begins on the first day that can be written, the last ends on
    the last. ``by`` is the act that caused the state, where one did.
    """

    act = models.ForeignKey(
        LegalAct, on_delete=models.CASCADE, related_name="windows", db_index=False, verbose_name=_("Văn bản")
    )
    since = models.DateField(_("Từ ngày"))
    until = models.DateField(_("Đến trước ngày"))
    state = models.CharField(_("Tình trạng hiệu lực"), max_length=20)
    reason = models.CharField(_("Lý do"), max_length=20)
    by = models.ForeignKey(
        LegalAct, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False, verbose_name=_("Theo văn bản")
    )

    class Meta:
        verbose_name = _("khoảng hiệu lực")
        constraints = [models.UniqueConstraint(fields=["act", "since"], name="law_window_once")]
        indexes = [
            # a state, then what still runs on a day: lists and counts read the index alone
            models.Index(fields=["state", "until", "since", "act"], name="law_window_state"),
            models.Index(fields=["by"], name="law_window_by", condition=models.Q(by__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.act_id} {self.state} {self.since}"


class ActToDerive(models.Model):
    """An act whose windows wait to be derived again; with ``spread`` those of what hangs on it too."""

    act = models.OneToOneField(LegalAct, on_delete=models.CASCADE, related_name="+", verbose_name=_("Văn bản"))
    spread = models.BooleanField(_("Cả những gì nó tác động"), default=True)

    class Meta:
        verbose_name = _("văn bản chờ tính lại hiệu lực")

    def __str__(self) -> str:
        return str(self.act_id)


class Derivation(models.Model):
    """One row: who derives holds it, so that no two do; ``done`` is the last act of a full run under way."""

    done = models.BigIntegerField(_("Đã tính đến"), null=True)

    class Meta:
        verbose_name = _("việc tính hiệu lực")

    def __str__(self) -> str:
        return str(self.done)


class ActRecord(models.Model):
    """What a person recorded of an act, with its source (ghi tay): a fact of the act, or of one thing that it orders.

    ``order`` is the key of the order (``rows.order_key``), "" for the act itself; ``field`` a column of the act, or of
    an order «day» and «checked». ``before`` and ``after`` are texts of the value. Nothing is taken out: a withdrawn
    record says by whom, when and why, and what was known on a day between stays answerable.
    """

    act = models.ForeignKey(LegalAct, on_delete=models.PROTECT, related_name="records", verbose_name=_("Văn bản"))
    order = models.CharField(_("Lệnh"), max_length=64, blank=True, default="", db_index=True)
    field = models.CharField(_("Mục"), max_length=20)
    before = models.TextField(_("Trước"), blank=True, default="", editable=False)
    after = models.TextField(_("Giá trị sau"), blank=True, default="", editable=False)
    source = models.CharField(_("Nguồn"), max_length=400)
    reason = models.CharField(_("Lý do"), max_length=400, blank=True, default="")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Người ghi"))
    at = models.DateTimeField(_("Ghi lúc"), auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Người rút")
    )
    withdrawn_at = models.DateTimeField(_("Rút lúc"), null=True)
    withdrawn_why = models.CharField(_("Lý do rút"), max_length=400, blank=True, default="")

    class Meta:
        verbose_name = _("điều ghi tay về văn bản")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.act}: {self.field} {self.after}"[:200]


class LawImport(models.Model):
    """Files that were brought for the register and what became of them; the writing goes on where it was stopped."""

    class State(models.TextChoices):
        """How far it is."""

        RUNNING = "running", _("đang nhập")
        DONE = "done", _("đã nhập xong")
        STOPPED = "stopped", _("đã dừng")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="law_imports", verbose_name=_("Đơn vị"))
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="law_imports", verbose_name=_("Người nhập"))
    hat = models.ForeignKey(Hat, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Vai trò"))
    state = models.CharField(_("Tình trạng"), max_length=8, choices=State, default=State.RUNNING)
    place = models.PositiveIntegerField(_("Đã qua"), default=0)
    total = models.PositiveIntegerField(_("Số tệp"), default=0)
    report = models.JSONField(_("Kết quả"), default=dict)
    made_at = models.DateTimeField(_("Đưa vào lúc"), auto_now_add=True)
    done_at = models.DateTimeField(_("Xong lúc"), null=True)

    class Meta:
        verbose_name = _("lần nhập văn bản")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.pk}"


class LawImportFile(models.Model):
    """A file of an import, kept until it is read; ``file`` empty: it is read, or was not kept."""

    batch = models.ForeignKey(LawImport, on_delete=models.CASCADE, related_name="files", verbose_name=_("Lần nhập"))
    name = models.CharField(_("Tên tệp"), max_length=255)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Tệp"))

    class Meta:
        verbose_name = _("tệp của lần nhập")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class ImpactFinding(models.Model):
    """A dependant of an order, to be looked at (tác động): what rests on the clause that is changed, with its quote.

    ``unit`` is whose paper, task or case it is; empty for an act of the register. ``order`` is the key of the order.
    """

    class State(models.TextChoices):
        """What a person said of it."""

        NEW = "new", _("Chưa xem")
        SEEN = "seen", _("Đã xem, phải sửa")
        UNAFFECTED = "unaffected", _("Không ảnh hưởng")

    act = models.ForeignKey(LegalAct, on_delete=models.CASCADE, related_name="impacts", verbose_name=_("Văn bản sửa"))
    order = models.CharField(_("Lệnh"), max_length=64)
    place = models.CharField(_("Chỗ bị sửa"), max_length=200, blank=True)
    target = models.ForeignKey(
        LegalAct, on_delete=models.CASCADE, related_name="impacted", verbose_name=_("Văn bản bị sửa")
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.CASCADE, null=True, related_name="law_impacts", verbose_name=_("Đơn vị")
    )
    kind = models.CharField(_("Loại"), max_length=20)
    key = models.CharField(_("Hồ sơ"), max_length=40)
    name = models.CharField(_("Tên"), max_length=300)
    address = models.CharField(_("Địa chỉ trang"), max_length=200, blank=True)
    role = models.CharField(_("Vì sao"), max_length=30)
    provision = models.CharField(_("Điều, khoản được dẫn"), max_length=200, blank=True)
    quote = models.TextField(_("Lời dẫn"), blank=True, editable=False)
    found_at = models.DateTimeField(_("Thấy lúc"), auto_now_add=True)
    state = models.CharField(_("Tình trạng"), max_length=12, choices=State, default=State.NEW)
    note = models.CharField(_("Ý kiến"), max_length=400, blank=True, default="")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Người xem"))
    at = models.DateTimeField(_("Xem lúc"), null=True)

    class Meta:
        verbose_name = _("tác động của sửa đổi")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["act", "order", "target", "kind", "key", "provision", "role"], name="law_impact_once"
            )
        ]
        indexes = [models.Index(fields=["target", "state"]), models.Index(fields=["unit", "state"])]

    def __str__(self) -> str:
        return self.name


class LawFollow(models.Model):
    """An act or a provision that a person follows (theo dõi); ``seen_at``: changes until then were seen."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="law_follows", verbose_name=_("Người theo dõi")
    )
    act = models.ForeignKey(LegalAct, on_delete=models.CASCADE, related_name="follows", verbose_name=_("Văn bản"))
    provision = models.CharField(_("Điều, khoản"), max_length=200, blank=True, default="")
    since = models.DateTimeField(_("Theo dõi từ"), auto_now_add=True)
    seen_at = models.DateTimeField(_("Đã xem đến"))

    class Meta:
        verbose_name = _("văn bản được theo dõi")
        constraints = [models.UniqueConstraint(fields=["user", "act", "provision"], name="law_follow_once")]

    def __str__(self) -> str:
        return f"{self.provision} {self.act}".strip()


class RegisterCheck(models.Model):
    """One check of the bases of every act of the register, each as of its own day; done by a job that goes on."""

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Người yêu cầu")
    )
    place = models.PositiveIntegerField(_("Đã qua"), default=0)
    total = models.PositiveIntegerField(_("Số văn bản"), default=0)
    last = models.PositiveIntegerField(_("Văn bản cuối đã xét"), default=0)
    faults = models.PositiveIntegerField(_("Chỗ sai"), default=0)
    made_at = models.DateTimeField(_("Bắt đầu lúc"), auto_now_add=True)
    done_at = models.DateTimeField(_("Xong lúc"), null=True)

    class Meta:
        verbose_name = _("lần kiểm tra căn cứ cả sổ")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.place}/{self.total}"


class BasisFault(models.Model):
    """A fault that the last check found in what an act cites, on its own day."""

    act = models.ForeignKey(LegalAct, on_delete=models.CASCADE, related_name="basis_faults", verbose_name=_("Văn bản"))
    rule = models.CharField(_("Quy tắc"), max_length=40)
    quote = models.CharField(_("Lời dẫn"), max_length=400, blank=True)
    message = models.TextField(_("Chỗ sai"), editable=False)
    suggestion = models.CharField(_("Sửa thành"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("chỗ sai của căn cứ")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.message
