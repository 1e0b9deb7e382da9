"""An invented register of law of any size: a table of facts, texts that repeal and amend, one amending act."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BODIES = (
    ("Nghị định", "NĐ-CP", "Chính phủ", 6),
    ("Thông tư", "TT-BTC", "Bộ Tài chính", 10),
    ("Thông tư", "TT-BTP", "Bộ Tư pháp", 4),
    ("Quyết định", "QĐ-TTg", "Thủ tướng Chính phủ", 10),
    ("Quyết định", "QĐ-UBND", "Uỷ ban nhân dân tỉnh", 50),
    ("Nghị quyết", "NQ-HĐND", "Hội đồng nhân dân tỉnh", 20),
)
"""Kind, symbol, issuer, and how many of a hundred acts are theirs; those of provinces bear the name of one."""
PROVINCES = 63
MATTERS = ("mức thu học phí", "bảng giá đất", "hỗ trợ nông nghiệp", "quản lý chợ", "phòng, chống lũ", "phí tham quan")
TEXT_EVERY = 40
"""Of so many acts one has its text in the register."""


@dataclass(frozen=True, slots=True)
class InventedAct:
    """One act: facts alone."""

    number: str
    kind: str
    title: str
    issuer: str
    issued_on: dt.date
    effective_on: dt.date | None
    expired_on: dt.date | None


def acts(number: int, seed: int = 20261130) -> Iterator[InventedAct]:
    """So many acts from 1996 to 2026, in the order of their days: the same for the same seed."""
    chance = random.Random(seed)
    first, days = dt.date(1996, 1, 1), 365 * 30
    serials: dict[tuple[str, int, str], int] = {}
    for at in range(number):
        kind, symbol, issuer, _share = chance.choices(BODIES, [body[3] for body in BODIES])[0]
        if symbol in ("QĐ-UBND", "NQ-HĐND"):
            issuer = f"{issuer} số {chance.randrange(PROVINCES) + 1}"
        issued = first + dt.timedelta(days=at * days // number)
        serials[symbol, issued.year, issuer] = serial = serials.get((symbol, issued.year, issuer), 0) + 1
        effective = issued + dt.timedelta(days=chance.choice((0, 10, 15, 45))) if chance.random() < 0.9 else None
        ended = effective is not None and chance.random() < 0.2
        yield InventedAct(
            f"{serial}/{issued.year}/{symbol}",
            kind,
            f"về {chance.choice(MATTERS)} giai đoạn {issued.year} - {issued.year + chance.randrange(1, 6)}",
            issuer,
            issued,
            effective,
            effective + dt.timedelta(days=chance.randrange(200, 4000)) if effective is not None and ended else None,
        )


def write_facts(path: Path, number: int) -> None:
    """The table of facts (``.jsonl``) of so many acts."""
    with path.open("w", encoding="utf-8") as lines:
        for one in acts(number):
            row = {
                "so_hieu": one.number, "loai": one.kind, "trich_yeu": one.title, "co_quan": one.issuer,
                "ngay_ban_hanh": one.issued_on.isoformat(),
                "ngay_hieu_luc": one.effective_on.isoformat() if one.effective_on else None,
                "ngay_het_hieu_luc": one.expired_on.isoformat() if one.expired_on else None,
            }  # fmt: skip
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")


def write_texts(path: Path, number: int) -> int:
    """The articles of acts of central bodies that repeal and amend earlier ones; returns of how many acts."""
    earlier: list[InventedAct] = []
    chance = random.Random(1)
    written = 0
    with path.open("w", encoding="utf-8") as lines:
        for one in (act for act in acts(number) if not act.issuer.split()[-1].isdigit()):
            if len(earlier) % (TEXT_EVERY // 2) == 0 and earlier:
                for label, text in enumerate(_articles(one, chance.sample(earlier, min(3, len(earlier)))), 1):
                    row = {"law": one.number, "law_title": one.title, "article": str(label), "text": text}
                    lines.write(json.dumps(row, ensure_ascii=False) + "\n")
                written += 1
            earlier.append(one)
    return written


def _articles(act: InventedAct, earlier: list[InventedAct]) -> list[str]:
    day = act.effective_on or act.issued_on
    named = [
        f"{one.kind} số {one.number} ngày {one.issued_on.day} tháng {one.issued_on.month} năm {one.issued_on.year}"
        f" của {one.issuer}"
        for one in earlier
    ]
    return [
        f"Phạm vi điều chỉnh\n1. {act.kind} này quy định {act.title}.\n2. Cơ quan, tổ chức thi hành {act.kind} này.",
        f"Sửa đổi, bổ sung một số điều của {named[0]}\n1. Sửa đổi, bổ sung khoản 1 Điều 1 như sau:\n"
        f"“1. {earlier[0].kind} này quy định {act.title}.”.\n2. Bãi bỏ khoản 2 Điều 1.",
        f"Hiệu lực thi hành\n1. {act.kind} này có hiệu lực từ ngày {day.day} tháng {day.month} năm {day.year}.\n"
        + "\n".join(
            f"{at}. {one} hết hiệu lực kể từ ngày {act.kind} này có hiệu lực." for at, one in enumerate(named[1:], 2)
        ),
    ]


def amending_act(of: InventedAct) -> str:
    """The text of an act that amends and ends."""
    day = of.issued_on
    name = f"{of.kind} số {of.number} ngày {day.day} tháng {day.month} năm {day.year} của {of.issuer}"
    return f"""CHÍNH PHỦ
Số: 900/2026/NĐ-CP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 20 tháng 11 năm 2026

NGHỊ ĐỊNH
Sửa đổi, bổ sung một số điều của {name}

Điều 1. Sửa đổi, bổ sung một số điều của {name}
1. Sửa đổi, bổ sung khoản 1 Điều 1 như sau:
“1. Nghị định này quy định cả phí.”.
2. Bãi bỏ khoản 2 Điều 1.

Điều 2. Hiệu lực thi hành
Nghị định này có hiệu lực từ ngày 01 tháng 12 năm 2026.
"""
