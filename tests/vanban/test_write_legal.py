"""A legal document as Word: bounds of its margins, inserted articles, the adoption line, a draft kept whole."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from docx import Document as Word

from vanban import read_document
from vanban.write.legal import (
    Article,
    Chapter,
    LegalDocument,
    adoption_line,
    inserted_label,
    legal_document,
    write_legal,
)

DRAFT = """ỦY BAN NHÂN DÂN
TỈNH VÂN GIANG

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số:       /2026/QĐ-UBND

Vân Giang, ngày    tháng    năm 2026

QUYẾT ĐỊNH
Ban hành Quy định mức chi cho công tác hòa giải ở cơ sở

Căn cứ Luật Hòa giải ở cơ sở năm 2013;
Theo đề nghị của Giám đốc Sở Tư pháp;
Ủy ban nhân dân tỉnh ban hành Quyết định quy định mức chi.

Điều 1. Ban hành kèm theo Quyết định này Quy định mức chi.
Điều 2. Hiệu lực thi hành
1. Quyết định này có hiệu lực từ ngày 25 tháng 4 năm 2026.
2. Bãi bỏ Quyết định số 12/2020/QĐ-UBND./.

Nơi nhận:
- Sở Tư pháp;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn An

QUY ĐỊNH
MỨC CHI CHO CÔNG TÁC HÒA GIẢI Ở CƠ SỞ
(Kèm theo Quyết định số       /2026/QĐ-UBND)

Chương I
QUY ĐỊNH CHUNG

Điều 1. Phạm vi
Quy định này quy định mức chi.
"""


def _document(**parts: object) -> LegalDocument:
    given = {
        "kind": "Nghị quyết", "title": "Quy định mức chi", "issuer": "Hội đồng nhân dân tỉnh Vân Giang",
        "symbol": "NQ-HĐND", "year": 2026, "bases": ("Căn cứ Luật Hòa giải ở cơ sở năm 2013;",),
        "body": (Chapter("Chương I", "Chung"), Article("51a", "Điều được bổ sung", ("1. Nội dung.",))),
        "adoption": adoption_line("Hội đồng nhân dân tỉnh Vân Giang", "II", "thứ 3", dt.date(2026, 4, 10)),
        **parts,
    }  # fmt: skip
    return LegalDocument(**given)  # type: ignore[arg-type]


def _word(document: LegalDocument) -> Any:
    return Word(io.BytesIO(write_legal(document)))


def test_margins_are_within_the_bounds_of_the_decree() -> None:
    section = _word(_document()).sections[0]
    for margin in (section.top_margin, section.bottom_margin, section.right_margin):
        assert 15 <= round(margin.mm) <= 20
    assert 30 <= round(section.left_margin.mm) <= 35


def test_what_is_written() -> None:
    word = _word(_document())
    lines = {one.text: one.runs[0] for one in word.paragraphs if one.text and one.runs}
    assert lines["Điều 51a. Điều được bổ sung"].bold
    assert lines["Căn cứ Luật Hòa giải ở cơ sở năm 2013;"].italic
    closing = next(text for text in lines if text.startswith("Nghị quyết này đã được"))
    assert lines[closing].italic and closing.endswith("thông qua ngày 10 tháng 4 năm 2026./.")
    head = [cell.text for row in word.tables[0].rows for cell in row.cells]
    assert any("/2026/NQ-HĐND" in text for text in head)


def test_the_same_document_is_the_same_bytes() -> None:
    assert write_legal(_document()) == write_legal(_document())


def test_unknown_days_of_adoption_are_left_blank() -> None:
    assert adoption_line("Hội đồng nhân dân xã Vân Phượng").count("…") == 5


@pytest.mark.parametrize(
    ("after", "taken", "label"),
    [("51", [], "51a"), ("51", ["51a"], "51b"), ("51d", [], "51đ"), ("51a", ["51b"], "51c")],
)
def test_labels_of_inserted_articles(after: str, taken: list[str], label: str) -> None:
    assert inserted_label(after, taken) == label


@pytest.mark.parametrize("after", ["", "V", "51aa"])
def test_a_label_that_is_none(after: str) -> None:
    with pytest.raises(ValueError, match="số của một điều"):
        inserted_label(after)


def test_a_draft_is_read_into_its_structure() -> None:
    made = legal_document(read_document(DRAFT), year=2026)
    assert (made.kind, made.year, made.symbol, made.number) == ("Quyết định", 2026, "QĐ-UBND", "")
    assert len(made.bases) == 2 and made.enacts.startswith("Ủy ban nhân dân tỉnh ban hành")
    assert [part.label for part in made.body if isinstance(part, Article)] == ["1", "2"]
    assert made.signer == "Nguyễn Văn An" and made.authority == "TM. ỦY BAN NHÂN DÂN"
    (enclosed,) = made.enclosed
    assert enclosed.title.startswith("QUY ĐỊNH MỨC CHI")
    words = [paragraph.text for paragraph in _word(made).paragraphs]
    for line in ("2. Bãi bỏ Quyết định số 12/2020/QĐ-UBND./.", "Quy định này quy định mức chi."):
        assert line in words


def test_a_draft_without_articles_loses_no_line() -> None:
    made = legal_document(read_document("QUYẾT ĐỊNH\nVề việc thử\n\nCăn cứ Luật Giá;\n"), year=2026)
    assert made.bases == ("Căn cứ Luật Giá;",)
    assert write_legal(made)
