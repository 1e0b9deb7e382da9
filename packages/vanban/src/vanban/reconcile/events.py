"""Events counted in one place and dated in another: «04 Hội nghị» against a footnote that names two days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vanban.model import Figure, Reading
from vanban.numerals import plain
from vanban.reconcile.values import Part, Reconciliation, hold

_EVENTS = re.compile(
    r"hội nghị|hội thảo|tọa đàm|toạ đàm|buổi|phiên họp|đợt|cuộc(?: họp| kiểm tra| thanh tra)?|"
    r"lớp(?: tập huấn| bồi dưỡng)?"
)
_DAY = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}\b|\bngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}")
_NOTE = re.compile(r"^(?P<mark>[¹²³⁴-⁹⁰]+)[^\S\n]*(?P<text>[^\n]+)$", re.MULTILINE)
_DAYS_ONLY = re.compile(
    r"(?:(?:được\s+)?tổ\s+chức|diễn\s+ra|họp|vào|các|ngày|và|,|;|\s|\.|\d{1,2}/\d{1,2}/\d{4})+$", re.IGNORECASE
)
_NAME = re.compile(r"\b(?:Đề án|Dự án|Chương trình|Kế hoạch|Nghị quyết|Quyết định|Chỉ thị|Luật|Nghị định|Thông tư)\b")
_CLAUSE = re.compile(r"[.;\n]")
_REACH = 400
_MOST = 60


@dataclass(frozen=True, slots=True)
class _Dated:
    """A note that only names days, and the clause of the body to which its mark is set."""

    clause: str
    clause_start: int
    mark_at: int
    days: tuple[tuple[int, int], ...]


def reconcile_events(reading: Reading) -> Iterator[Reconciliation]:
    """Numbers of events (hội nghị, cuộc họp, lớp …) against the days that a note of the paper gives for them.

    Fewer days than events is «không truy được»: the other days may only not be named.
    """
    notes = list(_dated_notes(reading.text))
    if not notes:
        return
    for figure in reading.figures:
        if figure.unit is None or not _EVENTS.fullmatch(figure.unit) or not 1 < figure.value <= _MOST:
            continue
        for note in notes:
            if _of_the_same(figure, note):
                yield _held(reading, figure, note)


def _dated_notes(text: str) -> Iterator[_Dated]:
    for note in _NOTE.finditer(text):
        if _DAYS_ONLY.match(note["text"]) is None:
            continue
        days = tuple(
            (m.start() + note.start("text"), m.end() + note.start("text")) for m in _DAY.finditer(note["text"])
        )
        at = text.find(note["mark"])
        while at >= 0 and (at == note.start() or text[at - 1 : at] in ("", "\n")):
            at = text.find(note["mark"], at + 1)
        if not days or at < 0:
            continue
        begin = max(0, at - _REACH)
        start = max((m.end() for m in _CLAUSE.finditer(text, begin, at)), default=begin)
        yield _Dated(text[start:at], start, at, days)


def _of_the_same(figure: Figure, note: _Dated) -> bool:
    """Whether the note dates the events of the figure: its mark stands behind them, or both speak of one paper."""
    if note.clause_start <= figure.start < note.mark_at:
        return True
    if (figure.unit or "") not in note.clause.lower() or re.search(
        r"\d\s+" + re.escape(figure.unit or ""), note.clause
    ):
        return False
    return bool(set(_NAME.findall(figure.subject or "")) & set(_NAME.findall(note.clause)))


def _held(reading: Reading, figure: Figure, note: _Dated) -> Reconciliation:
    stated = Part(reading.source.name, figure.start, figure.end, figure.value, figure.unit or "")
    dated = Part(reading.source.name, note.days[0][0], note.days[-1][1], len(note.days), "ngày")
    gap = stated.value - dated.value
    days, events = f"{plain(dated.value)} ngày", f"{plain(stated.value)} {figure.unit}"
    if gap == 0:
        return hold(stated, dated, f"{days} = {events}", "events")
    reason = f"Chú thích nêu {days}; có thể một {figure.unit} kéo dài nhiều ngày."
    if gap > 0:
        reason = f"Chú thích chỉ nêu {days}; {plain(gap)} {figure.unit} còn lại không rõ tổ chức ngày nào."
    return Reconciliation(f"{days} ≠ {events}", "không truy được", (dated, stated), gap, reason, "events")
