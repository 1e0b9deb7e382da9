"""What must hold between the rows of cases, for ``thuongton check``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from thuongton.audit.checks import Check, each
from thuongton.cases.definition.library import joined_kinds
from thuongton.cases.definition.lines import FileFinding
from thuongton.cases.engine.acts import CaseAct
from thuongton.cases.engine.timing import Timekeeper
from thuongton.cases.models import Case, CaseTerm, InstalledKind
from thuongton.cases.queries.calendar_moves import COUNTED, is_over
from thuongton.cases.queries.cases import acts_by_case, folded, kind_of, timekeeper
from thuongton.cases.queries.installed import installed_rows
from thuongton.cases.queries.keeping import keeping_of, keeping_rules, past_their_day
from thuongton.cases.rows import same_term
from thuongton.cases.services.projecting import columns_of, terms_of
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
    times: dict[int, Timekeeper] = {}
    for rows in _chunks():
        acts = acts_by_case(rows)
        terms: dict[int, list[CaseTerm]] = {}
        for term in CaseTerm.objects.filter(case__in=[row.pk for row in rows]).order_by("id"):
            terms.setdefault(term.case_id, []).append(term)
        for row in rows:
            time = times.setdefault(row.unit_id, timekeeper(row.unit))
            if row.acts != len(acts.get(row.pk, [])) or not _same(row, acts.get(row.pk, []), time, terms):
                yield row


def _same(row: Case, acts: list[CaseAct], time: Timekeeper, terms: dict[int, list[CaseTerm]]) -> bool:
    try:
        case = folded(row, time, acts)
    except LookupError:
        return True  # said by the check of kinds
    if case.state is None or any(getattr(row, name) != value for name, value in columns_of(case).items()):
        return False
    wanted, have = terms_of(case, time), list(terms.get(row.pk, []))
    for key, values in wanted:
        found = next((one for one in have if one.key == key and _stands(one, values)), None)
        if found is None:
            return False
        del have[have.index(found)]
    return not have


def _stands(row: CaseTerm, values: dict[str, Any]) -> bool:
    """Whether a clock stands as its acts say; one that is over keeps the day it was judged by."""
    kept = {name: getattr(row, name) for name in COUNTED} if is_over(row) else {}
    return same_term(row, values | kept)


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
