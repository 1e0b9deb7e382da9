"""What must hold between the rows of cases, for ``thuongton check``."""

from __future__ import annotations

from collections.abc import Iterator

from thuongton.audit.checks import Check, each
from thuongton.calendars.queries import book
from thuongton.cases.definition.library import joined_kinds
from thuongton.cases.definition.lines import FileFinding
from thuongton.cases.engine.acts import CaseAct
from thuongton.cases.engine.state import FoldedCase
from thuongton.cases.models import Case, InstalledKind
from thuongton.cases.queries.cases import Timekeepers, acts_by_case, folded, kind_of
from thuongton.cases.queries.installed import installed_rows
from thuongton.cases.queries.keeping import keeping_of, keeping_rules, past_their_day
from thuongton.cases.services.projecting import Projection, StandingBeside, standing_beside
from thuongton.cases.statistics.form_files import joined_forms
from thuongton.people.queries import today

CHUNK = 500


def _chunks() -> Iterator[list[Case]]:
    last = 0
    while rows := list(Case.objects.filter(pk__gt=last).order_by("pk").select_related("unit")[:CHUNK]):
        last = rows[-1].pk
        yield rows


def _unknown_kind() -> Iterator[Case]:
    for case in Case.objects.order_by("pk").iterator():
        try:
            kind_of(case)
        except LookupError:
            yield case


def _otherwise() -> Iterator[Case]:
    """Cases whose columns or clocks are not what their acts fold to."""
    times = Timekeepers(book())
    for rows in _chunks():
        acts = acts_by_case(rows)
        folds = {row.pk: case for row in rows if (case := _folded(row, times, acts.get(row.pk, []))) is not None}
        beside = standing_beside(folds)
        yield from (row for row in rows if row.acts != len(acts.get(row.pk, [])) or _differs(row, folds, times, beside))


def _folded(row: Case, times: Timekeepers, acts: list[CaseAct]) -> FoldedCase | None:
    try:
        return folded(row, times.of(row.unit), acts)
    except LookupError:
        return None  # said by the check of kinds


def _differs(row: Case, folds: dict[int, FoldedCase], times: Timekeepers, beside: StandingBeside) -> bool:
    case = folds.get(row.pk)
    if case is None or case.state is None:
        return case is not None
    return Projection().add(row, case, times.of(row.unit), beside)  # what it notes is not written


def _kept_too_long() -> Iterator[tuple[Case, int]]:
    """Closed cases past the years that a clause gives them; a kind without a clause keeps for ever."""
    rules = keeping_rules()
    for case in past_their_day(Case.objects.all(), today()).iterator():
        yield case, keeping_of(case, rules).years or 0


def _aside() -> Iterator[FileFinding]:
    """Installed files that stand aside: changed, taken over by the product, or refused by the checks of today."""
    yield from joined_kinds().aside
    yield from joined_forms().aside


def _withdrawn_in_use() -> Iterator[InstalledKind]:
    for row in installed_rows().filter(what=InstalledKind.What.KIND, withdrawn_at__isnull=False):
        if Case.objects.filter(kind=row.name, version=row.version).exists():
            yield row


CHECKS = (
    Check(
        "case-kind-aside",
        "Mỗi loại hồ sơ, biểu đã cài còn nguyên như lúc cài và qua được kiểm tra",
        "error",
        "So với tệp gốc và bản sao lưu; sửa tệp rồi cài thành phiên bản mới.",
        each(_aside, str),
    ),
    Check(
        "case-kind-withdrawn",
        "Không hồ sơ nào dùng loại đã thu hồi",
        "warning",
        "Cài lại loại hồ sơ này thành phiên bản mới rồi chuyển hồ sơ sang.",
        each(_withdrawn_in_use, lambda row: f"«{row}» đã thu hồi mà còn hồ sơ."),
    ),
    Check(
        "case-kind-unknown",
        "Mỗi hồ sơ thuộc một sổ mà phần mềm có",
        "error",
        "Cài lại tệp loại hồ sơ đã dùng khi tiếp nhận.",
        each(_unknown_kind, lambda case: f"Hồ sơ {case} dùng sổ «{case.kind}» phiên bản {case.version}, không có."),
    ),
    Check(
        "case-otherwise",
        "Trạng thái và thời hạn của hồ sơ đúng như các thao tác đã ghi",
        "error",
        "Tính lại hồ sơ: mở hồ sơ rồi ghi thao tác kế tiếp, hoặc chạy lại việc đổi lịch.",
        each(_otherwise, lambda case: f"Hồ sơ {case.kind} {case} không khớp với các thao tác của nó."),
    ),
    Check(
        "case-kept-too-long",
        "Dữ liệu cá nhân không giữ quá thời hạn lưu",
        "warning",
        "Xoá dữ liệu cá nhân của hồ sơ, nêu căn cứ.",
        each(_kept_too_long, lambda one: f"Hồ sơ {one[0].kind} {one[0]} đã quá {one[1]} năm lưu."),
    ),
)
