"""What an assessment of the impact of handling personal data asks (NĐ 356/2025/NĐ-CP, Điều 19), from kinds and counts.

What is not known is said to be not known; nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thuongton.cases.definition.model import CaseKind, KindField
from thuongton.cases.papers.saying import printed_fields
from thuongton.cases.sealed_fields import is_masked, sealed_fields
from thuongton.cases.statistics.form_files import known_forms
from thuongton.prints.frozen import Definition, Frozen, FrozenColumn, FrozenRow, FrozenTable, PrintHead
from thuongton.web.dates import day_words
from thuongton.web.lists.columns import Kind

UNKNOWN = "chưa xác định"
NO_CLAUSE = "chưa nhập điều khoản về thời hạn lưu; không tự xoá"
BASIC, SENSITIVE, CLOSED = "cơ bản", "nhạy cảm", "chỉ người xử lý và lãnh đạo xem"
TITLE = "Việc xử lý dữ liệu cá nhân trong các sổ"


@dataclass(frozen=True, slots=True)
class KindCounts:
    """How many cases of a kind a unit keeps, and who looked into their sensitive fields in the window."""

    cases: int = 0
    open: int = 0
    erased: int = 0
    looks: int = 0
    lookers: int = 0


@dataclass(frozen=True, slots=True)
class LookLine:
    """A look into sensitive fields, by the names of its fields."""

    pk: int
    at: dt.datetime
    who: str
    kind: str
    case: str
    fields: Sequence[str]
    purpose: str


def personal_fields(kind: CaseKind) -> list[tuple[KindField, str]]:
    """The personal fields of a kind, each with what the law calls it."""
    return [(kind.fields[name], class_of(kind, name)) for name in kind.fields if name in sealed_fields(kind)]


def class_of(kind: CaseKind, name: str) -> str:
    """Basic or sensitive, or closed to all but handler and leader."""
    if name in kind.closed:
        return CLOSED
    return SENSITIVE if is_masked(kind, name) else BASIC


def purpose_of(kind: CaseKind) -> str:
    """What the data of a kind is handled for: the law it rests on and the forms that count it."""
    laws = "; ".join(f"{one.name} ({one.number})" for one in kind.basis)
    known = known_forms()
    forms = ", ".join(known[one.form].called for one in kind.statistics if one.form in known)
    told = [f"thực hiện {laws}" if laws else UNKNOWN, f"thống kê theo biểu {forms}" if forms else ""]
    return "; ".join(words for words in told if words)


def frozen_impact(
    kinds: Sequence[CaseKind],
    counts: Mapping[str, KindCounts],
    keeping: Mapping[str, str],
    looks: Sequence[LookLine],
    looks_counted: int,
    head: PrintHead,
    window: tuple[dt.date, dt.date],
) -> Frozen:
    """The assessment as a print: registers, fields, looks, and what is not known.

    ``keeping`` says of each kind how long its cases are kept, "" where no clause was entered.
    """
    days = f"từ ngày {day_words(window[0])} đến ngày {day_words(window[1])}"
    intro = (
        f"{head.issuer}: {len(kinds)} sổ có dữ liệu cá nhân; {looks_counted} lượt mở hoặc in trường nhạy cảm {days}.",
        "Lập theo những gì Nghị định số 356/2025/NĐ-CP Điều 19 đòi hỏi, bằng dữ liệu có trong phần mềm.",
    )
    labels = {kind.kind: kind for kind in kinds}
    return Frozen(
        title=TITLE,
        kind="Bản rà soát",
        as_of=window[1],
        head=head,
        intro=intro,
        tables=(_registers(kinds, counts, keeping), _fields(kinds), _looks(looks, labels, days)),
        definitions=_known_and_not(kinds, keeping),
        definitions_title="Biện pháp đang dùng và điều chưa biết",
        closing=("(Có phụ lục kèm theo)./.",),
    )


def _registers(kinds: Sequence[CaseKind], counts: Mapping[str, KindCounts], keeping: Mapping[str, str]) -> FrozenTable:
    columns = (
        FrozenColumn("so", "Sổ", 32),
        FrozenColumn("muc-dich", "Mục đích, căn cứ xử lý", 70),
        FrozenColumn("luu", "Thời hạn lưu", 40),
        FrozenColumn("ho-so", "Hồ sơ", 14, Kind.NUMBER, "right"),
        FrozenColumn("dang", "Đang xử lý", 14, Kind.NUMBER, "right"),
        FrozenColumn("xoa", "Đã xoá dữ liệu", 14, Kind.NUMBER, "right"),
        FrozenColumn("luot", "Lượt xem", 14, Kind.NUMBER, "right"),
        FrozenColumn("nguoi", "Người xem", 14, Kind.NUMBER, "right"),
    )
    rows = []
    for kind in kinds:
        one = counts.get(kind.kind, KindCounts())
        rows.append(
            FrozenRow(
                (
                    kind.label.vi, purpose_of(kind), keeping.get(kind.kind) or NO_CLAUSE,
                    one.cases, one.open, one.erased, one.looks, one.lookers,
                )
            )
        )  # fmt: skip
    title = "Các sổ, mục đích và thời hạn lưu"
    return FrozenTable("so", title, columns, tuple(rows), title, "Sổ")


def _fields(kinds: Sequence[CaseKind]) -> FrozenTable:
    columns = (
        FrozenColumn("so", "Sổ", 40),
        FrozenColumn("truong", "Trường", 50),
        FrozenColumn("loai", "Loại dữ liệu", 40),
        FrozenColumn("in", "In ở giấy tờ, sổ", 80),
    )
    rows = []
    for kind in kinds:
        for field, words in personal_fields(kind):
            papers = [one.label.vi for one in kind.papers.values() if field.name in printed_fields(kind, one)]
            rows.append(FrozenRow((kind.label.vi, field.label.vi, words, "; ".join(papers) or "không in")))
    title = "Các trường dữ liệu cá nhân"
    return FrozenTable("truong", title, columns, tuple(rows), title, "Trường")


def _looks(looks: Sequence[LookLine], kinds: Mapping[str, CaseKind], days: str) -> FrozenTable:
    columns = (
        FrozenColumn("luc", "Lúc", 26, Kind.MOMENT),
        FrozenColumn("nguoi", "Người xem", 36),
        FrozenColumn("ho-so", "Hồ sơ", 44),
        FrozenColumn("truong", "Trường đã mở", 60),
        FrozenColumn("muc-dich", "Mục đích", 60),
    )
    rows = []
    for one in looks:
        kind = kinds.get(one.kind)
        names = [kind.fields[name].label.vi if kind and name in kind.fields else name for name in one.fields]
        case = f"{kind.label.vi if kind else one.kind} {one.case}"
        rows.append(FrozenRow((one.at, one.who, case, ", ".join(names), one.purpose), "cases.caselook", one.pk))
    title = f"Lượt mở hoặc in trường nhạy cảm {days}"
    return FrozenTable("luot", title, columns, tuple(rows), "Lượt mở hoặc in trường nhạy cảm", "Lượt xem")


def _known_and_not(kinds: Sequence[CaseKind], keeping: Mapping[str, str]) -> tuple[Definition, ...]:
    unkept = [kind.label.vi for kind in kinds if not keeping.get(kind.kind)]
    entered = f"chưa nhập điều khoản cho: {'; '.join(unkept)}" if unkept else "đã nhập cho mọi sổ"
    return (
        Definition("Bảo vệ khi lưu", "mỗi hồ sơ một khoá riêng; khoá chủ để ngoài cơ sở dữ liệu và bản sao lưu."),
        Definition("Che trường nhạy cảm", "mở hoặc in phải ghi mục đích; lượt xem không sửa, không xoá được."),
        Definition("Xoá", "huỷ khoá của hồ sơ; trường cá nhân không đọc lại được, số liệu thống kê còn nguyên."),
        Definition("Thời hạn lưu", entered + "."),
        Definition("Bên nhận dữ liệu ngoài đơn vị", f"{UNKNOWN}: phần mềm không gửi; giấy in do đơn vị gửi."),
        Definition("Chuyển dữ liệu ra nước ngoài", f"{UNKNOWN}: tuỳ nơi đơn vị đặt máy chủ và bản sao lưu."),
        Definition("Sự đồng ý của người có dữ liệu", f"{UNKNOWN}: không được ghi trong các sổ."),
        Definition("Mức độ tác động, rủi ro và người phụ trách", f"{UNKNOWN}: do đơn vị đánh giá và ghi vào hồ sơ."),
    )
