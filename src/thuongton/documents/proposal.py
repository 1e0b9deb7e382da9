"""What the machine read of a paper's head, laid out for a person to confirm: fields, doubts, and where each stands."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from thuongton.documents.head import PaperHead
from thuongton.documents.issuers import words_of
from thuongton.documents.marking import TextMark, mark
from thuongton.web.dates import day_words, parse_day
from vanban.model import Citation, Header, Reading
from vanban.rereading import reading_again
from vanban.text import join_lines, settle_tone

SURE = 0.8
UNREAD = reading_again({})
"""The reading of a file that nothing was read from."""
Value = str | dt.date | tuple[str, ...] | None
"""A value of one field of the head."""


@dataclass(frozen=True, slots=True)
class HeadField:
    """One field of the confirm page. ``key`` is its name in the JSON of a reading, ``column`` that of the register."""

    key: str
    column: str
    label: Any
    widget: str = "text"  # text | area | day
    needed: bool = False
    missing: str = ""  # how the reading names it under header.missing


FIELDS = (
    HeadField("number", "number", gettext_lazy("Số, ký hiệu"), needed=True, missing="số"),
    HeadField("date", "issued_on", gettext_lazy("Ngày văn bản"), "day", needed=True, missing="ngày, tháng"),
    HeadField("kind", "kind", gettext_lazy("Tên loại"), needed=True),
    HeadField(
        "issuer", "issuer", gettext_lazy("Tác giả (cơ quan ban hành)"), needed=True, missing="tên cơ quan ở đầu trang"
    ),
    HeadField("title", "title", gettext_lazy("Trích yếu"), "area", needed=True, missing="trích yếu"),
    HeadField("symbol", "symbol", gettext_lazy("Ký hiệu")),
    HeadField("place", "place", gettext_lazy("Địa danh"), missing="địa danh"),
    HeadField("signer", "signer", gettext_lazy("Người ký"), needed=True, missing="người ký"),
    HeadField("signer_capacity", "signer_capacity", gettext_lazy("Thẩm quyền, chức vụ")),
    HeadField("recipients", "recipients", gettext_lazy("Nơi nhận (mỗi dòng một nơi)"), "area", missing="nơi nhận"),
    HeadField("urgency", "urgency", gettext_lazy("Độ khẩn")),
)
ENTERED = (
    HeadField("arrived_on", "arrived_on", gettext_lazy("Ngày đến"), "day"),
    HeadField("handler", "handler", gettext_lazy("Đơn vị hoặc người nhận")),
    HeadField("answer_due", "answer_due", gettext_lazy("Thời hạn giải quyết"), "day"),
    HeadField("note", "note", gettext_lazy("Ghi chú"), "area"),
)
BY_KEY = {field.key: field for field in (*FIELDS, *ENTERED)}
LONGEST = {"area": 4000, "text": 255, "day": 20}


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field as the confirm page shows it. ``doubt`` says why to look at it, ``""`` when nothing is doubtful."""

    field: HeadField
    value: str
    doubt: str
    span: tuple[int, int] | None


def text_of(value: Value) -> str:
    """A value of the head as the text of an input: several items one a line, a day as d/m/yyyy."""
    if isinstance(value, tuple):
        return "\n".join(value)
    return day_words(value) if isinstance(value, dt.date) else value or ""


def value_of(field: HeadField, typed: str) -> Value:
    """A typed text as a value of the head: a day, the recipients one by one; None for nothing.

    Raises ValueError with one Vietnamese sentence when it cannot be kept.
    """
    text = typed.strip()
    if len(text) > LONGEST[field.widget]:
        raise ValueError(
            _("«%(label)s» dài quá %(most)d ký tự; hãy rút gọn.")
            % {"label": field.label, "most": LONGEST[field.widget]}
        )
    if not text:
        return None
    if field.widget == "day":
        day = parse_day(text)
        if day is None:
            raise ValueError(_("«%(text)s» không phải là một ngày; hãy ghi như 31/3/2026.") % {"text": text[:40]})
        return day
    if field.key == "recipients":
        return tuple(line.strip() for line in text.splitlines() if line.strip())
    return text if field.widget == "area" else join_lines(text)


def columns_of(head: PaperHead) -> dict[str, Any]:
    """The head as corrected, in the columns of the register."""
    values = {field: getattr(head, field.key) for field in BY_KEY.values()}
    return {field.column: value if field.widget == "day" else text_of(value) for field, value in values.items()}


@lru_cache(maxsize=2)
def _plain(text: str) -> str:
    """The text as values are looked for in it; kept, since every field of a head asks for the same one."""
    return settle_tone(text.lower())


def locate(text: str, value: str) -> tuple[int, int] | None:
    """Where a value is printed, whatever its case, its line breaks, and the place of its tone marks; None if nowhere.

    >>> locate("ỦY BAN NHÂN DÂN\\nXÃ MỘT\\n", "Uỷ ban nhân dân xã Một")
    (0, 22)
    """
    words = settle_tone(value.casefold()).split()
    if not words:
        return None
    plain = _plain(text)
    if len(plain) != len(text):
        return None
    pattern = r"\s+".join(re.escape(word).replace("/", r"\s*/\s*").replace(r"\-", r"\s*[-–]\s*") for word in words)
    found = re.search(rf"(?<!\w){pattern}(?!\w)", plain)
    return (found.start(), found.end()) if found else None


def _span(key: str, text: str, head: PaperHead, read: Header) -> tuple[int, int] | None:
    value = read.date_text if key == "date" else getattr(head, key)
    if key == "recipients" and value:
        spans = [span for span in (locate(text, item) for item in value[:40]) if span]
        foot = text.rfind("Nơi nhận")
        spans = [span for span in spans if foot < 0 or span[0] >= foot]
        return (min(s[0] for s in spans), max(s[1] for s in spans)) if spans else None
    if not value or not isinstance(value, str):
        return None
    if key == "signer":
        at = text.lower().rfind(value.lower())
        return (at, at + len(value)) if at >= 0 else None
    if key == "number" and head.symbol and locate(text, value) is None:
        return locate(text, head.symbol)
    return locate(text, value)


def lay_out(reading: Reading, head: PaperHead) -> list[ShownField]:
    """The fields of the head as corrected so far, those missing or doubtful first."""
    text, read = reading.text, reading.header
    missing = set(read.missing)
    edited = set(head.edited)
    shown = []
    for field in FIELDS:
        value = text_of(getattr(head, field.key))
        doubt = ""
        if field.key in edited:
            doubt = ""
        elif not value and (field.needed or field.missing in missing):
            doubt = _("Văn bản không ghi, hoặc máy không đọc được. Để trống nếu văn bản không ghi.")
        elif value and field.missing and field.missing in missing:
            doubt = _("Không in ở chỗ thường lệ; máy suy ra từ nội dung. Hãy kiểm tra.")
        shown.append(ShownField(field, value, doubt, _span(field.key, text, head, read)))
    return sorted(shown, key=lambda one: not one.doubt)


def marks_of(reading: Reading, shown: list[ShownField]) -> list[TextMark]:
    """Marks over the source: the fields of the head, and the citations."""
    marks = [TextMark(*one.span, "field", f"f-{one.field.key}", str(one.field.label)) for one in shown if one.span]
    for order, citation in enumerate(reading.citations):
        marks.append(TextMark(citation.start, citation.end, "citation", f"c-{order}", citation.target or ""))
    return marks


MOST_SHOWN = 400_000


def source_of(reading: Reading, shown: list[ShownField]) -> tuple[SafeString, bool]:
    """The source with its marks as safe HTML, and whether it was cut because it is too long for a page."""
    text = reading.text
    return mark(text[:MOST_SHOWN], marks_of(reading, shown)), len(text) > MOST_SHOWN


def legend() -> list[tuple[str, str]]:
    """The kinds of mark of the confirm page and the paper's page, in words."""
    return [("field", str(_("thể thức"))), ("citation", str(_("viện dẫn")))]


def tally(reading: Reading) -> str:
    """What a reading found, in one line: «34 nhiệm vụ, 24 viện dẫn, 3 chỗ cần xem»."""
    tasks = [task for task in reading.tasks if task.progress is None]
    doubtful = sum(task.confidence < SURE for task in tasks)
    doubtful += sum(1 for one in lay_out(reading, PaperHead.of(reading.header)) if one.doubt)
    citations = len(reading.citations)
    return ", ".join(
        [
            ngettext("%d nhiệm vụ", "%d nhiệm vụ", len(tasks)) % len(tasks),
            ngettext("%d viện dẫn", "%d viện dẫn", citations) % citations,
            ngettext("%d chỗ cần xem", "%d chỗ cần xem", doubtful) % doubtful,
        ]
    )


OPENING = 8_000


def opening_citations(reading: Reading) -> list[Citation]:
    """The citations that say what the paper itself rests on: those of its title and opening, before its first part.

    «Thực hiện …» deep in the body tells of one task or of others' work, not of the paper.
    """
    end = min([OPENING, *(node.start for node in reading.outline)])
    return [citation for citation in reading.citations if citation.start < end]


def direction_of(head: PaperHead, unit_name: str) -> str:
    """The register a paper belongs to: as a person said, else outgoing when its issuer is the unit itself."""
    if head.direction:
        return head.direction
    issuer, own = words_of(head.issuer or ""), words_of(unit_name)
    committee = ["uy", "ban", "nhan", "dan"]
    same = bool(issuer) and (
        issuer == own or issuer == [*committee, *own] or (len(own) > 3 and issuer[: len(own)] == own)
    )
    return "outgoing" if same else "incoming"
