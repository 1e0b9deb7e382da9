"""Facts of the register that want a look (chất lượng dữ liệu), each with how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.law.models import ActOrder, ActQuestion, BasisFault, LegalAct, RegisterCheck
from thuongton.law.numbers import lacks_year
from thuongton.people.queries import today
from thuongton.web.dates import day_words
from vanban.model import AmendmentKind
from vanban.text import fold

NO_DAY = "Chưa có ngày ban hành; nhập tệp catalogue có ngay_ban_hanh."
NO_EFFECT = "Chưa rõ ngày có hiệu lực; nhập ngay_hieu_luc kèm nguồn."
BEFORE_ISSUE = "Có hiệu lực {effective} trước ngày ban hành {issued}; xem lời văn có nói hồi tố."
ENDS_BEFORE = "Hết hiệu lực trước khi có hiệu lực; xem lại hai ngày."
NO_TEXT = "Chỉ có thông tin, chưa có toàn văn."
SAYS_RUNNING = "Nguồn ghi «{status}» nhưng ngày hết hiệu lực {expired} đã qua."
SAYS_ENDED = "Nguồn ghi «{status}» nhưng sổ không có ngày hay văn bản nào làm hết hiệu lực."
SAYS_WAITING = "Nguồn ghi «{status}» nhưng ngày có hiệu lực {effective} đã tới."
INDIVIDUAL = "Số không có năm: là quyết định cá biệt, không phải văn bản quy phạm."
OF_ITSELF = "Văn bản tự sửa đổi, bãi bỏ chính nó ở {at}; lệnh này không được áp dụng."
IN_CIRCLE = "{one} và {other} bãi bỏ lẫn nhau; hãy xem lại số được dẫn."
KINDS = {
    "no-issue-day": gettext_lazy("Thiếu ngày ban hành"),
    "no-effect-day": gettext_lazy("Thiếu ngày có hiệu lực"),
    "effect-before-issue": gettext_lazy("Hiệu lực trước ngày ban hành"),
    "ends-before-effect": gettext_lazy("Hết trước khi có hiệu lực"),
    "status": gettext_lazy("Tình trạng trái với ngày"),
    "individual": gettext_lazy("Quyết định cá biệt"),
    "of-itself": gettext_lazy("Tự sửa chính mình"),
    "in-circle": gettext_lazy("Bãi bỏ lẫn nhau"),
    "no-text": gettext_lazy("Thiếu toàn văn"),
    "basis": gettext_lazy("Căn cứ sai"),
    "question": gettext_lazy("Câu hỏi chưa quyết định"),
}
"""The kinds of doubt in the order of their weight."""
ORDER = {kind: rank for rank, kind in enumerate(KINDS)}
_REACHES_BACK = ("hồi tố", "trở về trước", "được áp dụng từ ngày", "kể từ ngày", "từ ngày")


@dataclass(frozen=True, slots=True)
class DoubtfulFact:
    """A doubt about an act: its kind, the sentence, how to mend it, and the page where that is done.

    ``detail`` is the kind of a question; ``record`` its number.
    """

    pk: int
    act: int | None
    number: str
    kind: str
    message: str
    detail: str = ""
    record: int | None = None

    @property
    def rank(self) -> int:
        """Its place by weight."""
        return ORDER[self.kind]


def doubts() -> list[dict[str, str]]:
    """Every doubtful fact: the act, what is doubtful, what to do; open questions among them."""
    return [{"number": one.number, "kind": one.detail or one.kind, "message": one.message} for one in doubtful()]


def doubtful() -> list[DoubtfulFact]:
    """Every doubtful fact of the register, the gravest kinds first, in a fixed number of statements."""
    found = [*_days(), *_statuses(), *_individual(), *_orders(), *_texts(), *_bases(), *_questions()]
    return [
        DoubtfulFact(number, act.pk if act is not None else None, name, kind, message, detail, record)
        for number, (act, name, kind, message, detail, record) in enumerate(
            sorted(found, key=lambda one: (ORDER[one[2]], one[1])), 1
        )
    ]


_Found = tuple[LegalAct | None, str, str, str, str, int | None]


def _of(act: LegalAct, kind: str, message: str) -> _Found:
    return act, act.number, kind, message, "", None


def _days() -> Iterator[_Found]:
    for act in LegalAct.objects.filter(issued_on=None, told_issued_on=None):
        yield _of(act, "no-issue-day", NO_DAY)
    for act in LegalAct.objects.filter(effective_on=None):
        yield _of(act, "no-effect-day", NO_EFFECT)
    for act in LegalAct.objects.filter(effective_on__lt=F("issued_on")):
        if not _says_back(act):
            said = BEFORE_ISSUE.format(effective=day_words(act.effective_on), issued=day_words(act.issued_on))
            yield _of(act, "effect-before-issue", said)
    for act in LegalAct.objects.filter(expired_on__lt=F("effective_on")):
        yield _of(act, "ends-before-effect", ENDS_BEFORE)


def _says_back(act: LegalAct) -> bool:
    """Whether its own words give the day: an act may reach back when it says so."""
    words = act.effective_words.lower()
    day = act.effective_on
    if day is None or not any(sign in words for sign in _REACHES_BACK):
        return False
    printed = (f"{day.day:02d} tháng {day.month:02d}", f"{day.day} tháng {day.month}", f"{day.day:02d}/{day.month:02d}")
    return any(one in words for one in (*printed, f"{day.day:02d} tháng {day.month}", day_words(day)))


def _statuses() -> Iterator[_Found]:
    now = today()
    told = LegalAct.objects.exclude(status_told="")
    for act in told.filter(Q(expired_on__lte=now) | Q(effective_on__lte=now) | Q(expired_on=None)):
        said = fold(act.status_told)
        if act.expired_on is not None and act.expired_on <= now:
            if said.startswith("con hieu luc"):
                message = SAYS_RUNNING.format(status=act.status_told, expired=day_words(act.expired_on))
                yield _of(act, "status", message)
        elif said.startswith("chua co hieu luc") and act.effective_on is not None and act.effective_on <= now:
            message = SAYS_WAITING.format(status=act.status_told, effective=day_words(act.effective_on))
            yield _of(act, "status", message)
    ended = [act for act in told.filter(expired_on=None) if fold(act.status_told).startswith("het hieu luc toan bo")]
    keys = {act.number_key for act in ended} | {f"={act.name_key}" for act in ended if act.name_key}
    repealed = set(
        ActOrder.objects.filter(target__in=keys, kind=AmendmentKind.REPEAL.value).values_list("target", flat=True)
    )
    for act in ended:
        if act.number_key not in repealed and f"={act.name_key}" not in repealed:
            yield _of(act, "status", SAYS_ENDED.format(status=act.status_told))


def _individual() -> Iterator[_Found]:
    for act in LegalAct.objects.filter(number_key__contains="/QĐ-"):
        if lacks_year(act.number):
            yield _of(act, "individual", INDIVIDUAL)


def _orders() -> Iterator[_Found]:
    for order in ActOrder.objects.filter(target=F("act__number_key")).select_related("act").defer("payload"):
        kind = order.data.get("kind")
        if kind not in (AmendmentKind.COMMENCEMENT.value, AmendmentKind.TRANSITIONAL.value):
            yield _of(order.act, "of-itself", OF_ITSELF.format(at=order.data.get("at") or "toàn văn"))
    repeals: dict[str, set[str]] = {}
    rows = ActOrder.objects.filter(kind=AmendmentKind.REPEAL.value).exclude(target="").select_related("act")
    acts: dict[str, LegalAct] = {}
    for order in rows.defer("payload").iterator():
        if order.data.get("scope") == "document" and order.target != order.act.number_key:
            repeals.setdefault(order.act.number_key, set()).add(order.target)
            acts[order.act.number_key] = order.act
    for one, ended in repeals.items():
        for other in ended:
            if one < other and one in repeals.get(other, ()):
                yield _of(acts[one], "in-circle", IN_CIRCLE.format(one=acts[one].number, other=acts[other].number))


def _texts() -> Iterator[_Found]:
    for act in LegalAct.objects.filter(sha256=""):
        yield _of(act, "no-text", NO_TEXT)


def _bases() -> Iterator[_Found]:
    for fault in BasisFault.objects.select_related("act"):
        yield fault.act, fault.act.number, "basis", fault.message, fault.rule, None


def _questions() -> Iterator[_Found]:
    for question in ActQuestion.objects.filter(answer="").select_related("act"):
        number = question.act.number if question.act is not None else question.source
        yield question.act, number, "question", question.message, question.kind, question.pk


def last_check() -> RegisterCheck | None:
    """The last check of the bases of the whole register."""
    return RegisterCheck.objects.order_by("-pk").first()


def acts_with_words(after: int = 0) -> QuerySet[LegalAct]:
    """The acts of which the register holds words, in the order in which a check takes them."""
    return LegalAct.objects.filter(pk__gt=after, words__isnull=False).order_by("pk")


def kind_words(kind: str) -> str:
    """A kind of doubt in the language of the page."""
    return str(KINDS[kind]) if kind in KINDS else _("Khác")
