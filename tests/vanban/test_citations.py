"""Mentions of documents: spans, fields, classes, roles and targets."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from vanban import cite, header, open_document
from vanban.citations import read_citations
from vanban.pinpoints import normal_order

CASES = [
    ("Nghị quyết số 66-NQ/TW của Bộ Chính trị", "Nghị quyết", "66-NQ/TW", None, "Bộ Chính trị"),
    (
        "Nghị quyết số 66-NQ/TW ngày 30/4/2025 của Bộ Chính trị",
        "Nghị quyết",
        "66-NQ/TW",
        dt.date(2025, 4, 30),
        "Bộ Chính trị",
    ),
    ("Nghị định 30/2020/NĐ-CP", "Nghị định", "30/2020/NĐ-CP", None, None),
    (
        "Thông tư số 40/2010/TT-BCT ngày 13 tháng 12 năm 2010 của Bộ trưởng Bộ Công Thương",
        "Thông tư",
        "40/2010/TT-BCT",
        dt.date(2010, 12, 13),
        "Bộ trưởng Bộ Công Thương",
    ),
    (
        "Thông tư số 45/2011/TT-BNNPTNT của Bộ Nông nghiệp và Phát triển nông thôn",
        "Thông tư",
        "45/2011/TT-BNNPTNT",
        None,
        "Bộ Nông nghiệp và Phát triển nông thôn",
    ),
    ("Nghị quyết\nsố 66-NQ/TW", "Nghị quyết", "66-NQ/TW", None, None),
    ("KẾ HOẠCH SỐ 444/KH-UBND", "Kế hoạch", "444/KH-UBND", None, None),
    ("Nghị quyết số 66- NQ/TW", "Nghị quyết", "66-NQ/TW", None, None),
    (
        "Văn bản số 2622/UBND-TH₃ ngày 02/4/2026 của UBND tỉnh",
        "Công văn",
        "2622/UBND-TH₃",
        dt.date(2026, 4, 2),
        "UBND tỉnh",
    ),
    ("Luật Ban hành văn bản QPPL số 64/2025/QH15", "Luật", "64/2025/QH15", None, None),
    ("Luật số 87/2025/QH15", "Luật", "87/2025/QH15", None, None),
    (
        "Công văn số 1620/STP-XD&KTVB ngày 14 tháng 4 năm 2026 của Sở Tư pháp thành phố Hải Phòng",
        "Công văn",
        "1620/STP-XD&KTVB",
        dt.date(2026, 4, 14),
        "Sở Tư pháp thành phố Hải Phòng",
    ),
    (
        "Chương trình hành động số 14-CTr/ĐU, ngày 12/2/2026 của Ban Thường vụ Đảng ủy xã",
        "Chương trình hành động",
        "14-CTr/ĐU",
        dt.date(2026, 2, 12),
        "Ban Thường vụ Đảng ủy xã",
    ),
    ("Quyết định số 766/QĐ-TTg ngày 31/02/2025", "Quyết định", "766/QĐ-TTg", None, None),
]


@pytest.mark.parametrize(("printed", "kind", "number", "date", "issuer"), CASES)
@pytest.mark.parametrize("frame", ["Thực hiện {}, đơn vị báo cáo.", "{}", "(theo {}) như sau"])
def test_numbered(frame: str, printed: str, kind: str, number: str, date: dt.date | None, issuer: str | None) -> None:
    text = frame.format(printed)
    (found,) = cite(text)
    assert text[found.start : found.end] == printed == found.surface
    assert (found.kind, found.number, found.date, found.issuer, found.class_) == (
        kind,
        number,
        date,
        issuer,
        "numbered",
    )


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Công văn: số 176/STP-XDPL ngày 28/01/2026; số 382/STP-XDPL ngày 28/02/2026 ; số 366/STP-KT.", 3),
        ("Quyết định số 3913/QĐ-STP và Quyết định số 3914/QĐ-STP ngày 27/12/2025.", 2),
        ("các Nghị định số 78/2025/NĐ-CP, 79/2025/NĐ-CP và 80/2025/NĐ-CP của Chính phủ", 3),
    ],
)
def test_lists(text: str, numbers: int) -> None:
    found = cite(text)
    assert len(found) == numbers
    assert len({c.kind for c in found}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "điều kiện kinh tế - xã hội năm 2025",
        "thủ tục luật định, pháp luật và các quy định khác",
        "ban hành nghị quyết, quyết định, chỉ thị",
        "tỷ lệ 12/2025 đạt 30-40%",
        "thượng tôn Hiến pháp và pháp luật",
        "tổ chức hội nghị quán triệt",
        "số 12 Nguyễn Trãi, Hà Nội",
        "pháp luật\n\nThực hiện nhiệm vụ",
    ],
)
def test_what_is_no_mention(text: str) -> None:
    assert cite(text) == []


@pytest.mark.parametrize(
    ("text", "title", "surface"),
    [
        ("theo Luật Đất đai năm 2024 thì", "Đất đai", "Luật Đất đai năm 2024"),
        ("quy định của Luật Ban hành văn bản quy phạm pháp luật; bảo đảm", "Ban hành văn bản quy phạm pháp luật", None),
        ("Luật Phòng, chống tác hại của rượu, bia năm 2019", None, None),
        ("thi hành Bộ luật Dân sự ngày 24/11/2015", "Dân sự", "Bộ luật Dân sự ngày 24/11/2015"),
    ],
)
def test_laws_by_title(text: str, title: str | None, surface: str | None) -> None:
    (found,) = cite(text)
    assert found.class_ == "named"
    assert title is None or found.title == title
    assert surface is None or found.surface == surface


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Căn cứ Luật Đất đai năm 2024;", "basis"),
        ("Thực hiện Nghị quyết số 66-NQ/TW;", "implements"),
        ("Thay thế Quyết định số 12/QĐ-UBND.", "replaces"),
        ("Bãi bỏ Quyết định số 12/QĐ-UBND.", "repeals"),
        ("Sửa đổi, bổ sung một số điều của Nghị định số 30/2020/NĐ-CP.", "amends"),
        ("Quy định chi tiết một số điều của Luật Đất đai năm 2024.", "details"),
        ("Theo đó, Nghị quyết số 66-NQ/TW nêu rõ", "mentions"),
    ],
)
def test_roles(text: str, role: str) -> None:
    assert cite(text)[0].role == role


@pytest.mark.parametrize(
    ("chain", "normal"),
    [
        ("Điều 5, khoản 2 điểm a", "điểm a khoản 2 Điều 5"),
        ("điểm a, b và c khoản 1 Điều 3", "điểm a, b và c khoản 1 Điều 3"),
        ("khoản 2 Điều 15 Chương II", "khoản 2 Điều 15 Chương II"),
    ],
)
def test_pinpoints(chain: str, normal: str) -> None:
    text = f"theo {chain} của Nghị định số 30/2020/NĐ-CP"
    assert cite(text)[0].pinpoint == normal
    assert normal_order(chain) == normal


def test_title_is_outside_the_span() -> None:
    (found,) = cite("Nghị quyết số 68-NQ/TW ngày 04/5/2025 của Bộ Chính trị về phát triển kinh tế tư nhân; các")
    assert found.surface.endswith("Bộ Chính trị")
    assert found.title == "về phát triển kinh tế tư nhân"


def test_short_names_self_and_anaphors() -> None:
    text = (
        "KẾ HOẠCH\nThực hiện Nghị quyết\n\nThực hiện Nghị quyết số 66-NQ/TW ngày 30/4/2025 của Bộ Chính trị (sau đây "
        "gọi là Nghị quyết 66), đơn vị ban hành kế hoạch. Mục tiêu của Nghị quyết 66 là rõ. Việc thực hiện Nghị quyết, "
        "phải đúng hạn. "
        "Kế hoạch này có hiệu lực. Nghị quyết này rất quan trọng."
    )
    document = open_document(text.encode())
    found = {
        (c.class_, c.surface, c.number) for c in read_citations(document, header(document)) if c.class_ != "numbered"
    }
    assert ("short", "Nghị quyết 66", "66-NQ/TW") in found
    assert ("self", "Kế hoạch này", None) in found
    assert ("anaphor", "Nghị quyết này", "66-NQ/TW") in found


def test_targets_are_completed_by_the_paper() -> None:
    text = (
        "Số: 694/STP-XDPL\nHà Tĩnh, ngày 06 tháng 4 năm 2026\nV/v báo cáo\n\nKính gửi: UBND tỉnh\n\n"
        "Thực hiện Kế hoạch số 444/KH-UBND, Sở Tư pháp báo cáo. Nghị quyết số 66-NQ/TW được triển khai. Nghị quyết số "
        "66-NQ/TW "
        "của Bộ Chính trị. Kế hoạch số 213/KH-STP. Nghị định số 80/2025/NĐ-CP. UBND tỉnh đã chỉ đạo."
    )
    document = open_document(text.encode())
    targets = {c.number: c.target for c in read_citations(document, header(document))}
    assert targets == {
        "444/KH-UBND": "444/KH-UBND@UBND tỉnh Hà Tĩnh",
        "66-NQ/TW": "66-NQ/TW@Bộ Chính trị",
        "213/KH-STP": "213/KH-STP@Sở Tư pháp tỉnh Hà Tĩnh",
        "80/2025/NĐ-CP": "80/2025/NĐ-CP@Chính phủ",
    }


def test_unknown_target_is_none() -> None:
    assert cite("Kế hoạch số 12/KH-UBND")[0].target is None


def test_json_has_the_fields_of_the_contract() -> None:
    (found,) = cite("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư;")
    assert found.to_dict() == {
        "start": 7,
        "end": 62,
        "surface": "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ",
        "kind": "Nghị định",
        "number": "30/2020/NĐ-CP",
        "date": "2020-03-05",
        "issuer": "Chính phủ",
        "title": "về công tác văn thư",
        "pinpoint": None,
        "class": "numbered",
        "role": "basis",
        "target": "30/2020/NĐ-CP@Chính phủ",
    }


def test_labelled_mentions(shared: Path) -> None:
    rows = [json.loads(row) for row in (shared / "gold_dev" / "citations_dev.jsonl").read_text("utf-8").splitlines()]
    found = missed = false = 0
    for file in sorted({row["file"] for row in rows}):
        document = open_document(shared / "seeds" / file)
        got = read_citations(document, header(document))
        gold = [row for row in rows if row["file"] == file]
        for row in gold:
            if row["core"]:
                hit = any(c.start < row["end"] and row["start"] < c.end and c.kind == row["kind_norm"] for c in got)
                found, missed = found + hit, missed + (not hit)
        false += sum(not any(c.start < row["end"] and row["start"] < c.end for row in gold) for c in got)
    assert 2 * found / (2 * found + missed + false) >= 0.95
