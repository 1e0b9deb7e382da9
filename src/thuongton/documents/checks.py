"""Integrity of the registers, for ``thuongton check``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import Coalesce, ExtractYear
from django.utils import timezone

from thuongton.audit.checks import Check, each
from thuongton.documents.findings import LONGEST_QUOTE, key_of, known_rules
from thuongton.documents.models import (
    Attachment,
    Direction,
    Document,
    DocumentLink,
    Draft,
    DraftVersion,
    Intake,
    IntakeState,
    NumberSeries,
    RuleSwitch,
    SetAside,
)
from thuongton.documents.numbering import ARRIVALS, place_of, symbol_of
from thuongton.files.checks import FROM_BACKUP
from thuongton.people.queries import today
from thuongton.web.dates import day_words
from vanban.lint import FAMILIES


def _secret_with_content() -> QuerySet[Document]:
    content = ~Q(title="") | ~Q(recipients="") | ~Q(signer="") | Q(attachments__isnull=False)
    return Document.objects.exclude(secrecy="").filter(content).distinct()


def _numbers_beyond_series() -> Iterator[str]:
    """Outgoing numbers higher than their series remembers: the series would give them again."""
    last = {(row.unit_id, row.series, row.year): row.last for row in NumberSeries.objects.iterator()}
    papers = Document.objects.filter(direction=Direction.OUTGOING, secrecy="").exclude(number="")
    for paper in papers.select_related("unit").iterator():
        place = place_of(paper.number, (paper.issued_on or paper.registered_on).year)
        if place is None or place.ordinal >= 1_000_000:
            continue
        if last.get((paper.unit_id, place.series, place.year), 0) < place.ordinal:
            yield f"{paper.unit}: {paper.short} vượt số cuối của dãy {place.series}/{place.year}."


def _arrivals_beyond_series() -> Iterator[str]:
    last = {(r.unit_id, r.year): r.last for r in NumberSeries.objects.filter(series=ARRIVALS)}
    for row in _arrivals().values("unit", "unit__name", "in_year").annotate(highest=Max("arrival_no")):  # type: ignore[misc]
        if last.get((row["unit"], row["in_year"]), 0) < row["highest"]:
            yield f"{row['unit__name']}: số đến {row['highest']} năm {row['in_year']} vượt số cuối của dãy."


def _arrivals() -> QuerySet[Document]:
    found = Document.objects.filter(direction=Direction.INCOMING, arrival_no__isnull=False).order_by()
    return found.annotate(in_year=ExtractYear(Coalesce("arrived_on", "registered_on")))


def _numbers_twice() -> Iterator[str]:
    found = Document.objects.filter(direction=Direction.OUTGOING).exclude(number="").order_by()
    rows = found.annotate(in_year=ExtractYear(Coalesce("issued_on", "registered_on"))).values(
        "unit__name", "number", "in_year"
    )
    for row in rows.annotate(count=Count("pk")).filter(count__gt=1):
        yield f"{row['unit__name']}: {row['count']} văn bản đi cùng số {row['number']} năm {row['in_year']}."


def _arrivals_twice() -> Iterator[str]:
    rows = _arrivals().values("unit__name", "arrival_no", "in_year").annotate(count=Count("pk"))  # type: ignore[misc]
    for row in rows.filter(count__gt=1):
        yield f"{row['unit__name']}: {row['count']} văn bản cùng số đến {row['arrival_no']} năm {row['in_year']}."


def _other_symbol() -> Iterator[Document]:
    for paper in Document.objects.exclude(number="").filter(secrecy="").iterator():
        symbol = symbol_of(paper.number)
        if symbol and symbol != paper.symbol:
            yield paper


def _stuck() -> QuerySet[Intake]:
    waiting = [IntakeState.QUEUED, IntakeState.READING]
    return Intake.objects.filter(state__in=waiting, created_at__lt=timezone.now() - dt.timedelta(days=1))


def _unread_versions() -> QuerySet[DraftVersion]:
    before = timezone.now() - dt.timedelta(days=1)
    unread = DraftVersion.objects.filter(refusal="", file__readings__isnull=True, created_at__lt=before)
    return unread.select_related("draft")


def _other_key() -> Iterator[SetAside]:
    """Decisions whose key is not that of their rule and words: they would hide nothing, or something else."""
    for one in SetAside.objects.iterator():
        if len(one.quote) < LONGEST_QUOTE and one.key != key_of(one.rule, one.quote):
            yield one


def _switches_of_no_rule() -> QuerySet[RuleSwitch]:
    return RuleSwitch.objects.exclude(name__in=[*known_rules(), *FAMILIES]).select_related("unit")


CHECKS = (
    Check(
        "attachment-without-name",
        "Tệp đính kèm có tên",
        "warning",
        "Gỡ tệp đính kèm và đính lại với tên rõ.",
        each(
            lambda: Attachment.objects.filter(name="").select_related("document"),
            lambda row: f"{row.document.short} có tệp đính kèm không tên.",
        ),
    ),
    Check(
        "secret-content",
        "Văn bản mật chỉ có số, ngày, độ mật và nơi lưu",
        "error",
        "Xử lý theo quy định về bí mật nhà nước: gỡ nội dung và tệp, báo người phụ trách.",
        each(_secret_with_content, lambda paper: f"Dòng {paper.pk} của {paper.unit} là văn bản mật nhưng có nội dung."),
    ),
    Check(
        "number-series",
        "Dãy số văn bản đi nhớ đủ số đã cấp",
        "error",
        "Dừng cấp số ở dãy này và báo người phụ trách: số tiếp theo sẽ trùng.",
        _numbers_beyond_series,
    ),
    Check(
        "arrival-series",
        "Dãy số đến nhớ đủ số đã cấp",
        "error",
        "Dừng vào sổ ở đơn vị này và báo người phụ trách: số đến tiếp theo sẽ trùng.",
        _arrivals_beyond_series,
    ),
    Check(
        "number-twice",
        "Một số văn bản đi chỉ cấp một lần",
        "error",
        "Mở hai văn bản, sửa số của văn bản sau kèm lý do.",
        _numbers_twice,
    ),
    Check(
        "arrival-twice",
        "Một số đến chỉ dùng một lần",
        "error",
        "Mở hai văn bản, sửa số đến của văn bản sau kèm lý do.",
        _arrivals_twice,
    ),
    Check(
        "arrival-without-number",
        "Văn bản đến có số đến",
        "warning",
        "Mở văn bản, ghi số đến.",
        each(
            lambda: Document.objects.filter(direction=Direction.INCOMING, arrival_no__isnull=True, secrecy=""),
            lambda paper: f"{paper.short} ở sổ văn bản đến chưa có số đến.",
        ),
    ),
    Check(
        "document-symbol",
        "Ký hiệu khớp với số văn bản",
        "warning",
        "Mở văn bản, lưu lại số kèm lý do.",
        each(_other_symbol, lambda paper: f"{paper.short} có ký hiệu {paper.symbol or '(trống)'}."),
    ),
    Check(
        "document-future",
        "Không văn bản nào vào sổ ở ngày chưa tới",
        "warning",
        "Mở văn bản, sửa ngày vào sổ kèm lý do.",
        each(
            lambda: Document.objects.filter(registered_on__gt=today()),
            lambda paper: f"{paper.short} vào sổ ngày {day_words(paper.registered_on)}, chưa tới.",
        ),
    ),
    Check(
        "link-self",
        "Văn bản không viện dẫn chính nó",
        "error",
        "Mở văn bản, gỡ liên kết này.",
        each(
            lambda: DocumentLink.objects.filter(source=F("target")).select_related("source"),
            lambda row: f"{row.source.short} liên kết với chính nó.",
        ),
    ),
    Check(
        "intake-without-file",
        "Tệp đã đọc còn được giữ",
        "error",
        FROM_BACKUP,
        each(
            lambda: Intake.objects.filter(state__in=[IntakeState.READ, IntakeState.CONFIRMED], file__isnull=True),
            lambda row: f"«{row.name}» đã đọc nhưng không còn tệp.",
        ),
    ),
    Check(
        "intake-stuck",
        "Tệp đưa vào được đọc trong ngày",
        "warning",
        "Xem bộ xử lý việc nền có chạy không; khởi động lại trang web thì tệp được đọc lại.",
        each(_stuck, lambda row: f"«{row.name}» chờ đọc từ {day_words(row.created_at)}."),
    ),
    Check(
        "draft-empty",
        "Bản dự thảo có ít nhất một bản",
        "warning",
        "Mở bản dự thảo, đưa lại tệp hoặc bỏ dự thảo.",
        each(
            lambda: Draft.objects.filter(versions__isnull=True).select_related("unit"),
            lambda row: f"{row.unit}: dự thảo «{row.title}» không có bản nào.",
        ),
    ),
    Check(
        "draft-unread",
        "Bản dự thảo được đọc trong ngày",
        "warning",
        "Xem bộ xử lý việc nền có chạy không; khởi động lại trang web thì tệp được đọc lại.",
        each(_unread_versions, lambda row: f"Dự thảo «{row.draft.title}», bản số {row.number} chưa được đọc."),
    ),
    Check(
        "set-aside-key",
        "Phát hiện đã bỏ qua khớp với quy tắc và đoạn trích",
        "error",
        "Mở văn bản, xét lại phát hiện này rồi bỏ qua lại kèm lý do.",
        each(
            _other_key, lambda row: f"Phát hiện {row.rule} đã bỏ qua («{row.reason[:80]}») không còn khớp đoạn trích."
        ),
    ),
    Check(
        "rule-switch-unknown",
        "Quy tắc được bật, tắt còn trong danh sách",
        "warning",
        "Mở trang «Quy tắc soát văn bản» của đơn vị, chọn lại quy tắc thay thế nếu cần.",
        each(_switches_of_no_rule, lambda row: f"{row.unit} bật, tắt quy tắc {row.name} không còn trong danh sách."),
    ),
)
