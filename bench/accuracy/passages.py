"""Does the linter cry wolf: invented passages that are clean, and others with one fault each (``gold/passages.jsonl``).

Every row names in ``rules`` the rules whose material it holds: a clean passage of «cite-two-dates» cites papers with
their days, and nothing is wrong with them. ``frame`` is the paper around it (a report, a plan, a letter, a decision, a
regulation, each without fault), None for a passage alone. An alarm on a clean passage is a finding at error or warning,
or a «lệch»; a fault is found when such a finding touches its words or relates them.

A rule says «lỗi» only when what it says here is right nine times in ten (:func:`unproved`, a test holds it). The rows
are parted by :func:`score.half_of` their identifier: rules are tuned on "tune" alone.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from score import Score, half_of

from vanban import Finding, lint, read_document, reconcile
from vanban.lint import LawBook, rules

GOLD = Path(__file__).parent / "gold" / "passages.jsonl"
FEWEST, PRECISION = 20, 0.9
"""How many clean passages a rule must have been tried on to say «lỗi», and how often it must be right."""
_NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
_FOOT = (
    "Nơi nhận:\n\n- UBND tỉnh Lào Cai;\n- Sở Tư pháp;\n- Phòng Kinh tế xã;\n- Công an xã;\n"
    "- Văn phòng HĐND và UBND xã;\n- Các thôn;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn A\n"
)
_REGISTER = (
    {"so_hieu": "30/2020/NĐ-CP", "ngay_ban_hanh": "2020-03-05", "ten": "về công tác văn thư"},
    {
        "so_hieu": "110/2004/NĐ-CP",
        "ngay_ban_hanh": "2004-04-08",
        "ten": "về công tác văn thư",
        "ngay_het_hieu_luc": "2020-03-05",
        "thay_the_boi": "30/2020/NĐ-CP",
    },
    {"so_hieu": "79/2009/QĐ-TTg", "ngay_ban_hanh": "2009-08-15", "ngay_het_hieu_luc": "2025-06-16"},
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A row and what the linter says of it: the alarms, the remarks, and whether the fault was found."""

    row: dict[str, Any]
    alarms: tuple[Finding, ...]
    remarks: tuple[Finding, ...]
    disagreements: tuple[str, ...]
    hits: tuple[str, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong in the passage."""
        return "fault" not in self.row

    @property
    def silent(self) -> bool:
        """Whether the linter and the reconciliation accuse nothing."""
        return not self.alarms and not self.disagreements


def framed(frame: str | None, passage: str) -> str:
    """The passage in a whole paper of a commune; «report@Vân Phượng» names the commune."""
    if frame is None:
        return passage
    name, _, commune = frame.partition("@")
    commune = commune or "Mường Khoa"
    top = f"ỦY BAN NHÂN DÂN\nXÃ {commune.upper()}"
    day = f"{commune}, ngày 10 tháng 6 năm 2030"
    closing = f"Trên đây là {{}} của Ủy ban nhân dân xã {commune}./."
    whole = {
        "report": ("Số: 112/BC-UBND", "BÁO CÁO", "Tình hình thực hiện nhiệm vụ quý II năm 2030", "Báo cáo"),
        "plan": ("Số: 113/KH-UBND", "KẾ HOẠCH", "Thực hiện nhiệm vụ quý III năm 2030", "Kế hoạch"),
    }
    if name in whole:
        number, kind, title, said = whole[name]
        return "\n\n".join((top, _NATION, number, day, kind, title, passage, closing.format(said), _FOOT))
    if name == "letter":
        foot = _FOOT.replace("- UBND tỉnh Lào Cai;\n", "- Như trên;\n")
        about = "V/v trả lời việc thực hiện nhiệm vụ quý II năm 2030"
        parts = (
            top,
            _NATION,
            "Số: 114/UBND-VP",
            day,
            about,
            "Kính gửi: Sở Tư pháp tỉnh Lào Cai",
            passage,
            closing,
            foot,
        )
        return "\n\n".join(parts).replace("{}", "nội dung trả lời")
    if name == "decision":
        body = (
            f"CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ {commune.upper()}\n\nCăn cứ Luật Tổ chức chính quyền địa phương ngày 16 "
            f"tháng 6 năm 2025;\n\n{passage}\n\nTheo đề nghị của Chánh Văn phòng.\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Thành lập "
            "Tổ giúp việc gồm 05 người.\n\nĐiều 2. Tổ giúp việc tự giải thể khi xong việc.\n\nĐiều 3. Chánh Văn phòng "
            "và các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./."
        )
        title = "Về việc thành lập Tổ giúp việc"
        return "\n\n".join((top, _NATION, "Số: 115/QĐ-UBND", day, "QUYẾT ĐỊNH", title, body, _FOOT))
    if name == "rules":
        return f"QUY CHẾ\nHoạt động của bến\n\n{_RULES}\n{passage}\n"
    raise ValueError(f"no frame {frame!r}")


_RULES = (
    "Điều 1. Phạm vi\nQuy chế này quy định việc trực bến.\nĐiều 2. Đối tượng\nÁp dụng với người trực.\n"
    "Điều 3. Nguyên tắc\nĐúng giờ, đúng việc.\nĐiều 4. Trách nhiệm chung\nNgười trực không rời bến."
)


@cache
def judged() -> tuple[Judged, ...]:
    """Every row with what is said of it."""
    return tuple(_judged())


def _judged() -> Iterator[Judged]:
    register = LawBook.of(_REGISTER)
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = framed(row["frame"], row["text"])
        reading = read_document(text)
        found = lint(reading, register=register)
        alarms = [one for one in found if one.severity != "info"]
        told = [one.statement for one in reconcile(reading) if one.verdict == "lệch"]
        hits = []
        if "fault" in row:
            start = text.index(row["text"]) + row["text"].index(row["fault"])
            end = start + len(row["fault"])
            for one in alarms:
                places = [(one.start, one.end), *((span.start, span.end) for span in one.related)]
                if any(a < end and start < b for a, b in places):
                    hits.append(one.rule)
        remarks = [one for one in found if one.severity == "info"]
        yield Judged(row, tuple(alarms), tuple(remarks), tuple(told), tuple(hits))


def measure(shared: Path, half: str | None = None, diagnose: bool = False) -> list[Score]:
    """Passages that are left in peace, faults found, and the rules that say «lỗi»; nothing of ``shared`` is used."""
    rows = [one for one in judged() if half is None or half_of(one.row["id"]) == half]
    if diagnose:
        _tell(rows)
    clean = [one for one in rows if one.clean]
    faulty = [one for one in rows if not one.clean]
    silent = sum(one.silent for one in clean)
    found = sum(bool(one.hits) for one in faulty)
    unmarked = sum(not one.remarks for one in clean)
    return [
        Score("clean passages in peace", silent, len(clean) - silent, 0),
        Score("clean passages without remark", unmarked, len(clean) - unmarked, 0),
        Score("faults of passages", found, len(faulty) - found, 0),
        *_of_errors(rows),
    ]


def _of_errors(rows: list[Judged]) -> Iterator[Score]:
    """What the rules that say «lỗi» say of the passages, together."""
    errors = {rule.code for rule in rules() if rule.severity == "error"}
    right = sum(bool(errors & set(one.hits)) for one in rows)
    missed = sum(not one.clean and bool(errors & set(one.row["rules"])) and not one.hits for one in rows)
    false = sum(one.clean and any(alarm.rule in errors for alarm in one.alarms) for one in rows)
    yield Score("rules that say lỗi", right, missed, false)


def unproved() -> dict[str, str]:
    """The rules that say «lỗi» without having earned it, each with why."""
    tried: Counter[str] = Counter()
    right: Counter[str] = Counter()
    false: Counter[str] = Counter()
    faults: dict[str, int] = defaultdict(int)
    for one in judged():
        for code in one.row["rules"]:
            tried[code] += one.clean
            faults[code] += not one.clean
        for code in set(one.hits):
            right[code] += 1
        if one.clean:
            for alarm in one.alarms:
                false[alarm.rule] += 1
    lacking = {}
    for code in (rule.code for rule in rules() if rule.severity == "error"):
        said = right[code] + false[code]
        if tried[code] < FEWEST:
            lacking[code] = f"tried on {tried[code]} clean passages, {FEWEST} are needed"
        elif not said:
            lacking[code] = f"finds none of {faults[code]} faults"
        elif right[code] < PRECISION * said:
            lacking[code] = f"right {right[code]} times of {said}"
    return lacking


def _tell(rows: list[Judged]) -> None:
    for one in rows:
        said = [f"{found.rule} {found.surface[:40]!r}" for found in (*one.alarms, *one.remarks)]
        if one.clean and (said or one.disagreements):
            print(f"  {'ALARM' if not one.silent else 'remark'} {one.row['id']}: {said} {list(one.disagreements)}")
        elif not one.clean and not one.hits:
            print(f"  missed {one.row['id']} {one.row['rules']} {one.row['fault']!r}: {said}")
