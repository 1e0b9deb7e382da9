"""The review desk as it is kept: campaigns, documents under review with their grounds, what was proposed and decided.

Facts only. The validity of a document is never kept here: it is what the register of law derives (``law``). What was
said of a row is one :class:`Judgement` each, never changed; the row points to those that stand now.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thuongton.documents.models import Document
from thuongton.law.models import LegalAct
from thuongton.people.models import Hat, Unit, User
from thuongton.prints.models import Printout
from thuongton.reviews.actions import Action


class Campaign(models.Model):
    """A review or systematisation by a plan (đợt rà soát, kỳ hệ thống hoá): Nghị định 79/2025/NĐ-CP Điều 34, 49.

    ``since`` and ``until`` bound the days of issue that it takes in, ``fixed_on`` is the day as of which its lists are
    made. The texts are the content of the plan that Điều 49 asks for.
    """

    class Kind(models.TextChoices):
        """What it is for."""

        SUBJECT = "subject", _("Rà soát theo chuyên đề, lĩnh vực")
        MERGER = "merger", _("Rà soát sau sắp xếp đơn vị hành chính")
        SYSTEM = "system", _("Hệ thống hoá định kỳ")
        CHECK = "check", _("Tự kiểm tra văn bản")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="campaigns", verbose_name=_("Đơn vị"))
    kind = models.CharField(_("Loại"), max_length=10, choices=Kind)
    title = models.CharField(_("Tên gọi"), max_length=300)
    basis = models.CharField(_("Căn cứ"), max_length=500, blank=True, default="")
    purpose = models.TextField(_("Mục đích, yêu cầu"), blank=True, default="")
    objects_told = models.TextField(_("Đối tượng"), blank=True, default="")
    scope_told = models.TextField(_("Phạm vi"), blank=True, default="")
    schedule = models.TextField(_("Thời gian, tiến độ"), blank=True, default="")
    budget = models.TextField(_("Kinh phí và điều kiện bảo đảm"), blank=True, default="")
    since = models.DateField(_("Văn bản ban hành từ ngày"), null=True, blank=True)
    until = models.DateField(_("Đến ngày"), null=True, blank=True)
    fixed_on = models.DateField(_("Thời điểm ấn định"), null=True, blank=True)
    due = models.DateField(_("Hạn hoàn thành"), null=True, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("Người lập"))
    made_at = models.DateTimeField(_("Lập lúc"), auto_now_add=True)
    closed_at = models.DateTimeField(_("Kết thúc lúc"), null=True)

    class Meta:
        verbose_name = _("đợt rà soát")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title


class CampaignUnit(models.Model):
    """A unit that takes part in a campaign (đơn vị chủ trì, phối hợp), with its own deadline."""

    class Part(models.TextChoices):
        """What it does."""

        LEAD = "lead", _("Chủ trì")
        HELP = "help", _("Phối hợp")

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="units", verbose_name=_("Đợt rà soát")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    part = models.CharField(_("Vai trò"), max_length=4, choices=Part, default=Part.LEAD)
    due = models.DateField(_("Hạn hoàn thành"), null=True, blank=True)

    class Meta:
        verbose_name = _("đơn vị tham gia")
        constraints = [models.UniqueConstraint(fields=["campaign", "unit"], name="campaign_unit_once")]

    def __str__(self) -> str:
        return f"{self.campaign}: {self.unit}"


class ReviewRow(models.Model):
    """A document under review (dòng rà soát), by its grounds or in a campaign; without a campaign it is continuous.

    ``act`` is empty where the register of law does not hold it (yet): ``number``, ``issuer`` and ``title`` are as told.
    ``unit`` answers for the row; ``handler`` does it. ``proposal`` and ``decision`` are the judgements that stand now,
    ``version`` grows with every write, so that two people do not overwrite each other.
    """

    class Origin(models.TextChoices):
        """How it came."""

        COMPUTED = "computed", _("Theo căn cứ rà soát")
        IMPORTED = "imported", _("Nhập từ bảng theo dõi")
        TYPED = "typed", _("Do người dùng ghi")

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, null=True, related_name="rows", verbose_name=_("Đợt rà soát")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="review_rows", verbose_name=_("Đơn vị"))
    act = models.ForeignKey(
        LegalAct, on_delete=models.PROTECT, null=True, related_name="review_rows", verbose_name=_("Văn bản")
    )
    number = models.CharField(_("Số, ký hiệu"), max_length=120, blank=True)
    number_key = models.CharField(_("Số để tìm"), max_length=120, blank=True, db_index=True)
    issuer = models.CharField(_("Cơ quan ban hành"), max_length=300, blank=True)
    title = models.TextField(_("Tên gọi"), blank=True)
    issued_on = models.DateField(_("Ban hành ngày"), null=True)
    origin = models.CharField(_("Nguồn"), max_length=8, choices=Origin)
    place = models.PositiveIntegerField(_("Thứ tự"), default=0)
    told = models.JSONField(_("Như bảng gốc ghi"), default=dict)
    handler = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Người xử lý")
    )
    due = models.DateField(_("Hạn xử lý"), null=True)
    proposal = models.ForeignKey(
        "Judgement", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Đề xuất")
    )
    decision = models.ForeignKey(
        "Judgement", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Quyết định")
    )
    settled_on = models.DateField(_("Xử lý xong từ ngày"), null=True)
    version = models.PositiveIntegerField(_("Lần ghi"), default=1)
    made_at = models.DateTimeField(_("Vào danh sách lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("văn bản được rà soát")
        ordering = ["campaign", "place", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "unit", "act"],
                name="review_row_once",
                condition=models.Q(act__isnull=False, campaign__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["unit", "act"],
                name="review_row_continuous_once",
                condition=models.Q(act__isnull=False, campaign__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "settled_on", "place"], name="review_row_queue"),
            models.Index(fields=["place", "id"], name="review_row_place"),
        ]

    def __str__(self) -> str:
        return self.number or self.title[:80]


class ReviewGround(models.Model):
    """Why a document must be reviewed (căn cứ rà soát): Nghị định 79/2025/NĐ-CP Điều 37, 39; ``rule`` names it in
    ``grounds.toml``. ``direct``: the acting document touches this one; otherwise it touches a legal basis of it,
    ``through``. Quotes are the words of both sides; ``key`` is one for each rule, acting document and basis, ``order``
    the key of the operation that is quoted first. ``gone_at``: the register says it no more; the row keeps it as told.
    """

    row = models.ForeignKey(ReviewRow, on_delete=models.CASCADE, related_name="grounds", verbose_name=_("Dòng rà soát"))
    rule = models.CharField(_("Quy tắc"), max_length=40)
    direct = models.BooleanField(_("Trực tiếp"), default=True)
    by = models.ForeignKey(
        LegalAct, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Văn bản làm căn cứ")
    )
    order = models.CharField(_("Lệnh"), max_length=64, blank=True, default="")
    through = models.ForeignKey(
        LegalAct, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Qua căn cứ")
    )
    quote = models.TextField(_("Lời của văn bản làm căn cứ"), blank=True, default="", editable=False)
    own_quote = models.TextField(_("Lời của văn bản được rà soát"), blank=True, default="", editable=False)
    since = models.DateField(_("Căn cứ có từ ngày"), null=True)
    key = models.CharField(_("Khoá"), max_length=160)
    found_at = models.DateTimeField(_("Tìm thấy lúc"), auto_now_add=True)
    gone_at = models.DateTimeField(_("Không còn từ lúc"), null=True)

    class Meta:
        verbose_name = _("căn cứ rà soát")
        ordering = ["-direct", "id"]
        constraints = [
            models.UniqueConstraint(fields=["row", "key"], name="review_ground_once"),
        ]

    def __str__(self) -> str:
        return f"{self.row}: {self.rule}"


class JudgementBatch(models.Model):
    """Judgements given together by one act: undone together."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("Người ghi"))
    hat = models.ForeignKey(Hat, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Vai trò"))
    at = models.DateTimeField(_("Lúc"), auto_now_add=True)
    undone_at = models.DateTimeField(_("Hoàn tác lúc"), null=True)

    class Meta:
        verbose_name = _("lần ghi kết quả rà soát")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.pk}"


class Judgement(models.Model):
    """What was proposed for a row, or decided by someone other than the proposer (đề xuất, quyết định); never changed.

    ``before`` is the judgement of the same kind that stood until then: undoing puts it back.
    """

    class Kind(models.TextChoices):
        """Which of the two."""

        PROPOSED = "proposed", _("Đề xuất")
        DECIDED = "decided", _("Quyết định")

    batch = models.ForeignKey(
        JudgementBatch, on_delete=models.PROTECT, related_name="judgements", verbose_name=_("Lần ghi")
    )
    row = models.ForeignKey(
        ReviewRow, on_delete=models.PROTECT, related_name="judgements", verbose_name=_("Dòng rà soát")
    )
    kind = models.CharField(_("Loại"), max_length=8, choices=Kind)
    action = models.CharField(_("Hình thức xử lý"), max_length=20, choices=Action)
    extent = models.CharField(_("Phần văn bản"), max_length=300, blank=True, default="")
    reason = models.TextField(_("Lý do"), blank=True, default="")
    by_document = models.CharField(_("Bằng văn bản"), max_length=300, blank=True, default="")
    due = models.DateField(_("Hạn xử lý"), null=True)
    before = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Thay cho kết quả")
    )

    class Meta:
        verbose_name = _("kết quả rà soát")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.row}: {self.get_action_display()}"


class ReviewStep(models.Model):
    """How far the handling of a row has come (tiến độ xử lý): told by a table, a person or a drafting."""

    row = models.ForeignKey(ReviewRow, on_delete=models.CASCADE, related_name="steps", verbose_name=_("Dòng rà soát"))
    step = models.CharField(_("Bước"), max_length=30)
    words = models.TextField(_("Như được ghi"), blank=True, default="")
    number = models.CharField(_("Số văn bản"), max_length=120, blank=True, default="")
    on = models.DateField(_("Ngày"), null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Người ghi"))
    at = models.DateTimeField(_("Ghi lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("bước xử lý")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.row}: {self.step}"


class Settlement(models.Model):
    """A row closed by the operations of a document in force (xử lý xong), and opened again where that document falls.

    ``order`` is the key of the operation on the register of law, ``quote`` its words.
    """

    row = models.ForeignKey(
        ReviewRow, on_delete=models.CASCADE, related_name="settlements", verbose_name=_("Dòng rà soát")
    )
    by = models.ForeignKey(LegalAct, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Văn bản"))
    order = models.CharField(_("Lệnh"), max_length=64, blank=True, default="")
    quote = models.TextField(_("Lời văn"), blank=True, default="", editable=False)
    on = models.DateField(_("Từ ngày"))
    at = models.DateTimeField(_("Ghi lúc"), auto_now_add=True)
    reopened_at = models.DateTimeField(_("Mở lại lúc"), null=True)
    reopened_why = models.CharField(_("Lý do mở lại"), max_length=400, blank=True, default="")

    class Meta:
        verbose_name = _("việc xử lý xong")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.row} ← {self.by}"


class PairVerdict(models.Model):
    """What a person said of two documents that seem to be on one subject (văn bản song song): shown once."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    left = models.ForeignKey(LegalAct, on_delete=models.CASCADE, related_name="+", verbose_name=_("Văn bản thứ nhất"))
    right = models.ForeignKey(LegalAct, on_delete=models.CASCADE, related_name="+", verbose_name=_("Văn bản thứ hai"))
    same = models.BooleanField(_("Cùng nội dung điều chỉnh"), default=True)
    reason = models.CharField(_("Lý do"), max_length=400, blank=True, default="")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("Người quyết định"))
    at = models.DateTimeField(_("Lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("kết luận về hai văn bản song song")
        constraints = [models.UniqueConstraint(fields=["unit", "left", "right"], name="pair_verdict_once")]

    def __str__(self) -> str:
        return f"{self.left} – {self.right}"


class CampaignIntake(models.Model):
    """Taking the documents of a campaign's scope in (đưa văn bản vào đợt): a job that goes on where it was stopped.

    ``kinds`` and ``states`` narrow it (empty: all); ``last`` is the row of the register that was looked at last,
    ``taken`` and ``without_year`` count what came in and what bears no year in its number.
    """

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="intakes", verbose_name=_("Đợt rà soát")
    )
    kinds = models.JSONField(_("Loại văn bản"), default=list)
    states = models.JSONField(_("Tình trạng hiệu lực"), default=list)
    last = models.BigIntegerField(_("Đã xét đến"), default=0)
    taken = models.PositiveIntegerField(_("Đã đưa vào"), default=0)
    without_year = models.PositiveIntegerField(_("Số, ký hiệu không có năm"), default=0)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Người yêu cầu"))
    at = models.DateTimeField(_("Yêu cầu lúc"), auto_now_add=True)
    done_at = models.DateTimeField(_("Xong lúc"), null=True)

    class Meta:
        verbose_name = _("lần đưa văn bản vào đợt rà soát")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.campaign}: {self.taken}"


class GroundSearch(models.Model):
    """One row: who looks for grounds holds it. ``acts``, ``orders`` and ``mentions`` are the last rows of the register
    whose arrival was followed, ``scan`` the last act of a full run under way (empty: none is)."""

    acts = models.BigIntegerField(_("Văn bản đã xét đến"), default=0)
    orders = models.BigIntegerField(_("Lệnh đã xét đến"), default=0)
    mentions = models.BigIntegerField(_("Dẫn chiếu đã xét đến"), default=0)
    scan = models.BigIntegerField(_("Đã xét lại đến"), null=True)

    class Meta:
        verbose_name = _("việc tìm căn cứ rà soát")

    def __str__(self) -> str:
        return f"{self.acts}.{self.orders}.{self.mentions}"


class ListLayout(models.Model):
    """The columns in which a unit, and all below it, lays a list out (cột của danh mục); the newest that stands holds.

    ``columns`` are fact, head and width of each.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    kind = models.CharField(_("Danh mục"), max_length=12)
    columns = models.JSONField(_("Các cột"), default=list)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Người ghi"))
    at = models.DateTimeField(_("Ghi lúc"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("Thôi dùng lúc"), null=True)

    class Meta:
        verbose_name = _("cách trình bày danh mục")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.unit}: {self.kind}"


class SignedList(models.Model):
    """A paper with lists of a campaign that was signed (danh mục đã ký): its rows stand frozen in ``printout``.

    ``paper`` is a kind of ``reviews.lists.papers``, ``fixed_on`` the day as of which its lists are made. It never
    changes; it may be withdrawn with a reason, and only then is another one signed for the same day.
    """

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="signed", verbose_name=_("Đợt rà soát")
    )
    paper = models.CharField(_("Văn bản công bố"), max_length=12)
    fixed_on = models.DateField(_("Thời điểm ấn định"))
    printout = models.OneToOneField(Printout, on_delete=models.PROTECT, related_name="+", verbose_name=_("Bản giữ"))
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Văn bản đi")
    )
    number = models.CharField(_("Số, ký hiệu"), max_length=120)
    signed_on = models.DateField(_("Ngày ký"))
    capacity = models.CharField(_("Chức vụ người ký"), max_length=200, blank=True, default="")
    signer = models.CharField(_("Người ký"), max_length=160, blank=True, default="")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("Người khoá"))
    at = models.DateTimeField(_("Khoá lúc"), auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Người thu hồi")
    )
    withdrawn_at = models.DateTimeField(_("Thu hồi lúc"), null=True)
    withdrawn_why = models.CharField(_("Lý do thu hồi"), max_length=400, blank=True, default="")

    class Meta:
        verbose_name = _("danh mục đã ký")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "paper", "fixed_on"],
                name="review_signed_once",
                condition=models.Q(withdrawn_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.paper}"


class PairSearch(models.Model):
    """One search of the whole register for documents on one subject (lần tìm văn bản song song); a job does it."""

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Người yêu cầu")
    )
    documents = models.PositiveIntegerField(_("Số văn bản được so"), default=0)
    unsure = models.PositiveIntegerField(_("Chưa xác định địa bàn"), default=0)
    pairs = models.PositiveIntegerField(_("Số cặp"), default=0)
    made_at = models.DateTimeField(_("Bắt đầu lúc"), auto_now_add=True)
    done_at = models.DateTimeField(_("Xong lúc"), null=True)

    class Meta:
        verbose_name = _("lần tìm văn bản song song")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.pk}"


class PairSuggestion(models.Model):
    """Two documents of old units of one territory that seem to be on one subject, as the last search found them.

    ``score`` is their likeness from 0 to 1, ``words`` the weightiest words in common; ``province`` the folded name of
    the province of today. Made anew by every search; what people said of a pair is a :class:`PairVerdict`.
    """

    left = models.ForeignKey(LegalAct, on_delete=models.CASCADE, related_name="+", verbose_name=_("Văn bản thứ nhất"))
    right = models.ForeignKey(LegalAct, on_delete=models.CASCADE, related_name="+", verbose_name=_("Văn bản thứ hai"))
    score = models.FloatField(_("Độ giống"), default=0.0)
    words = models.CharField(_("Từ chung"), max_length=300, blank=True, default="")
    territory = models.CharField(_("Địa bàn"), max_length=255, blank=True, default="")
    province = models.CharField(_("Tỉnh"), max_length=80, blank=True, default="")

    class Meta:
        verbose_name = _("cặp văn bản song song được gợi ý")
        ordering = ["-score", "id"]
        constraints = [models.UniqueConstraint(fields=["left", "right"], name="pair_suggestion_once")]
        indexes = [models.Index(fields=["province", "-score"], name="pair_suggestion_listed")]

    def __str__(self) -> str:
        return f"{self.left} – {self.right}"


class TableImport(models.Model):
    """A working table of reviews that was read (bảng theo dõi đưa vào): shown first, then written by a job.

    The file itself is not kept: its rows are. ``place`` counts the rows gone through, ``written`` the documents that
    came under review, ``held`` those that were there already.
    """

    class State(models.TextChoices):
        """How far it is."""

        SHOWN = "shown", _("chờ xem")
        RUNNING = "running", _("đang ghi")
        DONE = "done", _("đã ghi xong")
        LEFT = "left", _("đã bỏ")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Đợt rà soát")
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("Người nhập"))
    hat = models.ForeignKey(Hat, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Vai trò"))
    name = models.CharField(_("Tên tệp"), max_length=255)
    state = models.CharField(_("Trạng thái"), max_length=10, choices=State, default=State.SHOWN)
    total = models.PositiveIntegerField(_("Số dòng"), default=0)
    with_doubtful = models.BooleanField(_("Ghi cả dòng cần xem"), default=False)
    place = models.PositiveIntegerField(_("Đã qua"), default=0)
    written = models.PositiveIntegerField(_("Đã ghi"), default=0)
    held = models.PositiveIntegerField(_("Đã có từ trước"), default=0)
    made_at = models.DateTimeField(_("Đưa vào lúc"), auto_now_add=True)
    done_at = models.DateTimeField(_("Xong lúc"), null=True)

    class Meta:
        verbose_name = _("bảng theo dõi đưa vào")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name


class TableImportRow(models.Model):
    """A row of a table that was read: its cells as they stand there, what they say, what becomes of it.

    ``acts`` are the acts of the register of law that each number may be: number → keys of acts.
    """

    class Fate(models.TextChoices):
        """What becomes of it."""

        READY = "ready", _("Ghi được")
        DOUBTFUL = "doubtful", _("Cần xem")
        REJECTED = "rejected", _("Không nhận")
        ASIDE = "aside", _("Tiêu đề, mục, ghi chú")

    table = models.ForeignKey(TableImport, on_delete=models.CASCADE, related_name="rows", verbose_name=_("Bảng"))
    place = models.PositiveIntegerField(_("Thứ tự"))
    fate = models.CharField(_("Kết quả"), max_length=8, choices=Fate)
    source = models.JSONField(_("Như bảng gốc ghi"), default=dict)
    said = models.JSONField(_("Hiểu là"), default=dict)
    acts = models.JSONField(_("Văn bản trong sổ"), default=dict)

    class Meta:
        verbose_name = _("dòng của bảng theo dõi")
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["table", "place"], name="table_import_row_once")]

    def __str__(self) -> str:
        return f"{self.table}: {self.place}"
