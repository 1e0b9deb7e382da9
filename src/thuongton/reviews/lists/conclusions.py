"""The conclusion on a document that is not lawful (kết luận kiểm tra): the contents of khoản 2 Điều 18 Nghị định
79/2025/NĐ-CP, filled from the row; pure. What nobody has written stands as «[CẦN BỔ SUNG …]»."""

from __future__ import annotations

from thuongton.prints.frozen import PrintHead
from thuongton.reviews.lists.columns import action_words
from thuongton.reviews.lists.facts import RowFacts
from thuongton.reviews.lists.papers import MARK, MISSING
from thuongton.web.dates import day_words
from vanban.write.docx import Heading, OfficialPaper

DAYS_TO_HANDLE = 30
"""Days from receiving the conclusion in which the issuer handles its document: Điều 26 of the same decree."""
CONTENTS = (
    "Văn bản được kiểm tra",
    "Văn bản làm cơ sở pháp lý để kiểm tra",
    "Nội dung trái pháp luật",
    "Yêu cầu xử lý",
    "Đề xuất xử lý trách nhiệm",
    "Đề xuất rà soát văn bản mâu thuẫn, chồng chéo",
    "Nội dung khác",
)
"""What a conclusion holds, in the order of Điều 18.2."""


def document_words(row: RowFacts) -> str:
    """A document as papers name it.

    >>> document_words(RowFacts(1, "1/2020/QĐ-UBND", "Quy định mức thu", "UBND tỉnh A", "Quyết định"))
    'Quyết định số 1/2020/QĐ-UBND của UBND tỉnh A «Quy định mức thu»'
    """
    issued = f" ngày {day_words(row.issued_on)}" if row.issued_on else ""
    of = f" của {row.issuer}" if row.issuer else ""
    title = f" «{row.title}»" if row.title else ""
    return f"{row.kind or 'Văn bản'} số {row.number}{issued}{of}{title}"


def parts_of(row: RowFacts) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each content with what is known of it: the grounds, the judgement that stands, by when it must be handled."""
    judged = row.judged
    asked = f"{action_words(judged)}; xử lý trong {DAYS_TO_HANDLE} ngày kể từ ngày nhận được kết luận (Điều 26)."
    told: tuple[tuple[str, ...], ...] = (
        (document_words(row),),
        row.grounds,
        (judged.reason,) if judged and judged.reason else (),
        (asked,) if judged else (),
        (),
        (),
        (),
    )
    return tuple(
        (name, words or (MISSING.format(what=name[:1].lower() + name[1:]),))
        for name, words in zip(CONTENTS, told, strict=True)
    )


def conclusion_of(row: RowFacts, head: PrintHead) -> OfficialPaper:
    """The conclusion as a paper; number, day and signature are left to the clerk and the signer."""
    told: list[str | Heading] = []
    for number, (name, words) in enumerate(parts_of(row), 1):
        told += [Heading(f"{number}. {name}"), *words]
    return OfficialPaper(
        issuer=head.issuer,
        issuer_parent=head.issuer_parent,
        symbol=f"KL-{head.symbol}" if head.symbol else "KL",
        place=head.place,
        kind="Kết luận",
        title=f"Kiểm tra {row.kind or 'văn bản'} số {row.number}",
        paragraphs=tuple(told),
        closing=(MARK.replace("các cột và cách trình bày danh mục", "cách trình bày kết luận"),),
        recipients=(row.issuer or MISSING.format(what="cơ quan ban hành văn bản"),),
        capacity=MISSING.format(what="chức vụ người ký"),
    )
